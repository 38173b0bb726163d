"""The five checks hold for the engine, and each of them fails when it is handed the text's version instead."""

import numpy as np
import pytest

from nn import loss
from nn.explain import slips
from nn.network import Network
from nn.recipe import Recipe
from nn.training import new_network

NETWORK = new_network(Recipe())
X = np.random.default_rng(3).random((784, 6), dtype=np.float32)
LABELS = np.array([3, 1, 4, 1, 5, 9])


def test_all_five_hold() -> None:
    found = slips.all_slips(NETWORK, X, LABELS)
    assert len(found) == 5
    assert all(slip.holds for slip in found), [slip.name for slip in found if not slip.holds]
    for slip in found:
        assert slip.rows and all(len(row) == len(slip.columns) for row in slip.rows)
        assert slip.said != slip.right and slip.verdict and slip.where.endswith(".")


def test_the_network_is_left_alone() -> None:
    theta = NETWORK.theta.copy()
    slips.all_slips(NETWORK, X, LABELS)
    np.testing.assert_array_equal(NETWORK.theta, theta)
    assert not NETWORK.grad.any()


def test_a_turned_sign_is_caught() -> None:
    assert not slips.sign_of_dZ(lambda A, Y, m, out: Y - A).holds


def test_a_missing_mean_is_caught() -> None:
    assert not slips.sign_of_dZ(lambda A, Y, m, out: 2 * (A - Y)).holds


def test_one_bias_sum_is_caught() -> None:
    slip = slips.bias_gradient(NETWORK, X, loss.one_hot(LABELS), slips.backward_with_one_bias_sum)
    assert not slip.holds
    assert [row[2] for row in slip.rows] == ["✓", "✗", "✓", "✗"]


def test_with_the_texts_sum_the_last_biases_never_move() -> None:
    twin, Y = NETWORK.copy(np.float64), loss.one_hot(LABELS, dtype=np.float64)
    twin.forward(X.astype(np.float64), Y)
    slips.backward_with_one_bias_sum(twin, Y)
    assert np.abs(twin.layers[-1].db).max() < 1e-12
    Network.backward(twin, Y)
    assert np.abs(twin.layers[-1].db).max() > 0.01


def test_softmax_without_the_maximum_is_caught() -> None:
    assert not slips.overflow(slips.softmax_without_maximum).holds


def test_the_other_logarithm_is_caught() -> None:
    def base_ten(Z: np.ndarray, Y: np.ndarray, A: np.ndarray) -> float:
        return loss.cross_entropy(Z, Y, A) / float(np.log(10))

    slip = slips.natural_logarithm(base_ten)
    assert not slip.holds and "0.097" in slip.verdict
    assert "0.223" in slips.natural_logarithm().verdict


@pytest.mark.parametrize("wrong", [slips.softmax_over_everything, lambda Z: np.ones_like(Z)])
def test_softmax_of_the_wrong_thing_is_caught(wrong: slips.Softmax) -> None:
    assert not slips.column_by_column(wrong).holds
