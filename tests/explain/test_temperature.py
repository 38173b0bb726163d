"""Softmax in steps."""

import numpy as np
import pytest

from nn.dataset import load_mnist
from nn.explain.digits import of_mnist
from nn.explain.evidence import asked
from nn.explain.temperature import TEMPERATURES, softmax_steps
from nn.models import load_shipped

SCORES = np.array([1.5, -2.0, 0.3, 7.25, 7.0, -0.5, 3.3, 2.2, 0.0, 6.1], np.float32)


def test_at_temperature_1_it_is_what_the_network_says():
    network, digit = load_shipped("deep").network, of_mnist(load_mnist(), 8)
    steps = softmax_steps(asked(network, digit.X).scores)
    np.testing.assert_allclose(steps.probabilities, network.predict(digit.X)[:, 0], rtol=1e-5)


@pytest.mark.parametrize("temperature", TEMPERATURES)
def test_each_step_leads_to_the_next(temperature):
    steps = softmax_steps(SCORES, temperature)
    np.testing.assert_allclose(steps.divided, SCORES / temperature, rtol=1e-6)
    assert steps.shifted.max() == 0
    np.testing.assert_allclose(steps.shifted, steps.divided - steps.divided.max())
    np.testing.assert_allclose(steps.powers, np.exp(steps.shifted))
    assert steps.total == pytest.approx(steps.powers.sum())
    np.testing.assert_allclose(steps.powers / steps.total, steps.probabilities, rtol=1e-6)
    assert steps.probabilities.sum() == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("temperature", TEMPERATURES)
def test_the_order_never_changes(temperature):
    now = softmax_steps(SCORES, temperature)
    assert now.answer == now.probabilities.argmax() == 3
    assert (np.diff(now.probabilities[np.argsort(SCORES)]) >= 0).all()


def test_cold_is_sure_and_hot_is_doubt():
    cold, plain, hot = (softmax_steps(SCORES, t).probabilities.max() for t in (0.1, 1, 10))
    assert cold > plain > hot and cold > 0.9 and hot < 0.2


def test_scores_that_overflow_without_the_subtraction_do_not():
    steps = softmax_steps(np.array([1000.0, 900.0], np.float32), 0.1)
    assert steps.probabilities.tolist() == [1.0, 0.0] and steps.total == 1.0


@pytest.mark.parametrize("temperature", [0, -1, float("nan")])
def test_a_temperature_is_above_zero(temperature):
    with pytest.raises(ValueError, match="above 0"):
        softmax_steps(SCORES, temperature)
