"""Who may do what: only the key steers, whatever a browser sends; and what those see who watch or steer together."""

from typing import Any

import pytest
from seen import address_of
from settings_form import with_all_groups
from streamlit.testing.v1 import AppTest
from visiting import look, visit

from nn.lab.limits import Limits
from nn.lab.run import Run
from nn.lab.view import Status
from nn.models import load_shipped
from nn.recipe import Recipe
from pages.shared import session
from pages.shared.memory import MOST, keys_in, take_up
from pages.shared.steering import GONE, NOT_YOURS

SMALL = Recipe(hidden=(4,), train_examples=200, test_examples=50, iterations=20, batch_size=50)


pytestmark = pytest.mark.usefixtures("lab_of_its_own")


def told(app: AppTest, *sent: Any) -> AppTest:
    """The browser has said which keys it remembers."""
    take_up(app.session_state.ten_neurons, list(sent))
    return look(app)


def run_of(app: AppTest) -> Run:
    found = session.lab().find(app.session_state.ten_neurons.run_id)
    assert found is not None
    return found


def theirs(updates: int = 1, recipe: Recipe = SMALL) -> Run:
    """A run that somebody else has made, and its first updates."""
    run = session.lab().new_run(recipe)
    for _ in range(updates):
        run.step(1)
        run.advance(1.0)
    return run


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    return look(app)


def keys_of(app: AppTest) -> list[str | None]:
    return [button.key for button in app.button]


def said(app: AppTest) -> str:
    shown = [*app.markdown, *app.caption, *app.info, *app.warning, *app.error, *app.success, *app.toast]
    return " ".join(str(e.value) for e in shown)


# The key -------------------------------------------------------------------------------------------------------------


def test_who_makes_a_run_steers_it_and_its_key_is_not_in_the_address_or_on_the_page() -> None:
    app = visit()
    run = run_of(app)
    assert app.session_state.ten_neurons.key == run.key
    assert address_of(app)["run"] == run.id and run.key not in str(address_of(app))
    page = " ".join(str(e.proto) for kind in ("html", "markdown", "button") for e in app.get(kind))
    assert run.key not in page and run.key not in repr(app.session_state.ten_neurons)
    assert not app.button(key="start").disabled


def test_who_has_the_address_watches_and_is_offered_a_run_of_their_own() -> None:
    run = theirs()
    app = told(visit(run=run.id))
    assert "You are watching this run" in said(app)
    assert not {"start", "pause", "stop", "new"} & set(keys_of(app)) and not app.sidebar.number_input
    press(app, "train_the_same")
    mine = run_of(app)
    assert mine is not run and mine.recipe == run.recipe and run.view().status is Status.PAUSED
    assert mine.view().status in (Status.RUNNING, Status.FINISHED) and not app.button(key="new").disabled


@pytest.mark.parametrize("key", ["start", "new", "stop"])
def test_a_command_without_the_key_changes_nothing_and_is_refused_in_a_sentence(key: str) -> None:
    """A browser may send the press of a button that it does not show."""
    app = visit()
    run = run_of(app)
    run.step(1)
    run.advance(1.0)
    look(app)
    app.session_state.ten_neurons.key, before = "wrong", run.version
    app.session_state.ten_neurons.heard = True
    press(app, key)
    assert run.version == before and run_of(app) is run and run.noted.number == 0
    assert NOT_YOURS in said(app)


def test_a_rate_that_is_turned_without_the_key_stays() -> None:
    app = visit()
    run = run_of(app)
    app.session_state.ten_neurons.key = ""
    app.select_slider(key="recipe_learning_rate").set_value(0.5)
    look(app)
    assert run.view().learning_rate == 0.1 and run.recipe.learning_rate == 0.1


def test_settings_turned_beside_a_run_of_somebody_else_change_nothing() -> None:
    run = theirs(updates=0)
    app = with_all_groups(visit(run=run.id))
    app.number_input(key="recipe_seed").set_value(7)
    look(app)
    assert run_of(app) is run and run.recipe.seed == 0 and session.lab().newest(run) is run


