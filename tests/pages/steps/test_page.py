"""Step by step without a browser: every stage of any network, the choices, the badge, and what is held still."""

from collections.abc import Iterator

import numpy as np
import pytest
import streamlit as st
from seen import address_of
from streamlit.testing.v1 import AppTest

from nn.activations import ACTIVATIONS
from nn.explain.digits import of_ink, of_mnist
from nn.explain.stages import Phase, stages
from nn.lab.run import Run
from nn.network import Network
from nn.recipe import Recipe
from nn.storage import Saved
from pages.shared import session
from pages.steps import words
from pages.steps.state import Choices

SMALL = {"train_examples": 200, "test_examples": 50, "iterations": 3, "batch_size": 50}


@pytest.fixture(autouse=True)
def no_runs_left() -> Iterator[None]:
    yield
    st.cache_resource.clear()


def page(visitor: session.Session | None = None, choices: Choices | None = None, **query: str) -> AppTest:
    at = AppTest.from_file("../../../pages/steps/page.py", default_timeout=60)
    for name, value in query.items():
        at.query_params[name] = value
    if visitor is not None:
        at.session_state.ten_neurons = visitor
    if choices is not None:
        at.session_state.steps = choices
    return at.run()


def a_run(*hidden: int, iterations: int = 2, **recipe: object) -> Run:
    """A run of some layers after so many of its three iterations."""
    run = session.lab().new_run(Recipe(hidden=hidden, **(SMALL | recipe)))
    if iterations:
        run.step(iterations)
    while run.wants_work:
        run.advance(1.0)
    return run


def of_run(run: Run) -> session.Session:
    return session.Session(run_id=run.id, network=session.YOUR_RUN)


def said(at: AppTest) -> str:
    return "\n".join(str(e.value) for e in [*at.markdown, *at.caption, *at.info, *at.warning])


def formulas(at: AppTest) -> str:
    return "\n".join(e.value for e in at.latex)


def stage_of(at: AppTest) -> str:
    """What the address says."""
    return address_of(at)["stage"]


def walk_on(at: AppTest) -> None:
    at.button(key="steps_next").click().run()
    assert not at.exception


def test_it_opens_at_the_digit_itself_and_names_the_stage_in_the_address() -> None:
    at = page()
    assert not at.exception
    assert "the digit as numbers" in said(at) and stage_of(at) == "X"
    assert at.button(key="steps_previous").disabled


def test_next_walks_through_every_stage_to_the_last_and_previous_back() -> None:
    at = page()
    found = stages(2)
    for stage in found[1:]:
        walk_on(at)
        assert stage_of(at) == stage.key
        assert words.title(stage, 2) in said(at)
    assert at.button(key="steps_next").disabled and "did it help?" in said(at)
    at.button(key="steps_previous").click().run()
    assert stage_of(at) == found[-2].key


@pytest.mark.parametrize(
    ("activation", "hidden"),
    list(zip(ACTIVATIONS, [(), (1,), (40, 20), (3, 4, 5), (300,), (8,)], strict=True)),
)
def test_every_stage_of_any_network(activation: str, hidden: tuple[int, ...]) -> None:
    run = a_run(
        *hidden,
        activation=activation,
        l2=0.001,
        label_smoothing=0.1,
        dropout=0.1,
        optimizer="adam",
        inputs="standardised",
    )
    at = page(of_run(run))
    assert "L2 0.001 and label smoothing 0.1 are part of the step" in said(at)
    assert "It learns on standardised inputs" in said(at) and "on plain pixels" in said(at)
    assert "Adam steps by its memory" in said(at) and "Dropout is left to chance" in said(at)
    for stage in stages(len(hidden) + 1)[1:]:
        walk_on(at)
        assert ("is the slope of the loss" in said(at)) == bool(stage.gradient), stage
        assert not at.warning, stage


def test_a_stage_can_be_asked_for_by_link_and_a_wrong_name_opens_the_first() -> None:
    assert "dW1: which way each weight" in said(page(stage="dW1"))
    assert "the digit as numbers" in said(page(stage="dW77"))


def test_the_lists_jump() -> None:
    at = page()
    at.button_group(key="steps_phase").set_value(Phase.BACKWARD).run()
    assert stage_of(at) == "dZ2"
    at.button_group(key="steps_stage").set_value("dA1").run()
    assert not at.exception and stage_of(at) == "dA1"
    assert "the blame goes down to layer 1" in said(at)


