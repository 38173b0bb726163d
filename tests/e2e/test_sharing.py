"""Whose run it is, in a real browser: reloads, tabs, frames, and the links to watch and to steer."""

from browsing import SOON, Visit, open_page, wait_idle
from playwright.sync_api import FrameLocator, Page, expect

LONG = "?recipe=deep&epochs=500"  # trains for longer than any of these tests
SHORT = "?recipe=blog&iterations=3&train_examples=500"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def state(page: Page | FrameLocator, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible(timeout=SOON)


def steered(page: Page) -> None:
    expect(page.get_by_role("button", name="New network")).to_be_enabled()
    expect(page.get_by_text("You are watching this run")).to_have_count(0)


def run_in(page: Page) -> str:
    page.wait_for_url("**run=*")
    return page.url.split("run=")[1].split("&")[0]


# One's own run -------------------------------------------------------------------------------------------------------


def test_a_reload_another_tab_and_the_bare_address_lead_to_the_same_run(visit: Visit, app_url: str) -> None:
    page = visit(LONG)
    run = run_in(page)
    tab = page.context.new_page()
    tab.set_default_timeout(SOON)
    for button, words, offer in (
        ("", "Ready. Press", "The network that you set up is still here"),
        ("+1", "Paused after update 1.", "Your network waits, paused"),
        ("Resume", "Training: update", "Your network is still training"),
    ):
        if button:
            press(page, button)
        state(page, words)
        tab.goto(page.url)
        state(tab, words)
        steered(tab)
        assert run_in(tab) == run
        tab.goto(app_url)
        state(tab, offer)
    press(tab, "Go back to it")
    state(tab, "Training: update")
    steered(tab)
    tab.wait_for_url(f"**run={run}*")
    tab.close()
    page.reload()
    steered(page)
    press(page, "Stop")
    state(page, "Stopped after update")


def test_a_run_that_has_finished_is_found_again(visit: Visit, app_url: str) -> None:
    page = visit(SHORT)
    press(page, "Train")
    state(page, "Finished: it gets")
    page.goto(app_url)
    press(page, "Go back to it")
    state(page, "Finished: it gets")
    steered(page)


def test_two_tabs_see_each_other(page: Page) -> None:
    press(page, "+1")
    state(page, "Paused after update 1.")
    tab = page.context.new_page()
    tab.set_default_timeout(SOON)
    tab.goto(page.url)
    steered(tab)
    press(tab, "+10")
    state(page, "Another tab made 10 updates.")  # for ten seconds
    state(page, "Paused after update 11.")
    state(tab, "Paused after update 11.")
    tab.close()


def test_framed_by_another_site_a_reload_leads_back_to_the_run(visit: Visit, another_site: str) -> None:
    page = visit()
    page.goto(another_site)
    app: FrameLocator = page.frame_locator("iframe").first
    expect(app.locator("h1")).to_be_visible(timeout=SOON)
    app.get_by_role("button", name="+1", exact=True).click()
    state(app, "Paused after update 1.")
    page.reload()
    app.get_by_role("button", name="Go back to it").click()
    state(app, "Paused after update 1.")


# Somebody else's -----------------------------------------------------------------------------------------------------


def test_the_room_watches_and_follows_and_touches_nothing(page: Page, visit: Visit) -> None:
    press(page, "+10")
    state(page, "Paused after update 10.")
    wait_idle(page)
    press(page, "Share")
    link = page.get_by_role("textbox", name="The link to watch along").input_value()
    page.keyboard.press("Escape")
    room = visit(link.split("/", 3)[3])
    state(room, "You are watching this run")
    state(room, "Paused after update 10.")
    for name in ("Train", "Resume", "+1", "Stop", "New network"):
        expect(room.get_by_role("button", name=name, exact=True)).to_have_count(0)
    press(page, "+1")
    state(room, "Paused after update 11.")
    open_page(page, "Weights")
    expect(room.locator("h1")).to_contain_text("What each neuron", timeout=SOON)
    page.get_by_role("spinbutton", name="Neuron").fill("3")
    page.get_by_role("spinbutton", name="Neuron").press("Enter")
    expect(room.get_by_role("spinbutton", name="Neuron")).to_have_value("3", timeout=SOON)
    state(room, "You are watching this run")


def test_the_link_to_steer_takes_control_and_leaves_the_address(page: Page, visit: Visit) -> None:
    press(page, "+1")
    state(page, "Paused after update 1.")
    run = run_in(page)
    press(page, "Share")
    page.get_by_role("radio", name="Steer").click()
    press(page, "Show the link")
    link = page.get_by_role("textbox", name="The link to steer").input_value()
    page.keyboard.press("Escape")
    phone = visit(link.split("/", 3)[3], width=390, height=844)
    phone.wait_for_url(f"**run={run}*")
    assert "control" not in phone.url and link.split("control=")[1] not in phone.content()
    press(phone, "+10")
    state(phone, "Paused after update 11.")
    state(page, "Paused after update 11.")
    phone.reload()
    steered(phone)
