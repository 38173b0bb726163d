"""One server and one browser for all end-to-end tests, a fresh visitor for each.

Without a browser these tests skip and say so; where the environment says CI, they fail instead. A test that leaves
an exception on a page, an uncaught error in the browser or a traceback on the server fails, whatever it looked at.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import wait_rendered
from playwright.sync_api import Browser, Page, sync_playwright
from serving import serving

HERE = Path(__file__).parent
CHROMIUM = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark this folder's tests, and run them last: what is quick to fail comes first."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.e2e)
    items.sort(key=lambda item: item.path.is_relative_to(HERE))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


# The server ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def app_url(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the running app."""
    with serving(pytestconfig.rootpath, tmp_path_factory.mktemp("server")) as server:
        yield server.url
        said = server.said()
    assert "Traceback" not in said, f"The server raised:\n{said[-6000:]}"


# The browser ---------------------------------------------------------------------------------------------------------


def _chromium() -> str:
    """Where Chromium is. Without one the tests skip, or fail where they have to run."""
    for name in CHROMIUM:
        found = shutil.which(name)
        if found:
            return found
    reason = f"no browser: none of {', '.join(CHROMIUM)} is here (Debian's package is called chromium)"
    return pytest.fail(reason) if os.getenv("CI") else pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = _chromium()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, app_url: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """``visit(path="", width=1280, height=720, **context)`` opens the app as a new visitor and waits until it is drawn.

    ``context`` is Playwright's, for example ``color_scheme="dark"``. At the end every page is checked for errors.
    """
    pages: list[Page] = []
    errors: list[str] = []

    def opened(path: str = "", width: int = 1280, height: int = 720, **context: Any) -> Page:
        page = browser.new_context(viewport={"width": width, "height": height}, **context).new_page()
        pages.append(page)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{app_url}/{path}")
        wait_rendered(page)
        return page

    yield opened
    shown = [text for page in pages for text in page.get_by_test_id("stException").all_inner_texts()]
    if request.node.stash.get(FAILED, False) or shown or errors:
        _save_screenshots(request.node, pages)
    for page in pages:
        page.context.close()
    assert not shown, f"An exception is on the page: {shown}"
    assert not errors, f"Uncaught in the browser: {errors}"


def _save_screenshots(test: pytest.Item, pages: list[Page]) -> None:
    folder = test.config.rootpath / "test-results"
    folder.mkdir(exist_ok=True)
    name = re.sub(r"[^\w.-]+", "-", test.name)
    for i, page in enumerate(pages):
        page.screenshot(path=folder / (f"{name}-{i}.png" if i else f"{name}.png"))


@pytest.fixture
def results(pytestconfig: pytest.Config) -> Path:
    """The folder for pictures that a test leaves behind."""
    folder = pytestconfig.rootpath / "test-results"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def page(visit: Visit) -> Page:
    """A new visitor at a laptop or a projector: 1280x720."""
    return visit()


@pytest.fixture
def phone(visit: Visit) -> Page:
    """A new visitor with a phone: 390x844."""
    return visit(width=390, height=844, has_touch=True)
