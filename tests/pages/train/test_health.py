"""On Train it is said what is wrong, why, and what helps; the remedy runs beside, and one can go back."""

from collections.abc import Iterator

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from nn.lab.run import Run
from nn.lab.view import Status
from nn.recipe import Recipe
from pages.shared import session
from pages.shared.theme import LIGHT
from pages.train.figures import by_layer, weights_then_and_now

SICK = Recipe(inputs="undivided", learning_rate=0.001, train_examples=300, test_examples=60, iterations=12, seed=3)


@pytest.fixture
def app() -> Iterator[AppTest]:
    """Train, with a run at hand that has made some updates on pixels which nobody divided."""
    app = AppTest.from_file("../../../pages/train/page.py", default_timeout=30)
    run = session.lab().new_run(SICK)
    run.step(3)
    while run.wants_work:
        run.advance(1)
    app.session_state.ten_neurons = session.Session(run_id=run.id, key=run.key)
    yield app.run()
    st.cache_resource.clear()


def run_of(app: AppTest) -> Run:
    found = session.lab().find(app.session_state.ten_neurons.run_id)
    assert found is not None
    return found


def said(app: AppTest) -> str:
    return " ".join(str(e.value) for e in [*app.markdown, *app.caption])


def test_the_remedy_runs_beside_and_the_run_before_is_gone_back_to(app: AppTest) -> None:
    assert not app.exception
    before = run_of(app)
    assert "Ink counts as 255 here" in said(app) and "What helps:" in said(app)
    app.button(key="fix_Unscaled input").click().run()
    assert not app.exception
    beside = run_of(app)
    assert beside is not before and beside.recipe == SICK.but(inputs="pixels")
    app.select_slider(key="recipe_learning_rate").set_value(0.001).run()
    assert beside.view().learning_rate == beside.recipe.learning_rate, "what the browser says late turns nothing"
    assert before.status is Status.PAUSED and beside.status is not Status.READY
    app.button(key="other_run").click().run()
    assert run_of(app) is before and before.view().iteration == 3
    app.button(key="other_run").click().run()
    assert run_of(app) is beside and not app.exception


def test_who_watches_sees_what_is_wrong_and_has_no_button(app: AppTest) -> None:
    app.session_state.ten_neurons = session.Session(run_id=run_of(app).id, heard=True)
    app.run()
    assert "Ink counts as 255 here" in said(app)
    assert not [button for button in app.button if str(button.key).startswith(("fix_", "other_run"))]


def test_a_line_for_each_layer_and_the_weights_then_and_now() -> None:
    iteration, values = np.arange(1, 1_001), np.random.default_rng(0).random((1_000, 3))
    chart = by_layer(iteration, values, ["layer 1", "layer 2", "layer 3"], "norm", LIGHT, log=True)
    assert [line.name for line in chart.data] == ["layer 1", "layer 2", "layer 3"]
    assert chart.data[0].x[-1] == 1_000 and chart.data[1].y[-1] == pytest.approx(values[-1, 1])
    W = np.random.default_rng(0).standard_normal((10, 784))
    then, now = weights_then_and_now(W, 2 * W, LIGHT).data
    assert sum(then.y) == pytest.approx(100, rel=1e-4) and sum(now.y) == pytest.approx(100, rel=1e-4)
    assert max(then.y) > max(now.y)
