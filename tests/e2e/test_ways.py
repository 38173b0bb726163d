"""The two ways on from every digit picture, by click, by keyboard and by address; and choices that all pages share."""

import pytest
from browsing import Visit, in_use, open_page, wait_rendered
from playwright.sync_api import Page, expect

TO_STEPS, TO_WHY = ("Step", "Step by step"), ("Why?", "Why?")


@pytest.mark.parametrize(
    ("path", "by"), [("", TO_STEPS), ("weights", TO_WHY), ("draw", TO_STEPS), ("maths", TO_WHY), ("workbench", TO_WHY)]
)
def test_from_every_page_a_way_leads_on_with_the_digit(visit: Visit, path: str, by: tuple[str, str]) -> None:
    page, (way, title) = visit(path), by
    link = (
        page.locator("a[data-way]").filter(has=page.locator(f"xpath=self::*[starts-with(@aria-label, '{way}')]")).last
    )
    what = str(link.get_attribute("aria-label")).split(": ")[1]
    link.click()
    expect(in_use(page)).to_contain_text([title])
    wait_rendered(page)
    expect(page.locator(f'img.digit[alt="{what.capitalize()}"]').first).to_be_visible()


def test_a_word_leads_to_where_one_sees_it(visit: Visit) -> None:
    page = visit("glossary?network=deep")
    page.get_by_role("link", name="See it on Why?: softmax").click()
    expect(in_use(page)).to_contain_text(["Why?"])
    wait_rendered(page)
    expect(page.get_by_role("radio", name="From scores to probabilities")).to_be_checked()
    expect(page.get_by_role("radio", name="deep")).to_be_checked()


def test_the_way_on_works_by_keyboard_and_survives_a_reload(page: Page) -> None:
    link = page.get_by_role("link", name="Why?: test digit").nth(3)
    what = str(link.get_attribute("aria-label")).removeprefix("Why?: ")
    link.focus()
    page.keyboard.press("Enter")
    picture = page.locator(f'img.digit[alt="{what.capitalize()}"]').first
    expect(picture).to_be_visible()
    wait_rendered(page)
    page.wait_for_url("**digit=*")
    page.reload()
    wait_rendered(page)
    expect(picture).to_be_visible()


def test_the_link_itself_opens_the_digit_for_somebody_else(page: Page, visit: Visit) -> None:
    link = page.get_by_role("link", name="Steps: test digit").nth(2)
    what = str(link.get_attribute("aria-label")).removeprefix("Steps: ")
    other = visit(str(link.get_attribute("href")))
    expect(other.locator(f'img.digit[alt="{what.capitalize()}"]').first).to_be_visible()


def test_network_and_neuron_stay_chosen_from_page_to_page(visit: Visit) -> None:
    page = visit("weights?network=deep&neuron=17")
    for title in ("Step by step", "Why?", "The maths"):
        open_page(page, title)
        expect(page.get_by_role("radio", name="deep")).to_be_checked()
    open_page(page, "Weights")
    expect(page.get_by_role("spinbutton", name="Neuron")).to_have_value("17")


def test_an_address_that_asks_for_no_digit_says_so_and_works(visit: Visit) -> None:
    page = visit("why?digit=hello")
    expect(page.get_by_text("asks for a digit that is not there")).to_be_visible()
    expect(page.locator("img.digit").first).to_be_visible()


def test_back_leads_to_the_page_before_and_forward_again(page: Page) -> None:
    open_page(page, "Weights")
    page.get_by_role("radio", name="deep").click()
    page.wait_for_url("**network=deep*")
    link = page.get_by_role("link", name="Why?: test digit").first
    link.click()
    expect(page.locator("h1")).to_contain_text("Why?")
    wait_rendered(page)
    page.wait_for_url("**digit=*")
    open_page(page, "The maths")
    page.wait_for_url("**chapter=*")
    for heading in ("Why?", "What each neuron"):
        page.go_back()
        expect(page.locator("h1")).to_contain_text(heading)
        wait_rendered(page)
    page.go_forward()
    expect(page.locator("h1")).to_contain_text("Why?")
    expect(page.get_by_role("radio", name="deep")).to_be_checked()
