"""Experiments, as a visitor does it: two runs trained one after the other, lying over each other."""

import re

from browsing import Visit, open_page, wait_idle
from playwright.sync_api import Page, expect

SMALL = "?recipe=blog&train_examples=300&test_examples=50&iterations=20"


def train(page: Page) -> None:
    wait_idle(page)
    page.locator(".st-key-start button").first.click()
    expect(page.get_by_text("Finished: it gets")).to_be_visible(timeout=30_000)


def test_two_runs_are_kept_and_lie_over_each_other(visit: Visit) -> None:
    page = visit(SMALL)
    train(page)
    page.get_by_role("button", name="New network").first.click()
    expect(page.get_by_text("Ready. Press")).to_be_visible()
    train(page)
    open_page(page, "Experiments")
    expect(page.get_by_role("row", name=re.compile("Run [12]"))).to_have_count(2)
    chart = page.locator(".st-key-experiments_overlay .live-figure")
    expect(chart.locator(".scatterlayer .trace")).to_have_count(2)
    page.get_by_role("radio", name="Seconds").click()
    expect(chart.locator(".xtitle")).to_have_text("seconds of computing")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
