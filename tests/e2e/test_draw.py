"""Draw in a real browser: a hand with a mouse draws digits, takes strokes back, uploads, and leaves and returns."""

import io
import statistics

import pytest
from browsing import PHONE, Visit, follow, open_page, overflow, wait_idle
from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, expect

ONE = [[(140, 40), (138, 235)]]
SEVEN = [[(70, 60), (205, 60), (120, 235)]]
THREE = [[(85, 60), (150, 45), (190, 80), (130, 130), (195, 175), (150, 235), (75, 215)]]
ZERO = [[(140, 40), (90, 70), (75, 140), (95, 215), (140, 240), (190, 210), (205, 140), (185, 65), (138, 40)]]


@pytest.fixture
def draw(visit: Visit) -> Page:
    return ready(visit("draw"))


UNDER_THE_PEN = """() => {
    const component = document.querySelector('.st-key-draw_canvas [data-testid=stBidiComponentIsolated]')
    return [...component?.shadowRoot?.querySelectorAll('canvas') ?? []].some(
        layer => layer.getContext('2d').getImageData(0, 0, layer.width, layer.height).data.some(v => v > 0))
}"""


def ready(page: Page) -> Page:
    """Until one can draw: the canvas has drawn what lies under the pen, and told the server so."""
    page.wait_for_function(UNDER_THE_PEN)
    wait_idle(page)
    return page


def canvas(page: Page) -> Locator:
    return page.locator(".st-key-pad canvas").last


def strokes(page: Page, lines: list[list[tuple[int, int]]]) -> None:
    """Draw with the mouse; coordinates are pixels of the canvas."""
    canvas(page).scroll_into_view_if_needed()
    box = canvas(page).bounding_box()
    assert box is not None
    for line in lines:
        points = [(box["x"] + x, box["y"] + y) for x, y in line]
        page.mouse.move(*points[0])
        page.mouse.down()
        for point in points[1:]:
            page.mouse.move(*point, steps=6)
        page.mouse.up()
        page.wait_for_timeout(350)  # the canvas waits 200 ms for more before it sends


def answer(page: Page) -> Locator:
    return page.locator(".answer .digit")


def subject(page: Page) -> Locator:
    return page.locator(".answer .of")


def press(page: Page, name: str) -> None:
    page.locator(f".st-key-draw_{name} button").click()


def ink_on_canvas(page: Page) -> int:
    """How many of the visible canvas's pixels carry ink."""
    count: int = canvas(page).evaluate(
        """top => {const lower = [...top.parentElement.querySelectorAll('canvas')].at(-2)
            const {data} = lower.getContext('2d').getImageData(0, 0, lower.width, lower.height)
            return data.filter((v, i) => i % 4 == 3 && v > 128).length}"""
    )
    return count


def file(raw: bytes, name: str) -> dict[str, object]:
    return {"name": name, "mimeType": "image/png", "buffer": raw}


def png_of_a_zero() -> bytes:
    picture, raw = Image.new("L", (400, 300), 250), io.BytesIO()
    ImageDraw.Draw(picture).ellipse((140, 50, 250, 250), outline=20, width=24)
    picture.save(raw, "PNG")
    return raw.getvalue()


@pytest.mark.parametrize("lines, digit", [(ONE, "1"), (SEVEN, "7"), (THREE, "3"), (ZERO, "0")])
def test_a_drawn_digit_is_read(draw: Page, lines: list[list[tuple[int, int]]], digit: str) -> None:
    expect(subject(draw)).to_contain_text("An example from MNIST")
    strokes(draw, lines)
    expect(subject(draw)).to_have_text("Your drawing")
    expect(answer(draw)).to_have_text(digit)
    expect(draw.locator(".st-key-below img")).not_to_have_count(0)
    expect(draw.locator(".st-key-below")).to_contain_text("Naive resize")


