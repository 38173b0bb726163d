"""What holds on every page: ways in, the menu, nothing from outside, and nothing wider than the screen."""

from collections.abc import Callable

import pytest
from browsing import open_page, overflow, wait_rendered
from playwright.sync_api import Page, Request, expect

TITLES = ["Train", "Weights", "Draw", "Step by step", "Film", "Why?", "Workbench", "The maths"]
Visit = Callable[..., Page]


def test_every_page_opens_by_its_own_address(visit: Visit) -> None:
    for path, heading in (("weights", "What each neuron"), ("draw", "Draw a digit"), ("maths", "The maths")):
        page = visit(path)
        expect(page.locator("h1")).to_contain_text(heading)
        expect(page.locator('[data-testid="stTopNavLink"]')).to_have_count(len(TITLES))


def test_on_a_phone_the_menu_closes_after_a_choice(phone: Page) -> None:
    for title in reversed(TITLES):
        open_page(phone, title)
        assert overflow(phone) == 0


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
