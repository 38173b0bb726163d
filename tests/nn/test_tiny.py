"""The whole algorithm on one page is the engine's algorithm: the same gradients, the same run, and it is one page."""

import ast
import sys
from pathlib import Path

import numpy as np
import pytest

from nn import tiny
from nn.dataset import load_mnist
from nn.loss import one_hot
from nn.presets import PRESETS
from nn.training import new_network, train

BLOG = PRESETS["blog"].recipe


def four(network):
    """Copies of a network's W1, b1, W2, b2."""
    return tuple(parameter.copy() for layer in network.layers for parameter in (layer.W, layer.b))


def joined(parameters):
    """As the engine's one vector."""
    return np.concatenate([parameter.ravel() for parameter in parameters])


@pytest.mark.parametrize("seed", range(3))
def test_its_gradients_are_the_engines(seed):
    network = new_network(BLOG.but(seed=seed)).copy(np.float64)
    examples = load_mnist().training
    X, labels = examples.X(slice(0, 200)).astype(np.float64), examples.labels[:200]
    Y = one_hot(labels, dtype=np.float64)
    network.forward(X, Y)
    network.backward(Y)
    A1, A2 = tiny.forward(four(network), X)
    np.testing.assert_allclose(A2, network.A, atol=1e-12)
    gradients = tiny.backward(four(network), X, Y, A1, A2)
    assert [g.shape for g in gradients] == [block.shape for block in network.blocks]
    np.testing.assert_allclose(joined(gradients), network.grad, rtol=1e-6, atol=1e-12)


def test_a_run_of_it_is_the_engines_run():
    recipe = BLOG.but(train_examples=300, test_examples=0, iterations=20)
    data, network = load_mnist().split(recipe), new_network(recipe)
    parameters = four(network)
    page = tiny.train(parameters, data.train.X(), data.train.labels, recipe.learning_rate, recipe.iterations)
    engine = train(network, data, recipe, recipe.streams().training)
    for (loss, accuracy), step in zip(page, engine, strict=True):
        assert (loss, accuracy) == pytest.approx((step.train.loss, step.train.accuracy), rel=1e-5)
        np.testing.assert_allclose(joined(parameters), network.theta, atol=2e-6)


def test_it_trains_the_articles_network(monkeypatch, capsys):
    article = (BLOG.train_examples, BLOG.learning_rate, BLOG.iterations)
    assert (tiny.DIGITS, tiny.RATE, tiny.ITERATIONS) == article
    start = tiny.initial_values(np.random.default_rng(0))
    assert [p.shape for p in start] == [block.shape for block in new_network(BLOG).blocks]
    assert np.abs(joined(start)).max() <= 0.5
    monkeypatch.setattr(tiny, "DIGITS", 1_000)
    monkeypatch.setattr(tiny, "ITERATIONS", 150)
    tiny.main()
    *updates, last = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in updates] == ["update   1", "update  50", "update 100", "update 150"]
    assert float(last.split()[-1].rstrip("%")) > 60  # of the official digits


def test_it_is_one_page_and_needs_numpy_alone():
    text = Path(tiny.__file__).read_text()
    assert 60 <= len(text.splitlines()) <= 80
    needed = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }
    assert needed <= {"numpy"} | sys.stdlib_module_names
