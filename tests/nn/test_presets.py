"""A preset keeps what its sentence promises; the slow ones are held to it by `python -m bench time-to-accuracy`."""

from nn.dataset import load_mnist
from nn.presets import PRESETS
from nn.training import evaluate, new_network, train


def test_fast_reads_98_percent() -> None:
    recipe = PRESETS["fast"].recipe
    assert "98 %" in PRESETS["fast"].purpose
    data, network = load_mnist().split(recipe), new_network(recipe)
    for _ in train(network, data, recipe, recipe.streams().training):
        pass
    assert evaluate(network, data.official).accuracy >= 0.98
