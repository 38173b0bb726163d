"""A challenge that trains for real, from the question to the reveal, with a wrong guess and then with a right one."""

import re

from browsing import Visit, wait_idle
from playwright.sync_api import Locator, Page, expect

STRIP = ".st-key-lesson"
TRUTH = re.compile(r"It is ([\d.]+)%|it is ([\d.]+)%: well guessed")


def guess(page: Page, percent: str) -> float:
    """Say a percentage, see the run begin by itself at once and end; how many percent it has come to."""
    page.get_by_role("spinbutton", name="How many percent of the 10,000 official test digits").fill(percent)
    page.get_by_role("button", name="See what it does").click()
    expect(page.locator(STRIP)).to_contain_text(f"You said {percent}%")
    expect(curves(page)).to_have_attribute("aria-label", re.compile(f"your guess: {percent}%"))
    told = page.locator(STRIP)
    expect(told).to_contain_text(TRUTH, timeout=60_000)
    found = TRUTH.search(told.inner_text())
    assert found is not None
    return float(found[1] or found[2])


def curves(page: Page) -> Locator:
    return page.locator(".st-key-curves [role=img]")


def test_a_wrong_guess_and_a_right_one_and_the_reason(visit: Visit) -> None:
    page = visit("?lesson=two-neurons")
    expect(page.get_by_text("0 / 300")).to_be_visible()
    truly = guess(page, "90")
    expect(page.locator(STRIP)).to_contain_text(f"You said 90%. It is {truly}%")
    expect(curves(page)).to_have_attribute("aria-label", re.compile(rf"your guess: 90%\..*it is {truly}%"))
    page.get_by_text("Two neurons can tell two digits apart").click()
    page.get_by_role("button", name="See why").click()
    expect(page.locator(STRIP)).to_contain_text("The better reason: “Two numbers")
    wait_idle(page)
    page.get_by_role("button", name="Ask me again").click()
    expect(page.get_by_text("0 / 300")).to_be_visible()
    assert guess(page, f"{truly:g}") == truly, "the same seed, the same numbers"
    expect(page.locator(STRIP)).to_contain_text("well guessed")
    page.get_by_role("button", name="Finish").click()
    expect(page.locator(STRIP)).to_have_count(0)
    expect(page.get_by_text("0 / 500")).to_be_visible()  # one's own run, as it was
