"""The player over the real pages: from beat to beat, whatever was clicked meanwhile; questions; the way out."""

from typing import Any

import numpy as np
import pytest
from seen import address_of
from streamlit.testing.v1 import AppTest
from visiting import look, visit

from nn.drawing import as_mnist
from nn.explain.digits import of_mnist
from nn.explain.workbench import Edits
from nn.recipe import Recipe
from pages.lessons.lesson import STAYS
from pages.lessons.shelf import TOUR, lessons
from pages.shared import session

GUESS = "lesson_guess_{}_{}"


pytestmark = pytest.mark.usefixtures("lab_of_its_own")


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    return look(app)


def keys_of(app: AppTest) -> set[str | None]:
    return {button.key for button in app.button}


def said(app: AppTest) -> str:
    return " ".join(str(e.value) for e in [*app.markdown, *app.warning])


def now(app: AppTest) -> session.Session:
    found: session.Session = app.session_state.ten_neurons
    return found


def played(name: str, beat: int = 1) -> AppTest:
    return visit(lesson=name, beat=str(beat))


# From beat to beat ---------------------------------------------------------------------------------------------------


def test_the_tour_leads_from_page_to_page_to_its_end() -> None:
    app = press(visit(), "lesson_take_tour")
    for number, beat in enumerate(lessons()[TOUR].beats, start=1):
        assert now(app).page == ("" if beat.stage.page == "train" else beat.stage.page)
        assert f"{number} of 6: **{beat.title}**" in said(app)
        if number < 6:
            app = press(app, "lesson_next")
    assert "lesson_next" not in keys_of(app)
    app = press(app, "lesson_finish")
    assert not now(app).lesson and "lesson_take_tour" not in keys_of(app)


def test_back_leads_to_the_beat_before() -> None:
    app = press(played(TOUR, 2), "lesson_back")
    assert now(app).page == "draw" and app.button(key="lesson_back").disabled


def test_who_goes_to_another_page_returns_by_a_press() -> None:
    app = played(TOUR, 3)
    assert "lesson_return" not in keys_of(app)
    app = look(app.switch_page("pages/maths/page.py"))
    assert now(app).page == "maths" and now(app).beat == 3
    press(app, "lesson_return")
    assert now(app).page == "film" and "lesson_return" not in keys_of(app)


def test_every_stage_is_what_its_page_shows() -> None:
    app = visit(lesson=TOUR)
    for name, lesson in lessons().items():
        for number, beat in enumerate(lesson.beats, start=1):
            if beat.stage.recipe is not None:  # test_check.py plays these
                continue
            app.session_state.ten_neurons.lesson, app.session_state.ten_neurons.beat = name, number
            app.session_state.lessons.wanted = True
            place = now(look(app)).place
            assert beat.stage.part in ("", *place.values())
            if beat.stage.page == "film" and beat.stage.moment is not None:
                assert place["frame"] == str(beat.stage.moment)
            assert now(app).network == ("" if beat.stage.page == "train" else beat.stage.network)


def test_whatever_was_clicked_meanwhile_the_next_beat_is_as_planned() -> None:
    app = played("without-a-neuron")
    visitor = now(app)
    visitor.network, visitor.neuron, visitor.moment, visitor.weights = "deep", 99, 7.0, session.WEIGHTS
    visitor.digit = of_mnist(session.lab().mnist, 1234)
    app.session_state.section_bench = "shuffle"
    look(app)
    press(app, "lesson_next")
    assert (visitor.network, visitor.neuron, visitor.moment, visitor.weights) == ("blog", 3, None, session.CHANGE)
    assert visitor.digit is not None and visitor.digit.name == "3" and visitor.place["bench"] == "change"


def test_what_was_chosen_on_step_by_step_is_as_planned_again() -> None:
    app = played("one-step")
    app.toggle(key="steps_blog").set_value(True)
    press(look(app), "steps_next")
    assert app.session_state.steps.summed_db and app.session_state.steps.stage == "Z2"
    press(app, "lesson_next")
    assert not app.session_state.steps.summed_db and app.session_state.steps.stage == "A1"


def test_a_drawing_gives_way_to_the_digit_that_a_beat_is_about() -> None:
    app = visit()
    ink = np.zeros((28, 28), np.float32)
    ink[5:22, 12:15] = 1
    now(app).drawing, now(app).ink = as_mnist(ink), ink
    look(app)
    press(app, "lesson_take_tour")
    digit = now(app).digit
    assert now(app).drawing is None and digit is not None and digit.name == "0"


def test_a_reload_brings_the_beat_back_whatever_else_the_address_says() -> None:
    app = visit(lesson=TOUR, beat="3", frame="250", digit="99", network="deep", moment="77")
    assert (now(app).page, now(app).moment, now(app).network) == ("film", 0.0, "blog")
    assert now(app).place["frame"] == "0"


def test_who_plays_a_lesson_follows_nobody() -> None:
    app = visit(follow="1", lesson=TOUR)
    assert not now(app).follows and now(app).page == "draw"


# The address ---------------------------------------------------------------------------------------------------------


def test_the_lesson_and_the_beat_are_in_the_address_until_it_is_left() -> None:
    app = played(TOUR, 2)
    assert {"lesson": TOUR, "beat": "2"}.items() <= address_of(app).items()
    left = address_of(press(app, "lesson_leave"))
    assert "lesson" not in left and "beat" not in left and now(app).page == "weights"


