"""Step by step, as a visitor does it: by keyboard from the digit to what the step brought, by clicks, by touch."""

import re

import pytest
from browsing import PHONE, Visit, open_page, overflow, wait_idle
from playwright.sync_api import Locator, Page, expect

STAGES = ["X", "Z1", "A1", "Z2", "A2", "Loss", "dZ2", "dW2", "db2", "dA1", "dZ1", "dW1", "db1", "W1", "W2", "After"]


def heading(page: Page) -> Locator:
    return page.locator("h4")


def matrix(page: Page, name: str) -> Locator:
    """The picture of this array in the row of whole matrices."""
    return page.locator(f'.st-key-steps_matrices canvas[aria-label^="{name}, "]')


def neuron(page: Page) -> Locator:
    return page.locator(".st-key-steps_neuron input")


def click_cell(page: Page, canvas: Locator, column: float, row: float) -> None:
    """``column`` and ``row`` are shares of the picture."""
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    page.mouse.click(box["x"] + column * box["width"], box["y"] + row * box["height"])


def test_the_whole_step_is_walked_by_keyboard_alone(visit: Visit) -> None:
    page = visit("steps?digit=18")
    for place, stage in enumerate(STAGES):
        expect(heading(page)).to_contain_text(stage)
        expect(page.get_by_text(f"{place + 1} of {len(STAGES)}", exact=True)).to_be_visible()
        expect(page.locator(".st-key-steps_matrices canvas").first).to_be_visible()
        wait_idle(page)
        expect(page.locator(".katex")).not_to_have_count(0)
        expect(page.locator(".katex-error")).to_have_count(0)
        page.keyboard.press("ArrowRight")
    expect(heading(page)).to_have_text("After the step: did it help?")  # there is no way on
    expect(page.get_by_text("It helped: the loss fell from 0.937")).to_be_visible()
    page.wait_for_url(re.compile("stage=after"))
    page.keyboard.press("ArrowLeft")
    expect(heading(page)).to_contain_text("W2 and b2")
    page.wait_for_url(re.compile("stage=new2"))
    page.reload()
    expect(heading(page)).to_contain_text("W2 and b2")


def test_arrows_in_a_number_field_move_within_it(visit: Visit) -> None:
    page = visit("steps?stage=Z1")
    neuron(page).click()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    wait_idle(page)
    expect(heading(page)).to_contain_text("Z1")


def test_as_the_blog_wrote_it_the_check_warns(visit: Visit) -> None:
    page = visit("steps?stage=db1")
    expect(page.get_by_text("Checked: db1 is the slope of the loss.")).to_be_visible()
    page.get_by_role("button", name="α = 0.1").click()
    page.get_by_text("As the article wrote it").click()
    expect(page.get_by_text("They disagree: db1 is not the slope of the loss.")).to_be_visible()
    expect(page.get_by_text("layer.db[:] = layer.db.sum()")).to_be_visible()
    page.get_by_text("As the article wrote it").click()
    expect(page.get_by_text("Checked: db1 is the slope of the loss.")).to_be_visible()


def test_a_click_on_a_row_chooses_its_neuron_for_all_pages(visit: Visit) -> None:
    page = visit("steps?stage=Z1")
    click_cell(page, matrix(page, "W1"), 0.3, 0.55)
    expect(neuron(page)).to_have_value("5")
    expect(page.locator(".st-key-steps_row")).to_contain_text("W1, row 5")
    click_cell(page, matrix(page, "Z1"), 0.5, 0.85)
    expect(neuron(page)).to_have_value("8")
    open_page(page, "Weights")
    expect(page.get_by_label("Neuron", exact=True)).to_have_value("8")


def test_a_click_on_a_pixel_picks_the_entry_that_is_checked(visit: Visit) -> None:
    page = visit("steps?stage=dW1")
    picture = page.locator('.st-key-steps_row canvas[aria-label^="dW1, row 0"]')
    click_cell(page, picture, 10.5 / 28, 20.5 / 28)
    expect(page.locator(".st-key-steps_input input")).to_have_value(str(20 * 28 + 10))
    expect(page.get_by_text(f"yours [0, {20 * 28 + 10}]")).to_be_visible()


def test_a_click_in_a_gradient_picks_row_and_column(visit: Visit) -> None:
    page = visit("steps?stage=dW2")
    click_cell(page, matrix(page, "dW2"), 0.45, 0.65)
    expect(neuron(page)).to_have_value("6")
    expect(page.locator(".st-key-steps_input input")).to_have_value("4")
    expect(page.get_by_text("yours [6, 4]")).to_be_visible()


