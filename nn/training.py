"""The training loop: forward, backward, update, and yield what happened. That is all of learning.

``train`` is a generator. It prints nothing, calls nobody back and starts no thread; whoever iterates it decides how
fast it goes, watches it between two steps, or leaves it. batch.py computes the gradient of one batch.

Next: gradcheck.py, which proves that backward is the derivative of forward.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import isfinite, log
from time import perf_counter

import numpy as np

from nn.batch import Batches, BatchGradient
from nn.dataset import Data, Examples
from nn.initializers import initialize
from nn.inputs import INPUTS
from nn.memory import Memory
from nn.network import Network
from nn.on_purpose import BIAS_GRADIENTS
from nn.optimizers import OPTIMIZERS
from nn.recipe import CLASSES, Recipe
from nn.schedules import SCHEDULES

HOPELESS = 30.0  # a loss this many times the first one (or the loss of chance, if that is larger) does not come back


@dataclass(frozen=True)
class Score:
    """How a network does on a set of digits: mean cross-entropy in nats, and the share of right answers."""

    loss: float
    accuracy: float


@dataclass(frozen=True)
class Step:
    """One update. Loss and accuracy are those of the parameters BEFORE it, on the examples it learned from.

    ``iteration`` counts updates from 1. ``train`` is the mean over the examples seen since the last measured step;
    ``measured`` steps come every Recipe.measure_every updates, the first among them; only they have a ``held_out``
    score, if any digits are held out. ``seconds`` is computing time so far.
    """

    iteration: int
    epoch: float
    learning_rate: float
    train: Score
    held_out: Score | None
    measured: bool
    examples: int  # seen so far, in total
    seconds: float = field(compare=False)  # the one fact that a repeated run does not share


@dataclass
class Knobs:
    """What may be turned while a run goes on."""

    learning_rate: float


class Diverged(ArithmeticError):
    """Learning broke down. The network is back at the parameters that had the lowest loss until then."""

    def __init__(self, iteration: int, learning_rate: float, gentler: float, what_happened: str) -> None:
        self.iteration, self.learning_rate, self.gentler = iteration, learning_rate, gentler
        super().__init__(
            f"Training diverged at update {iteration:,}: {what_happened}. A learning rate of {learning_rate:g} "
            f"takes steps too large for this network. Try {gentler:g}."
        )


def chance_loss(classes: int = CLASSES) -> float:
    """What guessing all classes equally costs: 2.303 for ten digits."""
    return log(classes)


def better_than_chance(loss: float, classes: int = CLASSES) -> bool:
    """Whether this loss tells of any learning at all: a tenth below that of guessing."""
    return loss < 0.9 * chance_loss(classes)


def gentler_rate(recipe: Recipe, rate: float) -> float:
    """What to try after ``rate`` was too much: a tenth of it, or what the optimizer usually takes if that is less."""
    return min(float(f"{rate / 10:.1g}"), OPTIMIZERS[recipe.optimizer].usual_rate)


def new_network(recipe: Recipe) -> Network:
    """The recipe's network with its initial values."""
    network = Network(recipe.sizes, recipe.activation)
    initialize(network, recipe.initial, recipe.streams().initial)
    INPUTS[recipe.inputs].to_pixels(network.layers[0])
    return network


def train(
    network: Network,
    data: Data,
    recipe: Recipe,
    rng: np.random.Generator,
    knobs: Knobs | None = None,
    memory: Memory | None = None,
) -> Iterator[Step]:
    """Train ``network`` in place, one Step at a time, for recipe.total_iterations updates.

    ``rng`` shuffles and drops out; recipe.streams().training makes the run repeatable. Raises Diverged when the loss is
    no longer a sensible number. With ``recipe.patience``, the run ends when that many measurements in a row brought no
    lower validation loss, and the network keeps the parameters of the lowest. With a ``memory`` it may be left between
    two steps and taken up by another ``train`` (memory.py).
    """
    knobs = knobs or Knobs(recipe.learning_rate)
    optimizer = recipe.new_optimizer(network.theta)
    factor, inputs = SCHEDULES[recipe.schedule].factor, INPUTS[recipe.inputs]
    biases = BIAS_GRADIENTS[recipe.bias_gradient]
    order = Batches(data.train, recipe, rng)
    batch_gradient = BatchGradient(network, data.train, recipe, rng)
    patience = _Patience(network, data.validation, recipe.patience)
    guard = _Guard(network, recipe)
    tally, total = _Tally(), recipe.total_iterations
    if memory is not None:
        memory.attend(network, optimizer, order, *batch_gradient.workers, patience, guard, tally)
    resumed = perf_counter()

    for iteration in range(tally.updates + 1, total + 1):
        if patience.is_over:
            break
        loss, right, m = batch_gradient.forward_backward(next(order))
        guard.check(iteration, loss, m, knobs.learning_rate)
        tally.add(loss, right, m)

        score, held_out = tally.score(), None
        measured = recipe.measures(iteration)
        if measured:
            guard.remember(score.loss)
            held_out = evaluate(network, data.held_out) if len(data.held_out) else None
            tally.begin_anew()

        rate = knobs.learning_rate * factor((iteration - 1) / total)
        with inputs.instead_of_pixels(network.layers[0]):
            biases.change(network.layers)
            optimizer.step(network.theta, network.grad, rate)

        if measured:
            patience.measure()
        tally.seconds += perf_counter() - resumed
        epoch = tally.seen / len(data.train)
        yield Step(iteration, epoch, rate, score, held_out, measured, tally.seen, tally.seconds)
        resumed = perf_counter()  # what others do between two steps is not computing time
    if patience.has_a_best:
        patience.restore_best()
    else:  # nothing else would notice that the last update was the fatal one
        loss, _, m = batch_gradient.forward_backward(next(order))
        guard.check(tally.updates, loss, m, knobs.learning_rate)


