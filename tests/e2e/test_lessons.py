"""The tour from a first visit to its end, and not again; a lesson by keys alone, as from a presenter's clicker."""

import re

import pytest
from browsing import PHONE, Visit, open_page, overflow, wait_idle, wait_rendered
from playwright.sync_api import Page, expect

OFFER = ".st-key-lesson_offer"
STEPS = [("It reads", "draw"), ("What it is", "weights"), ("Before it learns", "film"), ("How it", "steps")]
STEPS += [("Where it fails", "why"), ("Now yours", "")]


def at(page: Page, number: int) -> None:
    """The tour is at this step, on its page."""
    title, path = STEPS[number - 1]
    expect(page.locator(".st-key-lesson_bar")).to_contain_text(f"{number} of 6: {title}")
    page.wait_for_url(re.compile(rf"/{path}\?(.*&)?lesson=first-minutes&beat={number}(&|$)"))
    wait_rendered(page)


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["projector", "phone"])
def test_the_tour_from_a_first_visit_to_its_end_and_not_again(visit: Visit, screen: dict[str, int]) -> None:
    page = visit(**screen)
    expect(page.locator(OFFER)).to_be_visible()
    page.get_by_role("button", name="Show me").click()
    for number in range(1, 6):
        at(page, number)
        assert overflow(page) == 0
        if number == 3:
            guess_wrongly(page)
        page.locator(".st-key-lesson_next button").click()
    at(page, 6)
    page.get_by_role("button", name="Finish").click()
    expect(page.locator(".st-key-lesson")).to_have_count(0)
    wait_idle(page)
    page.goto(re.sub(r"\?.*", "", page.url))
    wait_rendered(page)
    expect(page.locator(OFFER)).to_be_hidden()


def guess_wrongly(page: Page) -> None:
    """What the guess was about moves on the page, and both are said."""
    page.get_by_role("spinbutton", name="After 100 updates").fill("20")
    page.get_by_role("button", name="See what it does").click()
    expect(page.get_by_text("You said 20%. It is 58.3%:")).to_be_visible()
    page.wait_for_url("**frame=100*")


def test_not_now_is_remembered_and_the_tour_is_found_again(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="Not now").click()
    expect(page.locator(OFFER)).to_have_count(0)
    wait_idle(page)
    page.reload()
    wait_rendered(page)
    expect(page.locator(OFFER)).to_be_hidden()
    open_page(page, "Lessons")
    page.locator(".st-key-lesson_begin_first-minutes button").click()
    at(page, 1)


def test_by_keys_alone_and_clicks_in_between_derail_nothing(visit: Visit) -> None:
    page = visit("?lesson=first-minutes&beat=2")
    at(page, 2)
    page.get_by_role("radio", name="deep").click()
    wait_idle(page)
    page.keyboard.press("PageDown")
    at(page, 3)
    page.get_by_label("Moment of the run").focus()
    page.keyboard.press("ArrowRight")  # is the film's own there
    page.wait_for_url("**frame=1&**")
    page.keyboard.press("PageDown")
    at(page, 4)
    page.keyboard.press("PageUp")
    at(page, 3)
    page.locator("h1").click()
    page.keyboard.press("ArrowRight")
    at(page, 4)
    page.keyboard.press("ArrowRight")  # is the page's own
    page.wait_for_url("**stage=dW2*")
    page.keyboard.press("PageDown")
    at(page, 5)
    page.keyboard.press("PageUp")
    at(page, 4)
    page.wait_for_url("**stage=dZ2*")


def test_a_challenge_shows_on_its_page_what_was_asked(visit: Visit) -> None:
    page = visit("?lesson=without-a-neuron")
    expect(page.get_by_role("button", name="Switch off")).to_be_visible()
    page.locator(".st-key-lesson_question").get_by_role("radio", name="7", exact=True).click()
    page.get_by_role("button", name="See what it does").click()
    expect(page.get_by_text("You said 7, and that is right.")).to_be_visible()
    expect(page.get_by_role("button", name="Switch on")).to_be_visible()
