"""The app as it is met outside: framed by another site, at an address that says more, while the theme changes."""

import io
from collections.abc import Callable

import pytest
from browsing import open_page, wait_idle, wait_rendered
from playwright.sync_api import FrameLocator, Page, expect

from nn.models import load_shipped
from nn.storage import save
from pages.shared.theme import DARK, LIGHT

Visit = Callable[..., Page]
SOON = 60_000  # milliseconds


def a_network() -> bytes:
    buffer = io.BytesIO()
    save(load_shipped("blog"), buffer)
    return buffer.getvalue()


# Another site --------------------------------------------------------------------------------------------------------


def test_framed_by_another_site_a_file_is_opened_and_a_run_is_trained(visit: Visit, another_site: str) -> None:
    page = visit()
    page.goto(another_site)
    app: FrameLocator = page.frame_locator("iframe").first
    expect(app.locator("h1")).to_be_visible(timeout=SOON)
    app.get_by_text("Save and open").click()
    name = "*final* ~~old~~ ![x](y) :smile: a->b--c.npz"
    app.locator('[data-testid="stFileUploaderDropzoneInput"]').set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": a_network()}
    )
    told = app.get_by_test_id("stAlert").filter(has_text="It is chosen on the other pages")
    expect(told).to_be_visible(timeout=SOON)
    assert name in told.inner_text().replace("\N{WORD JOINER}", "")
    expect(told.locator("em, del, img")).to_have_count(0)
    app.get_by_role("button", name="+1", exact=True).click()
    expect(app.get_by_text("Paused after update 1.")).to_be_visible(timeout=SOON)


# The address ---------------------------------------------------------------------------------------------------------


def test_what_others_put_into_the_address_stays_there(visit: Visit) -> None:
    page = visit("?embed=true&embed_options=dark_theme&embed_options=show_toolbar&from=course&digit=17")
    page.get_by_role("button", name="+1", exact=True).click()
    expect(page.get_by_text("Paused after update 1.")).to_be_visible(timeout=SOON)
    page.wait_for_url("**run=*")
    link = page.get_by_role("link", name="Why?: test digit").first
    link.click()
    expect(page.locator("h1")).to_contain_text("Why?", timeout=SOON)
    wait_rendered(page)
    page.wait_for_url("**from=course**")
    for kept in ("embed=true", "embed_options=dark_theme", "embed_options=show_toolbar"):
        assert page.url.count(kept) == 1
    assert page.url.count("digit=") == 1 and "digit=17" not in page.url


def test_a_link_opened_in_a_new_tab_asks_the_same_run(page: Page) -> None:
    page.get_by_role("button", name="+10", exact=True).click()
    expect(page.get_by_text("Paused after update 10.")).to_be_visible(timeout=SOON)
    wait_idle(page)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Why?: test digit").first.click(modifiers=["Control"])
    tab = opened.value
    tab.set_default_timeout(SOON)
    wait_rendered(tab)
    expect(tab.get_by_text("paused after 10 of 500").first).to_be_visible(timeout=SOON)
    tab.close()


# The theme -----------------------------------------------------------------------------------------------------------


def colour(of: str) -> str:
    return f"rgb({', '.join(str(int(of[i : i + 2], 16)) for i in (1, 3, 5))})"


@pytest.mark.parametrize("title", ["Train", "The maths"])
def test_charts_follow_when_the_theme_changes_while_the_page_is_open(page: Page, title: str) -> None:
    if title != "Train":
        open_page(page, title)
    text = page.locator(".js-plotly-plot .xtick text").first
    expect(text).to_have_css("fill", colour(LIGHT.text), timeout=SOON)
    page.emulate_media(color_scheme="dark")
    expect(text).to_have_css("fill", colour(DARK.text), timeout=SOON)
    page.emulate_media(color_scheme="light")
    expect(text).to_have_css("fill", colour(LIGHT.text), timeout=SOON)
