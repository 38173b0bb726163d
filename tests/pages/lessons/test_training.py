"""Lessons that train for real: the run that a beat shows, the visitor's own meanwhile, guess and truth, and reasons."""

import time

import pytest
from seen import address_of
from streamlit.testing.v1 import AppTest
from visiting import look, visit

from nn.lab.limits import Limits
from nn.lab.run import Run
from nn.lab.view import Status
from nn.recipe import Recipe
from pages.lessons import state
from pages.lessons.lesson import BREAKS, LEARNS
from pages.lessons.reading import read_lesson
from pages.shared import session
from pages.shared.company import visits
from pages.shared.memory import take_up

SMALL = "train_examples 60, test_examples 20, iterations 4, hidden 3"
LESSON = read_lesson(
    f"""---
title: Quick
about: A line.
kind: challenge
---
## One
page: train
set: {SMALL}

It made {{updates}} updates and reads {{accuracy}}.

## Two
page: train
set: {SMALL}

Now with five.

### How many percent?
answer: percent
measure: accuracy
set: iterations 5

After {{before updates}} it was {{before accuracy}}, after {{updates}} {{accuracy}}.

#### Why?
- [ ] A wrong reason.
- [x] The right reason.

Because of {{updates}}.

## Three
page: train
set: {SMALL.replace("4", "6")}

It has {{parameters}} numbers.

### What will become of it?
answer: ending
measure: ending

Loss {{loss}}.

## Four
page: train

Yours.

## Five
page: why

Elsewhere.
""",
    "quick",
)


pytestmark = pytest.mark.usefixtures("lab_of_its_own")


@pytest.fixture(autouse=True)
def _a_lesson_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "lessons", lambda: {"quick": LESSON})


def play(beat: int, **asked: str) -> AppTest:
    return visit(**asked, lesson="quick", beat=str(beat))


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    return look(app)


def now(app: AppTest) -> session.Session:
    found: session.Session = app.session_state.ten_neurons
    return found


def shown(app: AppTest) -> Run:
    run = session.lab().find(now(app).run_id)
    assert run is not None
    return run


def said(app: AppTest) -> str:
    return " ".join(str(e.value) for e in [*app.markdown, *app.warning, *app.caption])


def to_its_end(app: AppTest) -> AppTest:
    """Wait for the run at hand, and look again as the page does by itself."""
    until = time.monotonic() + 60
    while not shown(app).view().over:
        assert time.monotonic() < until, "it does not end"
        time.sleep(0.01)
    return look(app)


def guess(app: AppTest, beat: int, what: float) -> AppTest:
    app.number_input(key=f"lesson_guess_quick_{beat}").set_value(what)
    return press(look(app), "lesson_see")


# The run -------------------------------------------------------------------------------------------------------------


def test_a_beat_shows_a_run_of_its_recipe_which_begins_by_itself_and_is_measured_at_its_end() -> None:
    app = to_its_end(play(1))
    assert shown(app).recipe == Recipe(train_examples=60, test_examples=20, iterations=4, hidden=(3,))
    final = shown(app).view().final
    assert final is not None and f"made 4 updates and reads {final.official.accuracy:.1%}" in said(app)


def test_a_run_that_a_guess_is_awaited_about_waits_and_then_begins_by_itself() -> None:
    app = play(3)
    assert shown(app).status is Status.READY
    app.button_group(key="lesson_guess_quick_3").set_value(BREAKS)
    app = to_its_end(press(look(app), "lesson_see"))
    assert "You said that it breaks down. It only ever guesses." in said(app) and "Loss 2." in said(app)


def test_the_guess_stands_before_the_end_and_the_truth_after_it_on_one_chart() -> None:
    app = guess(play(2), 2, 99.0)
    if not shown(app).view().over:
        assert "You said 99%" in said(app) and "{" not in said(app)
    app = to_its_end(app)
    final = shown(app).view().final
    assert final is not None
    reads = f"{final.official.accuracy:.1%}"
    assert f"You said 99%. It is {reads}" in said(app) and f"after 5 {reads}" in said(app)
    assert now(app).marks == (
        session.Mark("your guess: 99%", 99.0),
        session.Mark(f"it is {reads}", 100 * final.official.accuracy),
    )


def test_the_run_of_the_beat_before_is_not_trained_twice() -> None:
    app = to_its_end(play(1))
    first = shown(app)
    app = press(app, "lesson_next")
    assert shown(app) is first
    app = to_its_end(guess(app, 2, 10.0))
    assert shown(app) is not first and "After 4 it was" in said(app)
    app = press(press(app, "lesson_back"), "lesson_next")
    assert "You said 10%" in said(app) and shown(app).view().iteration == 5


def test_to_be_asked_again_trains_again() -> None:
    app = to_its_end(guess(play(2), 2, 10.0))
    before = shown(app)
    app = press(app, "lesson_again")
    assert "You said" not in said(app) and not now(app).marks
    assert shown(to_its_end(guess(app, 2, 11.0))) is not before


