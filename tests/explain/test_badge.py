"""The badge agrees with a right gradient, of any network, and warns of a wrong one."""

import numpy as np
import pytest

from nn.activations import ACTIVATIONS, Activation
from nn.dataset import load_mnist
from nn.explain import step as step_module
from nn.explain.badge import FEWEST, SAMPLES, WORK, Verdict, badge
from nn.explain.digits import of_mnist
from nn.explain.stages import Kind, stage_numbers, stages
from nn.explain.step import DigitStep, step
from nn.gradcheck import tellable
from nn.layers import Dense
from nn.models import load_shipped
from nn.network import Network
from nn.recipe import Recipe
from nn.training import new_network

LABEL = 2
MNIST = load_mnist()
TELLABLE = tellable(0)


def walked(
    hidden: tuple[int, ...] = (9, 6), activation: str = "relu", summed: bool = False, **recipe: float
) -> tuple[DigitStep, Recipe]:
    rng = np.random.default_rng(3)
    network = Network((30, *hidden, 10), activation)
    network.theta[:] = rng.normal(0, 0.4, network.theta.size)
    how = Recipe(hidden=hidden, activation=activation, **recipe)  # type: ignore[arg-type]
    return step(network, rng.random((30, 1)), LABEL, how, 0.1, summed), how


def verdicts(taken: DigitStep) -> dict[str, bool]:
    found = {}
    for stage in stages(len(taken.layers)):
        checked = stage_numbers(taken, stage, 1, 2).badge
        assert (checked is None) == (not stage.gradient)
        if checked is not None:
            found[checked.name] = checked.verdict is Verdict.AGREES
    return found


@pytest.mark.parametrize("regular", [{}, {"l2": 0.05, "label_smoothing": 0.1}], ids=["plain", "regularised"])
@pytest.mark.parametrize("hidden", [(), (9,), (9, 6, 5)], ids=str)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_right_gradients_agree(activation: str, hidden: tuple[int, ...], regular: dict[str, float]) -> None:
    assert all(verdicts(walked(hidden, activation, **regular)[0]).values())


@pytest.mark.parametrize("hidden", [(), (9, 6)], ids=str)
def test_as_the_article_wrote_it_db_parts_and_nothing_else(hidden: tuple[int, ...]) -> None:
    found = verdicts(walked(hidden, summed=True)[0])
    assert {name for name, agrees in found.items() if not agrees} == {f"db{i + 1}" for i in range(len(hidden) + 1)}


def test_it_tells_of_the_entry_that_was_picked_and_of_the_worst_of_fifty() -> None:
    taken, _ = walked()
    found = badge(taken, "dW1", (4, 7))
    assert found is not None
    assert found.picked.entry == (4, 7) and found.tried == 50
    assert found.picked.backprop == pytest.approx(float(taken.layers[0].dW[4, 7]), rel=1e-4, abs=1e-7)
    assert found.worst.relative_error < 1e-6
    small = badge(taken, "db2", (5, 0))
    assert small is not None and small.tried == 6 and small.picked.entry == (5, 0)


@pytest.mark.parametrize("name", ["dZ1", "dA1", "dZ2", "dA2"])
def test_what_lies_between_the_parameters_is_checked_as_well(name: str) -> None:
    taken, _ = walked()
    found = badge(taken, name, (3, 0))
    layer = taken.layers[int(name[2]) - 1]
    shown = {"dZ": layer.dZ, "dA": layer.dA}[name[:2]]
    assert found is not None and shown is not None
    assert found.picked.backprop == pytest.approx(float(shown[3, 0]), rel=1e-4, abs=1e-7)


# What must be caught --------------------------------------------------------------------------------------------------


def test_a_slope_that_is_wrong_is_caught_below_it_and_not_above(monkeypatch: pytest.MonkeyPatch) -> None:
    right = ACTIVATIONS["tanh"]

    def slope(Z: np.ndarray, A: np.ndarray, out: np.ndarray) -> np.ndarray:
        return np.subtract(1, A, out=out)  # the square forgotten

    monkeypatch.setitem(ACTIVATIONS, "tanh", Activation("tanh", right.value, slope, "", ""))
    found = verdicts(walked(activation="tanh")[0])
    assert {name for name, agrees in found.items() if agrees} == {"dZ3", "dW3", "db3", "dA2"}


def test_a_wrong_sign_in_the_loss_is_caught_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(step_module, "cross_entropy_backward", lambda A, Y, m, out: np.subtract(Y, A, out=out))
    assert not any(verdicts(walked()[0]).values())


def test_l2_forgotten_is_caught_in_the_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nn.explain.badge.added_penalty", lambda before, W, l2: 0.0)
    found = verdicts(walked(l2=0.05)[0])
    assert {name for name, agrees in found.items() if not agrees} == {"dW1", "dW2", "dW3"}


def test_one_wrong_entry_is_caught_when_it_is_picked(monkeypatch: pytest.MonkeyPatch) -> None:
    backward = Dense.backward

    def broken(self: Dense, dZ: np.ndarray) -> None:
        backward(self, dZ)
        self.dW[1, 2] += 0.5

    monkeypatch.setattr(Dense, "backward", broken)
    taken, _ = walked((60,))
    picked, another = badge(taken, "dW1", (1, 2)), badge(taken, "dW1", (5, 3))
    assert picked is not None and another is not None
    assert picked.verdict is Verdict.PARTS and not picked.picked.passed
    assert another.picked.passed


# Where there is nothing to compare ------------------------------------------------------------------------------------


