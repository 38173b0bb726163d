"""What a visitor does in the browser, in words that the tests can use: wait, go to a page, look for overflow."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

Visit = Callable[..., Page]
PHONE: dict[str, Any] = {"width": 390, "height": 844, "has_touch": True}
SOON = 60_000  # milliseconds; busy cores may take so long, and nobody waits for longer than it takes
PHONE_MENU = ".st-key-phone_menu"
SETTLED = """milliseconds => {
    const app = document.querySelector('[data-testid="stApp"]')
    const idle = app
        && app.getAttribute('data-test-script-state') === 'notRunning'
        && app.getAttribute('data-test-connection-state') === 'CONNECTED'
        && !document.querySelector('[data-testid="stSkeleton"]')
        && [...document.querySelectorAll('.live-figure')].every(chart => chart.listening && !chart.drawing)
    if (!idle) {
        window.restedTimes += window.idleSince === undefined ? 0 : 1
        window.idleSince = undefined
        return false
    }
    window.idleSince ??= performance.now()
    return window.restedTimes > 3 || performance.now() - window.idleSince >= milliseconds
}"""


def wait_idle(page: Page, settled: int = 150, timeout: float = SOON) -> None:
    """Until the app has had nothing to do for ``settled`` milliseconds: a click needs a moment to reach the server.

    By then every chart is drawn and hears a click.

    A page with a live chart may never be idle for so long; there it is enough that it has come to rest four times.
    What should appear on it is better waited for with ``expect``.
    """
    page.evaluate("window.idleSince = undefined; window.restedTimes = 0")
    page.wait_for_function(SETTLED, arg=settled, timeout=timeout, polling=30)


def open_page(page: Page, title: str) -> None:
    """Follow the navigation to the page of this title, and wait until it is drawn and named as the one in use."""
    follow(page, title)
    expect(in_use(page)).to_contain_text([title])
    wait_rendered(page)


def follow(page: Page, title: str) -> None:
    """Press what leads to the page of this title: its link, or the group that it is in and then its link there."""
    page.mouse.move(0, 0)  # where the pointer rested, a tip may have opened over the bar
    bar = page.get_by_test_id("stTopNav")
    if bar.is_visible():
        _through_groups(bar, page.get_by_test_id("stTopNavPopover"), title)
    else:  # on a phone the groups stand on the page itself
        _through_groups(page.locator(PHONE_MENU), page.get_by_test_id("stPopoverBody"), title)


def _through_groups(bar: Locator, menu: Locator, title: str) -> None:
    link = bar.get_by_role("link", name=title)
    if link.count():
        link.click()
        return
    groups = bar.get_by_role("button")
    for i in range(groups.count()):
        groups.nth(i).click()
        expect(menu).to_be_visible()
        if menu.get_by_text(title, exact=True).count():
            menu.get_by_text(title, exact=True).click()
            return
        groups.nth(i).click()
        expect(menu).to_be_hidden()
    raise AssertionError(f"no way to {title}")


def in_use(page: Page) -> Locator:
    """What names the page that one is on: its link in the bar, or the group that it is in; on a phone the whole row.

    For a moment after a press there may be two, the old one and the new: expect a list of one.
    """
    if page.get_by_test_id("stTopNav").is_visible():
        return page.locator('[data-testid="stTopNav"] [aria-current="page"], [data-testid="stTopNavSection"] strong')
    return page.locator(PHONE_MENU)


def wait_rendered(page: Page) -> None:
    """Until the page has its title and the app has come to rest."""
    expect(page.locator("h1").first).to_be_visible()
    wait_idle(page)


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window; 0 means that nobody has to scroll sideways."""
    width: int = page.evaluate(
        """() => Math.max(...[document.documentElement, ...document.querySelectorAll('[data-testid="stMain"]')]
            .map(e => e.scrollWidth - e.clientWidth))"""
    )
    return width
