"""The Weights page, run by Streamlit's own test harness: any width, any network, while it trains and after."""

from collections.abc import Iterator

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from nn.explain.weights import standing
from nn.lab.run import Run
from nn.lab.shipped import shipped_run
from nn.models import load_shipped
from nn.network import Network
from nn.recipe import Recipe
from nn.storage import Saved
from pages.shared import session
from pages.weights.order import ASKED

SMALL = {"train_examples": 200, "test_examples": 50, "iterations": 3, "batch_size": 50}


@pytest.fixture
def app() -> Iterator[AppTest]:
    yield AppTest.from_file("../../../pages/weights/page.py", default_timeout=60).run()
    st.cache_resource.clear()


def opened_by(visitor: session.Session) -> AppTest:
    """The page as a visitor finds it who has been on other pages before."""
    fresh = AppTest.from_file("../../../pages/weights/page.py", default_timeout=60)
    fresh.session_state.ten_neurons = visitor
    return fresh.run()


def with_run(app: AppTest, *hidden: int, iterations: int = 3, activation: str = "relu") -> Run:
    """Give this visitor a run that has been trained for so many of its three iterations, and look at it."""
    run = session.lab().new_run(Recipe(hidden=hidden, activation=activation, **SMALL))
    if iterations:
        run.step(iterations)
    while run.wants_work:
        run.advance(1.0)
    app.session_state.ten_neurons.run_id = run.id
    app.session_state.ten_neurons.network = session.YOUR_RUN
    app.session_state.weights_network = session.YOUR_RUN
    app.run()
    assert not app.exception
    return run


def said(app: AppTest) -> str:
    return " ".join(str(e.value) for e in [*app.markdown, *app.caption])


def pick(app: AppTest, number: int) -> None:
    app.number_input(key="weights_neuron").set_value(number).run()
    assert not app.exception


def test_it_opens_with_a_trained_network(app: AppTest) -> None:
    assert not app.exception
    assert "Shipped network" in said(app)
    assert "**W1, 10 x 784**" in said(app) and "**W2, 10 x 10, and b2**" in said(app)
    assert "of 10,000 test digits" in said(app)


def test_it_shows_a_visitors_own_run_as_soon_as_it_goes(app: AppTest) -> None:
    run = session.lab().new_run(Recipe(**SMALL))
    run.step(1)
    run.advance(1.0)
    fresh = opened_by(session.Session(run_id=run.id))
    assert "Your run, 784-10-10: paused after 1 of 3 updates." in said(fresh)


def test_it_does_not_switch_networks_by_itself(app: AppTest) -> None:
    before = app.button_group(key="weights_network").value
    session.lab().find(app.session_state.ten_neurons.run_id).start()
    app.run()
    assert app.button_group(key="weights_network").value == before and "Shipped network" in said(app)


@pytest.mark.parametrize("hidden", [(1,), (1, 1), (2048,), (10, 10, 10), (65, 3)])
def test_any_width_and_depth(app: AppTest, hidden: tuple[int, ...]) -> None:
    with_run(app, *hidden)
    assert f"**W1, {hidden[0]} x 784**" in said(app)
    assert f"**W{len(hidden) + 1}, 10 x {hidden[-1]}" in said(app)
    pick(app, hidden[0] - 1)
    assert f"column {hidden[0] - 1} of W2" in said(app)


def test_without_hidden_layers_the_rows_are_the_classes(app: AppTest) -> None:
    with_run(app)
    assert "784 weights of each class" in said(app) and "W2" not in said(app)
    pick(app, 7)
    assert "This row makes the score of class 7" in said(app)


@pytest.mark.parametrize("activation", ["tanh", "gelu"])
def test_other_activations(app: AppTest, activation: str) -> None:
    with_run(app, 5, activation=activation)
    assert "of 10,000 test digits" in said(app)


def test_a_run_that_has_not_begun_can_be_looked_at(app: AppTest) -> None:
    with_run(app, 10, iterations=0)
    assert "ready after 0 of 3 updates" in said(app)


def test_pages_of_tiles_and_the_number_go_together(app: AppTest) -> None:
    with_run(app, 130)
    app.selectbox(key="weights_order").set_value("number").run()
    pick(app, 0)
    assert "Neurons 0–63 of 130" in said(app)
    assert app.button(key="weights_previous").disabled
    app.button(key="weights_next").click().run()
    assert app.number_input(key="weights_neuron").value == 64 and "Neurons 64–127 of 130" in said(app)
    pick(app, 129)
    assert "Neurons 128–129 of 130" in said(app) and app.button(key="weights_next").disabled
    app.button(key="weights_previous").click().run()
    assert app.number_input(key="weights_neuron").value == 64