def test_a_deep_networks_stages_come_as_a_list() -> None:
    at = page(of_run(a_run(*[5] * 8)), stage="dW9")
    at.selectbox(key="steps_list").set_value("dZ2").run()
    assert not at.exception and stage_of(at) == "dZ2" and "through the gate of layer 2" in said(at)


def test_the_neuron_of_layer_1_is_everybodys_and_others_are_the_pages_own() -> None:
    at = page(session.Session(neuron=4, network="deep"), stage="Z1")
    assert at.number_input(key="steps_neuron").value == 4 and "Z_{1}[4]" in formulas(at)
    at.number_input(key="steps_neuron").set_value(9).run()
    assert at.session_state.ten_neurons.neuron == 9 and "Z_{1}[9]" in formulas(at)
    at.button_group(key="steps_stage").set_value("Z2").run()
    at.number_input(key="steps_neuron").set_value(60).run()
    assert at.session_state.ten_neurons.neuron == 9 and at.session_state.steps.neurons == {2: 60}
    at.button_group(key="steps_stage").set_value("A2").run()
    assert at.number_input(key="steps_neuron").value == 60


def test_a_check_of_some_entries_does_not_claim_them_all() -> None:
    at = page(session.Session(network="blog"), stage="dW1")
    assert "**Checked: dW1 is the slope of the loss** at the 50 of its 7,840 entries that were tried" in said(at)
    assert "**Checked: db1 is the slope of the loss**." in said(page(session.Session(network="blog"), stage="db1"))


def test_an_input_is_picked_and_the_badge_is_about_it() -> None:
    at = page(stage="dW1")
    at.number_input(key="steps_input").set_value(200).run()
    assert not at.exception and r"dW_{1}[0,\,200]" in formulas(at)
    assert any("yours [0, 200]" in e.proto.body for e in at.get("html"))


def test_as_the_blog_wrote_it_the_badge_warns_at_db_only() -> None:
    at = page(stage="db1")
    assert not at.warning and at.info
    at.toggle(key="steps_blog").set_value(True).run()
    assert any("They disagree: db1" in e.value for e in at.warning) and not at.info
    assert any("layer.db[:] = layer.db.sum()" in e.value for e in at.code)
    at.button_group(key="steps_stage").set_value("dW1").run()
    assert not at.warning and at.info
    at.toggle(key="steps_blog").set_value(False).run()
    at.button_group(key="steps_stage").set_value("db2").run()
    assert not at.warning and at.info


def test_the_rate_is_the_networks_own_until_it_is_turned() -> None:
    at = page(of_run(a_run(10, learning_rate=0.25)), stage="after")
    assert at.number_input(key="steps_rate").value == 0.25
    before = said(at)
    at.number_input(key="steps_rate").set_value(0.0001).run()
    assert not at.exception and said(at) != before and at.session_state.steps.step.rate == 0.0001


def test_after_the_rate_was_turned_mid_run_the_step_is_taken_with_the_rate_of_now() -> None:
    run = a_run(10, learning_rate=0.25)
    run.set_learning_rate(0.02)
    at = page(of_run(run), stage="after")
    assert at.number_input(key="steps_rate").value == 0.02 and at.session_state.steps.step.rate == 0.02


def test_a_network_from_a_file_is_stepped_with_the_last_rate_it_was_trained_with() -> None:
    run = a_run(10, learning_rate=0.25)
    run.set_learning_rate(0.02)
    visitor = session.Session(opened=run.saved(), opened_key="a file", network=session.OPENED)
    at = page(visitor, stage="after")
    assert at.number_input(key="steps_rate").value == 0.02 and at.session_state.steps.step.rate == 0.02


def test_a_rate_that_is_far_too_large_is_told_in_a_sentence() -> None:
    at = page(of_run(a_run(10, l2=1.0)), stage="after")
    for rate, told in ((1e-5, "It helped"), (100.0, "the step was too long"), (1e4, "the step was too long")):
        at.number_input(key="steps_rate").set_value(rate).run()
        assert not at.exception and told in said(at)


