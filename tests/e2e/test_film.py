"""Film in a real browser: drag, play and step through a run by mouse, finger and keyboard, and pin a drawing."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from browsing import Visit, open_page, overflow, wait_idle, wait_rendered
from playwright.sync_api import Locator, Page, expect

from nn.dataset import load_mnist
from nn.explain.digits import of_ink, of_mnist


@pytest.fixture(scope="module")
def drawing() -> str:
    """A digit that is not MNIST's, by its name: somebody's 4, drawn a little to the left."""
    pixels = of_mnist(load_mnist(), 4).pixels
    return of_ink(pixels[:, [*range(2, 28), 0, 1]]).name


def trained(page: Page, updates: int = 20) -> None:
    """Make so many updates on Train, in tens."""
    for made in range(10, updates + 1, 10):
        page.get_by_role("button", name="+10").click()
        expect(page.get_by_text(f"Paused after update {made}.")).to_be_visible()


def film(page: Page, updates: int = 20) -> Page:
    """Train, and open the film at its end."""
    trained(page, updates)
    open_page(page, "Film")
    drawn(page)
    return page


def drawn(page: Page) -> None:
    expect(page.locator(".st-key-film_history .main-svg").first).to_be_visible()
    wait_idle(page)


def slider(page: Page) -> Locator:
    return page.get_by_role("slider", name="Moment of the run")


def where(page: Page) -> Locator:
    return page.locator(".transport .where")


def fact(page: Page, name: str) -> Locator:
    return page.locator("dl.facts div", has=page.locator("dt", has_text=name)).locator("dd")


def wait_for_moment(page: Page, update: int) -> None:
    """Until everything on the page is of this moment."""
    expect(fact(page, "Updates made")).to_have_text(str(update))
    expect(page.get_by_label(re.compile(f"neurons after {update} updates"))).to_be_visible()
    for chart in ("film_curves", "film_history"):
        page.wait_for_function(
            """([chart, x]) =>
                document.querySelector(`.st-key-${chart} .live-figure`).layout?.shapes.at(-1).x0 === x""",
            arg=[chart, update],
        )


def weights(page: Page) -> str:
    """All pixels of W1's pictures."""
    z: str = page.evaluate(
        """() => JSON.stringify(Array.from(
            document.querySelector('.st-key-film_w1 .live-figure')._fullData[0].z, row => Array.from(row)))"""
    )
    return z


def test_scrubbing_moves_the_point_the_weights_and_the_answers(page: Page) -> None:
    film(page)
    wait_for_moment(page, 20)
    strip = page.locator(".st-key-film_strip .digits")
    at_the_end, said = weights(page), strip.inner_text()
    slider(page).focus()
    slider(page).press("Home")
    wait_for_moment(page, 0)
    expect(where(page)).to_have_text("update 0 of 500")
    assert weights(page) != at_the_end and strip.inner_text() != said
    for _ in range(3):
        slider(page).press("ArrowRight")
    wait_for_moment(page, 3)
    slider(page).press("End")
    wait_for_moment(page, 20)
    assert weights(page) == at_the_end and strip.inner_text() == said
    page.get_by_role("button", name="One frame back").click()
    wait_for_moment(page, 19)


def test_at_first_sight_the_article_s_network_is_on_and_can_be_scrubbed(visit: Visit) -> None:
    page = visit("film")
    drawn(page)
    wait_for_moment(page, 500)
    slider(page).focus()
    slider(page).press("Home")
    wait_for_moment(page, 0)
    page.get_by_text("The weights", exact=True).click()
    expect(page.get_by_label(re.compile("neurons after 0 updates, their values"))).to_be_visible()
    open_page(page, "Why?")  # the other pages look at the same moment
    expect(page.get_by_role("button", name="After 0 updates")).to_be_visible()


