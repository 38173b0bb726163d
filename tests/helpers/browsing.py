"""What a visitor does in the browser, in words that the tests can use: wait, go to a page, look for overflow."""

from playwright.sync_api import Page, expect

SETTLED = """milliseconds => {
    const app = document.querySelector('[data-testid="stApp"]')
    const idle = app
        && app.getAttribute('data-test-script-state') === 'notRunning'
        && app.getAttribute('data-test-connection-state') === 'CONNECTED'
        && !document.querySelector('[data-testid="stSkeleton"]')
    if (!idle) {
        window.restedTimes += window.idleSince === undefined ? 0 : 1
        window.idleSince = undefined
        return false
    }
    window.idleSince ??= performance.now()
    return window.restedTimes > 3 || performance.now() - window.idleSince >= milliseconds
}"""


def wait_idle(page: Page, settled: int = 150, timeout: float = 30_000) -> None:
    """Until the app has had nothing to do for ``settled`` milliseconds: a click needs a moment to reach the server.

    A page with a live chart may never be idle for so long; there it is enough that it has come to rest four times.
    What should appear on it is better waited for with ``expect``.
    """
    page.evaluate("window.idleSince = undefined; window.restedTimes = 0")
    page.wait_for_function(SETTLED, arg=settled, timeout=timeout)


def open_page(page: Page, title: str) -> None:
    """Follow the navigation to the page of this title: the bar at the top, or the menu behind it on a phone."""
    link = page.locator('[data-testid="stTopNavLink"]', has_text=title)
    if link.is_visible():
        link.click()
    else:
        page.get_by_test_id("stExpandSidebarButton").click()
        page.locator('[data-testid="stSidebarNavLink"]', has_text=title).click()
        expect(page.get_by_test_id("stExpandSidebarButton")).to_be_visible()  # the menu has closed by itself
    wait_rendered(page)


def wait_rendered(page: Page) -> None:
    """Until the page has its title and the app has come to rest."""
    expect(page.locator("h1").first).to_be_visible(timeout=30_000)
    wait_idle(page)


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window; 0 means that nobody has to scroll sideways."""
    width: int = page.evaluate(
        """() => Math.max(...[document.documentElement, ...document.querySelectorAll('[data-testid="stMain"]')]
            .map(e => e.scrollWidth - e.clientWidth))"""
    )
    return width
