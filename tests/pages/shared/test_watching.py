"""Where who follows is taken: a page takes up what the place says of it, once, and then is left to the visitor."""

import pytest
from streamlit.testing.v1 import AppTest
from visiting import look

from nn.lab.run import Run
from nn.recipe import Recipe
from pages.shared import session

SMALL = Recipe(hidden=(4,), train_examples=200, test_examples=50, iterations=20, batch_size=50)


pytestmark = pytest.mark.usefixtures("lab_of_its_own")


def trained() -> Run:
    run = session.lab().new_run(SMALL)
    run.start()
    while run.wants_work:
        run.advance(1.0)
    return run


def follower(run: Run, page: str) -> AppTest:
    """Somebody who follows, on this page."""
    app = AppTest.from_file(f"../../../pages/{page}/page.py", default_timeout=60)
    app.session_state.ten_neurons = session.Session(run_id=run.id, follows=True, network=session.YOUR_RUN)
    return look(app)


def taken_to(app: AppTest, number: int, **led: str) -> AppTest:
    now = app.session_state.ten_neurons
    now.led_to, now.led = (now.run_id, number), led
    return look(app)


@pytest.mark.parametrize("page", ["film", "maths"])
def test_the_run_that_is_watched_is_not_called_the_visitors_own(page: str) -> None:
    app = follower(trained(), page)
    told = " ".join(str(e.value) for e in [*app.markdown, *app.caption]).lower()
    assert "the run you watch" in told and "your run" not in told and "your network" not in told


def test_to_a_stage_and_from_there_on_ones_own() -> None:
    app = taken_to(follower(trained(), "steps"), 1, stage="dW1")
    assert app.session_state.steps.stage == "dW1"
    app.button(key="steps_previous").click()
    assert look(app).session_state.steps.stage == "dZ1"
    assert taken_to(app, 2, stage="nonsense").session_state.steps.stage == "nonsense"  # the first stage is shown


def test_to_a_part_of_a_page() -> None:
    app = taken_to(follower(trained(), "why"), 1, view="softmax")
    assert app.session_state.section_view == "softmax"
    assert taken_to(app, 2, view="nonsense").session_state.section_view == "softmax"


def test_to_an_order_of_the_neurons() -> None:
    app = taken_to(follower(trained(), "weights"), 1, order="number")
    assert app.session_state.weights_ordered_by == "number"


def test_to_a_moment_of_the_film_and_back_to_its_end() -> None:
    app = follower(trained(), "film")
    app.session_state.ten_neurons.moment = 7.0
    assert taken_to(app, 1).session_state.film_cinema.wanted.at == 7
    app.session_state.ten_neurons.moment = None
    assert taken_to(app, 2).session_state.film_cinema.wanted.at is None
