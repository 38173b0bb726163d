"""Errors, as a visitor does it: open a cell, keep it as a slice, and see it on another network."""

from browsing import Visit, wait_idle
from playwright.sync_api import Page, expect

MATRIX = ".st-key-errors_matrix .live-figure"


def click_cell(page: Page, truth: int, answer: int) -> None:
    """Where the two axes of the chart itself say that this cell is."""
    expect(page.locator(f"{MATRIX} .main-svg").first).to_be_visible()
    wait_idle(page)
    page.locator(MATRIX).scroll_into_view_if_needed()
    x, y = page.evaluate(
        """([chart, truth, answer]) => {
            const found = document.querySelector(chart), box = found.getBoundingClientRect()
            const { xaxis, yaxis } = found._fullLayout
            return [box.x + xaxis._offset + xaxis.c2p(answer), box.y + yaxis._offset + yaxis.c2p(truth)]
        }""",
        [MATRIX, truth, answer],
    )
    page.mouse.click(x, y)


def test_a_cell_is_opened_kept_as_a_slice_and_seen_on_another_network(visit: Visit) -> None:
    page = visit("errors?network=blog")
    click_cell(page, 4, 9)
    expect(page.get_by_text("4s taken for 9s (n = 88)", exact=True)).to_be_visible()
    expect(page.get_by_text("1 of 88")).to_be_visible()
    page.wait_for_url("**true=4&answer=9*")
    page.get_by_role("button", name="Next mistake").click()
    expect(page.get_by_text("2 of 88")).to_be_visible()

    page.get_by_label("Keep these as a slice named").fill("open fours")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("Kept: “open fours”")).to_be_visible()
    page.get_by_role("radio", name="Two networks, kept slices").click()
    row = page.get_by_role("row", name="open fours")
    expect(row).to_contain_text("0.0% (0 of 88)")
    page.get_by_role("radio", name="deep").click()
    expect(row).to_contain_text("93.2% (82 of 88)")
