"""Weights, as a visitor does it: look, click on a neuron, turn pages, watch while a run trains."""

import pytest
from browsing import PHONE, Visit, open_page, overflow, wait_idle, wait_rendered
from playwright.sync_api import Locator, Page, expect

TILES = ".st-key-weights_tiles .live-figure"
FOOT = 34  # pixels under the tiles, for the colour bar


@pytest.fixture
def weights(visit: Visit) -> Page:
    page = visit("weights")
    drawn(page)
    return page


def drawn(page: Page) -> None:
    """Until the tiles are there, and all charts below them."""
    expect(page.locator(f"{TILES} .main-svg").first).to_be_visible()
    expect(page.locator(".st-key-weights_matrix_2 .main-svg").first).to_be_visible()
    wait_idle(page)


def click_tile(page: Page, column: int, row: int, columns: int = 5, rows: int = 2) -> None:
    tiles = page.locator(TILES)
    tiles.scroll_into_view_if_needed()
    box = tiles.bounding_box()
    assert box
    x = (column + 0.5) / columns * box["width"]
    y = (row + 0.6) / rows * (box["height"] - FOOT)
    page.mouse.click(box["x"] + x, box["y"] + y)


def number(page: Page) -> Locator:
    return page.get_by_label("Neuron", exact=True)


def test_a_click_on_a_tile_enlarges_that_neuron(weights: Page) -> None:
    expect(number(weights)).to_have_value("0")
    click_tile(weights, 2, 1)
    expect(number(weights)).to_have_value("7")
    expect(weights.get_by_text("column 7 of W2")).to_be_visible()
    expect(weights.get_by_label("The 784 weights of neuron 7")).to_be_visible()
    click_tile(weights, 2, 1)  # the same one again changes nothing
    wait_idle(weights)
    expect(number(weights)).to_have_value("7")
    click_tile(weights, 4, 0)
    expect(number(weights)).to_have_value("4")


def test_the_keyboard_does_what_a_click_does_and_the_choice_outlives_the_page(weights: Page) -> None:
    number(weights).fill("5")
    number(weights).press("Enter")
    expect(weights.get_by_text("column 5 of W2")).to_be_visible()
    click_tile(weights, 1, 0)
    expect(number(weights)).to_have_value("1")
    open_page(weights, "Draw")
    open_page(weights, "Weights")
    drawn(weights)
    expect(number(weights)).to_have_value("1")


def test_128_neurons_come_on_two_pages(weights: Page) -> None:
    weights.get_by_text("deep", exact=True).click()
    expect(weights.get_by_text("Places 1–64 of 128, by what they contribute")).to_be_visible()
    choose_order(weights, "In order of their numbers")
    number(weights).fill("0")
    number(weights).press("Enter")
    expect(weights.get_by_text("Neurons 0–63 of 128")).to_be_visible()
    weights.get_by_role("button", name="Next").click()
    expect(weights.get_by_text("Neurons 64–127 of 128")).to_be_visible()
    expect(number(weights)).to_have_value("64")
    drawn(weights)
    click_tile(weights, 3, 2, columns=8, rows=8)
    expect(number(weights)).to_have_value("83")


def choose_order(page: Page, order: str) -> None:
    page.locator(".st-key-weights_order").get_by_role("combobox").click()
    page.get_by_role("option", name=order).click()


def test_strips_of_digits_stand_in_whole_rows(visit) -> None:
    rows = """() => [...document.querySelectorAll('.digits')].map(strip => {
        const tops = [...strip.children].map(figure => Math.round(figure.getBoundingClientRect().top))
        return new Set(Object.values(Object.groupBy(tops, top => top)).map(row => row.length)).size
    })"""
    for width, height in ((1280, 720), (820, 1180), (390, 844)):
        assert visit("weights", width=width, height=height).evaluate(rows) == [1, 1]


def test_the_tiles_move_while_the_run_trains_and_can_be_clicked(page: Page) -> None:
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_text("Training: update")).to_be_visible()
    open_page(page, "Weights")
    expect(page.get_by_text("Your run, 784-10-10: running")).to_be_visible()
    drawn(page)
    page.evaluate(
        """tiles => document.querySelector(tiles).on(
            'plotly_afterplot', () => window.moved = 1 + (window.moved ?? 0))""",
        TILES,
    )
    page.wait_for_function("window.moved >= 2")
    for _ in range(5):  # on busy cores a click may fall into a moment in which the chart is drawn anew
        click_tile(page, 3, 1)
        wait_idle(page)
        if number(page).input_value() == "8":
            break
    expect(number(page)).to_have_value("8")
    page.evaluate("window.moved = 0")
    page.wait_for_function("window.moved >= 1")  # the same chart still, and it still moves
    expect(number(page)).to_have_value("8")
    open_page(page, "Train")  # where the run is stopped in the end


@pytest.mark.parametrize(("width", "height", "scheme"), [(1280, 720, "light"), (390, 844, "dark")])
def test_nothing_is_wider_than_the_window(visit: Visit, width: int, height: int, scheme: str) -> None:
    page = visit("weights", width=width, height=height, color_scheme=scheme)
    for name in ("blog", "deep"):
        page.get_by_text(name, exact=True).click()
        drawn(page)
        assert overflow(page) == 0
        tiles = page.locator(TILES).bounding_box()
        assert tiles and tiles["x"] >= 0 and tiles["x"] + tiles["width"] <= width
    page.reload()
    wait_rendered(page)


def test_a_tile_can_be_tapped_on_a_phone(visit: Visit) -> None:
    phone = visit("weights", **PHONE)
    drawn(phone)
    tiles = phone.locator(TILES)
    tiles.scroll_into_view_if_needed()
    box = tiles.bounding_box()
    assert box
    phone.touchscreen.tap(box["x"] + 0.5 * box["width"], box["y"] + 0.75 * (box["height"] - FOOT))
    expect(number(phone)).to_have_value("7")
