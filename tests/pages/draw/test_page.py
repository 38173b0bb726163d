"""Draw without a browser: the first paint, what uploads do, and who answers."""

import io

import pytest
from PIL import Image, ImageDraw
from streamlit.testing.v1 import AppTest

from nn.recipe import Recipe
from pages.shared.session import Session, lab


@pytest.fixture
def page():
    at = AppTest.from_file("../../../pages/draw/page.py", default_timeout=30)
    return at.run()


def picture_of_a_zero(paper=255, ink=0, mode="L", size=(300, 300)):
    picture = Image.new(mode, size, paper)
    ImageDraw.Draw(picture).ellipse((90, 60, 210, 240), outline=ink, width=24)
    return picture


def as_file(picture, kind="PNG", **options):
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def upload(page, raw, name="digit.png"):
    page.file_uploader[0].upload(name, raw, "image/png")
    return page.run()


def shown(page):
    """All text that the page wrote itself."""
    assert not page.exception
    return " ".join(element.value for element in (*page.markdown, *page.warning)) + " ".join(
        element.proto.body for element in page.get("html")
    )


def test_it_is_alive_before_anybody_draws(page):
    text = shown(page)
    assert "An example from MNIST’s test digits: draw your own" in text
    assert '<div class="digit">4</div>' in text
    assert text.count('<div class="bars"') == 1
    assert "step by step as soon as you draw" in text


def test_the_best_shipped_network_answers_and_says_how_good_it_is(page):
    assert page.button_group[0].value == "strong"
    assert "Shipped network “strong”" in shown(page) and "99.2%" in shown(page)
    assert "MNIST&#x27;s 10,000 test digits" in shown(page)
    assert "best shipped network" not in shown(page)


def test_a_run_that_has_learned_something_answers_whoever_has_not_chosen(page):
    run = lab().new_run(Recipe(train_examples=200, test_examples=50, iterations=3, batch_size=50))
    page.session_state.ten_neurons.run_id = run.id
    run.step(1)
    run.advance(1.0)
    assert page.run().button_group[0].value == "strong"  # not under the visitor's hands

    returned = AppTest.from_file("../../../pages/draw/page.py", default_timeout=30)
    returned.session_state.ten_neurons = Session(run_id=run.id)
    assert returned.run().button_group[0].value == "your run"
    assert "“strong”, the best shipped network, says 4" in shown(returned)
    returned.button_group[0].set_value("blog").run()
    assert returned.run().button_group[0].value == "blog"


def test_a_weaker_network_is_accompanied_by_the_best_one(page):
    page.button_group[0].set_value("blog").run()
    assert "Shipped network “blog”" in shown(page)
    assert "the best shipped network, says 4" in shown(page)


def test_your_run_answers_even_untrained(page):
    page.button_group[0].set_value("your run").run()
    assert "It guesses: train it on the Train page." in shown(page)


@pytest.mark.parametrize("paper, ink", [(255, 0), (0, 255), (0, 90)])
def test_an_upload_of_either_polarity_is_read(page, paper, ink):
    text = shown(upload(page, as_file(picture_of_a_zero(paper, ink)), "my <zero>.png"))
    assert '<div class="digit">0</div>' in text
    assert "Your picture my &lt;zero&gt;.png" in text
    assert "Naive resize: " in text and "As MNIST was made: 0" in text


def test_a_transparent_picture_and_a_jpeg_are_read(page):
    transparent = picture_of_a_zero((0, 0, 0, 0), (0, 0, 0, 255), "RGBA")
    assert '<div class="digit">0</div>' in shown(upload(page, as_file(transparent)))
    assert '<div class="digit">0</div>' in shown(upload(page, as_file(picture_of_a_zero(), "JPEG"), "zero.jpg"))


ZERO = picture_of_a_zero()
REFUSED = {
    "no picture": (b"GET / HTTP/1.1", "not a picture"),
    "empty": (b"", "empty"),
    "cut short": (as_file(ZERO)[:200], "cut short"),
    "50 megapixels": (as_file(Image.new("1", (10_000, 5_000))), "too large"),
    "one pixel": (as_file(Image.new("L", (1, 1))), "too small"),
    "blank": (as_file(Image.new("L", (200, 200), 255)), "blank"),
}


