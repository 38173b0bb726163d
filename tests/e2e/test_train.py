"""Train, as a visitor does it: press the button, watch, interfere, and come to no harm."""

import re
from pathlib import Path

from browsing import Visit, open_page, overflow, wait_idle
from playwright.sync_api import Page, expect

RUN = 120_000


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def fact(page: Page, label: str) -> str:
    """The number that stands under a label in the line of facts."""
    return page.locator("dl.facts div", has=page.get_by_text(label, exact=True)).locator("dd").inner_text()


def iteration(page: Page) -> int:
    return int(fact(page, "Updates").split("/")[0].replace(",", ""))


def wait_for_iteration(page: Page, at_least: int, timeout: int | None = None) -> None:
    page.wait_for_function(
        """least => [...document.querySelectorAll('dl.facts div')].some(
            d => d.querySelector('dt').textContent === 'Updates'
                && parseInt(d.querySelector('dd').textContent.replace(',', '')) >= least)""",
        arg=at_least,
        timeout=timeout,
    )


def set_number(page: Page, label: str, value: float) -> None:
    box = page.get_by_label(label, exact=True)
    for _ in range(3):  # a page that is being redrawn at this moment may take the keys back
        box.fill(str(value))
        box.press("Enter")
        wait_idle(page)
        if box.input_value() == str(value):
            return


def turn_rate(page: Page, to: str) -> None:
    """Move the learning rate up to this value, with the keyboard: a notch at a time, as the page keeps up."""
    knob = page.get_by_role("slider", name="Learning rate")
    knob.focus()
    for _ in range(40):
        if knob.get_attribute("aria-valuetext") == to:
            wait_idle(page)
            return
        knob.press("ArrowRight")
        page.wait_for_timeout(30)
    raise AssertionError(f"the learning rate is {knob.get_attribute('aria-valuetext')}, not {to}")


def test_a_run_from_its_first_update_to_its_end(visit: Visit, results: Path) -> None:
    """The article's network on a fifth of the digits; what all of them bring is a test of the engine's."""
    page = visit("?recipe=blog&train_examples=8000")
    expect(page.get_by_text("Ready. Press Train")).to_be_visible()
    press(page, "Train")
    wait_for_iteration(page, 20)
    early = float(fact(page, "Training digits right").rstrip("%"))
    wait_for_iteration(page, 150, RUN)
    assert float(fact(page, "Training digits right").rstrip("%")) > early + 10
    expect(page.get_by_text(re.compile(r"Finished: it gets [78]\d"))).to_be_visible(timeout=RUN)
    assert fact(page, "Updates") == "500 / 500"
    assert 75 < float(fact(page, "Test digits right").rstrip("%")) < 90
    page.screenshot(path=results / "screenshot.png")  # the README shows this one


def test_the_run_goes_on_while_the_visitor_is_on_another_page(page: Page) -> None:
    press(page, "Train")
    wait_for_iteration(page, 3)
    open_page(page, "Weights")
    open_page(page, "The maths")
    open_page(page, "Train")
    before = iteration(page)
    assert before >= 3
    wait_for_iteration(page, before + 5)


def test_a_touched_setting_does_not_disturb_the_run(page: Page) -> None:
    press(page, "Train")
    wait_for_iteration(page, 2)
    set_number(page, "Hidden layers", 3)
    expect(page.get_by_text("the new ones are for the next")).to_be_visible()
    wait_for_iteration(page, iteration(page) + 5)
    press(page, "New network")
    expect(page.get_by_text("Ready. Press Train")).to_be_visible()
    expect(page.get_by_text("784 pixels, 10 relu neurons, 10 relu neurons, 10 relu neurons, 10 digits")).to_be_visible()


def test_pause_one_step_ten_steps_resume_and_stop(page: Page) -> None:
    press(page, "+1")
    expect(page.get_by_text("Paused after update 1.")).to_be_visible()
    press(page, "+10")
    expect(page.get_by_text("Paused after update 11.")).to_be_visible()
    press(page, "Resume")
    wait_for_iteration(page, 15)
    press(page, "Pause")
    expect(page.get_by_text("Paused after update")).to_be_visible()
    wait_idle(page)
    held = iteration(page)
    wait_idle(page, settled=700)
    assert iteration(page) == held
    press(page, "Resume")
    wait_for_iteration(page, held + 2)
    press(page, "Stop")
    expect(page.get_by_text("Stopped after update")).to_be_visible()
    press(page, "Train")  # a stopped run is over: Train begins a new one
    wait_for_iteration(page, 1)


def test_the_learning_rate_turned_mid_run_is_marked_on_the_chart(page: Page) -> None:
    press(page, "Train")
    wait_for_iteration(page, 5)
    turn_rate(page, to="0.2")
    expect(page.locator(".st-key-curves .annotation-text", has_text="rate 0.2")).to_be_visible()
    wait_for_iteration(page, iteration(page) + 3)


def test_a_run_that_diverges_says_so_and_leaves_the_page_usable(page: Page) -> None:
    turn_rate(page, to="100")
    press(page, "Train")
    expect(page.get_by_text("Training diverged at update")).to_be_visible()
    expect(page.get_by_text("The last good parameters are kept")).to_be_visible()
    press(page, "Start again with a learning rate of 0.1")
    wait_for_iteration(page, 3)


def test_nothing_is_wider_than_a_phone(phone: Page) -> None:
    assert overflow(phone) == 0
    press(phone, "Train")
    wait_for_iteration(phone, 2)
    assert overflow(phone) == 0


def test_a_reload_finds_the_run_again(page: Page) -> None:
    press(page, "Train")
    wait_for_iteration(page, 3)
    page.reload()
    wait_for_iteration(page, 4)
    press(page, "Pause")
    expect(page.get_by_text("Paused after update")).to_be_visible()
