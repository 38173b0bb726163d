"""The Train page, run by Streamlit's own test harness: what it says in every state of a run."""

from collections.abc import Iterator

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from nn.lab.run import Run, Status
from pages.ui import state

SHORT = {"recipe_length": 6, "recipe_train_examples": 500, "recipe_test_examples": 100}


@pytest.fixture
def app() -> Iterator[AppTest]:
    yield AppTest.from_file("../pages/train.py", default_timeout=30).run()
    st.cache_resource.clear()


def run_of(app: AppTest) -> Run:
    found = state.lab().find(app.session_state.ten_neurons.run_id)
    assert found is not None
    return found


def finish(run: Run) -> None:
    """Do here what the scheduler's worker does elsewhere, until the run is over."""
    run.start()
    while run.wants_work:
        run.advance(1.0)


def said(app: AppTest) -> str:
    return " ".join(str(e.value) for e in [*app.markdown, *app.info, *app.error, *app.caption])


def test_it_opens_with_the_articles_network_ready(app: AppTest) -> None:
    recipe = run_of(app).recipe
    assert recipe.sizes == (784, 10, 10)
    assert (recipe.activation, recipe.initial, recipe.learning_rate) == ("relu", "blog", 0.1)
    assert (recipe.batch_size, recipe.iterations) == (None, 500)
    assert (recipe.train_examples, recipe.test_examples) == (41_000, 1_000)
    assert "Ready" in said(app)
    assert not app.exception


def test_a_preset_fills_all_settings_and_makes_its_network(app: AppTest) -> None:
    app.button_group(key="recipe_preset").set_value("deep").run()
    assert run_of(app).recipe.hidden == (128, 64)
    assert app.number_input(key="recipe_width_1").value == 64


def test_settings_change_the_ready_network_at_once(app: AppTest) -> None:
    app.number_input(key="recipe_depth").set_value(3).run()
    assert run_of(app).recipe.hidden == (10, 10, 10)
    app.number_input(key="recipe_depth").set_value(0).run()
    assert run_of(app).recipe.hidden == ()
    assert not app.exception


def test_settings_that_do_not_go_together_are_told_in_a_sentence(app: AppTest) -> None:
    app.number_input(key="recipe_train_examples").set_value(60_000).run()
    assert "MNIST has 60,000 to draw from" in app.warning[0].value
    assert not app.exception


def test_a_finished_run_states_its_scores(app: AppTest) -> None:
    for key, value in SHORT.items():
        app.number_input(key=key).set_value(value)
    app.run()
    finish(run_of(app))
    app.run()
    assert "Finished: it gets" in said(app)
    assert "official 10,000" in said(app)
    assert run_of(app).view().status is Status.FINISHED


def test_a_diverged_run_offers_a_smaller_rate(app: AppTest) -> None:
    for key, value in SHORT.items():
        app.number_input(key=key).set_value(value)
    app.select_slider(key="recipe_learning_rate").set_value(100.0)
    app.run()
    finish(run_of(app))
    app.run()
    assert "diverged" in app.error[0].value
    assert "Start again" in app.button(key="retry").label
    app.button(key="retry").click().run()
    assert run_of(app).recipe.learning_rate == 10.0


def test_after_a_change_mid_run_the_settings_wait_for_a_new_network(app: AppTest) -> None:
    run = run_of(app)
    run.step(1)
    run.advance(1.0)
    app.number_input(key="recipe_depth").set_value(2).run()
    assert "for the next run" in app.info[0].value
    assert run_of(app) is run
    app.button(key="new").click().run()
    assert run_of(app).recipe.hidden == (10, 10)