def test_the_slider_can_be_dragged(page: Page) -> None:
    film(page)
    slider(page).hover()  # waits until it stands still
    box = slider(page).bounding_box()
    assert box
    y, end = box["y"] + box["height"] / 2, box["x"] + box["width"] * 20 / 500
    page.mouse.move(end, y)
    page.mouse.down()
    for part in range(20, 0, -1):
        page.mouse.move(box["x"] + box["width"] * 20 / 500 * part / 20, y)
    page.mouse.move(box["x"] + 1, y)
    page.mouse.up()
    wait_for_moment(page, 0)
    page.mouse.click(box["x"] + box["width"] - 20, y)  # where nothing is recorded: the newest there is
    wait_for_moment(page, 20)


def test_play_and_pause_by_keyboard(page: Page) -> None:
    film(page)
    page.evaluate(
        """() => document.querySelector('.st-key-film_w1 .live-figure').on(
            'plotly_afterplot', () => window.pictures = 1 + (window.pictures ?? 0))"""
    )
    page.get_by_label("Speed").select_option("0.5")
    slider(page).focus()
    page.keyboard.press("Home")
    wait_for_moment(page, 0)
    page.evaluate("window.pictures = 0")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    page.wait_for_function("window.pictures >= 2")  # it plays
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    stopped = int(re.findall(r"\d+", where(page).inner_text())[0])
    assert stopped > 0
    wait_for_moment(page, stopped)  # the charts have come to where the slider stands
    expect(where(page)).to_have_text(f"update {stopped} of 500")
    page.get_by_label("Speed").select_option("4")
    slider(page).focus()
    page.keyboard.press("Space")
    wait_for_moment(page, 20)  # to the end, and no further
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_one_click_trains_and_the_film_follows_until_it_is_grabbed(page: Page) -> None:
    open_page(page, "Film")
    page.get_by_text("Your run", exact=True).click()
    page.get_by_role("button", name="Train the article's network now").click()
    follow = page.get_by_role("button", name="Follow the training")
    expect(follow).to_have_attribute("aria-pressed", "true")
    expect(where(page)).to_have_text(re.compile(r"update ([5-9]|\d\d+) of 500"))
    drawn(page)
    slider(page).focus()
    slider(page).press("Home")
    expect(fact(page, "Updates made")).to_have_text("0")
    expect(follow).to_have_attribute("aria-pressed", "false")
    frames = int(fact(page, "Frames").inner_text())
    page.wait_for_function(
        """before => [...document.querySelectorAll('dl.facts div')].some(fact =>
            fact.querySelector('dt').textContent === 'Frames'
            && Number(fact.querySelector('dd').textContent) > before)""",
        arg=frames + 5,
    )
    expect(where(page)).to_have_text("update 0 of 500")  # it goes on learning, and the film stays where it was put
    follow.click()
    expect(follow).to_have_attribute("aria-pressed", "true")
    expect(where(page)).to_have_text(re.compile(r"update \d\d+ of 500"))
    open_page(page, "Train")
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text("Stopped after update")).to_be_visible()


def test_playing_stays_where_it_is_when_the_film_is_thinned(page: Page) -> None:
    film(page, updates=10)
    found = page.evaluate(
        """async () => {
            const transport = document.querySelector('.transport').transport
            const pictures = async n => { while (n--) await new Promise(requestAnimationFrame) }
            const all = Array.from({ length: 1001 }, (_, i) => i)
            const told = places => transport.told(
                { run: 'another', places, end: 2000, at: 600, following: false, speed: 1, answered: 0, training: true,
                  unit: 'update' }, () => {})
            told(all)
            transport.toggle()
            await pictures(5)
            told(all.filter(place => place % 2 === 0))
            await pictures(45) // the visitor wants little motion: a picture stands for half a second
            const found = { place: transport.places[transport.at], playing: transport.playing }
            transport.pause()
            return found
        }"""
    )
    assert found["playing"] and 600 < found["place"] < 900  # a whole film of this length takes 20 seconds