def test_a_drawing_pulls_towards_the_answer_until_it_is_said_what_it_is() -> None:
    ink = np.zeros((28, 28), np.uint8)
    ink[4:24, 13:15] = 255
    at = page(session.Session(digit=of_ink(ink), network="deep"), stage="L")
    answer = at.session_state.steps.step.answer
    assert words.WHOSE_LABEL in said(at) and at.selectbox(key="steps_label").value == answer
    other = (answer + 1) % 10
    at.selectbox(key="steps_label").set_value(other).run()
    assert not at.exception and f"the true digit, {other}" in said(at)
    assert at.session_state.steps.step.label == other


def test_a_digit_with_a_label_is_not_asked_about() -> None:
    assert not [s for s in page().selectbox if s.key == "steps_label"]


def test_a_diverged_network_is_told_in_a_sentence() -> None:
    network = Network((784, 10, 10))
    network.theta[:] = np.nan
    at = page(session.Session(opened=Saved(network, Recipe()), network=session.OPENED))
    assert not at.exception and words.DIVERGED in said(at)


def test_a_network_that_knows_nothing_yet_can_be_walked() -> None:
    network = Network((784, 10, 10))  # all zeros
    at = page(session.Session(opened=Saved(network, Recipe()), network=session.OPENED))
    for _ in stages(2)[1:]:
        walk_on(at)
        assert not at.warning


def test_a_run_that_learns_on_changes_nothing_until_the_newest_is_asked_for() -> None:
    run = a_run(10, iterations=1)
    at = page(of_run(run), stage="L")
    held = at.session_state.steps.step
    assert not [b for b in at.button if b.label == words.NEWEST]
    run.step(1)
    while run.wants_work:
        run.advance(1.0)
    at.run()
    assert at.session_state.steps.step is held and "after 1 of 3 updates" in said(at)
    next(b for b in at.button if b.label == words.NEWEST).click().run()
    assert not at.exception and "after 2 of 3 updates" in said(at)
    assert at.session_state.steps.step.loss != held.loss
    assert not [b for b in at.button if b.label == words.NEWEST]


def test_who_comes_back_finds_the_newest() -> None:
    run = a_run(10, iterations=1)
    at = page(of_run(run))
    run.step(1)
    while run.wants_work:
        run.advance(1.0)
    again = page(at.session_state.ten_neurons, at.session_state.steps)
    assert "after 2 of 3 updates" in said(again)


def test_nothing_is_computed_twice() -> None:
    at = page(stage="dW1")
    step, numbers = at.session_state.steps.step, at.session_state.steps.numbers
    at.run()
    assert at.session_state.steps.step is step and at.session_state.steps.numbers is numbers
    at.number_input(key="steps_neuron").set_value(5).run()
    assert at.session_state.steps.step is step and at.session_state.steps.numbers is not numbers


def test_whether_the_answer_is_right_is_said_only_where_somebody_knows() -> None:
    assert "which is right" in said(page(session.Session(network="deep")))
    at = page(session.Session(network="blog", digit=session.of_mnist(session.lab().mnist, 8)))
    assert "; it is a **5**." in said(at)
    ink = np.zeros((28, 28), np.uint8)
    ink[4:24, 13:15] = 255
    unknown = said(page(session.Session(digit=of_ink(ink), network="deep")))
    assert "the step pulls it towards" in unknown and "which is right" not in unknown.split("Shipped")[1]


def test_too_small_to_tell_is_neither_an_agreement_nor_a_warning() -> None:
    at = page(session.Session(network="strong", digit=of_mnist(session.lab().mnist, 1)), stage="db1")
    assert not at.warning and "Too small to tell" in at.info[0].value and "is the slope" not in at.info[0].value
    at.toggle(key="steps_blog").set_value(True).run()
    assert not at.exception and not at.warning and "Too small to tell" in at.info[0].value


@pytest.mark.parametrize("neuron", [-1, -(10**9), 10**9])
def test_a_neuron_from_outside_the_layer_is_one_of_it(neuron: int) -> None:
    at = page(session.Session(network="blog", neuron=neuron), stage="Z1")
    assert not at.exception and at.number_input(key="steps_neuron").value in (0, 9)


@pytest.mark.parametrize("asked", ["-1", "dW0", "dW" + "9" * 500, "dW1 ", "ÿ", "[1]", "NaN"])
def test_a_stage_that_means_nothing_opens_the_first(asked: str) -> None:
    assert "the digit as numbers" in said(page(stage=asked))