def test_undo_takes_back_one_stroke_and_clear_all(draw: Page) -> None:
    strokes(draw, ONE)
    expect(subject(draw)).to_have_text("Your drawing")
    first = ink_on_canvas(draw)
    for _ in range(2):  # the same stroke taken back twice: the canvas must listen the second time, too
        strokes(draw, [[(40, 200), (240, 200)]])
        wait_idle(draw)
        assert ink_on_canvas(draw) > first
        press(draw, "undo")
        wait_idle(draw)
        assert ink_on_canvas(draw) == first
        expect(answer(draw)).to_have_text("1")
    press(draw, "clear")
    expect(subject(draw)).to_contain_text("An example from MNIST")
    wait_idle(draw)
    assert ink_on_canvas(draw) == 0
    strokes(draw, SEVEN)
    expect(answer(draw)).to_have_text("7")


def test_a_picture_and_the_canvas_take_over_from_each_other(draw: Page) -> None:
    strokes(draw, SEVEN)
    expect(subject(draw)).to_have_text("Your drawing")
    chooser = draw.locator("input[type=file]")
    chooser.set_input_files(file(png_of_a_zero(), "zero.png"))
    expect(subject(draw)).to_have_text("Your picture zero.png")
    expect(answer(draw)).to_have_text("0")

    chooser.set_input_files(file(b"no picture at all", "bad.png"))
    expect(draw.get_by_test_id("stAlert")).to_contain_text("not a picture")
    expect(answer(draw)).to_have_text("–")

    strokes(draw, ONE)
    expect(subject(draw)).to_have_text("Your drawing")
    expect(answer(draw)).to_have_text("1")
    expect(draw.get_by_test_id("stAlert")).to_have_count(0)


def test_the_drawing_is_there_again_after_a_change_of_page(draw: Page) -> None:
    strokes(draw, ONE)
    expect(subject(draw)).to_have_text("Your drawing")
    before = ink_on_canvas(draw)
    open_page(draw, "Train")
    open_page(draw, "Draw")
    expect(subject(draw)).to_have_text("Your drawing")
    expect(answer(draw)).to_have_text("1")
    wait_idle(draw, settled=500)
    assert ink_on_canvas(draw) == before
    strokes(draw, [[(140, 60), (90, 110)]])
    wait_idle(draw)
    assert ink_on_canvas(draw) > before
    press(draw, "undo")
    wait_idle(draw)
    assert ink_on_canvas(draw) == before


def test_a_dot_is_no_digit(draw: Page) -> None:
    pen = draw.locator(".st-key-draw_pen")
    before = pen.bounding_box()
    strokes(draw, [[(140, 140), (141, 140)]])
    expect(draw.locator(".answer")).to_contain_text("draw it larger")
    expect(answer(draw)).to_have_text("–")
    assert pen.bounding_box() == before  # what is under the canvas stays where it is
    strokes(draw, SEVEN)
    expect(answer(draw)).to_have_text("7")


def test_two_digits_get_a_hint_and_the_canvas_edge_does_no_harm(draw: Page) -> None:
    strokes(draw, [[(60, 40), (58, 235)]])
    expect(subject(draw)).to_have_text("Your drawing")
    strokes(draw, [[(130, 60), (240, 60), (170, 235)]])
    expect(subject(draw)).to_contain_text("one digit at a time")
    press(draw, "clear")
    wait_idle(draw)
    strokes(draw, [[(5, 5), (275, 5), (275, 275), (5, 275), (5, 5)]])
    expect(answer(draw)).to_have_text("0")


def test_your_run_answers_while_it_trains(page: Page) -> None:
    page.get_by_role("button", name="Train", exact=True).click()
    open_page_in_motion(page, "Draw")
    page.get_by_role("button", name="Your run").or_(page.get_by_role("radio", name="Your run")).first.click()
    said = page.locator(".who")
    expect(said).to_contain_text("Your run")
    before = said.inner_text()
    expect(said).not_to_have_text(before)  # nobody touched anything: it moves by itself
    expect(page.locator(".answer")).to_contain_text("the best shipped network, says")
    strokes(page, SEVEN)
    expect(subject(page)).to_have_text("Your drawing")
    open_page(page, "Train")  # where the run is stopped in the end