def test_pointing_at_a_cell_tells_its_value(visit: Visit) -> None:
    page = visit("steps?stage=L&digit=18")
    truth = matrix(page, "Y")
    truth.scroll_into_view_if_needed()
    box = truth.bounding_box()
    assert box
    page.mouse.move(box["x"] + 10, box["y"] + 0.35 * box["height"])
    expect(page.locator(".st-key-steps_matrices .readout")).to_have_text("Y, row 3: +1.000")
    page.mouse.move(5, 5)
    expect(page.locator(".st-key-steps_matrices .readout")).to_have_text("Point at a cell for its value.")


def test_a_digit_anywhere_leads_here(visit: Visit) -> None:
    page = visit("weights")
    link = page.locator('a[data-way][href*="steps"]').first
    digit = (link.get_attribute("href") or "").split("digit=")[1].split("&")[0]
    wait_idle(page)
    link.click()
    expect(page.locator("h1")).to_contain_text("Step by step")
    expect(page.get_by_label("Test digit", exact=True)).to_have_value(digit)


@pytest.mark.parametrize(("width", "height", "scheme"), [(1280, 720, "light"), (390, 844, "dark")])
def test_nothing_is_wider_than_the_window(visit: Visit, width: int, height: int, scheme: str) -> None:
    page = visit("steps?network=deep", width=width, height=height, color_scheme=scheme)
    for part in ("Loss", "Backward", "Update"):
        page.locator(".st-key-steps_phase").get_by_text(part, exact=True).click()
        wait_idle(page)
        assert overflow(page) == 0
    page.locator(".st-key-steps_phase").get_by_text("Backward", exact=True).click()
    for stage in ("dW3", "dA2", "dW1", "db1"):
        page.locator(".st-key-steps_stage").get_by_text(stage, exact=True).click()
        expect(heading(page)).to_contain_text(stage)
        wait_idle(page)
        assert overflow(page) == 0
    widest = page.evaluate(
        "() => Math.max(...[...document.querySelectorAll('.matrices canvas, .st-key-steps_bar button')]"
        ".map(e => e.getBoundingClientRect().right))"
    )
    assert widest <= width


def test_words_formula_source_and_matrices_of_every_stage_are_seen_together_on_a_projector(visit: Visit) -> None:
    page = visit("steps?network=blog&digit=6")
    parts = ("said p", "code pre", "code [data-testid=stCaptionContainer]", "formula .katex", "matrices canvas")
    selector = ", ".join(f".st-key-steps_{part}" for part in parts)
    for stage in STAGES:
        expect(heading(page)).to_contain_text(stage)
        expect(page.locator(".st-key-steps_matrices canvas").first).to_be_visible()
        wait_idle(page)
        lowest = page.evaluate(
            "s => Math.max(...[...document.querySelectorAll(s)].map(e => e.getBoundingClientRect().bottom))", selector
        )
        cut = page.evaluate(
            "() => [...document.querySelectorAll('.st-key-steps_code pre, .st-key-steps_formula .katex-display')]"
            ".filter(e => e.scrollWidth > e.clientWidth + 2).map(e => e.innerText)"
        )
        assert lowest <= 720 and not cut, stage
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("path", ["steps", "why", "workbench", "maths"])
def test_the_bar_of_what_a_page_is_about_is_one_compact_row(visit: Visit, path: str) -> None:
    bar = visit(f"{path}?digit=6&network=blog").locator(".st-key-subject")
    expect(bar.locator(".answer .said")).to_have_text("4")
    for name in ("Another", "A confident mistake", "Your drawing"):
        expect(bar.get_by_role("button", name=name, exact=True)).to_be_visible()
    box = bar.bounding_box()
    assert box and box["height"] <= 64


def test_on_a_phone_next_is_always_at_hand(visit: Visit) -> None:
    phone = visit("steps", **PHONE)
    for stage in STAGES[1:4]:
        box = phone.get_by_role("button", name="Next").bounding_box()
        assert box and box["y"] + box["height"] <= 844
        phone.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(heading(phone)).to_contain_text(stage)


def test_next_stays_in_sight_below_the_menu_when_one_scrolls(visit: Visit) -> None:
    page = visit("steps?stage=dW1")
    page.mouse.move(600, 500)
    page.mouse.wheel(0, 500)
    page.wait_for_function("document.querySelector('[data-testid=\"stMain\"]').scrollTop > 100")
    on_top = """() => {
        const {x, y, width} = document.querySelector('.st-key-steps_next button').getBoundingClientRect()
        return !!document.elementFromPoint(x + width / 2, y + 3)?.closest('.st-key-steps_next')
    }"""
    page.wait_for_function(on_top)