def test_the_biases_that_are_counted_are_those_shown(app: AppTest) -> None:
    with_run(app, 70)
    assert "of the 64 shown are positive" in said(app)
    with_run(app, 5)
    assert "of 5 are positive" in said(app)


def test_of_many_neurons_those_that_contribute_most_come_first_and_the_first_is_looked_at(app: AppTest) -> None:
    app.button_group(key="weights_network").set_value("deep").run()
    look = app.session_state.weights_look
    found = standing(load_shipped("deep").network, session.lab().mnist.official.only(slice(0, ASKED)))
    assert list(look.order) == list(np.argsort(-found.contributes, kind="stable"))
    assert look.place == 0 and app.number_input(key="weights_neuron").value == look.order[0]
    assert "first what contributes most" in said(app) and "Places 1–64 of 128, by what they contribute" in said(app)
    app.button(key="weights_next").click().run()
    assert app.number_input(key="weights_neuron").value == look.order[64] and "Places 65–128" in said(app)


def test_the_order_can_be_chosen_and_is_kept_in_the_address(app: AppTest) -> None:
    assert app.selectbox(key="weights_order").value == "number"
    app.selectbox(key="weights_order").set_value("fires").run()
    assert not app.exception and "first what fires most often" in said(app)
    fires = standing(load_shipped("blog").network, session.lab().mnist.official.only(slice(0, ASKED))).fires
    assert (np.diff(fires[app.session_state.weights_look.order]) <= 0).all()
    assert app.session_state.ten_neurons.place["order"] == "fires"


def test_while_a_run_trains_its_pictures_keep_their_places(app: AppTest) -> None:
    run = with_run(app, 130, iterations=1)
    run.start()  # nobody advances it: it stays where it is, and counts as training
    app.run()
    before = app.session_state.weights_look.order
    run.pause()
    run.step(1)
    run.advance(1.0)
    run.start()
    app.run()
    look = app.session_state.weights_look
    assert list(look.order) == list(before)


def test_the_neuron_outlives_the_page_and_fits_the_network(app: AppTest) -> None:
    pick(app, 6)
    assert app.session_state.ten_neurons.neuron == 6
    with_run(app, 4)
    assert app.number_input(key="weights_neuron").value == 3


def test_the_network_chosen_is_kept_for_the_other_pages(app: AppTest) -> None:
    app.button_group(key="weights_network").set_value("deep").run()
    assert app.session_state.ten_neurons.network == "deep"
    assert "of 128" in said(app)


def test_nothing_is_computed_again_until_something_has_changed(app: AppTest) -> None:
    run = with_run(app, 10, iterations=1)
    look = app.session_state.weights_look
    app.run()
    assert app.session_state.weights_look is look
    run.step(1)
    run.advance(1.0)
    app.run()
    assert app.session_state.weights_look is not look


def test_a_dead_neuron_in_an_opened_file_is_called_dead() -> None:
    network = Network((784, 10, 10))
    network.layers[0].b[3] = -1
    fresh = opened_by(session.Session(opened=Saved(network, Recipe()), network=session.OPENED, neuron=3))
    assert "It is **dead**" in said(fresh) and "from your file" in said(fresh)


def test_what_learning_changed_is_shown_first_and_the_weights_themselves_for_the_asking(app: AppTest) -> None:
    run = with_run(app)
    change = run.view().network().layers[0].W - run.first().layers[0].W
    look = app.session_state.weights_look
    assert look.change and "what learning changed" in said(app)
    np.testing.assert_allclose(look.picture.data[0].z, change[look.neuron.number].reshape(28, 28), atol=1e-6)
    app.session_state.ten_neurons.weights = session.WEIGHTS
    app.run()
    look = app.session_state.weights_look
    np.testing.assert_array_equal(look.picture.data[0].z, look.neuron.w.reshape(28, 28))
    assert not look.change
    assert "still the chance that they began with" in said(app)


def test_any_moment_of_a_film_can_be_looked_at(app: AppTest) -> None:
    app.session_state.ten_neurons.network, app.session_state.ten_neurons.moment = "blog", 20.0
    app.run()
    assert "as it was after 20 of 500 updates" in said(app)
    np.testing.assert_array_equal(
        app.session_state.weights_look.neuron.w, shipped_run("blog").film().network(20).layers[0].W[0]
    )
