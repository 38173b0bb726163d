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


def test_a_race_from_start_to_end_and_the_land_that_it_went_through(visit: Visit) -> None:
    page = visit(f"experiments{SMALL}")
    page.get_by_role("radio", name="Race", exact=True).click()
    page.locator(".st-key-experiments_race_begin button").click()
    expect(page.get_by_text(" won: ")).to_be_visible(timeout=60_000)
    expect(page.locator(".st-key-experiments_lanes .live-figure .bars path")).to_have_count(3)
    expect(page.locator(".st-key-experiments_race_curves .scatterlayer .trace")).to_have_count(3)
    page.get_by_role("radio", name="Surface", exact=True).click()
    page.locator(".st-key-experiments_surface_begin button").click()
    above = page.locator(".st-key-experiments_contour")
    expect(above.locator(".scatterlayer .trace")).to_have_count(4, timeout=60_000)  # three paths and their start
    wait_idle(page)
    above.get_by_role("button", name="Numbers").click()
    expect(page.get_by_role("dialog").locator("tbody").first.locator("tr")).to_have_count(25)


def test_a_rate_that_is_found_is_in_the_form_on_train(visit: Visit) -> None:
    page = visit(f"experiments{SMALL}")
    page.get_by_role("radio", name="Rate", exact=True).click()
    page.locator(".st-key-experiments_rate_begin button").first.click()
    take = page.get_by_role("button", name=re.compile("Take .* to Train"))
    expect(take).to_be_visible(timeout=60_000)
    rate = (re.search(r"Take (\S+) to", take.inner_text()) or [""])[1]
    take.click()
    expect(page.get_by_text(f"has a learning rate of {rate} now")).to_be_visible()
    open_page(page, "Train")
    expect(page.get_by_role("slider", name="Learning rate").first).to_have_attribute("aria-valuetext", rate)
