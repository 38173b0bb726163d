"""One moment of a run, and one digit through all of its moments.

A film keeps nothing but parameters (nn/lab/snapshots.py). Everything else about a moment is computed here when it is
looked at, by asking the network that those parameters make. So every frame can be asked anything at any time, also
about a digit that was drawn when the run was over.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from nn.activations import Array
from nn.dataset import MNIST, Data, Examples
from nn.explain.digits import Digit, of_mnist
from nn.explain.weights import clear_limit
from nn.network import Network

# The film ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Film:
    """What a run's parameters were: frame i is ``thetas[i]``, read-only, after ``iterations[i]`` updates, in order.

    Frames are float32, or float16 where the film came out of a file (reel.py).

    The last frame is the newest state. Where a run was put back to earlier parameters at its end, because it diverged
    or stopped early, those are a last frame of their own (``put_back``) with the same number of updates as the one
    before.
    """

    sizes: tuple[int, ...]
    activation: str
    iterations: Array
    thetas: tuple[Array, ...]
    put_back: bool = False

    def __len__(self) -> int:
        return len(self.thetas)

    @cached_property
    def places(self) -> Array:
        """(n,) float64: where each frame stands on the axis of updates; all different, in order."""
        places = self.iterations.astype(float)
        if self.put_back:
            places[-1] += 0.5
        return places

    @property
    def every(self) -> int:
        """The most updates from one frame to the next; some are half as far apart, and the last may follow sooner."""
        return int(np.diff(self.iterations).max()) if len(self) > 1 else 1

    def nearest(self, place: float) -> int:
        """The frame that stands nearest to a place on the axis of updates."""
        return int(np.abs(self.places - np.clip(place, 0, self.places[-1])).argmin())

    def network(self, i: int) -> Network:
        """Frame i as a network in float32. It may share the frame's memory, so it can be asked but not trained."""
        return Network(self.sizes, self.activation, theta=self.thetas[i].astype(np.float32, copy=False))


# What every moment is asked ------------------------------------------------------------------------------------------

MOST_ASKED = 1_000  # digits
AT_ONCE = 2_000_000_000  # parameters times digits that are asked at once: about a tenth of a second


@dataclass(frozen=True, eq=False)
class Questions:
    """The same m digits for every frame: ``X`` (784, m) float32 and their true ``labels`` (m,).

    ``kind`` is what they are in a word: test, validation, official. ``strip`` holds positions among them, one digit of
    each class where there is one.
    """

    examples: Examples
    X: Array
    labels: Array
    kind: str
    strip: Array

    def __len__(self) -> int:
        return len(self.labels)

    def digit(self, mnist: MNIST, k: int) -> Digit:
        """The k-th of them by its name."""
        return of_mnist(mnist, int(self.examples.index[k]), training=self.kind != "official")


