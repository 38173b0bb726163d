"""The Why? page, run by Streamlit's own test harness: any digit, any network, every section."""

import sys
from collections.abc import Iterator

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from nn.activations import ACTIVATIONS
from nn.dataset import load_mnist
from nn.explain.change import Flip
from nn.explain.digits import Digit, of_ink, of_mnist
from nn.explain.evidence import asked, contributions
from nn.lab.run import Run
from nn.models import load_shipped
from nn.network import Network
from nn.recipe import Recipe
from nn.storage import Saved
from pages.shared import live, session
from pages.shared.theme import LIGHT
from pages.why.figures import contribution_bars

SMALL = {"train_examples": 200, "test_examples": 50, "iterations": 40, "batch_size": 50, "initial": "xavier"}
VIEWS = ("evidence", "softmax", "change", "classes", "neighbours")


@pytest.fixture(autouse=True)
def fresh_lab() -> Iterator[None]:
    yield
    st.cache_resource.clear()


def opened(view: str = "evidence", **visitor: object) -> AppTest:
    """The page as a visitor finds it who has made these choices before."""
    app = AppTest.from_file("../../../pages/why/page.py", default_timeout=60)
    seven = of_mnist(load_mnist(), 0)
    app.session_state.ten_neurons = session.Session(**{"digit": seven} | visitor)  # type: ignore[arg-type]
    app.query_params["view"] = view
    app.run()
    assert not app.exception
    return app


def own(network: Network, view: str = "evidence", **visitor: object) -> AppTest:
    """The page with a network from a file of the visitor's."""
    hidden = network.sizes[1:-1]
    saved = Saved(network, Recipe(hidden=hidden, activation=network.activation))
    return opened(view, opened=saved, network=session.OPENED, **visitor)


def trained(*hidden: int, activation: str = "relu", iterations: int = 40) -> Run:
    run = session.lab().new_run(Recipe(hidden=hidden, activation=activation, **SMALL))
    run.step(iterations)
    while run.wants_work:
        run.advance(1.0)
    return run


def said(app: AppTest) -> str:
    return " ".join(str(e.value) for e in [*app.markdown, *app.caption, *app.info, *app.warning])


def html(app: AppTest) -> str:
    return " ".join(str(e.proto.body) for e in app.get("html"))


def test_a_visitor_without_a_choice_sees_a_close_race() -> None:
    app = AppTest.from_file("../../../pages/why/page.py", default_timeout=60).run()
    assert not app.exception
    assert '<div class="said">4</div>' in html(app) and "That is right." in html(app)
    assert "**4 beat 9 by 0.31** because neuron 2 gave it +1.74, neuron 6 +0.95" in said(app)


def test_who_spoke_for_the_answer_and_against_it() -> None:
    app = opened()
    assert '<div class="said">7</div>' in html(app) and "That is right." in html(app)
    assert "**7 beat 9 by 6.80** because neuron 8 gave it +3.98" in said(app)
    assert "**Neuron 0**: ink on what it looks for adds 9.76" in said(app)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("hidden", [(), (1,), (65, 3), (10, 10, 10)])
def test_every_section_for_any_depth(view: str, hidden: tuple[int, ...]) -> None:
    run = trained(*hidden)
    app = opened(view, run_id=run.id, network=session.YOUR_RUN)
    assert "Your run" in said(app)
    assert app.button_group(key="section_view").value == view


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_section_for_any_activation(view: str, activation: str) -> None:
    run = trained(6, activation=activation)
    opened(view, run_id=run.id, network=session.YOUR_RUN)


@pytest.mark.parametrize("view", VIEWS)
def test_a_network_that_has_overflowed_is_said_to_in_a_sentence(view: str) -> None:
    network = Network((784, 10, 10))
    network.theta[:] = np.nan
    app = own(network, view)
    assert [str(warning.value)[:40] for warning in app.warning] == ["This network's numbers have overflowed: "]
    assert "why-answer" not in html(app).replace(".why-answer", "")


@pytest.mark.parametrize("view", VIEWS)
def test_a_network_of_zeros_has_every_section(view: str) -> None:
    app = own(Network((784, 10, 10)), view)
    if view == "evidence":
        assert "0 and 1 have the same score" in said(app)
    if view == "change":
        assert "No change leads to another answer" in said(app)
    if view == "classes":
        assert "From plain grey, no pixel raises the score of 0, 1, 2, 3, 4, 5, 6, 7, 8 and 9" in said(app)


