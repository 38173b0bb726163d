"""What holds on every page: ways in, the menu, nothing from outside, and nothing wider than the screen."""

import pytest
from browsing import Visit, in_use, open_page, overflow, wait_rendered
from playwright.sync_api import Page, Request, expect

TITLES = ["Train", "Weights", "Draw", "Step by step", "Film", "Why?", "Workbench", "Lessons", "The maths"]


def test_every_page_opens_by_its_own_address_and_is_named_in_the_bar(visit: Visit) -> None:
    pages = {"weights": ("What each neuron", "Weights"), "draw": ("Draw a digit", "Draw"), "maths": ("The maths",) * 2}
    for path, (heading, title) in pages.items():
        page = visit(path)
        expect(page.locator("h1")).to_contain_text(heading)
        expect(in_use(page)).to_contain_text([title])


def test_every_page_is_two_presses_away_on_a_phone_and_its_menu_closes(phone: Page) -> None:
    for title in reversed(TITLES):
        open_page(phone, title)
        expect(phone.get_by_test_id("stPopoverBody")).to_have_count(0)
        assert overflow(phone) == 0


def test_on_a_phone_only_train_has_a_sidebar_and_its_button_says_what_for(phone: Page) -> None:
    button = phone.get_by_test_id("stExpandSidebarButton")
    assert "Settings" in button.evaluate("e => getComputedStyle(e, '::after').content")
    button.click()
    expect(phone.get_by_text("Start from")).to_be_visible()
    phone.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    open_page(phone, "Film")
    expect(button).to_be_hidden()


def test_the_navigation_works_by_keyboard(page: Page) -> None:
    page.get_by_test_id("stTopNavSection").filter(has_text="Look inside").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(in_use(page)).to_contain_text(["Step by step"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_comes_from_outside(visit: Visit, scheme: str) -> None:
    page = visit(color_scheme=scheme)
    asked: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1", "data:", "blob:")):
            asked.append(request.url)

    page.on("request", note)
    page.reload()
    wait_rendered(page)
    for title in TITLES:
        open_page(page, title)
    assert asked == []
