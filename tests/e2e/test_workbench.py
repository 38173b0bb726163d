"""The workbench, as a visitor uses it: switch a neuron off, see what goes, undo it; shuffle the pixels and train."""

import re

import pytest
from browsing import PHONE, Visit, open_page, overflow, wait_idle
from playwright.sync_api import Locator, Page, expect

TILES = ".st-key-workbench_tiles .live-figure"
FOOT = 34  # pixels under the tiles, for the colour bar


@pytest.fixture
def bench(visit: Visit) -> Page:
    return drawn(visit("workbench"))


def drawn(page: Page) -> Page:
    for chart in ("tiles", "answer", "classes"):
        expect(page.locator(f".st-key-workbench_{chart} .main-svg").first).to_be_visible()
    wait_idle(page)
    return page


def price(page: Page) -> Locator:
    return page.locator(".st-key-workbench_price")


def number(page: Page) -> Locator:
    return page.get_by_label("Neuron of layer 1")


def click_tile(page: Page, column: int, row: int) -> None:
    wait_idle(page, 400)  # the tiles are drawn anew after a change, and then take a moment to listen
    tiles = page.locator(TILES)
    tiles.scroll_into_view_if_needed()
    box = tiles.bounding_box()
    assert box
    page.mouse.click(box["x"] + (column + 0.5) / 5 * box["width"], box["y"] + (row + 0.6) / 2 * (box["height"] - FOOT))


def answer(page: Page) -> Locator:
    return page.locator(".st-key-workbench_answer .live-figure")


def test_a_neuron_is_picked_switched_off_and_undone(bench: Page) -> None:
    expect(price(bench)).to_have_text("As it is, it reads 84.5% of 10,000 test digits.")
    bench.get_by_role("spinbutton", name="Test digit").fill("2")
    bench.get_by_role("spinbutton", name="Test digit").press("Enter")
    expect(bench.get_by_text("Answer to test digit 2, a 1")).to_be_visible()
    before = answer(bench).get_attribute("aria-label") or ""
    assert re.search(r"1 (\d+)% then \1%", before)
    click_tile(bench, 2, 1)
    expect(number(bench)).to_have_value("7")
    click_tile(bench, 0, 0)
    expect(number(bench)).to_have_value("0")
    bench.get_by_role("button", name="Switch off").click()
    expect(price(bench)).to_have_text(
        re.compile(r"Without neuron 0 it reads 70\.\d% of 10,000 test digits \(−13\.\d points\); most lost: 1s")
    )
    expect(bench.get_by_label(re.compile("Switched off: 0"))).to_be_visible()
    expect(answer(bench)).to_have_attribute("aria-label", re.compile(r"1 9\d% then \d%"))
    bench.get_by_role("button", name="Undo").click()
    expect(price(bench)).to_have_text("As it is, it reads 84.5% of 10,000 test digits.")
    expect(answer(bench)).to_have_attribute("aria-label", before)
    expect(bench.get_by_role("button", name="Undo")).to_be_disabled()
    bench.get_by_role("button", name="Redo").click()
    expect(price(bench)).to_contain_text("Without neuron 0 ")


def test_all_of_it_by_keyboard(bench: Page) -> None:
    number(bench).fill("8")
    number(bench).press("Enter")
    expect(bench.get_by_label(re.compile("Neuron 8 is framed"))).to_be_visible()
    switch = bench.get_by_role("button", name="Switch off")
    switch.focus()
    switch.press("Enter")
    expect(price(bench)).to_contain_text("Without neuron 8")
    undo, redo = bench.get_by_role("button", name="Undo"), bench.get_by_role("button", name="Redo")
    expect(undo).to_be_enabled()  # a key reaches a button that can be pressed
    bench.keyboard.press("Control+z")
    expect(price(bench)).to_contain_text("As it is")
    expect(redo).to_be_enabled()
    bench.keyboard.press("Control+y")
    expect(price(bench)).to_contain_text("Without neuron 8")
    expect(redo).to_be_disabled()
    prune = bench.get_by_role("slider", name="Cut the smallest weights")
    prune.focus()
    prune.press("End")
    expect(price(bench)).to_contain_text("with 100% of the weights cut")
    wait_idle(bench)
    bench.keyboard.press("Control+z")
    expect(price(bench)).not_to_contain_text("cut")
    expect(prune).to_have_value("0")


