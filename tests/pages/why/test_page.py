"""The Why? page, run by Streamlit's own test harness: any digit, any network, every section."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest
from why_page import html, opened, own, said, trained

from nn.activations import ACTIVATIONS
from nn.explain.digits import of_ink, of_mnist
from nn.network import Network
from pages.shared import session

VIEWS = ("evidence", "softmax", "change", "classes", "neighbours")


def test_a_visitor_without_a_choice_sees_a_close_race() -> None:
    app = AppTest.from_file("../../../pages/why/page.py", default_timeout=60).run()
    assert not app.exception
    assert '<div class="said">4</div>' in html(app) and "That is right." in html(app)
    assert "**4 beat 9 by 0.31** because neuron 2 gave it +1.74 and neuron 6 +0.95." in said(app)


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
    assert "No answer: its numbers" in html(app) and 'class="said"' not in html(app)


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
    assert "Nobody has said what this picture is" in html(app) and "Nobody has said" in said(app)


def test_a_wrong_answer_is_called_wrong() -> None:
    app = opened(digit=of_mnist(session.lab().mnist, 8), network="deep")
    assert "That is wrong: it is a 5." in html(app)


def test_a_view_that_there_is_not_is_the_first() -> None:
    app = opened("nonsense")
    assert app.button_group(key="section_view").value == "evidence"