def test_a_kink_is_no_disagreement() -> None:
    network = Network((4, 3, 10))
    network.theta[:] = np.random.default_rng(0).normal(0, 1, network.theta.size)
    X = np.ones((4, 1))
    hidden = network.layers[0]
    hidden.W[1] = 0
    hidden.b[1] = 0  # z is exactly 0
    found = badge(step(network, X, LABEL, Recipe(), 0.1), "db1", (1, 0))
    assert found is not None
    assert found.at_a_kink and not found.picked.passed and found.verdict is not Verdict.PARTS
    other = badge(step(network, X, LABEL, Recipe(), 0.1), "db1", (0, 0))
    assert other is not None and not other.at_a_kink


def test_overflowed_numbers_are_not_checked() -> None:
    taken, how = walked()
    taken.network.theta[:] = np.nan
    broken = step(taken.network, taken.X, LABEL, how, 0.1)
    assert badge(broken, "dW1", (0, 0)) is None
    assert stage_numbers(broken, next(s for s in stages(3) if s.kind is Kind.GATE), 0).badge is None


# What a nudge can tell ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("index", [0, 8, 18])
@pytest.mark.parametrize("name", ["blog", "deep", "strong"])
def test_a_wrong_db_of_a_shipped_network_is_never_called_right(name: str, index: int) -> None:
    saved, digit = load_shipped(name), of_mnist(MNIST, index)
    assert digit.label is not None
    for summed in (False, True):
        taken = step(saved.network, digit.X, digit.label, saved.recipe, saved.recipe.learning_rate, summed)
        for layer in taken.layers:
            found = badge(taken, f"db{layer.number}", (0, 0))
            assert found is not None
            small = max(float(np.abs(layer.dZ).max()), float(np.abs(layer.db).max())) <= TELLABLE
            expected = Verdict.TOO_SMALL if small else Verdict.PARTS if summed else Verdict.AGREES
            assert found.verdict is expected, (layer.number, summed)
            assert found.verdict is not Verdict.PARTS or name != "strong" or summed


def test_gradients_that_are_nothing_are_neither_right_nor_wrong() -> None:
    taken, how = walked()
    taken.network.layers[-1].b[LABEL] = 60.0  # quite sure, and right
    sure = step(taken.network, taken.X, LABEL, how, 0.1, summed_db=True)
    for name in ("dW1", "db1", "db3", "dZ3", "dA2"):
        found = badge(sure, name, (0, 0))
        assert found is not None and found.largest <= TELLABLE and found.verdict is Verdict.TOO_SMALL


def test_a_wrong_gradient_that_is_large_enough_is_caught_however_small_the_right_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken, how = walked()
    taken.network.layers[-1].b[LABEL] = 60.0
    backward = Dense.backward

    def broken(self: Dense, dZ: np.ndarray) -> None:
        backward(self, dZ)
        self.db += 2 * TELLABLE

    monkeypatch.setattr(Dense, "backward", broken)
    found = badge(step(taken.network, taken.X, LABEL, how, 0.1), "db1", (0, 0))
    assert found is not None and found.verdict is Verdict.PARTS


def test_what_l2_costs_altogether_does_not_drown_the_slope() -> None:
    how = Recipe(hidden=(256,) * 4, l2=1.0, initial="he")
    network = new_network(how)
    X = (np.random.default_rng(0).random((784, 1)) * (np.random.default_rng(1).random((784, 1)) < 0.2)).astype("f4")
    taken = step(network, X, LABEL, how, 0.1)
    assert taken.penalty > 1000
    for name in ("dW1", "db1", "dZ2", "dA2"):
        found = badge(taken, name, (3, 0))
        assert found is not None and found.verdict is Verdict.AGREES and found.worst.relative_error < 1e-7


def test_in_a_large_layer_half_of_the_tries_are_where_there_is_something_to_tell() -> None:
    how = Recipe(hidden=(300,), initial="he")
    X = np.zeros((784, 1), "f4")
    X[400:403] = 1.0  # three pixels of ink: 900 of 235,200 entries of dW1 at most
    found = badge(step(new_network(how), X, LABEL, how, 0.1), "dW1", (0, 0))
    assert found is not None and found.picked.backprop == 0
    assert found.verdict is Verdict.AGREES and found.worst.entry[1] in (400, 401, 402)


@pytest.mark.parametrize(("hidden", "tried"), [((300,), SAMPLES), ((1024,) * 8, 4)], ids=str)
def test_the_larger_the_network_the_fewer_entries_are_tried(hidden: tuple[int, ...], tried: int) -> None:
    how = Recipe(hidden=hidden, initial="he")
    network = new_network(how)
    X = np.random.default_rng(0).random((784, 1)).astype("f4")
    found = badge(step(network, X, LABEL, how, 0.1), "dW1", (0, 0))
    assert found is not None and found.tried == tried
    assert FEWEST <= found.tried and found.tried * network.theta.size <= WORK


def test_a_large_loss_rounds_away_more_and_is_no_disagreement() -> None:
    taken, how = walked((40, 30), "gelu")
    taken.network.theta *= 12
    wild = step(taken.network, taken.X, int(taken.P.argmin()), how, 0.1)
    assert wild.loss > 100
    found = [stage_numbers(wild, stage, i, 3).badge for stage in stages(3) for i in range(6)]
    assert {checked.verdict for checked in found if checked is not None} == {Verdict.AGREES}
    wrong = step(taken.network, taken.X, int(taken.P.argmin()), how, 0.1, summed_db=True)
    caught = badge(wrong, "db1", (0, 0))
    assert caught is not None and caught.verdict is Verdict.PARTS