@pytest.mark.parametrize("how", ["turned", "replaced"])
def test_a_run_that_was_changed_before_the_guess_is_begun_anew(how: str) -> None:
    app = play(3)
    app.button_group(key="lesson_guess_quick_3").set_value(LEARNS)
    look(app)
    if how == "turned":
        shown(app).set_learning_rate(0.2)
    else:
        press(app, "new")
    app = to_its_end(press(app, "lesson_see"))
    assert "You said that it learns. It only ever guesses." in said(app)


def test_a_run_that_was_stopped_on_its_way_tells_nothing_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as nothing_trains:
        nothing_trains.setattr(session.lab().scheduler, "submit", lambda run: None)
        app = guess(play(2), 2, 20.0)
        assert "You said 20%.** It trains now" in said(app)
        press(app, "stop")
    assert "press **Ask me again**" in said(app) and "You said" not in said(app)
    app = to_its_end(guess(press(app, "lesson_again"), 2, 20.0))
    assert "You said 20%. It is" in said(app)


def test_a_limit_that_is_reached_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    app = press(play(1), "lesson_next")
    monkeypatch.setattr(session.lab(), "limits", Limits(max_work=1))
    app = guess(app, 2, 10.0)
    assert said(app).count("NN_MAX_WORK") == 1 and "could not begin" in said(app)


# The visitor's own ---------------------------------------------------------------------------------------------------


def own_that_trains(**asked: str) -> tuple[AppTest, Run]:
    """Somebody whose own run trains when they begin the lesson."""
    own = session.lab().new_run(Recipe(train_examples=50, test_examples=0, iterations=1_000_000, hidden=(3,)))
    app = visit(control=own.key)
    session.lab().start(own)
    app.session_state.ten_neurons.lesson = "quick"
    state_of = app.session_state.lessons
    state_of.wanted = True
    return look(app), own


@pytest.mark.parametrize("way", ["lesson_leave", "lesson_finish", "beat without one"])
def test_ones_own_run_goes_on_and_is_there_again(way: str) -> None:
    app, own = own_that_trains()
    assert shown(app) is not own and own.status is Status.RUNNING
    assert "Your own goes on meanwhile" in said(app)
    if way == "lesson_leave":
        press(app, way)
    else:
        now(app).beat = 5 if way == "lesson_finish" else 4
        app.session_state.lessons.wanted = True
        look(app)
    if way == "lesson_finish":
        press(app, way)
    assert shown(app) is own and now(app).key == own.key and own.status is Status.RUNNING
    assert now(app).aside is None and "Your own" not in said(app)
    own.stop()


def test_while_it_is_set_aside_address_memory_and_house_know_it_still() -> None:
    app, own = own_that_trains()
    assert address_of(app)["run"] == own.id and now(app).own == (own.id, own.key)
    assert {own.id, shown(app).id} <= set(visits().runs_in_view())
    assert "go_back_button" not in {button.key for button in app.button}
    own.stop()


def test_who_follows_sees_the_lessons_run_for_as_long_as_it_plays() -> None:
    app, own = own_that_trains()
    follower = visit(run=own.id, follow="1")
    assert "learns from 60 handwritten digits" in said(follower) and now(follower).run_id == own.id
    press(app, "lesson_leave")
    assert "learns from 50 handwritten digits" in said(look(follower))
    own.stop()


def test_a_reload_finds_ones_own_run_behind_the_lesson() -> None:
    app, own = own_that_trains()
    again = play(1, run=address_of(app)["run"])
    assert now(again).aside == (own.id, "") and shown(again) is not own
    take_up(now(again), [own.key])  # what the browser remembers, and says a moment later
    press(again, "lesson_leave")
    assert shown(again) is own and now(again).key == own.key
    own.stop()


def test_who_only_had_a_draft_has_it_again() -> None:
    app = play(1)
    draft = now(app).own[0]
    assert "Your own" not in said(app) and shown(app).id != draft
    press(app, "lesson_leave")
    assert shown(app).id == draft and shown(app).recipe == Recipe()


def test_the_lessons_runs_are_gone_when_it_is_left_and_when_they_are_asked_about_again() -> None:
    app = to_its_end(guess(play(2), 2, 10.0))
    first = set(app.session_state.lesson_runs.values())
    assert len(first) == 2
    again = press(app, "lesson_again")
    assert "not here any more" not in said(again)
    press(again, "lesson_leave")
    assert not any(session.lab().find(id) for id in first) and not app.session_state.lesson_runs
    assert {run.iteration for run in now(again).kept.runs} == {4, 5}, "they can still be compared"


# Why -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "verdict"),
    [("The right reason.", "That is the reason."), ("A wrong reason.", "The better reason: “The right reason.”")],
)
def test_a_reason_is_chosen_and_the_right_one_said(reason: str, verdict: str) -> None:
    app = to_its_end(guess(play(2), 2, 10.0))
    assert "Because of" not in said(app)
    app = press(app, "lesson_see_why")
    assert [toast.value for toast in app.toast] == ["First choose a reason."]
    app.radio(key="lesson_why_quick_2").set_value(reason)
    app = press(look(app), "lesson_see_why")
    assert verdict in said(app) and "Because of 5." in said(app)
    assert "Because of 5." in said(press(press(app, "lesson_next"), "lesson_back")), "it stays"
