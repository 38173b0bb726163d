"""The step that one walks through is the step that train() takes; and its stages and sums add up."""

import numpy as np
import pytest

from nn.activations import ACTIVATIONS
from nn.dataset import Data, Examples
from nn.explain.stages import Kind, Phase, Written, neuron_written, stages, written_sum
from nn.explain.step import step
from nn.gradcheck import relative_error
from nn.network import Network
from nn.recipe import Recipe
from nn.training import new_network, train

LABEL = 3


def digit(seed: int = 0) -> np.ndarray:
    """(1, 784) uint8: some ink on mostly empty paper."""
    rng = np.random.default_rng(seed)
    return (rng.integers(0, 256, (1, 784)) * (rng.random((1, 784)) < 0.2)).astype(np.uint8)


def one_example(pixels: np.ndarray) -> Examples:
    return Examples(pixels, np.array([LABEL], np.uint8), np.array([0]))


def problem(**changes: object) -> tuple[Network, np.ndarray, Recipe]:
    """A network with random parameters, biases too, one digit for it as a column, and a recipe of one update."""
    recipe = Recipe(hidden=(12, 7), initial="he", iterations=1, train_examples=1, test_examples=0).but(**changes)
    network = new_network(recipe)
    network.theta += np.random.default_rng(1).normal(0, 0.05, network.theta.size).astype(np.float32)
    return network, one_example(digit()).X(), recipe


@pytest.mark.parametrize("regular", [{}, {"l2": 0.01}, {"label_smoothing": 0.1}, {"l2": 0.003, "label_smoothing": 0.2}])
@pytest.mark.parametrize("hidden", [(), (12,), (40, 12), (6, 5, 4, 3)], ids=str)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_it_is_the_step_that_train_takes(activation: str, hidden: tuple[int, ...], regular: dict[str, float]) -> None:
    network, X, recipe = problem(hidden=hidden, activation=activation, learning_rate=0.05, **regular)
    walked = step(network.copy(), X, LABEL, recipe, recipe.learning_rate)  # train() works on the network itself
    nothing = Examples(digit(), np.array([LABEL], np.uint8), np.empty(0, int))
    data = Data(one_example(digit()), nothing, nothing, nothing)
    (taken,) = train(network, data, recipe, recipe.streams().training)
    np.testing.assert_allclose(walked.after.theta, network.theta, rtol=1e-5, atol=1e-7)
    assert walked.loss == pytest.approx(taken.train.loss, rel=1e-5)


def test_it_leaves_the_network_as_it_was() -> None:
    network, X, recipe = problem()
    theta = network.theta.copy()
    walked = step(network, X, LABEL, recipe, 0.1)
    np.testing.assert_array_equal(network.theta, theta)
    assert (walked.after.theta != theta).any()


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_stage_follows_from_the_one_before(activation: str) -> None:
    network, X, recipe = problem(activation=activation, l2=0.01)
    walked = step(network, X, LABEL, recipe, 0.1)
    close = {"rtol": 2e-5, "atol": 1e-6}
    np.testing.assert_allclose(walked.P, network.predict(X), **close)
    np.testing.assert_allclose(walked.P_after, walked.after.predict(X), **close)
    below = X
    for this in walked.layers:
        np.testing.assert_array_equal(this.A_prev, below)
        np.testing.assert_allclose(this.Z, this.W @ this.A_prev + this.b, **close)
        np.testing.assert_allclose(this.dW, this.dZ @ this.A_prev.T + 0.01 * this.W, **close)
        np.testing.assert_allclose(this.db, this.dZ, **close)
        np.testing.assert_allclose(this.W_after, this.W - 0.1 * this.dW, **close)
        np.testing.assert_allclose(this.b_after, this.b - 0.1 * this.db, **close)
        below = this.A
    for this, above in zip(walked.layers, walked.layers[1:], strict=False):
        assert this.dA is not None and this.slope is not None
        np.testing.assert_allclose(this.dA, above.W.T @ above.dZ, **close)
        np.testing.assert_allclose(this.dZ, this.dA * this.slope, **close)
    last = walked.layers[-1]
    assert last.last and last.dA is None
    np.testing.assert_allclose(last.dZ, walked.P - walked.Y, **close)
    squares = sum(float((layer.W**2).sum()) for layer in walked.layers)
    assert walked.loss == pytest.approx(-float(np.log(walked.P[LABEL, 0])) + 0.01 / 2 * squares, rel=1e-5)


def test_what_was_walked_stays_as_it_was() -> None:
    network, X, recipe = problem()
    walked = step(network, X, LABEL, recipe, 0.1)
    Z, dZ = walked.layers[0].Z.copy(), walked.layers[0].dZ.copy()
    walked.network.forward(np.ones_like(X), walked.Y)  # the same working memory again
    walked.network.backward(walked.Y)
    np.testing.assert_array_equal(walked.layers[0].Z, Z)
    np.testing.assert_array_equal(walked.layers[0].dZ, dZ)


@pytest.mark.parametrize("regular", [{}, {"l2": 0.01}, {"label_smoothing": 0.2}, {"l2": 0.01, "label_smoothing": 0.2}])
def test_the_surprise_is_the_logarithm_of_p_whatever_else_the_loss_has(regular: dict[str, float]) -> None:
    network, X, recipe = problem(**regular)
    walked = step(network, X, LABEL, recipe, 0.1)
    assert walked.surprise == pytest.approx(-np.log(float(walked.P[LABEL, 0])), rel=1e-5)
    assert (walked.loss == pytest.approx(walked.surprise, rel=1e-4)) == (not regular)
    network.layers[-1].b[LABEL] = -300.0  # p is 0 in float32
    hopeless = step(network, X, LABEL, recipe, 0.1)
    assert hopeless.P[LABEL, 0] == 0 and 200 < hopeless.surprise < 400


