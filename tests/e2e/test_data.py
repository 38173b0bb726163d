"""The map of the digits, as a visitor does it: look closer, click a digit, step through it."""

from browsing import Visit, wait_idle
from playwright.sync_api import Page, expect

MAP = ".st-key-data_map .live-figure"
SEEN = """chart => {
    const { sprites, spriteSize, _fullLayout: { xaxis, yaxis } } = document.querySelector(chart)
    const [left, right] = xaxis.range, [low, high] = yaxis.range
    const here = sprites.x.filter((x, i) => x >= left && x <= right && sprites.y[i] >= low && sprites.y[i] <= high)
    return { range: [left, right], drawn: sprites.x.length, here: here.length, size: spriteSize }
}"""
PLACE = """chart => {
    const found = document.querySelector(chart), box = found.getBoundingClientRect()
    const { xaxis, yaxis } = found._fullLayout, { x, y } = found.sprites
    const off = x.map((_, i) =>
        Math.hypot(xaxis.c2p(x[i]) - xaxis._length / 2, yaxis.c2p(y[i]) - yaxis._length / 2))
    const i = off.indexOf(Math.min(...off))
    const number = found.data[0].customdata[i]  // of a test digit, since all of them are on the map
    return [number, box.x + xaxis._offset + xaxis.c2p(x[i]), box.y + yaxis._offset + yaxis.c2p(y[i])]
}"""
INKED = """chart => {
    const canvas = document.querySelector(chart).parentElement.querySelector("canvas.sprites")
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height)
    return data.some((value, i) => i % 4 === 3 && value)
}"""


def drag_over(page: Page) -> None:
    """A part of the map in its middle."""
    box = page.locator(MAP).bounding_box()
    assert box
    page.mouse.move(box["x"] + 0.4 * box["width"], box["y"] + 0.35 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.55 * box["width"], box["y"] + 0.55 * box["height"], steps=4)
    page.mouse.up()


def test_who_looks_closer_sees_more_and_a_click_leads_to_every_number(visit: Visit) -> None:
    page = visit("data?about=map&digits=test&network=blog")
    expect(page.get_by_text("600 of the 10,000 digits that lie here")).to_be_visible()
    assert page.evaluate(INKED, MAP)
    whole = page.evaluate(SEEN, MAP)
    drag_over(page)
    expect(page.get_by_text("600 of the 10,000 digits that lie here")).to_have_count(0)
    wait_idle(page)
    closer = page.evaluate(SEEN, MAP)
    assert closer["range"][1] - closer["range"][0] < 0.5 * (whole["range"][1] - whole["range"][0])
    assert closer["here"] == closer["drawn"] > 100  # the server has sent those that lie here

    number, x, y = page.evaluate(PLACE, MAP)
    page.mouse.click(x, y)
    expect(page.get_by_text(f"Test digit {number:,}, a")).to_be_visible()
    page.locator(".st-key-data_picked").get_by_role("link", name="Step through it").click()
    page.wait_for_url(f"**/steps?*digit={number}*")