def test_a_column_of_the_ranking_selects_its_neuron(bench: Page) -> None:
    chart = bench.locator(".st-key-workbench_ranking .live-figure")
    chart.scroll_into_view_if_needed()
    expect(chart.locator(".main-svg").first).to_be_visible()
    wait_idle(bench)
    bar = chart.locator(".bars .point").first.bounding_box()
    assert bar
    bench.mouse.click(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
    expect(number(bench)).to_have_value("5")  # the dearest of the article's network


def test_the_changes_outlive_the_page_and_touch_no_other(bench: Page) -> None:
    bench.get_by_role("button", name="Switch off").click()
    expect(price(bench)).to_contain_text("Without neuron 0")
    open_page(bench, "Weights")
    expect(bench.get_by_text("Shipped network “blog”, 784-10-10: 84.5%")).to_be_visible()
    open_page(bench, "Workbench")
    drawn(bench)
    expect(price(bench)).to_contain_text("Without neuron 0")


def test_a_chart_takes_the_room_that_its_column_gets(bench: Page) -> None:
    """Also when the window stays as it is: the menu of another page closes, for example, while this one is drawn."""
    as_wide = """([chart, wide]) => {
        const element = document.querySelector(chart), svg = element.querySelector('.main-svg')
        return Math.abs(element.clientWidth - svg.clientWidth) < 2 && (element.clientWidth < 500) === !wide
    }"""
    bench.wait_for_function(as_wide, arg=[TILES, True])
    narrow = bench.add_style_tag(content=".stMainBlockContainer {max-width: 800px !important}")
    bench.wait_for_function(as_wide, arg=[TILES, False])
    narrow.evaluate("style => style.remove()")
    bench.wait_for_function(as_wide, arg=[TILES, True])
    click_tile(bench, 4, 1)
    expect(number(bench)).to_have_value("9")


def test_a_later_layer_is_reached_and_its_squares_can_be_clicked(bench: Page) -> None:
    bench.get_by_text("deep", exact=True).click()
    bench.get_by_text("Layer 2: 64").click()
    squares = bench.locator(".st-key-workbench_squares .live-figure")
    expect(squares.locator(".main-svg").first).to_be_visible()
    wait_idle(bench)
    box = squares.bounding_box()
    assert box
    bench.mouse.click(box["x"] + 2.5 / 12 * box["width"], box["y"] + 1.5 / 6 * box["height"])
    expect(bench.get_by_label("Neuron of layer 2")).to_have_value("14")
    bench.get_by_role("button", name="Switch off").click()
    expect(price(bench)).to_contain_text("Without neuron 14 of layer 2")
    bench.get_by_role("button", name="one by one").click()
    expect(bench.get_by_text("It needs neuron")).to_be_visible()


def test_shuffled_pixels_are_learned_as_well_as_plain_ones(bench: Page) -> None:
    bench.get_by_text("Shuffle the pixels").click()
    expect(bench.get_by_text("Which digit is this?")).to_be_visible()
    bench.get_by_role("button", name="3", exact=True).click()
    expect(bench.get_by_text("The network has not learned yet")).to_be_visible()
    bench.get_by_role("button", name="Train both").click()
    said = bench.get_by_text("points apart")
    expect(said).to_be_visible()
    scores = [float(s) for s in re.findall(r"([\d.]+)% on", said.inner_text())]
    assert len(scores) == 2 and min(scores) > 90 and abs(scores[0] - scores[1]) < 1.5
    expect(bench.get_by_text(re.compile("and you said 3; the network said"))).to_be_visible()
    expect(bench.locator(".st-key-shuffle_w1_back .main-svg").first).to_be_visible()
    bench.get_by_role("button", name="Another permutation").click()
    expect(said).to_be_hidden()
    expect(bench.get_by_role("button", name="Train both", exact=True)).to_be_enabled()


@pytest.mark.parametrize(("width", "height", "scheme"), [(1280, 720, "light"), (390, 844, "dark")])
def test_nothing_is_wider_than_the_window(visit: Visit, width: int, height: int, scheme: str) -> None:
    page = drawn(visit("workbench", width=width, height=height, color_scheme=scheme))
    page.get_by_role("button", name="Switch off").click()
    expect(price(page)).to_contain_text("Without neuron 0")
    assert overflow(page) == 0
    page.get_by_text("Shuffle the pixels").click()
    expect(page.locator(".st-key-shuffle_curves .main-svg").first).to_be_visible()
    wait_idle(page)
    assert overflow(page) == 0


def test_on_a_phone_the_price_stays_in_sight_and_a_tile_can_be_tapped(visit: Visit) -> None:
    phone = drawn(visit("workbench", **PHONE))
    tiles = phone.locator(TILES)
    tiles.scroll_into_view_if_needed()
    box = tiles.bounding_box()
    assert box
    phone.touchscreen.tap(box["x"] + 0.5 * box["width"], box["y"] + 0.75 * (box["height"] - FOOT))
    expect(number(phone)).to_have_value("7")
    slider = phone.locator(".st-key-workbench_noise")
    slider.scroll_into_view_if_needed()
    slider.evaluate("e => e.scrollIntoView({block: 'center'})")
    expect(slider).to_be_in_viewport(ratio=1)
    expect(price(phone)).to_be_in_viewport(ratio=1)