def test_a_file_opened_beside_a_run_of_somebody_else_is_trained_on_its_own() -> None:
    run = theirs()
    app = told(visit(run=run.id))
    app.session_state.ten_neurons.opened = load_shipped("blog")
    look(app)
    next(b for b in app.button if b.label == "Train it further").click()
    look(app)
    assert run_of(app) is not run and session.lab().newest(run) is run and run.view().status is Status.PAUSED


@pytest.mark.parametrize("guess", ["", "x" * 22, "../../etc/passwd", "%00", "x" * 10_000])
def test_a_guessed_name_leads_to_nobodys_run(guess: str) -> None:
    run = theirs()
    app = visit(run=guess)
    assert run_of(app) is not run and app.session_state.ten_neurons.key != run.key
    assert (GONE in said(app)) == bool(guess)
    app = visit(control=guess)
    assert run_of(app) is not run


def test_the_key_to_ones_own_run_opens_nobody_elses() -> None:
    run, other = theirs(), theirs()
    app = told(visit(run=run.id), other.key)
    assert "You are watching this run" in said(app) and "start" not in keys_of(app)
    press(app, "go_back_button")
    assert run_of(app) is other and run.noted.number == 0


def test_the_name_of_a_run_is_no_key_to_it() -> None:
    run = theirs()
    app = told(visit(run=run.id, control=run.id), run.id)
    assert "You are watching this run" in said(app) and not app.session_state.ten_neurons.key


# What the browser remembers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sent", [None, 7, "key", {"key": 1}, [None, 7, [], {}, ""], ["x" * 100], ["x"] * 10_000])
def test_what_a_browser_sends_may_be_anything(sent: object) -> None:
    assert len(keys_in(sent)) <= MOST and all(len(key) <= 64 for key in keys_in(sent))
    run, app = theirs(), visit()
    take_up(app.session_state.ten_neurons, sent)
    look(app)
    assert run_of(app) is not run


@pytest.mark.parametrize("state", ["ready", "running", "paused", "finished"])
def test_a_reload_steers_again_in_each_state(state: str) -> None:
    run = theirs(updates=0 if state == "ready" else 3)
    if state in ("running", "finished"):
        run.start()
    while state == "finished" and run.wants_work:
        run.advance(1.0)
    app = told(visit(run=run.id), "another", run.key)
    assert run_of(app) is run and "watching" not in said(app) and run.view().status == state
    assert app.button(key="pause").disabled != (state == "running") and not app.button(key="new").disabled
    run.stop()


@pytest.mark.parametrize(
    "updates, words", [(0, "The network that you set up is still here"), (2, "Your network waits, paused")]
)
def test_the_bare_address_leads_back_to_ones_own_run(updates: int, words: str) -> None:
    run, others = theirs(updates), theirs()
    app = told(visit(), "gone", run.key)
    draft = run_of(app)
    assert words in said(app) and draft is not run and others.id not in said(app)
    press(app, "go_back_button")
    assert run_of(app) is run and words not in said(app) and not app.button(key="start").disabled
    assert session.lab().find(draft.id) is None
    assert run.recipe == SMALL and app.number_input(key="recipe_width_0").value == 4


def test_what_everybody_finds_at_first_is_not_worth_a_line() -> None:
    first = run_of(visit())
    assert "go_back_button" not in keys_of(told(visit(), first.key))


# Too late ------------------------------------------------------------------------------------------------------------


def test_who_comes_too_late_finds_the_recipe_and_starts_it_again_with_one_press() -> None:
    run = theirs(recipe=SMALL.but(seed=5))
    session.lab()._drop(run)
    app = visit(run=run.id)
    assert "stands ready in its place" in said(app)
    press(app, "again")
    mine = run_of(app)
    assert mine is not run and mine.recipe == run.recipe and mine.view().status is not Status.READY
    assert "again" not in keys_of(app)