def open_page_in_motion(page: Page, title: str) -> None:
    """As ``open_page``, for when a run keeps the app from ever being idle for long."""
    follow(page, title)
    expect(canvas(page)).to_be_visible()
    expect(page.locator(".answer")).to_be_visible()


def test_the_essentials_fit_a_projector(draw: Page) -> None:
    strokes(draw, SEVEN)
    for part in (canvas(draw), draw.locator(".answer"), draw.locator(".bars")):
        box = part.bounding_box()
        assert box is not None and box["y"] + box["height"] <= 720
    assert overflow(draw) == 0


def test_on_a_phone_the_answer_is_right_under_the_canvas(visit: Visit) -> None:
    phone = ready(visit("draw", **PHONE))
    strokes(phone, SEVEN)
    expect(answer(phone)).to_have_text("7")
    wait_idle(phone)
    pad, said, bars = (
        part.bounding_box() for part in (canvas(phone), phone.locator(".answer"), phone.locator(".bars"))
    )
    assert pad and said and bars
    assert 0 <= said["y"] - (pad["y"] + pad["height"]) < 60
    assert bars["y"] + bars["height"] <= 844
    assert overflow(phone) <= 0


WATCH_BARS = """() => {
    window.delays = []
    document.addEventListener('mouseup', () => {
        const bars = () => document.querySelector('.bars')?.innerHTML
        const start = performance.now(), old = bars()
        const look = () => {
            if (bars() && bars() !== old) window.delays.push(performance.now() - start)
            else if (performance.now() - start < 5000) requestAnimationFrame(look)
        }
        look()
    }, true)
}"""


def test_bars_follow_the_pen(draw: Page) -> None:
    """From mouse-up to new bars. The limit allows for a busy machine."""
    strokes(draw, ZERO)
    draw.evaluate(WATCH_BARS)
    for i in range(10):
        strokes(draw, [[(40 + 20 * i, 60), (240 - 20 * i, 220)]])
        wait_idle(draw)
    delays = draw.evaluate("window.delays")
    print(f"mouse-up to new bars: median {statistics.median(delays):.0f} ms of {len(delays)} strokes")
    assert len(delays) >= 8
    assert statistics.median(delays) < 1200


def test_a_stroke_is_sent_as_soon_as_the_pen_is_lifted(draw: Page) -> None:
    """By the canvas's own button: without it a stroke would wait for 200 ms."""
    button = draw.locator('.st-key-pad button[aria-label="Update the app with this drawing"]')
    button.evaluate("button => { window.sent = 0; button.addEventListener('click', () => { window.sent += 1 }) }")
    strokes(draw, ZERO)
    draw.wait_for_function("window.sent === 1")
    box = draw.locator(".st-key-pad canvas").last.bounding_box()
    assert box
    draw.mouse.click(box["x"] + box["width"] + 60, box["y"] + 10)  # no stroke
    strokes(draw, [[(40, 60), (240, 220)]])
    draw.wait_for_function("window.sent === 2")


def test_a_drawing_is_in_the_address_until_it_is_cleared(draw: Page) -> None:
    strokes(draw, ONE)
    draw.wait_for_url("**digit=ink*")
    press(draw, "clear")
    draw.wait_for_url(lambda url: "digit=" not in url)


def test_the_tab_key_passes_by_the_toolbar_of_the_canvas_and_clear_can_be_undone(draw: Page) -> None:
    in_the_canvas = "() => Boolean(document.activeElement?.shadowRoot?.activeElement?.closest('.dc-toolbar-card'))"
    draw.locator("h1").click()
    for _ in range(40):
        draw.keyboard.press("Tab")
        assert not draw.evaluate(in_the_canvas)
    strokes(draw, SEVEN)
    expect(answer(draw)).to_have_text("7")
    press(draw, "clear")
    expect(subject(draw)).not_to_have_text("Your drawing")
    press(draw, "undo")
    expect(subject(draw)).to_have_text("Your drawing")
    expect(answer(draw)).to_have_text("7")
