"""One server and one browser for all end-to-end tests of a process, a fresh visitor for each test.

A visitor's window stays open for the next one, see ``windows.py``. Without a browser these tests skip and say so; where
the environment says CI, they fail instead. A test that leaves an exception on a page, an uncaught error in the browser
or a traceback on the server fails, whatever it looked at.
"""

import os
import re
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from browsing import PHONE, Visit, wait_idle, wait_rendered
from playwright.sync_api import Browser, Page, sync_playwright
from serving import serving
from windows import Windows

HERE = Path(__file__).parent
CHROMIUM = (  # the first has no window, and so needs a third less of the time
    *("chromium-headless-shell", "/usr/bin/chromium", "chromium", "chromium-browser"),
    *("google-chrome", "google-chrome-stable"),
)
UNSEEN = 20  # seconds; a run that a test leaves behind shall not train for long beside the next ones
UNUSED = (  # parts of a browser that no test looks at; the first would start two pages more for each window
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,"
    # Chromium heeds the last such list alone, so what Playwright switches off is said again
    "AimEnabled,AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,LensOverlay,"
    "MediaRouter,NetworkTimeServiceQuerying,OptimizationHints,PaintHolding,PreconnectToSearch"
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--disable-features={UNUSED}",
)
FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark this folder's tests, and run them last: what is quick to fail comes first.

    In CI one that fails is tried once more, and the report says so: a strange machine that is busy with other things
    for a minute is no fault of the program. At one's own desk it fails at once.
    """
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.e2e)
            if os.getenv("CI"):
                item.add_marker(pytest.mark.flaky(reruns=1))
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
    with serving(pytestconfig.rootpath, tmp_path_factory.mktemp("server"), NN_UNSEEN_SECONDS=str(UNSEEN)) as server:
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


@pytest.fixture(scope="session")
def windows(browser: Browser, app_url: str) -> Windows:
    """The first visitor of all opens the front page. Until somebody has, Streamlit knows no other page and says so in a
    dialog, over the page that was asked for and that it shows all the same.
    """
    windows = Windows(browser)
    first = windows.take(1280, 720)
    first.goto(app_url)
    wait_rendered(first)
    windows.give_back(first)
    return windows


@pytest.fixture
def visit(windows: Windows, app_url: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """``visit(path="", width=1280, height=720, **context)`` opens the app as a new visitor and waits until it is drawn.

    ``context`` is Playwright's, for example ``color_scheme="dark"``. At the end every page is checked for errors.
    """
    pages: list[Page] = []
    windows.errors.clear()

    def opened(path: str = "", width: int = 1280, height: int = 720, **context: Any) -> Page:
        page = windows.take(width, height, **context)
        pages.append(page)
        page.goto(f"{app_url}/{path}")
        wait_rendered(page)
        return page

    yield opened
    shown = [text for page in pages for text in page.get_by_test_id("stException").all_inner_texts()]
    errors = list(windows.errors)
    failed = request.node.stash.get(FAILED, False) or bool(shown or errors)
    if failed:
        _save_screenshots(request.node, pages)
    for page in pages:
        if failed:
            windows.close(page)
        else:
            stop_training(page)
            windows.give_back(page)
    assert not shown, f"An exception is on the page: {shown}"
    assert not errors, f"Uncaught in the browser: {errors}"


def stop_training(page: Page) -> None:
    """Where the visitor leaves from Train: nobody watches this run any more, and the next test wants the cores."""
    stop = page.locator(".st-key-stop button:enabled")
    if stop.count():
        stop.evaluate_all("buttons => buttons.forEach(button => button.click())")  # it may just have ended by itself
        wait_idle(page)


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
    return visit(**PHONE)


@pytest.fixture
def another_site(app_url: str) -> Iterator[str]:
    """A course page that frames the app. To a browser, localhost and 127.0.0.1 are two sites."""
    body = f'<iframe src="{app_url}/?embed=true" width="1200" height="700"></iframe>'.encode()

    class Course(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Course)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