@pytest.mark.parametrize("view", VIEWS)
def test_a_drawing_that_nobody_has_named(view: str) -> None:
    app = opened(view, digit=of_ink(session.lab().mnist.official.X(slice(2, 3))[:, 0]))
    assert "Nobody has said what this picture is" in html(app)


def test_a_wrong_answer_is_called_wrong() -> None:
    app = opened(digit=of_mnist(session.lab().mnist, 8), network="deep")
    assert "That is wrong: it is a 5." in html(app)


# Who spoke for it -----------------------------------------------------------------------------------------------------


def test_the_winner_can_be_compared_with_any_other_digit() -> None:
    app = opened(network="blog")
    app.button_group(key="why_rival").set_value(3).run()
    assert not app.exception and "**7 beat 3 by" in said(app)
    app.number_input(key="why_number").set_value(2).run()  # a 1: the rival stays
    assert "**1 beat 3 by" in said(app)
    app.number_input(key="why_number").set_value(32).run()  # a 3, which is no rival of itself
    assert "**3 beat" in said(app) and "beat 3" not in said(app)


def test_the_neuron_that_is_chosen_is_enlarged() -> None:
    app = opened(network="blog", neuron=8)
    assert "**Neuron 8**" in said(app) and "It fires" in said(app)
    app.number_input(key="why_neuron").set_value(7).run()
    assert "**Neuron 7**" in said(app) and "stays silent and passes on 0" in said(app)
    assert app.session_state.ten_neurons.neuron == 7


def test_a_wide_layer_comes_on_pages() -> None:
    app = opened(network="deep", neuron=70)
    assert "Neurons 64–127 of 128" in said(app)
    app.button(key="why_previous").click().run()
    assert "Neurons 0–63 of 128" in said(app) and "**Neuron 0**" in said(app)


def test_without_a_hidden_layer_pixels_speak_to_the_classes() -> None:
    run = trained()
    app = opened(run_id=run.id, network=session.YOUR_RUN, neuron=4)
    assert "the pixels speak to the scores themselves" in said(app)
    assert "**Class 4**" in said(app) and "That is the score of class 4" in said(app)


def test_the_sentence_when_biases_decide_or_all_speak_for_the_winner() -> None:
    network = Network((784, 2, 10))
    network.layers[1].b[4] = 1.5
    assert "**4 beat 0 by 1.50** because of its bias alone (+1.50)." in said(own(network))
    network.layers[0].b[:] = 1
    network.layers[1].W[4] = 0.25, 0.5
    assert "**4 beat 0 by 2.25** because neuron 1 gave it +0.50 and neuron 0 +0.25." in said(own(network))


# Softmax --------------------------------------------------------------------------------------------------------------


def test_the_temperature_is_kept_and_says_what_it_does() -> None:
    app = opened("softmax", network="blog")
    assert "At temperature 1 this is what the network says: 7, 99.9%." in said(app)
    app.select_slider(key="why_temperature").set_value(5.0).run()
    assert not app.exception
    assert "At temperature 5 the gaps between the scores count only 20% as much" in said(app) and "z / 5" in html(app)
    app.select_slider(key="why_temperature").set_value(0.5).run()
    assert "count 2 times as much" in said(app)


# The smallest change --------------------------------------------------------------------------------------------------


def flips(app: AppTest) -> Flip:
    found = app.session_state.why.known["change"][1]
    assert isinstance(found, Flip)
    return found


def test_the_picture_after_leads_to_itself() -> None:
    app = opened("change", network="deep")
    found = flips(app)
    assert "becomes **3**" in said(app) and f"why?digit={found.after.name}&amp;network=deep" in html(app)
    again = opened("change", network="deep", digit=found.after)
    assert '<div class="said">3</div>' in html(again) and "That is wrong: it is a 7." in html(again)


def test_it_can_be_made_into_a_chosen_digit() -> None:
    app = opened("change", network="blog")
    app.button_group(key="why_target").set_value(8).run()
    assert flips(app).became == 8 and "becomes **8**" in said(app)


# What is held while a run trains --------------------------------------------------------------------------------------