def questions(data: Data, parameters: int) -> Questions:
    """The first of a run's held-out digits, or of MNIST's official ones if it holds none out.

    As many as a network with so many parameters answers in a moment, and 1,000 at most.
    """
    kind = "test" if len(data.test) else "validation" if len(data.validation) else "official"
    held_out = data.held_out if len(data.held_out) else data.official
    most = max(100, min(MOST_ASKED, AT_ONCE // parameters // 100 * 100))
    asked = held_out.only(slice(0, most))
    labels = asked.labels
    first = [int(np.flatnonzero(labels == digit)[0]) for digit in np.unique(labels)]
    return Questions(asked, asked.X(), labels, kind, np.array(first))


# One moment ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Frame:
    """What the network was and said after ``iteration`` updates.

    ``answers`` and ``sureness`` (m,) are what it answered, and with which probability; ``confusion`` (10, 10) counts
    true digits by row, answers by column. ``W1`` (n1, 784) and ``b1`` (n1,) are read-only. Where learning broke down,
    parameters that are no finite numbers count as 0 in W1 and b1, and the frame is not ``sound``: its answers mean
    nothing.
    """

    iteration: int
    W1: Array
    b1: Array
    answers: Array
    sureness: Array
    confusion: Array
    sound: bool

    @property
    def accuracy(self) -> float:
        """The share of right answers, 0..1."""
        return float(self.confusion.trace() / self.confusion.sum())

    @property
    def worst(self) -> tuple[int, int, int]:
        """The mistake made most often: the true digit, the answer, and how many times; 0 times if there is none."""
        mistakes = self.confusion * ~np.eye(len(self.confusion), dtype=bool)
        truth, answer = np.unravel_index(mistakes.argmax(), mistakes.shape)
        return int(truth), int(answer), int(mistakes.max())


def frame(film: Film, i: int, asked: Questions) -> Frame:
    """Frame i of the film, asked about all the digits."""
    network = film.network(i)
    with np.errstate(all="ignore"):  # the moment at which a run diverged is on film as well
        A = np.nan_to_num(network.predict(asked.X))
    answers = A.argmax(axis=0)
    classes = film.sizes[-1]
    counts = np.bincount(classes * asked.labels.astype(int) + answers, minlength=classes * classes)
    sound, first = bool(np.isfinite(network.theta).all()), network.layers[0]
    W1, b1 = first.W, first.b[:, 0]
    return Frame(
        iteration=int(film.iterations[i]),
        W1=W1 if sound else np.where(np.isfinite(W1), W1, 0),
        b1=b1 if sound else np.where(np.isfinite(b1), b1, 0),
        answers=answers,
        sureness=A.max(axis=0),
        confusion=counts.reshape(classes, classes),
        sound=sound,
    )


def scale(film: Film, looks: int = 6, change: bool = False) -> float:
    """One end for the scale of W1's pictures in all frames: the largest that a few of them need, evenly chosen.

    ``change``: for pictures of how far W1 has moved from what it was in the first frame.
    """
    found = []
    first = film.network(0).layers[0].W
    for i in np.unique(np.linspace(0, len(film) - 1, looks).round().astype(int)):
        W1 = film.network(int(i)).layers[0].W
        shown = W1 - first if change else W1
        if np.isfinite(shown).all() and shown.any():
            found.append(clear_limit(shown))
    return max(found, default=1.0)


# One digit through all moments ---------------------------------------------------------------------------------------

SURE = 0.9  # the probability from which on an answer counts as sure


@dataclass(frozen=True, eq=False)
class DigitHistory:
    """One digit's ten ``probabilities`` (n, 10) in every frame, and ``places`` (n,): where the frames stand."""

    places: Array
    probabilities: Array

    @property
    def answers(self) -> Array:
        """(n,) the answer in every frame."""
        found: Array = self.probabilities.argmax(axis=1)
        return found

    @property
    def end(self) -> int:
        """The answer in the last frame."""
        return int(self.answers[-1])

    @property
    def changes(self) -> int:
        """How many times the answer changed from one frame to the next."""
        return sum(a != b for a, b in pairwise(self.answers.tolist()))

    def for_good(self, level: float = 0.0) -> int | None:
        """The first frame from which on the last frame's answer is given, with at least this probability, to the end.

        None if even the last frame does not reach it.
        """
        holds = (self.answers == self.end) & (self.probabilities[:, self.end] >= level)
        if not holds[-1]:
            return None
        broken = np.flatnonzero(~holds)
        return int(broken[-1]) + 1 if len(broken) else 0


def history_of(film: Film, x: Array, known: DigitHistory | None = None) -> DigitHistory:
    """Ask every frame about one digit x (784, 1). What is ``known`` of the same run and digit is not asked again."""
    rows = {} if known is None else dict(zip(known.places.tolist(), known.probabilities, strict=True))
    found = np.empty((len(film), film.sizes[-1]), np.float32)
    with np.errstate(all="ignore"):
        for i, place in enumerate(film.places.tolist()):
            row = rows.get(place)
            found[i] = film.network(i).predict(x)[:, 0] if row is None else row
    return DigitHistory(film.places, np.nan_to_num(found))
