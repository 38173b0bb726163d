"""Open to everybody: what axe-core finds on each page in light and dark, and the program by keyboard alone.

axe-core comes along with axe-playwright-python; nothing is fetched. What it calls serious or critical fails.
"""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Visit, open_page, wait_idle, wait_rendered
from playwright.sync_api import Page, expect

RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
NAMED = {"label-content-name-mismatch": {"enabled": True}}
ALL = {"runOnly": RULES, "rules": NAMED}
BUT_COLOURS = {"runOnly": RULES, "rules": NAMED | {"color-contrast": {"enabled": False}}}
COLOURS = {"runOnly": ["color-contrast"]}
NOT_OURS: dict[
    str, str
] = {}  # the rule, and what its element holds: parts of Streamlit's own that nothing of ours reaches
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


def look(page: Page, where: str, scheme: str, phone: bool = True) -> list[str]:
    """What axe finds. On a phone the colours are those of the projector, and in the dark all is but the colours."""
    wait_idle(page)
    if scheme == "dark":
        return _found(page, f"{where} in the dark", COLOURS)
    found = _found(page, where, ALL)
    if phone:
        page.set_viewport_size({"width": 390, "height": 844})
        wait_idle(page)
        found += _found(page, f"{where} on a phone", BUT_COLOURS)
        page.set_viewport_size({"width": 1280, "height": 720})
        expect(page.get_by_test_id("stTopNav")).to_be_visible()
        wait_idle(page)
    return found


def _found(page: Page, where: str, what: dict[str, Any]) -> list[str]:
    response = Axe().run(page, options=what | {"resultTypes": ["violations"]}).response
    return [
        f"{where}: {rule['id']}: {node['html'][:200]}: {node['failureSummary'][:200]}"
        for rule in response["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
        if NOT_OURS.get(rule["id"], "nothing") not in node["html"]
    ]


@SCHEMES
def test_axe_finds_nothing_serious_on_the_pages_that_look_inside(visit: Visit, scheme: str) -> None:
    page = visit("weights", color_scheme=scheme)
    found = look(page, "Weights", scheme)
    for title in ("Step by step", "Film", "Errors", "Data"):
        open_page(page, title)
        found += look(page, title, scheme)
    for section in ("A map of them", "Labels that look wrong"):
        page.get_by_role("radio", name=section).click()
        found += look(page, f"Data, {section}", scheme, phone=section == "A map of them")
    open_page(page, "Why?")
    for section in ("", "The smallest change"):
        if section:
            page.get_by_role("radio", name=section).click()
        found += look(page, f"Why? {section}", scheme, phone=not section)
    assert not found, "\n".join(found)


@SCHEMES
def test_axe_finds_nothing_serious_where_one_tries_and_reads(visit: Visit, scheme: str) -> None:
    page = visit("workbench", color_scheme=scheme)
    found = look(page, "Workbench", scheme)
    page.get_by_role("radio", name="Shuffle the pixels").click()
    found += look(page, "Shuffle", scheme, phone=False)
    for title in ("Experiments", "The maths", "Words", "Lessons"):
        open_page(page, title)
        found += look(page, title, scheme)
    page.locator(".st-key-lesson_begin_without-a-neuron button").click()
    expect(page.locator(".st-key-lesson")).to_be_visible()
    found += look(page, "A lesson", scheme)
    assert not found, "\n".join(found)


@SCHEMES
def test_axe_finds_nothing_serious_while_one_trains_draws_and_shares(visit: Visit, app_url: str, scheme: str) -> None:
    page = visit("?iterations=1000000&train_examples=200&test_examples=50", color_scheme=scheme)
    found = look(page, "Train, ready", scheme)
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_role("button", name="Pause")).to_be_enabled()
    found += _found(page, "Train, running", BUT_COLOURS)  # what is just being drawn anew may be faint for a moment
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text("Stopped after update")).to_be_visible()
    found += look(page, "Train, ended", scheme, phone=False)
    watcher = visit(page.url.removeprefix(app_url).lstrip("/") + "&follow=1", color_scheme=scheme)
    found += look(watcher, "Watching", scheme, phone=False)
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    found += look(page, "Share", scheme, phone=False)
    page.keyboard.press("Escape")
    open_page(page, "Draw")
    found += look(page, "Draw, empty", scheme)
    paint_a_seven(page)
    found += look(page, "Draw, painted", scheme)
    page.goto(f"{app_url}/health")  # is in no menu
    wait_rendered(page)
    found += look(page, "Health", scheme, phone=False)
    assert not found, "\n".join(found)