@pytest.mark.parametrize("raw, word", REFUSED.values(), ids=REFUSED)
def test_a_bad_upload_is_refused_in_a_sentence_and_harms_nothing(page, raw, word):
    upload(page, as_file(picture_of_a_zero()), "good.png")
    upload(page, raw, "bad.png")
    assert [word in warning.value for warning in page.warning] == [True]
    assert '<div class="digit">–</div>' in shown(page)  # the zero would look like the answer to this file
    assert "cannot be read" not in shown(page)  # the warning says what is wrong, and need not be contradicted
    assert "Nothing to read yet" in shown(page) and 'class="won"' not in shown(page)

    page.file_uploader[0].set_value(None)
    page.run()
    assert not page.warning
    assert "Your picture good.png" in shown(page)
    assert '<div class="digit">0</div>' in shown(page)


def test_a_picture_taken_out_of_the_uploader_is_gone(page):
    upload(page, as_file(picture_of_a_zero()))
    page.file_uploader[0].set_value(None)
    page.run()
    assert "An example from MNIST’s test digits" in shown(page)


def test_two_digits_at_once_get_a_hint(page):
    picture = Image.new("L", (400, 300), 255)
    ImageDraw.Draw(picture).line((120, 60, 110, 240), width=20)
    assert "one digit at a time" not in shown(upload(page, as_file(picture)))
    ImageDraw.Draw(picture).line((180, 60, 300, 60, 220, 240), width=20)
    assert "It reads one digit at a time" in shown(upload(page, as_file(picture)))


def test_clear_takes_everything_away(page):
    upload(page, as_file(picture_of_a_zero()))
    upload(page, b"nonsense")
    page.button("draw_clear").click().run()
    assert not page.warning
    assert "An example from MNIST’s test digits" in shown(page)
    assert page.button("draw_clear").disabled and page.button("draw_undo").disabled


def test_undo_right_after_clear_brings_the_strokes_back(page):
    one, other = {"type": "path", "stroke": 1}, {"type": "path", "stroke": 2}
    page.session_state.draw_pad.strokes = {"objects": [one, other]}
    page.run().button("draw_clear").click().run()
    page.session_state.draw_pad.strokes = {"objects": []}  # as the canvas sends it
    page.run().button("draw_undo").click().run()
    assert page.session_state.draw_pad.start["objects"] == [one, other]
    assert page.button("draw_undo").disabled  # until the canvas sends them


def test_a_wide_picture_of_several_digits_has_its_name_and_its_own_size(page):
    picture = Image.new("L", (900, 300), 255)
    pen = ImageDraw.Draw(picture)
    pen.line((150, 60, 150, 240), width=24)
    pen.ellipse((360, 60, 480, 240), outline=0, width=24)
    pen.line((640, 72, 760, 72, 680, 240), width=24)
    text = shown(upload(page, as_file(picture), "wide.png"))
    assert "your picture wide.png, looked at as 900 x 300 pixels" in text
    assert "your drawing" not in text
    assert "More than one digit? It reads one digit at a time." in text


def test_the_uploader_and_its_refusals_name_the_same_formats(page):
    upload(page, b"nonsense")
    formats = page.file_uploader[0].label.removeprefix("Or a picture of a digit: ")
    assert "AVIF" in formats and formats in page.warning[0].value


def test_at_a_moment_that_is_chosen_the_accuracy_of_the_end_is_not_claimed(page):
    run = lab().new_run(Recipe(train_examples=200, test_examples=50, iterations=4, batch_size=50))
    run.start()
    while run.wants_work:
        run.advance(1.0)
    page.session_state.ten_neurons = Session(run_id=run.id, key=run.key, network="your run", moment=2)
    then = run.view().history.test_accuracy[run.view().history.iteration == 2]
    assert "as it was after 2 of 4 updates." in shown(page.run())
    assert "It reads" not in shown(page)
    assert (f"It read {then[0]:.1%} of its test digits then." in shown(page)) == bool(len(then))


def test_every_picture_and_chart_speaks(page):
    upload(page, as_file(picture_of_a_zero()))
    text = shown(page)
    assert text.count("<img") == text.count(' alt="') >= 6
    assert 'alt=""' not in text
    assert 'role="img" aria-label="Probability of each digit: 0 ' in text


def test_nine_looks_are_told_apart_and_averaged(page):
    once = shown(page)
    page.toggle(key="draw_nine_looks").set_value(True).run()
    text = shown(page)
    assert "nine looks" in text and "nine looks" not in once
    assert "It looks nine times" in text and "and nothing else" not in text
    assert '<div class="digit">4</div>' in text
    page.toggle(key="draw_nine_looks").set_value(False).run()
    assert shown(page) == once
