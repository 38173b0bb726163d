"""The Workbench's room where pixels are shuffled, run by Streamlit's own test harness: both runs, and the quiz."""

import time
from collections.abc import Iterator

import pytest
import streamlit as st
from benches import html, page, said
from streamlit.testing.v1 import AppTest

from nn.explain.shuffle import RECIPE
from nn.lab.view import Status
from pages.shared import session


@pytest.fixture(autouse=True)
def clean() -> Iterator[None]:
    yield
    st.cache_resource.clear()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs that end at once."""
    short = RECIPE.but(train_examples=2_000, test_examples=500, epochs=3)
    monkeypatch.setattr("pages.shared.experiment.RECIPE", short)


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
    monkeypatch.setattr("pages.shared.experiment.RECIPE", forever)
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