def paint_a_seven(page: Page) -> None:
    """By keyboard alone: from the folded sheet to the answer."""
    page.locator("summary", has_text="Or paint it by keyboard").focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("application", name="A sheet of 28 by 28 cells")
    expect(sheet).to_be_visible()
    wait_idle(page)
    sheet.focus()
    for key, times in (("ArrowUp", 8), ("ArrowLeft", 5)):
        for _ in range(times):
            page.keyboard.press(key)
    page.keyboard.down("Space")
    for _ in range(11):
        page.keyboard.press("ArrowRight")
    for i in range(16):
        page.keyboard.press("ArrowDown")
        if i % 2:
            page.keyboard.press("ArrowLeft")
    page.keyboard.up("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".answer .of")).to_have_text("Your drawing")
    expect(page.locator(".answer .digit")).to_have_text("7")


def test_the_numbers_of_a_chart_are_a_table_behind_one_press(page: Page) -> None:
    button = page.get_by_role("button", name="Numbers").first
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="The chart's numbers")
    expect(dialog.locator("th", has_text="updates made").first).to_be_visible()
    expect(dialog.locator("th", has_text="accuracy, %").first).to_be_visible()
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Download as CSV").click()
    lines = download.value.path().read_text().splitlines()
    assert lines[0].startswith("updates made") and len(lines) > 500
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_r_and_c_do_nothing_by_themselves_and_can_be_typed(visit: Visit) -> None:
    page = visit("draw")
    page.evaluate("window.untouched = true")
    page.locator("h1").click()
    for key in ("r", "c"):
        page.keyboard.press(key)
    wait_idle(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("window.untouched")


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)], ids=["720", "1080"])
def test_presenters_mode_is_readable_from_the_back_row(visit: Visit, size: tuple[int, int]) -> None:
    page = visit("weights?present=1", *size)
    for title in ("Why?", "Train"):
        assert small_text(page) == []
        open_page(page, title)
    assert small_text(page) == []
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.get_by_role("timer")).to_contain_text(":")
    page.wait_for_url("**present=1*")
    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_role("timer")).to_have_count(0)


SMALL = """() => {
    const found = new Set()
    const walker = document.createTreeWalker(document.querySelector('[data-testid=stMain]'), NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
        const of = walker.currentNode.parentElement
        if (!walker.currentNode.textContent.trim() || of.closest('style, script, .katex')) continue
        const box = of.getBoundingClientRect(), size = parseFloat(getComputedStyle(of).fontSize)
        const seen = of.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })
        if (seen && box.width > 1 && box.height > 1 && size && size < 17.9)
            found.add(`${size}: ${walker.currentNode.textContent.trim().slice(0, 40)}`)
    }
    return [...found]
}"""


def small_text(page: Page) -> list[str]:
    """What is written in less than 18 pixels, but for what is raised or lowered in a formula."""
    wait_rendered(page)
    small: list[str] = page.evaluate(SMALL)
    return small


def test_the_speakers_notes_follow_in_a_second_window(visit: Visit) -> None:
    page = visit("?lesson=first-minutes&beat=1&present=1")
    page.get_by_role("button", name="Notes").click()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Open the notes in a window of their own").click()
    notes = opened.value
    expect(notes.locator("h1")).to_have_text("It reads")
    page.bring_to_front()
    page.keyboard.press("Escape")
    page.locator(".st-key-lesson_next button").click()
    expect(notes.locator("h1")).to_have_text("What it is")
    notes.close()
