"""The Film page, run by Streamlit's own test harness: any network, any moment, any digit."""

import re
from collections.abc import Iterator

import numpy as np
import pytest
import streamlit as st
from filmed import SMALL, carried_out
from seen import address_of
from streamlit.testing.v1 import AppTest

from nn.dataset import load_mnist
from nn.explain.digits import of_ink, of_mnist
from nn.lab.run import Run
from nn.presets import PRESETS
from nn.recipe import Recipe
from pages.film import cinema
from pages.film.transport import Wanted
from pages.shared import session


@pytest.fixture
def app() -> Iterator[AppTest]:
    yield AppTest.from_file("../../../pages/film/page.py", default_timeout=60).run()
    st.cache_resource.clear()


def with_run(app: AppTest, recipe: Recipe, iterations: int = 0) -> Run:
    """Give this visitor a run that has been trained, for so many updates or to its end, and look at it."""
    run = carried_out(recipe, iterations, session.lab().new_run(recipe))
    app.session_state.ten_neurons.run_id = run.id
    return look(app, run)


def look(app: AppTest, run: Run) -> Run:
    app.run()
    assert not app.exception
    return run


def at(app: AppTest, place: float | None) -> None:
    """Let the visitor want another moment."""
    app.session_state.film_cinema.wanted = Wanted(place, 1.0, 1)
    app.run()
    assert not app.exception


def said(app: AppTest) -> str:
    return " ".join(str(e.value) for e in [*app.markdown, *app.caption])


def facts_shown(app: AppTest) -> dict[str, str]:
    html = next(e.body for e in app.get("html") if 'class="facts"' in e.body)
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html))


# --- before there is anything


def test_at_first_sight_the_article_s_network_is_on(app):
    assert "shipped network **blog**" in said(app)
    assert facts_shown(app)["Updates made"] == "500" and facts_shown(app)["Frames"] == "501"
    at(app, 0)
    assert facts_shown(app)["Updates made"] == "0" and float(facts_shown(app)["Test digits right"].rstrip("%")) < 25
    assert app.session_state.ten_neurons.moment is None  # only the visitor's own hand moves the other pages


def test_who_moves_the_film_moves_all_pages(app, monkeypatch):
    monkeypatch.setattr(cinema, "session", lambda: app.session_state.ten_neurons)
    monkeypatch.setattr(cinema, "cinema", lambda: app.session_state.film_cinema)
    cinema.move(Wanted(123.0, 1.0, 1))
    app.session_state.ten_neurons.weights = session.WEIGHTS
    app.run()
    assert facts_shown(app)["Updates made"] == "123" and app.session_state.ten_neurons.moment == 123
    assert address_of(app)["frame"] == "123" and address_of(app)["moment"] == "123"
    assert address_of(app)["show"] == session.WEIGHTS and "What learning changed in W1" not in said(app)


def test_a_visitor_whose_run_has_not_begun_gets_a_sentence_and_a_button(app):
    app.session_state.ten_neurons.network = session.YOUR_RUN
    app.run()
    assert "nothing on film yet" in said(app)
    (button,) = app.button
    assert button.label == "Train the article's network now"


def test_one_click_and_the_film_is_alive(app):
    app.session_state.ten_neurons.network = session.YOUR_RUN
    app.run()
    app.button(key="film_begin").click().run()
    assert not app.exception
    run = session.lab().find(app.session_state.ten_neurons.run_id)
    try:
        assert run.wants_work and run.recipe == PRESETS["blog"].recipe
        assert "Updates made" in facts_shown(app)
        assert app.session_state.film_cinema.wanted.at is None  # it follows the end
    finally:
        run.stop()


def test_the_button_trains_what_the_visitor_has_set_up(app):
    run = session.lab().new_run(Recipe(hidden=(12, 7), **SMALL))
    app.session_state.ten_neurons.run_id, app.session_state.ten_neurons.network = run.id, session.YOUR_RUN
    app.session_state.ten_neurons.key = run.key
    look(app, run)
    assert app.button(key="film_begin").label == "Train your network now, 784-12-7-10"


def test_a_run_that_failed_at_once_can_be_replaced(app):
    def no_room(recipe):
        raise MemoryError("no room")

    run = Run(Recipe(**SMALL), no_room)
    session.lab()._runs[run.id] = run
    run.start()
    with pytest.raises(MemoryError):
        run.advance(0.1)
    app.session_state.ten_neurons.run_id, app.session_state.ten_neurons.network = run.id, session.YOUR_RUN
    app.session_state.ten_neurons.key = run.key
    look(app, run)
    assert "no room" in app.error[0].value
    app.button(key="film_begin").click().run()
    new = session.lab().find(app.session_state.ten_neurons.run_id)
    assert new is not run and new.wants_work
    new.stop()


# --- any moment of any run


def test_every_moment_shows_what_the_run_was_then(app):
    run = with_run(app, Recipe(hidden=(8,), **SMALL))
    history = run.view().history
    for place in (0, 4, 6):
        at(app, place)
        shown = facts_shown(app)
        assert shown["Updates made"] == str(place) and shown["Frames"] == "7"
        assert shown["Test digits right"] == f"{history.test_accuracy[place]:.1%}"
        assert shown["Loss"] == f"{history.train_loss[place]:.3f}"
    assert f"{round(50 * history.test_accuracy[6])} of 50 are right" in said(app)


