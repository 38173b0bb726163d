"""Browser windows that stay open from test to test, because a new one costs more than the visit itself.

Whoever is given one is a new visitor all the same: the app begins a new session, and nothing is stored from before.
"""

from typing import Any

from browsing import SOON
from playwright.sync_api import Browser, Page, expect

expect.set_options(timeout=SOON)


class Windows:
    """Lends windows of any size and kind; ``errors`` collects what nobody caught in them."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, list[Page]] = {}
        self._kinds: dict[Page, str] = {}
        self.errors: list[str] = []

    def take(self, width: int, height: int, **context: Any) -> Page:
        """An empty window, one that was given back or a new one. Without motion: it would cost a third of the time."""
        kind = f"{width} {height} {sorted(context.items())}"
        free = self._free.setdefault(kind, [])
        return free.pop() if free else self._new(kind, viewport={"width": width, "height": height}, **context)

    def give_back(self, page: Page) -> None:
        """Forget this visitor: the app sees him leave, and the browser keeps nothing of his."""
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
        page.context.clear_cookies()
        page.goto("about:blank")
        page.mouse.move(0, 0)
        self._free[self._kinds[page]].append(page)

    def close(self, page: Page) -> None:
        """For a window in which something went wrong: nobody shall inherit it."""
        del self._kinds[page]
        page.context.close()

    def _new(self, kind: str, **context: Any) -> Page:
        page = self._browser.new_context(reduced_motion="reduce", **context).new_page()
        page.set_default_timeout(SOON)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        self._kinds[page] = kind
        return page
