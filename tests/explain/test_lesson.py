"""What the lesson shows is what the engine has: its source, its shapes, its numbers."""

import numpy as np
import pytest

from nn.explain.lesson import (
    AnchorError,
    arrays,
    descent,
    excerpt,
    forward_backward,
    mean_early_and_late,
    neuron_sum,
    parameter_sum,
)
from nn.gradcheck import finite_difference
from nn.layers import Dense
from nn.loss import one_hot, softmax
from nn.network import Network
from nn.recipe import Recipe
from nn.training import new_network

RNG = np.random.default_rng(7)
X = RNG.random((784, 30), dtype=np.float32)
LABELS = RNG.integers(0, 10, 30)


def network(*hidden: int, activation: str = "relu") -> Network:
    return new_network(Recipe(hidden=hidden, activation=activation, initial="he"))


# Excerpts ----------------------------------------------------------------------------------------------------------


def test_an_excerpt_is_a_line_of_the_real_file() -> None:
    found = excerpt(Dense.backward, "np.sum(dZ, axis=1")
    with open(found.file) as file:
        line = file.readlines()[found.line - 1]
    assert found.code.strip() == line.strip() and found.name == "Dense.backward" and found.file == "nn/layers.py"


def test_an_excerpt_runs_from_anchor_through_anchor() -> None:
    assert excerpt(softmax, "A: Array", "return A").code.splitlines()[-1] == "return A"
    assert excerpt(softmax).code.startswith("def softmax")


def test_an_anchor_that_vanished_is_loud() -> None:
    with pytest.raises(AnchorError, match="0 lines with 'np.log2'"):
        excerpt(softmax, "np.log2")


def test_an_anchor_that_is_not_unique_is_loud() -> None:
    with pytest.raises(AnchorError, match="exactly one"):
        excerpt(softmax, "A")


def test_a_last_line_before_the_first_is_loud() -> None:
    with pytest.raises(AnchorError, match="no line with 'A: Array'"):
        excerpt(softmax, "return A", "A: Array")


# Shapes --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hidden", [(), (10,), (12, 7, 5)])
def test_the_table_of_shapes_is_the_engines(hidden: tuple[int, ...]) -> None:
    net = network(*hidden)
    Y = one_hot(LABELS)
    net.forward(X, Y)
    net.backward(Y)
    table = {array.name: array for array in arrays(net.sizes, X.shape[1])}
    assert table["X"].shape == X.shape and table["Y"].shape == Y.shape
    for i, layer in enumerate(net.layers, start=1):
        for name, array in (("W", layer.W), ("b", layer.b), ("Z", layer.Z), ("A", layer.A)):
            assert table[f"{name}{i}"].shape == array.shape
        assert table[f"W{i}"].gradient == f"dW{i}" and layer.dW.shape == table[f"W{i}"].shape
    assert sum(array.parameters for array in table.values()) == net.theta.size


def test_the_article_has_7960_parameters() -> None:
    assert parameter_sum((784, 10, 10)) == "10·784 + 10 + 10·10 + 10 = 7,960"


# A digit's numbers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hidden", [(), (10,), (12, 7, 5)])
@pytest.mark.parametrize("activation", ["relu", "tanh", "gelu"])
def test_a_pass_is_what_predict_says_and_leaves_the_network_alone(hidden: tuple[int, ...], activation: str) -> None:
    net = network(*hidden, activation=activation)
    theta = net.theta.copy()
    walked = forward_backward(net, X[:, 0], 3)
    np.testing.assert_allclose(walked.probabilities, net.predict(X[:, :1])[:, 0], rtol=1e-5)
    assert walked.loss == pytest.approx(-np.log(walked.p_true), rel=1e-4)
    np.testing.assert_allclose(walked.layers[-1].dZ, walked.probabilities - walked.Y, atol=1e-6)
    np.testing.assert_allclose(walked.dW1, np.outer(walked.layers[0].dZ, X[:, 0]), rtol=1e-4, atol=1e-7)
    assert len(walked.layers) == len(hidden) + 1
    np.testing.assert_array_equal(net.theta, theta)
    assert not net.grad.any()


def test_a_passs_gradient_is_the_losss() -> None:
    net = network(10).copy(np.float64)
    x, Y = X[:, :1].astype(np.float64), one_hot(np.array([4]), dtype=np.float64)
    dW1 = forward_backward(net, x[:, 0], 4).dW1.ravel()
    i = int(np.abs(dW1).argmax())
    assert dW1[i] == pytest.approx(finite_difference(lambda: net.forward(x, Y), net.theta, i), rel=1e-6)


def test_the_terms_and_the_bias_add_up_to_the_engines_z() -> None:
    net = network(10)
    net.layers[0].b[:] = 0.5
    walked = forward_backward(net, X[:, 0], 3)
    for neuron in range(10):
        one = neuron_sum(net, walked, neuron)
        assert one.terms.sum() + one.bias == pytest.approx(one.z, abs=1e-4)
        assert one.speaking_for + one.speaking_against + one.bias == pytest.approx(one.z, abs=1e-4)
        assert one.a == max(one.z, 0)


# One step ------------------------------------------------------------------------------------------------------------


def test_a_short_step_goes_down_and_a_long_one_up() -> None:
    net = network(10)
    theta = net.theta.copy()
    tried = descent(net, X, LABELS, rate=0.01)
    assert tried.after < tried.before
    assert tried.after == pytest.approx(tried.losses[len(tried.losses) // 2], rel=1e-5)
    assert tried.losses.min() <= tried.losses[0] < tried.before
    assert descent(net, X, LABELS, rate=1000.0).after > tried.before
    np.testing.assert_array_equal(net.theta, theta)


def test_the_mean_may_be_taken_early_or_late():
    rng = np.random.default_rng(0)
    small = new_network(Recipe(hidden=(8,)))
    X, labels = rng.random((784, 20), dtype=np.float32), rng.integers(0, 10, 20)
    found = mean_early_and_late(small, X, labels)
    assert found is not None and found[0] > 1e-3 and found[1] < 1e-12 * 20
    small.theta[:] = np.inf
    assert mean_early_and_late(small, X, labels) is None
