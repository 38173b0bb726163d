"""The Train page, run by Streamlit's own test harness: what it says in every state of a run."""

import io
from collections.abc import Iterator

import numpy as np
import pytest
import streamlit as st
from presets import chosen_preset, presets
from settings_form import with_all_groups
from streamlit.testing.v1 import AppTest

from nn.lab.run import Run
from nn.lab.view import Status
from nn.models import load_shipped
from nn.presets import PRESETS
from nn.storage import save
from pages.shared import session

SHORT = {"recipe_iterations": 6, "recipe_train_examples": 500, "recipe_test_examples": 100}


@pytest.fixture
def app() -> Iterator[AppTest]:
    yield with_all_groups(AppTest.from_file("../../../pages/train/page.py", default_timeout=30).run())
    st.cache_resource.clear()


def run_of(app: AppTest) -> Run:
    found = session.lab().find(app.session_state.ten_neurons.run_id)
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
    presets(app).set_value("deep").run()
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
    assert "“Training digits”" in app.warning[0].value
    assert app.button(key="new").disabled and app.button(key="start").disabled
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
    assert run_of(app).recipe.learning_rate == 0.1


def test_after_a_change_mid_run_the_settings_wait_for_a_new_network(app: AppTest) -> None:
    run = run_of(app)
    run.step(1)
    run.advance(1.0)
    app.number_input(key="recipe_depth").set_value(2).run()
    assert "press **New network**" in app.info[0].value
    assert run_of(app) is run
    app.button(key="new").click().run()
    assert run_of(app).recipe.hidden == (10, 10)


def test_changed_settings_are_no_preset_any_more_and_a_click_on_one_sets_them_again(app: AppTest) -> None:
    presets(app).set_value("deep").run()
    app.number_input(key="recipe_width_0").set_value(50).run()
    assert chosen_preset(app) is None
    assert run_of(app).recipe.hidden == (50, 64)
    presets(app).set_value("deep").run()
    assert run_of(app).recipe.hidden == (128, 64)


def test_switching_the_unit_keeps_the_length_of_the_run(app: AppTest) -> None:
    presets(app).set_value("deep").run()
    app.button_group(key="recipe_unit").set_value("iterations").run()
    assert app.number_input(key="recipe_iterations").value == 5 * 641
    app.button_group(key="recipe_unit").set_value("epochs").run()
    assert app.number_input(key="recipe_epochs").value == 5


def test_a_run_that_only_guesses_is_told_so(app: AppTest) -> None:
    for key, value in SHORT.items():
        app.number_input(key=key).set_value(value)
    app.number_input(key="recipe_iterations").set_value(100)
    app.selectbox(key="recipe_initial").set_value("zeros")
    app.run()
    run = run_of(app)
    run.step(60)
    run.advance(60.0)
    run.start()
    app.run()
    assert "only guesses" in said(app)
    run.stop()


def test_a_network_from_a_file_can_be_trained_further(app: AppTest) -> None:
    app.session_state.ten_neurons.opened = load_shipped("deep")
    app.session_state.ten_neurons.opened_name = "mine.npz"
    app.run()
    assert "mine.npz, 784-128-64-10" in app.success[0].value
    next(b for b in app.button if b.label == "Train it further").click().run()
    view = run_of(app).view()
    assert view.recipe == load_shipped("deep").recipe and view.status is Status.READY
    np.testing.assert_array_equal(view.theta, load_shipped("deep").network.theta)


def turned_mid_run() -> Run:
    """A run that began with the article's rate and goes on with 0.02."""
    run = session.lab().new_run(PRESETS["blog"].recipe.but(train_examples=500, test_examples=100))
    run.step(2)
    while run.wants_work:
        run.advance(1.0)
    run.set_learning_rate(0.02)
    run.step(1)
    while run.wants_work:
        run.advance(1.0)
    return run


def test_who_comes_to_a_run_whose_rate_was_turned_finds_the_rate_of_now() -> None:
    run = turned_mid_run()
    page = AppTest.from_file("../../../pages/train/page.py", default_timeout=30)
    page.query_params["run"] = run.id
    page.run()
    assert page.select_slider(key="recipe_learning_rate").value == 0.02
    assert run_of(page) is run and not page.exception
    assert run.view().recipe.learning_rate == 0.1 and not page.info  # the run has its own settings: nothing to say


def test_a_saved_network_is_trained_further_with_its_last_rate(app: AppTest) -> None:
    buffer = io.BytesIO()
    save(turned_mid_run().saved(), buffer)
    app.file_uploader(key="network_file").upload("turned.npz", buffer.getvalue(), "application/octet-stream").run()
    assert "On the way its learning rate was turned to 0.02." in app.success[0].value
    next(b for b in app.button if b.label == "Train it further").click().run()
    assert run_of(app).view().recipe.learning_rate == run_of(app).view().learning_rate == 0.02
    assert app.select_slider(key="recipe_learning_rate").value == 0.02


def test_turning_the_rate_before_training_further_keeps_the_network_of_the_file(app: AppTest) -> None:
    app.session_state.ten_neurons.opened = load_shipped("deep")
    app.run()
    next(b for b in app.button if b.label == "Train it further").click().run()
    run = run_of(app)
    app.select_slider(key="recipe_learning_rate").set_value(0.05).run()
    assert run_of(app) is run and run.view().recipe.learning_rate == run.view().learning_rate == 0.05
    np.testing.assert_array_equal(run.view().theta, load_shipped("deep").network.theta)


def test_a_file_is_opened_once_and_two_files_are_never_taken_for_each_other(app: AppTest) -> None:
    buffer = io.BytesIO()
    save(load_shipped("blog"), buffer)
    opened = []
    for name in ("one.npz", "two.npz"):
        app.file_uploader(key="network_file").upload(name, buffer.getvalue(), "application/octet-stream").run()
        here = app.session_state.ten_neurons
        opened.append((here.opened, here.opened_key))
        app.run()
        assert app.session_state.ten_neurons.opened is here.opened and not app.exception
    assert opened[0][1] and opened[1][1] and opened[0][1] != opened[1][1]
    assert "two.npz" in app.success[0].value


def test_who_is_about_to_wait_for_long_is_told_so(app: AppTest) -> None:
    app.number_input(key="recipe_width_0").set_value(1024).run()
    assert "takes seconds" in app.info[0].value and not app.exception
    app.selectbox(key="recipe_batch_size").set_value("128").run()
    assert not app.info
