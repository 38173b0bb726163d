"""What a lesson may measure, each by its name: pure functions of a network and a digit.

The words of a lesson hold these names, {accuracy}, and the program puts in what it measures by then. So no figure in a
lesson can be wrong, or grow old.
"""

from collections.abc import Callable
from dataclasses import dataclass

from nn.activations import Array
from nn.dataset import Examples
from nn.explain.digits import Digit
from nn.explain.step import step
from nn.explain.workbench import affordable, report
from nn.network import Network
from nn.recipe import Recipe
from nn.training import Score, better_than_chance
from pages.lessons.lesson import BREAKS, FALLS, GUESSES, LEARNS, RISES, STAYS, Kind
from pages.shared.words import percent, signed


@dataclass(frozen=True)
class Ended:
    """How a run came out: on its own training digits, and whether learning broke down on the way.

    ``official``: the share of the 10,000 that it reads, where that was counted at its end. ``plain``: what the network
    beside it reads, whose pixels were not shuffled.
    """

    train: Score
    diverged: bool
    official: float | None = None
    plain: float | None = None


@dataclass(frozen=True, eq=False)
class Scene:
    """What is measured: the ``network`` as it stands on the stage, the ``digit`` before it, and a neuron of layer 1.

    ``ended`` is how the run that made it came out, where the stage is a run of the lesson's.
    """

    network: Network
    recipe: Recipe
    digit: Digit
    neuron: int
    updates: int
    official: Examples
    ended: Ended | None = None

    def probabilities(self) -> Array:
        """(10,) what the network makes of the digit."""
        found: Array = self.network.predict(self.digit.X)[:, 0]
        return found


@dataclass(frozen=True)
class Measured:
    """A value, and how it is said. Of a digit the value is the digit, of a share 0..1, of a change its amount."""

    value: float
    said: str


def accuracy(scene: Scene) -> Measured:
    """The share of MNIST's 10,000 official test digits that it reads rightly."""
    if scene.ended is not None and scene.ended.official is not None:
        return _counted(scene.ended.official)
    return _counted(report(scene.network, affordable(scene.network, scene.official)).accuracy)


def answer(scene: Scene) -> Measured:
    """What it takes the digit for."""
    return _digit(int(scene.probabilities().argmax()))


def sureness(scene: Scene) -> Measured:
    """The probability that it gives its answer."""
    return _share(float(scene.probabilities().max()))


def second(scene: Scene) -> Measured:
    """What it would take the digit for, were it not for its answer."""
    return _digit(int(scene.probabilities().argsort()[-2]))


def label(scene: Scene) -> Measured:
    """What the digit is."""
    return _digit(_label(scene))


def parameters(scene: Scene) -> Measured:
    """How many weights and biases it has."""
    return _count(scene.network.theta.size)


def updates(scene: Scene) -> Measured:
    """How many updates have made it what it is."""
    return _count(scene.updates)


def train_accuracy(scene: Scene) -> Measured:
    """The share of its own training digits that it takes for what it was told they are."""
    return _counted(_ended(scene).train.accuracy)


def plain_accuracy(scene: Scene) -> Measured:
    """Beside a network that learned shuffled digits: what the one reads that learned the same ones as they are."""
    found = _ended(scene).plain
    return _share(0.0 if found is None else found)


def loss(scene: Scene) -> Measured:
    """Its mean loss on its own training digits, in nats."""
    found = _ended(scene).train.loss
    return Measured(found, f"{found:.2f}")


def ending(scene: Scene) -> Measured:
    """What became of the run: it learned, or did no better than guess, or broke down."""
    ended = _ended(scene)
    learned = better_than_chance(ended.train.loss)
    return Measured(float(learned), BREAKS if ended.diverged else LEARNS if learned else GUESSES)


def weight_change(scene: Scene) -> Measured:
    """What one step on this digit does to the last layer's weight from the neuron to the digit's own class."""
    last = step(scene.network, scene.digit.X, _label(scene), scene.recipe, scene.recipe.learning_rate).layers[-1]
    row, column = _label(scene), scene.neuron
    change = float(last.W_after[row, column] - last.W[row, column])
    return Measured(change, signed(change, 4))


MEASURES: dict[str, tuple[Kind, Callable[[Scene], Measured]]] = {
    "accuracy": (Kind.SHARE, accuracy),
    "answer": (Kind.DIGIT, answer),
    "sureness": (Kind.SHARE, sureness),
    "second": (Kind.DIGIT, second),
    "label": (Kind.DIGIT, label),
    "parameters": (Kind.COUNT, parameters),
    "updates": (Kind.COUNT, updates),
    "weight-change": (Kind.CHANGE, weight_change),
    "train-accuracy": (Kind.SHARE, train_accuracy),
    "plain-accuracy": (Kind.SHARE, plain_accuracy),
    "loss": (Kind.COUNT, loss),
    "ending": (Kind.ENDING, ending),
}
FROM_THE_FIRST = ("parameters", "label")  # what is known of a run before it has begun
OF_A_RUN = ("train-accuracy", "plain-accuracy", "loss", "ending")  # which trains before one's eyes


def as_option(kind: Kind, found: Measured) -> str:
    """The one among a question's options that is true."""
    if kind is Kind.CHANGE:
        return RISES if found.value > 0 else FALLS if found.value < 0 else STAYS
    return found.said


def _ended(scene: Scene) -> Ended:
    assert scene.ended is not None, "a lesson asks this of its own runs only"
    return scene.ended


def _label(scene: Scene) -> int:
    assert scene.digit.label is not None, "a lesson shows MNIST's own digits"
    return scene.digit.label


def _counted(share: float) -> Measured:
    """Of so many digits: all of them is 100%."""
    return Measured(share, f"{share:.1%}")


def _share(share: float) -> Measured:
    return Measured(share, percent(share))


def _digit(digit: int) -> Measured:
    return Measured(digit, str(digit))


def _count(count: int) -> Measured:
    return Measured(count, f"{count:,}")