def test_a_moment_beyond_the_film_is_its_end(app):
    with_run(app, Recipe(hidden=(8,), **SMALL))
    at(app, 1e9)
    assert facts_shown(app)["Updates made"] == "6"
    at(app, -5)
    assert facts_shown(app)["Updates made"] == "0"


@pytest.mark.parametrize("hidden", [(), (8,), (50, 9), (128, 64, 32)])
def test_any_network_has_a_film(app, hidden):
    with_run(app, Recipe(hidden=hidden, activation="tanh", **SMALL))
    at(app, 3)
    assert ("one picture for each digit" in said(app)) == (hidden == ())
    assert ("Weights has them all" in said(app)) == (bool(hidden) and hidden[0] > 24)


def test_a_paused_run_s_film_ends_where_it_is(app):
    with_run(app, Recipe(hidden=(8,), **SMALL), iterations=4)
    shown = facts_shown(app)
    assert (shown["Updates made"], shown["Frames"]) == ("4", "5") and shown["Loss"] != "–"


def test_a_run_without_test_digits_is_asked_about_official_ones(app):
    with_run(app, Recipe(hidden=(8,), **SMALL | {"test_examples": 0}))
    assert "Official digits right" in facts_shown(app) and "1,000 official digits" in said(app)


def test_a_diverged_run_can_be_watched_up_to_its_end(app):
    run = with_run(app, Recipe(hidden=(8,), **SMALL | {"learning_rate": 1000.0, "iterations": 300}))
    assert run.view().message and run.film().put_back
    assert "went back to its best parameters" in said(app)
    assert facts_shown(app)["Loss"] == "–"
    for place in run.film().places.tolist()[-4:]:
        at(app, place)


def test_parameters_that_are_no_numbers_are_told(app, monkeypatch):
    run = with_run(app, Recipe(hidden=(8,), **SMALL))
    broken = run.film().thetas[3].copy()
    broken[::2] = np.nan
    film = run.film()
    object.__setattr__(film, "thetas", (*film.thetas[:3], broken, *film.thetas[4:]))
    monkeypatch.setattr(Run, "film", lambda self: film)
    at(app, 3)
    assert "Such answers mean nothing" in said(app)
    assert "0 of these" in said(app)


def test_another_run_begins_at_its_end_and_keeps_the_pin(app):
    with_run(app, Recipe(hidden=(8,), **SMALL))
    at(app, 2)
    app.button(key="film_pin").click().run()
    with_run(app, Recipe(hidden=(6,), seed=3, **SMALL))
    assert facts_shown(app)["Updates made"] == "6" and app.session_state.film_cinema.wanted.at is None
    assert app.session_state.film_cinema.pinned.name == "6"


def test_the_address_may_name_the_moment():
    recipe = Recipe(hidden=(8,), **SMALL)
    run = carried_out(recipe, run=session.lab().new_run(recipe))
    for asked, shown in (("4", "4"), ("nan", "6"), ("soon", "6"), ("1e99", "6")):
        fresh = AppTest.from_file("../../../pages/film/page.py", default_timeout=60)
        fresh.query_params["run"], fresh.query_params["frame"] = run.id, asked
        assert not fresh.run().exception
        assert facts_shown(fresh)["Updates made"] == shown
    st.cache_resource.clear()


def test_a_neuron_that_was_picked_is_in_the_address(app):
    run = with_run(app, Recipe(hidden=(8,), **SMALL))
    app.session_state.ten_neurons.neuron = 5
    look(app, run)
    said = address_of(app)
    assert said["neuron"] == "5" and said["run"] == run.id


@pytest.mark.parametrize("number, chosen", [(7, 7), (8, None), (-1, None), (10**30, None)])
def test_a_neuron_that_is_not_there_is_not_picked(app, monkeypatch, number, chosen):
    with_run(app, Recipe(hidden=(8,), **SMALL))
    monkeypatch.setattr(
        "pages.film.weights.live_figure", lambda *args, on_pick=None, **kwargs: on_pick and on_pick(number)
    )
    app.run()
    assert app.session_state.ten_neurons.neuron == chosen and not app.exception


# --- the pinned digit


def test_without_a_pin_the_film_follows_the_chosen_digit(app):
    with_run(app, Recipe(hidden=(8,), **SMALL))
    assert "Watch it learn this 4" in said(app) and "Nothing is pinned" in said(app)
    app.number_input(key="film_number").set_value(2).run()
    assert "Watch it learn this 1" in said(app)


def test_a_pinned_digit_stays_whatever_is_chosen(app):
    with_run(app, Recipe(hidden=(8,), **SMALL))
    app.button(key="film_pin").click().run()
    app.number_input(key="film_number").set_value(2).run()
    assert "Watch it learn this 4" in said(app) and "Pinned: test digit 6, a 4" in said(app)
    app.button(key="film_unpin").click().run()
    assert "Watch it learn this 1" in said(app)


def test_a_drawing_made_after_the_run_has_its_history(app):
    run = with_run(app, Recipe(hidden=(8,), **SMALL))
    drawing = of_ink(of_mnist(load_mnist(), 17).pixels.T)
    app.session_state.ten_neurons.digit = drawing
    app.run()
    app.button(key="film_pin").click().run()
    assert "Watch it learn this drawing" in said(app) and "It is a" not in said(app)
    name, history = app.session_state.film_cinema.history
    assert name == drawing.name and len(history.places) == 7
    np.testing.assert_array_equal(history.probabilities[6], run.view().network().predict(drawing.X)[:, 0])