def test_a_step_holds_little_more_than_one_gradient() -> None:
    network, X, recipe = problem(hidden=(1024,) * 3)
    walked = step(network, X, LABEL, recipe, 0.1)
    assert walked.network.theta is network.theta
    assert walked.loss_after != walked.loss and walked.layers[1].W_after is not walked.layers[1].W_after
    arrays = [walked.network.grad, *vars(walked).values()]
    for layer in [*walked.layers, *walked.network.layers]:
        arrays += vars(layer).values()
    outcome = vars(walked).get("_outcome", ())
    owners = {}
    for array in [*arrays, *outcome]:
        if isinstance(array, np.ndarray):
            while isinstance(array.base, np.ndarray):
                array = array.base
            owners[id(array)] = array.nbytes
    assert sum(owners.values()) < 2.1 * network.theta.nbytes  # the network's own theta, and a gradient


def test_as_the_article_wrote_it_all_biases_of_a_layer_move_alike() -> None:
    network, X, recipe = problem()
    right, wrong = (step(network, X, LABEL, recipe, 0.1, summed) for summed in (False, True))
    for good, bad in zip(right.layers, wrong.layers, strict=True):
        np.testing.assert_array_equal(good.dW, bad.dW)
        np.testing.assert_allclose(bad.db, float(good.dZ.sum()), rtol=1e-4, atol=1e-6)
        np.testing.assert_allclose(bad.b_after, bad.b - 0.1 * bad.db, rtol=1e-5)
    assert (right.layers[0].db != wrong.layers[0].db).any()


def test_a_diverged_network_is_no_exception() -> None:
    network, X, recipe = problem()
    assert step(network, X, LABEL, recipe, 0.1).finite
    network.theta[5] = np.nan
    assert not step(network, X, LABEL, recipe, 0.1).finite
    network.theta[:] = 3e38
    assert not step(network, X, LABEL, recipe, 0.1).finite


# Stages ---------------------------------------------------------------------------------------------------------------


def test_the_stages_of_the_articles_network() -> None:
    keys = [stage.key for stage in stages(2)]
    forward, backward = ["X", "Z1", "A1", "Z2", "A2"], ["dZ2", "dW2", "db2", "dA1", "dZ1", "dW1", "db1"]
    assert keys == [*forward, "L", *backward, "new1", "new2", "after"]


@pytest.mark.parametrize("depth", [1, 2, 3, 9])
def test_the_stages_of_any_depth(depth: int) -> None:
    found = stages(depth)
    assert len({stage.key for stage in found}) == len(found)
    assert [s.kind for s in found if s.layer == depth and s.phase is Phase.FORWARD] == [Kind.SUM, Kind.SOFTMAX]
    gradients = {stage.gradient for stage in found} - {""}
    assert gradients >= {f"{kind}{layer}" for layer in range(1, depth + 1) for kind in ("dZ", "dW", "db")}
    order = list(Phase)
    assert [order.index(stage.phase) for stage in found] == sorted(order.index(stage.phase) for stage in found)


# Sums -----------------------------------------------------------------------------------------------------------------


def added_up(written: Written) -> float:
    return sum(term.value for term in written.terms) + written.rest + written.extra


@pytest.mark.parametrize("hidden", [(), (12, 7)], ids=str)
def test_terms_rest_and_bias_add_up_to_what_the_engine_found(hidden: tuple[int, ...]) -> None:
    network, X, recipe = problem(hidden=hidden)
    walked = step(network, X, LABEL, recipe, 0.1, summed_db=True)
    seen = set()
    for stage in stages(len(walked.layers)):
        for neuron in range(len(walked.layers[max(stage.layer, 1) - 1].Z)):
            written = neuron_written(walked, stage, neuron)
            if written is not None:
                seen.add(stage.kind)
                assert relative_error(added_up(written), written.total) < 1e-4, (stage, neuron)
    assert seen == {Kind.SUM, Kind.BIASES} | ({Kind.BLAME} if hidden else set())


def test_the_largest_terms_come_first_and_zeros_are_counted() -> None:
    left = np.array([1.0, -5.0, 0.0, 2.0, 0.5, 3.0])
    written = written_sum(left, np.array([1.0, 1.0, 7.0, 0.0, 1.0, -1.0]), 0.25, -6.25, largest=2)
    assert [term.index for term in written.terms] == [1, 5]
    assert (written.others, written.nothing, written.rest) == (2, 2, 1.5)
    assert added_up(written) == pytest.approx(written.total)


@pytest.mark.parametrize(
    ("also", "others", "nothing"), [(5, 2, 2), (0, 1, 2), (2, 2, 1)], ids=["large", "small", "zero"]
)
def test_the_visitors_own_term_is_written_out_whatever_its_size(also: int, others: int, nothing: int) -> None:
    left = np.array([1.0, -5.0, 0.0, 2.0, 0.5, 3.0])
    written = written_sum(left, np.array([1.0, 1.0, 7.0, 0.0, 1.0, -1.0]), 0.25, -6.25, largest=2, also=also)
    assert also in [term.index for term in written.terms]
    assert (written.others, written.nothing) == (others, nothing)
    assert len(written.terms) + others + nothing == len(left)
    assert added_up(written) == pytest.approx(written.total)
