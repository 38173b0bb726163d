"""The Workbench's room for changes, run by Streamlit's own test harness: any network, every change and its undoing."""

from collections.abc import Iterator
from importlib import import_module

import numpy as np
import pytest
import streamlit as st
from benches import html, made, page, said, workbench
from streamlit.testing.v1 import AppTest

from nn.explain.digits import of_ink
from nn.explain.workbench import Edits
from nn.lab.run import Run
from nn.network import Network
from nn.recipe import Recipe
from nn.storage import Saved
from pages.shared import live, session

SMALL = {"train_examples": 200, "test_examples": 50, "iterations": 30, "batch_size": 50}


@pytest.fixture(autouse=True)
def clean() -> Iterator[None]:
    yield
    st.cache_resource.clear()


def opened(network: Network, **more: object) -> AppTest:
    recipe = Recipe(hidden=network.sizes[1:-1], activation=network.activation)
    return page(session.Session(opened=Saved(network, recipe), network=session.OPENED, **more))  # type: ignore[arg-type]


def press(app: AppTest, key: str) -> None:
    app.button(key=f"workbench_{key}").click().run()
    assert not app.exception


def select(app: AppTest, number: int) -> None:
    app.number_input(key="workbench_neuron").set_value(number).run()
    assert not app.exception


def test_it_opens_with_the_network_as_it_is() -> None:
    app = page()
    assert "As it is, it reads **84.5% of 10,000 test digits**" in said(app)
    assert "You work on a copy" in said(app) and "It needs neuron" in said(app)
    assert all(app.button(key=f"workbench_{k}").disabled for k in ("undo", "redo", "again", "other_noise"))


def test_a_neuron_is_switched_off_and_that_is_undone_and_redone() -> None:
    app = page()
    select(app, 6)
    before = html(app)
    press(app, "switch")
    off = said(app)
    assert "Without neuron 6 it reads **70" in off and "For this digit it passes on **0.00** (off)." in off
    assert html(app) != before
    press(app, "undo")
    assert "As it is, it reads **84.5%" in said(app) and html(app) == before
    press(app, "redo")
    assert said(app) == off
    press(app, "again")
    assert "As it is" in said(app)
    press(app, "undo")  # starting again can be undone as well
    assert said(app) == off


def test_the_original_and_the_other_pages_keep_the_network() -> None:
    network = made((8,))
    before = network.theta.copy()
    app = opened(network)
    select(app, 3)
    press(app, "switch")
    app.slider(key="workbench_noise").set_value(0.5).run()
    np.testing.assert_array_equal(network.theta, before)
    assert app.session_state.ten_neurons.opened.network is network and app.session_state.ten_neurons.neuron == 3


def test_sliders_change_follow_undo_and_say_what_they_did() -> None:
    app = page()
    app.slider(key="workbench_prune").set_value(40).run()
    app.slider(key="workbench_noise").set_value(0.3).run()
    app.slider(key="workbench_scale").set_value(2.0).run()
    assert not app.exception
    assert "With neuron 0 times 2, with 40% of the weights cut and with noise of 0.3 on every weight left" in said(app)
    press(app, "other_noise")
    assert app.session_state.workbench_benches["blog"].edits == Edits(frozenset(), (((1, 0), 2.0),), 0.4, 0.3, 1)
    for _ in range(2):
        press(app, "undo")
    assert app.slider(key="workbench_scale").value == 1.0 and app.slider(key="workbench_noise").value == 0.3
    press(app, "undo")
    assert app.slider(key="workbench_noise").value == 0.0 and app.slider(key="workbench_prune").value == 40


def test_other_noise_of_the_same_size_costs_something_else() -> None:
    app = page()
    app.slider(key="workbench_noise").set_value(1.0).run()
    before = said(app)
    press(app, "other_noise")
    assert said(app) != before and "With noise of 1 on every weight" in said(app)
    press(app, "undo")
    assert said(app) == before


