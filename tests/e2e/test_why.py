"""Why?, as a visitor does it: who spoke for the answer, softmax warmed, a flipped picture followed to its answer."""

import re

import pytest
from browsing import Visit, open_page, overflow, wait_idle
from playwright.sync_api import Locator, Page, expect

FOOT = 34  # pixels under the tiles, for the colour bar
SECTIONS = (
    "Who spoke for it",
    "From scores to probabilities",
    "The smallest change",
    "What each digit wants to see",
    "Nearest training digits",
)


def answer(page: Page) -> Locator:
    return page.locator(".answer .said")


def section(page: Page, name: str) -> None:
    page.get_by_text(name, exact=True).click()
    wait_idle(page)


def chart(page: Page, key: str) -> Locator:
    return page.locator(f".st-key-{key} .live-figure")


def test_the_evidence_and_its_sum(visit: Visit) -> None:
    page = visit("why?digit=0&network=blog")
    expect(answer(page)).to_have_text("7")
    expect(page.get_by_text("because neuron 8 gave it +3.98")).to_be_visible()
    expect(page.get_by_text("z = 9.76 − 7.08 + 0.69 = +3.36")).to_be_visible()
    tiles = chart(page, "why_tiles")
    expect(tiles.locator(".main-svg").first).to_be_visible()
    box = tiles.bounding_box()
    assert box
    page.mouse.click(box["x"] + 0.7 * box["width"], box["y"] + 0.8 * (box["height"] - FOOT))  # the fourth below
    expect(page.get_by_label("Neuron of layer 1", exact=True)).to_have_value("8")
    expect(page.get_by_label("The evidence of neuron 8, enlarged")).to_be_visible()
    expect(page.locator("dl.facts").get_by_text("+9.29")).to_be_visible()  # its sum
    open_page(page, "Weights")
    expect(page.get_by_label("Neuron", exact=True)).to_have_value("8")


def test_every_pixel_and_every_bar_tells_its_numbers(visit: Visit) -> None:
    page = visit("why?digit=0&network=blog")
    picture, bars = chart(page, "why_picture"), chart(page, "why_contributions")
    expect(picture.locator(".main-svg").first).to_be_visible()
    picture.hover(position={"x": 107, "y": 79})
    expect(picture.locator(".hoverlayer")).to_contain_text("ink 0.95 × weight +0.267 = +0.253")
    bars.locator(".bars .point path").nth(1).hover(force=True)
    expect(bars.locator(".hoverlayer")).to_contain_text("neuron 1, which passes on 6.467")


def test_a_bar_leads_to_its_neuron(visit: Visit) -> None:
    page = visit("why?digit=0&network=blog")
    bars = chart(page, "why_contributions")
    expect(bars.locator(".main-svg").first).to_be_visible()
    bars.locator(".bars .point path").nth(1).click(force=True)
    expect(page.get_by_label("Neuron of layer 1", exact=True)).to_have_value("1")


def test_the_temperature_warms_and_cools(visit: Visit) -> None:
    page = visit("why?digit=8&network=deep&view=softmax")
    expect(page.get_by_text("At temperature 1 this is what the network says: 6, 52.0%.")).to_be_visible()
    slider = page.get_by_role("slider", name="Temperature")
    for _ in range(3):
        slider.press("ArrowRight")
    expect(page.get_by_text("At temperature 3 the gaps between the scores count only 33% as much")).to_be_visible()
    expect(page.get_by_role("columnheader", name="z / 3")).to_be_visible()
    expect(answer(page)).to_have_text("6")
    open_page(page, "Weights")
    open_page(page, "Why?")
    expect(page.get_by_text("At temperature 3")).to_be_visible()  # the section and the temperature are kept


def test_the_flipped_picture_leads_to_its_new_answer(visit: Visit) -> None:
    page = visit("why?digit=0&network=deep")
    expect(answer(page)).to_have_text("7")
    section(page, "The smallest change")
    page.wait_for_url("**view=change*")
    expect(page.get_by_text("This much is enough: 7")).to_be_visible()
    after = page.locator(".st-key-why_flip figure.digit").last
    expect(after).to_contain_text("3: ")
    after.get_by_role("link", name="Why?").click()
    expect(answer(page)).to_have_text("3")
    expect(page.get_by_text("✗ it is a 7")).to_be_visible()
    page.wait_for_url("**digit=ink*")
    page.reload()  # the address holds the picture itself
    expect(answer(page)).to_have_text("3")


def test_a_neighbour_leads_on_and_the_address_names_the_section(visit: Visit) -> None:
    page = visit("why?digit=0&network=blog&view=neighbours")
    expect(page.get_by_text("All 8 are 7s, as the network answers").first).to_be_visible()
    first = page.locator("figure.digit").nth(1)
    place = first.locator("a").last.get_attribute("href") or ""
    first.get_by_role("link", name="Why?").click()
    page.wait_for_url("**digit=train-*")
    assert page.url.split("digit=")[1].split("&")[0] == place.split("digit=")[1].split("&")[0]
    expect(page.get_by_text("of 59,999 compared").first).to_be_visible()  # it is not its own neighbour
    page.wait_for_url(re.compile("view=neighbours"))


def test_the_answer_moves_while_the_run_trains_and_a_change_is_held(page: Page) -> None:
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_text("Training: update")).to_be_visible()
    open_page(page, "Why?")
    expect(page.get_by_text("Your run, 784-10-10: running")).to_be_visible()
    page.evaluate("window.bars = document.querySelector('.answer .bars').ariaLabel")
    page.wait_for_function("document.querySelector('.answer .bars').ariaLabel != window.bars")
    section(page, "The smallest change")
    held = page.get_by_text("Computed at this moment")
    expect(held).to_be_visible()
    before = held.inner_text()
    page.get_by_role("button", name="Take the newest").click()
    expect(held).not_to_have_text(before)
    open_page(page, "Train")  # where the run is stopped in the end


def test_bars_and_tiles_are_seen_together_on_a_projector(visit) -> None:
    page = visit("why?digit=6&network=blog")
    for key in ("why_contributions", "why_tiles"):
        expect(chart(page, key).locator(".main-svg").first).to_be_visible()
        box = chart(page, key).bounding_box()
        assert box and box["y"] + box["height"] <= 720


@pytest.mark.parametrize(("width", "height", "scheme"), [(1280, 720, "light"), (390, 844, "dark")])
def test_nothing_is_wider_than_the_window(visit: Visit, width: int, height: int, scheme: str) -> None:
    page = visit("why?digit=8&network=strong", width=width, height=height, color_scheme=scheme)
    expect(answer(page)).to_have_text("5")
    for name in SECTIONS:
        section(page, name)
        assert overflow(page) == 0
        for part in page.locator(".stMainBlockContainer .live-figure, figure.digit, table.softmax, .answer").all():
            box = part.bounding_box()
            assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
