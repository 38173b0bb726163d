"""``draw-latency``: how long after the pen is lifted the bars are those of the new drawing, in a real browser.

The clock runs in the page: from the mouse button's release to the first change of the answer on the page, and on to the
frame in which the browser has drawn it. The canvas component itself would wait 200 ms for more before it sends; the
page has it send at once (pages/draw/lift.js).
"""

import shutil
from statistics import median

from bench.app.server import HOST, serving
from bench.race import Spread
from bench.report import Report, Row, Target

MOST = 200  # milliseconds
CHROMIUM = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
CLOCK = """() => {
    let lifted = 0
    window.waits = []
    addEventListener('pointerup', () => { lifted = performance.now() }, true)
    const bars = () => document.querySelector('.bars')?.getAttribute('aria-label')
    let before = bars()
    new MutationObserver(() => {
        const now = bars()
        if (!now || now === before) return
        before = now
        const from = lifted
        lifted = 0
        if (from) requestAnimationFrame(() => window.waits.push(performance.now() - from))
    }).observe(document.querySelector('.st-key-desk'), {subtree: true, childList: true, attributes: true})
}"""


def pen_to_bars(strokes: int) -> Report:
    """Draw so many strokes with the mouse, one after the other, the canvas cleared now and then."""
    report = Report("From lifting the pen to new bars on Draw")
    executable = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    try:
        from playwright.sync_api import Page, sync_playwright
    except ImportError:
        report.skipped = ["Playwright is not installed, so this is left out: pip install -r requirements-bench.txt."]
        return report
    if executable is None:
        report.skipped = ["There is no browser here (Debian's package is called chromium), so this is left out."]
        return report

    def draw(page: Page, stroke: int) -> None:
        """A stroke that differs from the ones before, so that the bars must change."""
        box = page.locator(".st-key-pad canvas").last.bounding_box()
        assert box is not None
        x, y = box["x"] + 60 + 31 * stroke % 150, box["y"] + 40 + 17 * stroke % 60
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x - 20, y + 60 + 23 * stroke % 90, steps=8)
        page.mouse.up()

    with serving() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
        page.goto(f"http://{HOST}:{server.port}/draw")
        page.locator(".bars").wait_for(timeout=60_000)
        page.locator(".st-key-pad canvas").last.wait_for(timeout=60_000)
        page.wait_for_timeout(1_500)
        page.evaluate(CLOCK)
        for stroke in range(strokes + 1):
            if stroke % 5 == 4:
                page.locator(".st-key-draw_clear button").click()
                page.wait_for_timeout(1_000)
            draw(page, stroke)
            page.wait_for_timeout(1_200)
        waits: list[float] = page.evaluate("window.waits")[1:]  # the first one wakes everything up
        browser.close()
        errors = server.complaints()

    if len(waits) < strokes * 0.8:
        raise RuntimeError(f"Only {len(waits)} of {strokes} strokes changed the bars.")
    report.rows = [Row("pen lifted to new bars", Spread.of(waits), "ms")]
    report.targets = [Target("pen lifted to new bars, median (ms)", median(waits), at_most=MOST)]
    report.facts = {"strokes": len(waits), "longest (ms)": max(waits)}
    report.say_seen(errors)
    return report