@pytest.mark.parametrize("hidden", [(1,), (1, 1), (65, 3), (10, 10, 10), (1024,)])
@pytest.mark.parametrize("activation", ["relu", "sigmoid"])
def test_any_width_depth_and_activation(hidden: tuple[int, ...], activation: str) -> None:
    app = opened(made(hidden, activation))
    for layer, n in enumerate(hidden, start=1):
        if len(hidden) > 1:
            app.button_group(key="workbench_layer").set_value(layer).run()
        select(app, n - 1)
        press(app, "switch")
    of = [f"neuron {n - 1} of layer {i}" for i, n in enumerate(hidden, start=1)]
    expected = f"Without neuron {hidden[0] - 1} it" if len(hidden) == 1 else f"Without {of[0]}"
    assert expected in said(app)


@pytest.mark.parametrize("activation", ["leaky relu", "tanh", "gelu"])
def test_other_activations(activation: str) -> None:
    app = opened(made((6, 5), activation))
    press(app, "switch")
    assert "Without neuron 0 of layer 1 it reads" in said(app)


def test_without_hidden_layers_weights_can_be_cut_all_the_same() -> None:
    app = opened(made(()))
    assert "no hidden neurons to switch off" in said(app)
    app.slider(key="workbench_prune").set_value(90).run()
    assert "With 90% of the weights cut it reads" in said(app) and not app.exception


@pytest.mark.parametrize("poison", [np.nan, np.inf])
def test_a_network_that_has_diverged_is_said_to_have(poison: float) -> None:
    network = made((5,))
    network.theta[17] = poison
    app = opened(network)
    assert "diverged" in app.error[0].value


def test_a_network_whose_sums_overflow_is_shown_without_an_exception() -> None:
    network = made((5,))
    network.theta[:] = 3e38
    app = opened(network)
    press(app, "switch")
    assert "Without neuron 0" in said(app)


def test_a_drawing_without_a_label_is_asked_about_like_any_digit() -> None:
    ink = np.zeros((28, 28))
    ink[4:24, 13:15] = 1
    app = page(session.Session(digit=of_ink(ink)))
    press(app, "switch")
    assert "Without neuron 0 it reads" in said(app)


def test_each_network_keeps_its_own_changes() -> None:
    app = page()
    press(app, "switch")
    app.button_group(key="workbench_network").set_value("deep").run()
    assert "As it is, it reads" in said(app)
    app.button_group(key="workbench_network").set_value("blog").run()
    assert "Without neuron 0 it reads" in said(app)


def test_a_run_is_held_still_until_the_newest_is_wanted() -> None:
    run = session.lab().new_run(Recipe(hidden=(6,), **SMALL))
    advance(run, 5)
    visitor = session.Session(run_id=run.id, network=session.YOUR_RUN)
    app = page(visitor)
    assert "paused after 5 of 30" in said(app) and "workbench_newest" not in [b.key for b in app.button]
    press(app, "switch")
    before = said(app)
    advance(run, 5)
    app.run()
    assert said(app) == before  # nothing moves under the visitor's hands
    press(app, "newest")
    assert "paused after 10 of 30" in said(app) and "Without neuron 0" in said(app)
    assert "workbench_newest" not in [b.key for b in app.button]
    advance(run, 5)
    fresh = workbench()  # whoever comes back finds the newest
    fresh.session_state.ten_neurons = visitor
    fresh.session_state.workbench_benches = app.session_state.workbench_benches
    fresh.run()
    assert "paused after 15 of 30" in said(fresh) and "Without neuron 0" in said(fresh)


def advance(run: Run, iterations: int) -> None:
    run.step(iterations)
    while run.wants_work:
        run.advance(1.0)