def test_a_neuron_that_was_picked_survives_a_reload(page: Page) -> None:
    film(page, updates=10)
    box = page.locator(".st-key-film_w1 .nsewdrag").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] - 12, box["y"] + 12)
    page.wait_for_url(re.compile("neuron=[1-9]"))
    asked = page.url
    page.reload()
    wait_rendered(page)
    drawn(page)
    assert parse_qs(urlsplit(page.url).query)["neuron"] == parse_qs(urlsplit(asked).query)["neuron"]


def test_a_pinned_drawing_has_its_curve_and_stays_pinned(visit: Visit, drawing: str) -> None:
    page = visit(f"?digit={drawing}")
    film(page)
    page.get_by_role("button", name="Pin this digit").click()
    expect(page.get_by_text("Pinned: a drawing.")).to_be_visible()
    expect(page.get_by_text("Watch it learn this drawing")).to_be_visible()
    lines = """() => document.querySelector('.st-key-film_history .live-figure')._fullData
        .filter(trace => trace.mode === 'lines').map(trace => Array.from(trace.y))"""
    before = page.evaluate(lines)
    assert len(before) == 10 and all(len(line) == 21 for line in before)
    assert all(abs(sum(moment) - 100) < 0.1 for moment in zip(*before, strict=True))
    assert max(max(line) - min(line) for line in before) > 1  # something was learned
    number = page.get_by_role("spinbutton", name="Test digit")
    number.fill("7")
    number.press("Enter")
    expect(page.get_by_label("Test digit 7, a 9").first).to_be_visible()
    open_page(page, "Weights")
    open_page(page, "Film")
    drawn(page)
    expect(page.get_by_text("Watch it learn this drawing")).to_be_visible()
    assert page.evaluate(lines) == before
    page.get_by_role("button", name="Unpin").click()
    expect(page.get_by_text("Watch it learn this 9")).to_be_visible()


def test_moment_and_speed_are_found_again_and_are_in_the_address(page: Page) -> None:
    film(page)
    page.get_by_label("Speed").select_option("2")
    slider(page).focus()
    slider(page).press("Home")
    for _ in range(7):
        slider(page).press("ArrowRight")
    wait_for_moment(page, 7)
    page.wait_for_url(re.compile("frame=7"))
    open_page(page, "Weights")
    page.wait_for_url(lambda url: "frame" not in parse_qs(urlsplit(url).query))
    open_page(page, "Film")
    drawn(page)
    wait_for_moment(page, 7)
    expect(page.get_by_label("Speed")).to_have_value("2")
    slider(page).focus()
    slider(page).press("ArrowRight")
    wait_for_moment(page, 8)
    page.wait_for_url(re.compile("frame=8"))
    page.reload()
    wait_rendered(page)
    drawn(page)
    wait_for_moment(page, 8)


@pytest.mark.parametrize(("width", "height", "scheme"), [(1280, 720, "light"), (390, 844, "dark")])
def test_nothing_is_wider_than_the_window(visit: Visit, width: int, height: int, scheme: str) -> None:
    page = visit("film", width=width, height=height, color_scheme=scheme, has_touch=width < 500)
    expect(fact(page, "Frames")).to_have_text("501")
    assert overflow(page) == 0
    page.get_by_text("Your run", exact=True).click()
    expect(page.get_by_role("button", name="Train the article's network now")).to_be_visible()
    assert overflow(page) == 0
    open_page(page, "Train")
    film(page, updates=10)
    assert overflow(page) == 0
    slider(page).focus()
    slider(page).press("Home")
    wait_for_moment(page, 0)
    page.locator(".st-key-film_pin").scroll_into_view_if_needed()
    box = page.locator(".transport").bounding_box()
    assert box and 0 <= box["x"] and box["x"] + box["width"] <= width
    assert 0 <= box["y"] < height / 3  # the slider stays at the top while the page scrolls
    assert overflow(page) == 0
