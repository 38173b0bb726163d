"""The Workbench page, run by Streamlit's own test harness: any network, every change and its undoing, both rooms."""

import sys
import time
from collections.abc import Iterator

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from nn.explain.digits import of_ink
from nn.explain.shuffle import RECIPE
from nn.explain.workbench import Edits, Ranking, Report, Without
from nn.initializers import initialize
from nn.lab.run import Run, Status
from nn.network import Network
from nn.recipe import Recipe
from nn.storage import Saved
from pages.shared import live, session
from pages.shared.theme import LIGHT
from pages.workbench import words
from pages.workbench.figures import before_after, neuron_squares, neuron_tiles, ranking_bars

SMALL = {"train_examples": 200, "test_examples": 50, "iterations": 30, "batch_size": 50}


@pytest.fixture(autouse=True)
def clean() -> Iterator[None]:
    yield
    st.cache_resource.clear()


def page(visitor: session.Session | None = None, **query: str) -> AppTest:
    app = AppTest.from_file("../../../pages/workbench/page.py", default_timeout=60)
    if visitor is not None:
        app.session_state.ten_neurons = visitor
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def opened(network: Network, **more: object) -> AppTest:
    recipe = Recipe(hidden=network.sizes[1:-1], activation=network.activation)
    return page(session.Session(opened=Saved(network, recipe), network=session.OPENED, **more))  # type: ignore[arg-type]


def made(hidden: tuple[int, ...], activation: str = "relu") -> Network:
    network = Network((784, *hidden, 10), activation)
    initialize(network, "he", np.random.default_rng(0))
    return network


def said(app: AppTest) -> str:
    return " ".join(str(e.value) for e in [*app.markdown, *app.caption])


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def press(app: AppTest, key: str) -> None:
    app.button(key=f"workbench_{key}").click().run()
    assert not app.exception


def select(app: AppTest, number: int) -> None:
    app.number_input(key="workbench_neuron").set_value(number).run()
    assert not app.exception


# Changing the network ------------------------------------------------------------------------------------------------


def test_it_opens_with_the_network_as_it_is() -> None:
    app = page()
    assert "As it is, it reads **84.5% of 10,000 test digits**" in said(app)
    assert "You work on a copy" in said(app) and "It needs neuron" in said(app)
    assert all(app.button(key=f"workbench_{k}").disabled for k in ("undo", "redo", "again", "other_noise"))


def test_a_neuron_is_switched_off_and_that_is_undone_and_redone() -> None:
    app = page()
    before = html(app)
    select(app, 6)
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
    fresh = AppTest.from_file("../../../pages/workbench/page.py", default_timeout=60)  # who comes back finds the newest
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
        ("nn.explain.workbench", "report"),
        ("nn.explain.workbench", "one_by_one"),
        ("nn.explain.workbench", "passed_on"),
    ):
        work = getattr(sys.modules[module], name)
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


# Words and charts ----------------------------------------------------------------------------------------------------


def test_changes_in_words() -> None:
    off = Edits(off=frozenset({(1, 6)}))
    assert words.changes(off, 1) == "Without neuron 6"
    assert words.changes(off, 2) == "Without neuron 6 of layer 1"
    three = Edits(off=frozenset({(1, 6), (1, 2), (1, 3)}), prune=0.5)
    assert words.changes(three, 1) == "Without neurons 2, 3 and 6 and with 50% of the weights cut"
    assert words.changes(Edits(off=frozenset((1, i) for i in range(5))), 1) == "Without 5 neurons"
    assert words.changes(Edits(scales=(((1, 1), 0.5),), noise=0.2), 1) == (
        "With neuron 1 times 0.5 and with noise of 0.2 on every weight"
    )
    both = Edits(off=frozenset({(1, 6)}), scales=(((1, 6), 2.0),))  # a factor of a neuron that is off does nothing
    assert words.changes(both, 1) == "Without neuron 6"


def test_the_price_in_words() -> None:
    counts = np.full(10, 100)
    before, after = Report(np.full(10, 90), counts), Report(np.array([90] * 9 + [10]), counts)
    assert words.price(Edits(off=frozenset({(1, 6)})), 1, before, after) == (
        "Without neuron 6 it reads **82.0% of 1,000 test digits** (−8.0 points); most lost: **9s**, 80 of 100."
    )
    assert "no digit is read less often" in words.price(Edits(prune=0.1), 1, before, before)


def test_what_it_can_do_without_in_words() -> None:
    ranking = Ranking(0.8, 100, (Without(0, 0.7), Without(1, 0.81), Without(2, 0.3)))
    assert words.worth(ranking) == (
        "It needs neuron **2** most (−50.0 points without it), and can best do without neuron **1** (+1.0). "
        "1 of 3 can each go for less than 0.1 points."
    )


def test_tiles_of_neurons_that_are_off_are_crossed_out_and_can_still_be_clicked() -> None:
    W = made((10,)).layers[0].W
    plain, crossed = (
        neuron_tiles(W, Edits(off=frozenset(off)), LIGHT, 0, 0.1, 0) for off in ((), ((1, 7), (1, 8), (2, 1)))
    )
    assert crossed.traces[-1]["customdata"] == list(range(10)) and "7 off" in str(crossed.traces[2]["text"])
    assert len(plain.traces[-2]["x"]) == 0 and len(crossed.traces[-2]["x"]) == 2 * 6
    assert np.abs(crossed.traces[0]["z"]).sum() < np.abs(plain.traces[0]["z"]).sum()
    crossed.to_json()
    assert len(crossed.plotly.data) == len(crossed.traces)  # Plotly accepts it