@pytest.mark.parametrize(
    ("asked", "left_out", "plays"),
    [
        ({"lesson": "nonsense"}, "left out: lesson.", ""),
        ({"lesson": "../../etc/passwd", "beat": "2"}, "left out: lesson.", ""),
        ({"lesson": TOUR, "beat": "7"}, "left out: beat.", TOUR),
        ({"lesson": TOUR, "beat": "0"}, "left out: beat.", TOUR),
        ({"lesson": TOUR, "beat": "-1"}, "left out: beat.", TOUR),
        ({"lesson": TOUR, "beat": "two"}, "left out: beat.", TOUR),
        ({"lesson": "nonsense", "seed": "x", "hide": "me"}, "left out: seed, hide, lesson.", ""),
    ],
)
def test_what_means_nothing_is_left_out_and_one_note_says_so(asked: dict[str, str], left_out: str, plays: str) -> None:
    app = visit(**asked)
    assert said(app).count("means nothing here") == 1 and left_out in said(app)
    assert now(app).lesson == plays and now(app).beat == 1


# Questions -----------------------------------------------------------------------------------------------------------


def answer(app: AppTest, widget: Any, guess: Any) -> AppTest:
    widget.set_value(guess)
    return press(look(app), "lesson_see")


def pills(app: AppTest, lesson: str, beat: int) -> Any:
    return app.button_group(key=GUESS.format(lesson, beat))


@pytest.mark.parametrize(("guess", "verdict"), [("7", "You said 7, and that is right."), ("2", "You said 2. It is 7.")])
def test_choosing_and_then_seeing_it_on_the_page(guess: str, verdict: str) -> None:
    app = played("without-a-neuron")
    bench = app.session_state.workbench_benches["blog"]
    assert not bench.edits and "It is 78.8% sure" not in said(app)
    app = answer(app, pills(app, "without-a-neuron", 1), guess)
    assert verdict in said(app) and "It is 78.8% sure" in said(app)
    assert bench.edits == Edits(off=frozenset({(1, 5)})), "the page shows it"
    press(app, "lesson_next")
    assert not bench.edits


@pytest.mark.parametrize(
    ("guess", "verdict"),
    [(20.0, "You said 20%. It is 58.3%:** 38.3 points too low"), (60.0, "You said 60%, and it is 58.3%: well guessed")],
)
def test_a_percentage(guess: float, verdict: str) -> None:
    app = played(TOUR, 3)
    app = answer(app, app.number_input(key=GUESS.format(TOUR, 3)), guess)
    assert verdict in said(app) and "From 9.3% to 58.3% in 100 updates" in said(app)
    assert now(app).moment == 100


@pytest.mark.parametrize(
    ("guess", "verdict"),
    [(STAYS, "that it stays as it is. It rises."), ("It rises", "that it rises, and that is right.")],
)
def test_a_direction(guess: str, verdict: str) -> None:
    app = played("one-step")
    app = answer(app, pills(app, "one-step", 1), guess)
    assert f"You said {verdict}" in said(app) and "It changes by +0." in said(app)


def test_to_be_asked_again_sets_the_stage_up_as_it_was() -> None:
    app = played(TOUR, 3)
    app = answer(app, app.number_input(key=GUESS.format(TOUR, 3)), 50.0)
    press(app, "lesson_again")
    assert now(app).moment == 0 and "You said" not in said(app)


def test_a_guess_is_kept_when_one_comes_back_to_it() -> None:
    app = played(TOUR, 3)
    app = answer(app, app.number_input(key=GUESS.format(TOUR, 3)), 50.0)
    press(press(app, "lesson_next"), "lesson_back")
    assert "You said 50%" in said(app) and now(app).moment == 100


def test_who_wants_to_see_it_first_is_asked_to_guess() -> None:
    app = press(played("one-step"), "lesson_see")
    assert [toast.value for toast in app.toast] == ["First say what you expect."]
    assert "lesson_again" not in keys_of(app)


def test_nobody_has_to_guess() -> None:
    assert now(press(played(TOUR, 3), "lesson_next")).beat == 4


# The offer -----------------------------------------------------------------------------------------------------------


def test_the_tour_is_offered_on_the_first_page_until_it_is_declined() -> None:
    app = visit()
    assert "New here?" in said(app)
    press(app, "lesson_not_now")
    assert "New here?" not in said(app) and app.session_state.lessons.knows_tour
    assert "New here?" not in said(look(app))


@pytest.mark.parametrize("asked", [{"seed": "3"}, {"hide": "learn"}, {"lesson": "one-step"}])
def test_it_is_not_offered_to_who_came_for_something_else(asked: dict[str, str]) -> None:
    assert "New here?" not in said(visit(**asked))


def test_it_is_not_offered_to_who_follows_somebody() -> None:
    run = session.lab().new_run(Recipe(hidden=(4,), train_examples=200, test_examples=50))
    assert "New here?" not in said(visit(run=run.id, follow="1"))


def test_it_is_not_offered_beside_a_run_that_has_begun() -> None:
    app = visit()
    run = session.lab().find(now(app).run_id)
    assert run is not None
    run.step(1)
    run.advance(1.0)
    assert "New here?" not in said(look(app))


def asked(app: AppTest) -> bool:
    return "lesson_guess_how-fast_1" in {box.key for box in app.number_input}


def test_without_predictions_the_same_is_shown_and_nobody_is_asked() -> None:
    app = visit(lesson="how-fast", predict="off")
    assert not asked(app) and app.button(key="lesson_see").label == "Show it"
    assert address_of(app)["predict"] == "off"
    press(app, "lesson_see")
    assert "far from luck" in said(app) and "You said" not in said(app)
    press(app, "lesson_next")
    assert app.button(key="lesson_see").label == "Show it"
    press(app, "lesson_leave")
    assert "predict" not in address_of(app)


def test_predict_is_on_or_off_and_anything_else_is_left_out() -> None:
    app = visit(lesson="how-fast", predict="maybe")
    assert asked(app) and "predict" in now(app).to_be_said()