def test_a_slow_section_holds_its_moment_until_the_newest_is_asked_for() -> None:
    run = trained(10, iterations=5)
    run.start()  # nobody advances it: it stays where it is, and counts as training
    app = opened("change", run_id=run.id, network=session.YOUR_RUN)
    before = flips(app)
    run.advance(0.0)
    app.run()
    assert flips(app) is before and "running after 5 of 40" in said(app).split("Computed at this moment")[1]
    app.button(key="why_newest").click().run()
    assert flips(app) is not before
    assert "running after 6 of 40" in said(app).split("Computed at this moment")[1]


def test_another_digit_takes_the_newest_moment_and_the_end_takes_the_last() -> None:
    run = trained(10, iterations=5)
    run.start()
    app = opened("change", run_id=run.id, network=session.YOUR_RUN)
    run.advance(0.0)
    app.number_input(key="why_number").set_value(3).run()
    assert "running after 6 of 40" in said(app).split("Computed at this moment")[1]
    while run.wants_work:
        run.advance(1.0)
    app.run()
    assert "Computed at this moment" not in said(app) and "finished after 40 of 40" in said(app)


def test_nothing_is_computed_again_until_something_has_changed() -> None:
    app = opened("neighbours", network="blog")
    before = app.session_state.why.known["neighbours"][1]
    app.run()
    assert app.session_state.why.known["neighbours"][1] is before
    assert list(app.session_state.why.known) == ["neighbours"]  # only what is shown is computed
    app.number_input(key="why_number").set_value(3).run()
    assert app.session_state.why.known["neighbours"][1] is not before


@pytest.mark.parametrize(
    ("view", "work"),
    [
        ("change", "nn.explain.change.smallest_change"),
        ("classes", "nn.explain.change.ideals"),
        ("neighbours", "nn.explain.neighbours.space"),
    ],
)
@pytest.mark.parametrize("name", ["blog", session.YOUR_RUN])
def test_others_are_drawn_while_it_is_computed(
    view: str, work: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page has its turn, as app.py gives it, but not while something long is computed for it."""
    module, function = work.rsplit(".", 1)
    turns, compute = [], getattr(sys.modules[module], function)
    monkeypatch.setattr(work, lambda *args: turns.append(live._mine.turn) or compute(*args))
    app = AppTest.from_string(
        "import runpy\nfrom pages.shared.live import in_turn\nin_turn(runpy.run_path)('pages/why/page.py')",
        default_timeout=60,
    )
    app.session_state.ten_neurons = session.Session(network=name)
    app.query_params["view"] = view
    app.run()
    assert not app.exception and turns == [False]


@pytest.mark.parametrize("forged", [10**9, 10**30])
def test_a_neuron_that_there_is_not_is_taken_for_the_last(forged: int) -> None:
    app = opened(network="blog", neuron=forged)
    assert "**Neuron 9**" in said(app)
    app.run()
    assert not app.exception


# Neighbours -----------------------------------------------------------------------------------------------------------


def test_neighbours_are_training_digits_with_names() -> None:
    app = opened("neighbours", network="deep")
    assert "All 8 are 7s, as the network answers" in said(app) and "of 60,000 compared" in said(app)
    assert html(app).count("why?digit=train-") == 16


def test_a_training_digit_is_not_its_own_neighbour() -> None:
    mine: Digit = of_mnist(session.lab().mnist, 17, training=True)
    app = opened("neighbours", network="blog", digit=mine)
    assert "of 59,999 compared" in said(app) and html(app).count("why?digit=train-17&") == 1  # the one at the top


def test_a_network_of_ones_own_is_compared_with_ten_thousand() -> None:
    app = own(Network((784, 4, 10)).with_parameters(np.full(3190, 0.01, np.float32)), "neighbours")
    assert "of 10,000 compared" in said(app)


def test_a_view_that_there_is_not_is_the_first() -> None:
    app = opened("nonsense")
    assert app.button_group(key="section_view").value == "evidence"


def test_the_bars_show_what_was_added_to_either_class_and_the_points_their_difference() -> None:
    network = load_shipped("deep").network
    found = contributions(network, asked(network, of_mnist(load_mnist(), 4).X))
    to_winner, to_rival, points = (trace["y"] for trace in contribution_bars(found, LIGHT, layer=2).traces)
    assert np.allclose(to_winner - to_rival, points, atol=1e-5)
    assert np.isclose(points.sum(), found.lead, atol=1e-4)  # the others and the biases included