def test_only_the_network_on_the_bench_has_a_changed_one() -> None:
    app = page()
    press(app, "switch")
    app.button_group(key="workbench_network").set_value("deep").run()
    press(app, "switch")
    benches = app.session_state.workbench_benches
    assert benches["deep"].changed is not None and benches["blog"].changed is None
    assert benches["blog"].edits.off == {(1, 0)}


def test_a_run_that_has_been_replaced_leaves_the_bench() -> None:
    app = page(session.Session(network=session.YOUR_RUN))
    app.session_state.ten_neurons.run_id = session.lab().new_run(Recipe(hidden=(3,), **SMALL)).id
    app.button_group(key="workbench_network").set_value("blog").run()
    assert list(app.session_state.workbench_benches) == ["blog"]


@pytest.mark.parametrize("layer", [1, 2])
@pytest.mark.parametrize("forged", [-5, 10**30, 2.5, np.nan, "x", None])
def test_a_neuron_that_there_is_not_is_not_selected(layer: int, forged: object) -> None:
    app = opened(made((6, 5)))
    app.button_group(key="workbench_layer").set_value(layer).run()
    here = app.session_state.workbench_benches[session.OPENED]
    here.select(4)
    here.select(forged)
    here.show_layer(forged)
    assert here.place == (layer, 4)
    app.run()
    assert not app.exception


def test_a_neuron_chosen_for_another_network_is_taken_for_the_nearest_there_is() -> None:
    for chosen, taken in ((-5, 0), (10**30, 4)):
        app = opened(made((5,)), neuron=chosen)
        assert app.number_input(key="workbench_neuron").value == taken


def test_others_are_drawn_while_the_network_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page has its turn, as app.py gives it, but not while digits by the thousand go through the network."""
    turns = []

    def watched(name: str, work):  # type: ignore[no-untyped-def]
        def asked(*args):  # type: ignore[no-untyped-def]
            turns.append((name, live._mine.turn))
            return work(*args)

        return asked

    for module, name in (
        ("pages.workbench.bench", "report"),
        ("pages.workbench.ranking", "report"),
        ("pages.workbench.ranking", "one_by_one"),
        ("pages.workbench.neurons", "passed_on"),
    ):
        work = getattr(import_module(module), name)
        monkeypatch.setattr(f"{module}.{name}", watched(name, work))
    app = AppTest.from_string(
        "import runpy\nfrom pages.shared.live import in_turn\nin_turn(runpy.run_path)('pages/workbench/page.py')",
        default_timeout=60,
    ).run()
    press(app, "switch")
    assert {("report", False), ("one_by_one", False), ("passed_on", True)} == set(turns)


def test_another_run_is_another_network_without_changes() -> None:
    app = page(session.Session(network=session.YOUR_RUN))
    press(app, "switch")
    other = session.lab().new_run(Recipe(hidden=(3,), **SMALL))
    app.session_state.ten_neurons.run_id = other.id
    app.run()
    assert "As it is" in said(app) and "784-3-10" in said(app)


def test_many_neurons_are_tried_one_by_one_when_asked_for_and_only_once() -> None:
    app = opened(made((65,)))
    assert "It needs neuron" not in said(app)
    press(app, "rank")
    first = app.session_state.workbench_benches[session.OPENED].rankings[1, 0]
    assert "It needs neuron" in said(app) and len(first.without) == 64
    press(app, "switch")
    assert app.session_state.workbench_benches[session.OPENED].rankings[1, 0] is first
    select(app, 64)
    assert "Without neuron **64** it reads" in said(app) and "neurons 64 to 64" not in said(app)


def test_an_answer_already_known_is_not_computed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    app = page()
    press(app, "switch")
    monkeypatch.setattr("pages.workbench.bench.report", None)  # whoever calls it fails
    for key in ("undo", "redo", "again", "undo"):
        press(app, key)
    assert "Without neuron 0" in said(app)


def test_the_room_is_found_by_its_address() -> None:
    assert page(bench="shuffle").button(key="shuffle_train")
    assert page(bench="nonsense").button(key="workbench_undo")