# Links that control --------------------------------------------------------------------------------------------------


def test_the_controlling_link_takes_control_and_is_in_the_address_no_more() -> None:
    run = theirs()
    app = visit(control=run.key)
    assert run_of(app) is run and not app.button(key="start").disabled
    assert address_of(app)["run"] == run.id and "control" not in address_of(app)
    assert run.key not in str(address_of(app))


# Together ------------------------------------------------------------------------------------------------------------


def test_two_tabs_go_on_with_the_same_network_and_are_told_who_did_it() -> None:
    run = theirs()
    one, two = (with_all_groups(told(visit(run=run.id), run.key)) for _ in range(2))
    one.number_input(key="recipe_seed").set_value(7)
    look(one)
    press(one, "new")
    assert run_of(one) is not run and run_of(one).recipe.seed == 7
    look(two)
    assert run_of(two) is run_of(one) and "Another tab set up a new network." in said(two)
    assert two.number_input(key="recipe_seed").value == 7
    look(one)
    assert run_of(one) is run_of(two) and "Another tab" not in said(one)
    two.select_slider(key="recipe_learning_rate").set_value(0.5)
    look(two)
    look(one)
    assert one.select_slider(key="recipe_learning_rate").value == 0.5 and "turned the learning rate to 0.5" in said(one)
    assert run_of(one).recipe.learning_rate == 0.5 and run_of(one) is run_of(two)


def test_who_follows_is_taken_to_the_choices_and_to_the_next_network() -> None:
    run = theirs()
    speaker, room = told(visit(run=run.id), run.key), told(visit(run=run.id, follow="1"))
    speaker.session_state.ten_neurons.network, speaker.session_state.ten_neurons.neuron = "deep", 7
    look(speaker)
    look(room)
    assert room.session_state.ten_neurons.network == "deep" and room.session_state.ten_neurons.neuron == 7
    press(speaker, "new")
    look(room)
    assert run_of(room) is run_of(speaker) is not run and "You are watching" in said(room)


def test_who_watches_without_following_stays_and_is_offered_the_next_network() -> None:
    run = theirs()
    speaker, room = told(visit(run=run.id), run.key), told(visit(run=run.id))
    press(speaker, "new")
    look(room)
    assert run_of(room) is run
    press(room, "watch_newer")
    assert run_of(room) is run_of(speaker)


def test_who_only_watches_leads_nobody() -> None:
    run = theirs()
    room = told(visit(run=run.id))
    room.session_state.ten_neurons.network = "deep"
    look(room)
    assert run.place.number == 0


# What the server allows ----------------------------------------------------------------------------------------------


def limited(monkeypatch: pytest.MonkeyPatch, **limits: int) -> None:
    monkeypatch.setattr(session.lab(), "limits", Limits(**limits))


def test_where_no_more_may_train_the_visitor_is_told_so_and_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    others, app = theirs(), visit()
    others.start()
    limited(monkeypatch, max_running=1)
    press(app, "start")
    assert "try again when one of them has ended" in said(app) and run_of(app).view().status is Status.READY
    others.stop()


def test_settings_beyond_what_the_server_allows_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    app = visit()
    run = run_of(app)
    limited(monkeypatch, max_parameters=10_000)
    app.number_input(key="recipe_width_0").set_value(100)
    look(app)
    assert "choose fewer or smaller hidden layers" in said(app) and run_of(app) is run


def test_a_link_beyond_what_the_server_allows_gives_the_articles_network(monkeypatch: pytest.MonkeyPatch) -> None:
    run = theirs(recipe=SMALL.but(hidden=(100,)))
    session.lab()._drop(run)
    limited(monkeypatch, max_parameters=10_000)
    app = visit(run=run.id)
    assert "choose fewer or smaller hidden layers" in said(app) and run_of(app).recipe == Recipe()


def test_trouble_with_the_disk_is_told_to_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(session.lab()), "trouble", "The disk is full.")
    assert said(visit()).count("The disk is full.") == 1