def evaluate(network: Network, examples: Examples) -> Score:
    """Score a network on examples, a chunk at a time; it is left as it was."""
    loss, right = 0.0, 0
    with np.errstate(all="ignore"):
        for chunk in examples.chunks():
            labels = examples.all_labels[examples.index[chunk]]
            A = network.predict(examples.X(chunk))
            likelihood = A[labels, np.arange(len(labels))]
            loss -= float(np.log(np.maximum(likelihood, np.finfo(A.dtype).tiny)).sum())
            right += int(np.count_nonzero(A.argmax(axis=0) == labels))
    return Score(loss / len(examples), right / len(examples))


class _Tally:
    """Adds up what the batches say: the mean since it last began anew, and how much was done in total."""

    remembers = ("updates", "seen", "seconds", "examples", "loss", "right")

    def __init__(self) -> None:
        self.updates, self.seen, self.seconds = 0, 0, 0.0
        self.begin_anew()

    def begin_anew(self) -> None:
        self.examples, self.loss, self.right = 0, 0.0, 0

    def add(self, loss: float, right: int, m: int) -> None:
        """One batch of m examples: its mean loss, and its right answers."""
        self.updates += 1
        self.seen += m
        self.examples += m
        self.loss += loss * m
        self.right += right

    def score(self) -> Score:
        return Score(self.loss / self.examples, self.right / self.examples)


class _Guard:
    """Notices when learning has broken down, and remembers the parameters of the lowest loss until then."""

    remembers = ("good", "lowest", "ceiling", "was_learning", "silent")

    def __init__(self, network: Network, recipe: Recipe) -> None:
        self.network, self.recipe, self.good = network, recipe, network.theta.copy()
        self.lowest, self.ceiling, self.was_learning, self.silent = float("inf"), 0.0, False, 0
        self.classes = network.sizes[-1]

    def check(self, iteration: int, loss: float, m: int, rate: float) -> None:
        """Diverged if the loss of these m examples is no longer a sensible number, or the network fell silent.

        One step too large can silence every hidden neuron: then no gradient comes back, for ever. A few examples may
        do that by chance, so it takes as many as there are in an epoch.
        """
        self.ceiling = self.ceiling or HOPELESS * max(loss, chance_loss(self.classes))
        if not loss < self.ceiling:  # also true of NaN
            self._give_up(iteration, rate, f"the loss became {f'{loss:,.1f}' if isfinite(loss) else 'infinite'}")
        is_learning = bool(self.network.layers[0].db.any())
        self.silent = 0 if is_learning else self.silent + m
        self.was_learning |= is_learning
        if (
            self.was_learning
            and self.silent >= self.recipe.train_examples
            and not better_than_chance(loss, self.classes)
        ):
            self._give_up(iteration, rate, "every hidden neuron fell silent for every digit, so none can learn again")

    def remember(self, loss: float) -> None:
        """Keep the parameters if this mean loss is the lowest so far."""
        if loss <= self.lowest:
            self.lowest = loss
            self.good[:] = self.network.theta

    def _give_up(self, iteration: int, rate: float, what_happened: str) -> None:
        self.network.theta[:] = self.good
        raise Diverged(iteration, rate, gentler_rate(self.recipe, rate), what_happened)


class _Patience:
    """Early stopping (Prechelt, 1998): remembers the best parameters, and knows when it has seen enough."""

    remembers = ("best", "lowest", "worse")

    def __init__(self, network: Network, validation: Examples, patience: int) -> None:
        self.network, self.validation, self.patience = network, validation, patience
        self.best = network.theta.copy() if patience else network.theta[:0]
        self.lowest, self.worse = float("inf"), 0

    def measure(self) -> None:
        """Score the validation digits, and keep the parameters if they are the best so far."""
        if not self.patience:
            return
        loss = evaluate(self.network, self.validation).loss
        if loss < self.lowest:
            self.lowest, self.worse = loss, 0
            self.best[:] = self.network.theta
        else:
            self.worse += 1

    @property
    def is_over(self) -> bool:
        """Were the last ``patience`` scores all no better than the best?"""
        return bool(self.patience) and self.worse >= self.patience

    @property
    def has_a_best(self) -> bool:
        """False without early stopping, and where no validation loss was a number."""
        return isfinite(self.lowest)

    def restore_best(self) -> None:
        """Put back the parameters of the lowest validation loss."""
        self.network.theta[:] = self.best
