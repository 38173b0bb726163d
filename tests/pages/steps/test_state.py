"""What a visitor chooses is kept where it means something; the browser may send anything."""

import pytest

from nn.dataset import load_mnist
from nn.explain.digits import of_mnist
from nn.explain.step import DigitStep, step
from nn.models import load_shipped
from pages.shared import session
from pages.steps import state
from pages.steps.state import Choices


def a_step() -> DigitStep:
    saved, digit = load_shipped("blog"), of_mnist(load_mnist(), 18)
    assert digit.label is not None
    return step(saved.network, digit.X, digit.label, saved.recipe, 0.1)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -1, -5.0, 10, 1e300, 1.5, None, "3", [3], {}])
def test_what_is_no_neuron_input_label_or_rate_changes_nothing(monkeypatch: pytest.MonkeyPatch, value: object) -> None:
    mine, visitor, taken = Choices(), session.Session(neuron=4), a_step()
    monkeypatch.setattr(state, "choices", lambda: mine)
    monkeypatch.setattr(state, "session", lambda: visitor)
    digit = of_mnist(load_mnist(), 0)
    for chosen in (3, 7.0, value):
        state.choose_neuron(taken, 1, chosen)
        state.choose_neuron(taken, 2, chosen)
        state.choose_input(taken, 2, chosen)
        state.choose_label_of(digit, chosen)
        state.choose_rate(chosen)
    assert visitor.neuron == 7 and mine.neurons == {2: 7} and mine.inputs == {2: 7} and mine.labels == {digit.name: 7}
    assert mine.rate == (value if value in (10, 1.5) else 7.0)