def test_squares_show_what_each_neuron_passes_on() -> None:
    values = np.linspace(-2, 3, 70).astype(np.float32)
    first = neuron_squares(values, Edits(off=frozenset({(2, 3)})), 2, LIGHT, 0, 5)
    assert first.traces[-1]["customdata"] == list(range(64)) and first.traces[0]["z"].shape == (6, 12)
    assert "neuron 3 off" in first.traces[-1]["hovertext"][3]
    rest = neuron_squares(values, Edits(), 2, LIGHT, 1, 5)
    assert rest.traces[-1]["customdata"] == list(range(64, 70)) and rest.traces[0]["z"].max() == 127
    for chart in (first, rest):
        chart.to_json()
        assert chart.plotly.data


def test_before_and_after_of_what_is_not_a_number_is_drawn_as_nothing() -> None:
    chart = before_after(np.full(10, 0.1), np.full(10, np.nan), LIGHT, "Answer", "probability")
    assert not chart.traces[1]["y"].any() and chart.traces[0]["y"].tolist() == [10] * 10
    chart.to_json()
    assert chart.plotly.data


def test_the_dearest_neuron_comes_first_in_the_chart() -> None:
    chart = ranking_bars(Ranking(0.8, 100, (Without(0, 0.7), Without(1, 0.81), Without(2, 0.3))), LIGHT, 1)
    assert chart.traces[0]["customdata"] == [2, 0, 1]
    np.testing.assert_allclose(chart.traces[0]["y"], [-50, -10, 1], atol=1e-4)
    chart.to_json()
    assert chart.plotly.data


# Shuffling the pixels ------------------------------------------------------------------------------------------------


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs that end at once."""
    short = RECIPE.but(train_examples=2_000, test_examples=500, epochs=3)
    monkeypatch.setattr("pages.workbench.shuffle.RECIPE", short)


def trained(app: AppTest) -> AppTest:
    app.button(key="shuffle_train").click().run()
    assert not app.exception
    here = app.session_state.workbench_experiment
    until = time.monotonic() + 60
    while here.active and time.monotonic() < until:
        time.sleep(0.02)
    app.run()
    assert not app.exception
    return app


def test_both_networks_learn_and_the_difference_is_said(quick: None) -> None:
    app = page(bench="shuffle")
    assert "are moved about, always in the same way" in said(app) and "points apart" not in said(app)
    trained(app)
    here = app.session_state.workbench_experiment
    scores = [run.view().final.official.accuracy for run in (here.plain, here.shuffled)]
    assert min(scores) > 0.8 and abs(scores[0] - scores[1]) < 0.03
    assert f"**{scores[0]:.2%} on plain and {scores[1]:.2%} on shuffled pixels**" in said(app)
    assert "though not neuron by neuron" in said(app)


def test_from_the_same_start_the_same_network_is_learned(quick: None) -> None:
    app = page(bench="shuffle")
    app.toggle(key="shuffle_start").set_value(True).run()
    trained(app)
    assert "the very same network" in said(app)


def test_the_quiz_counts_you_and_the_network_on_the_same_digits(quick: None) -> None:
    app = page(bench="shuffle")
    here = app.session_state.workbench_experiment
    truth = session.lab().mnist.test_labels[here.digits[:3]].tolist()
    for answer in (truth[0], truth[1], (truth[2] + 1) % 10):
        app.button(key=f"shuffle_say_{answer}").click().run()
    assert not app.exception
    assert "2 of 3" in html(app) and "has not learned yet" in said(app)
    trained(app)
    answers = here.shuffled.view().network().predict(here.shuffle.of_examples(asked(here)).X()).argmax(axis=0)
    right = int((answers == truth).sum())
    assert f"<dd>{right} of 3</dd>" in html(app) and f"the network said {answers[-1]}" in said(app)


def asked(here):
    return session.lab().mnist.official.only(here.digits[: len(here.answers)])


def test_runs_that_are_replaced_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    forever = RECIPE.but(epochs=10_000)
    monkeypatch.setattr("pages.workbench.shuffle.RECIPE", forever)
    app = page(bench="shuffle")
    here = app.session_state.workbench_experiment
    app.button(key="shuffle_train").click().run()
    assert app.button(key="shuffle_train").disabled  # no third and fourth run beside these
    first = (here.plain, here.shuffled)
    app.button(key="shuffle_say_1").click().run()
    app.button(key="shuffle_anew").click().run()
    assert not app.exception
    assert all(run.view().status is Status.STOPPED for run in first)
    assert here.plain.view().status is Status.READY and here.shuffle.seed == 2 and not here.answers


def test_the_room_is_found_by_its_address() -> None:
    assert page(bench="shuffle").button(key="shuffle_train")
    assert page(bench="nonsense").button(key="workbench_undo")
