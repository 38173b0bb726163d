"""What would change the answer: the smallest change of the image that flips it, and what each class would like to see.

Both follow the slope of the scores by the PIXELS. It comes out of the engine's own backward: one step further back than
training goes, from dZ of the first layer to dX. Next: neighbours.py, which training digits look alike to the network.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from nn.activations import Array
from nn.explain.digits import Digit, of_ink
from nn.explain.evidence import through
from nn.loss import softmax
from nn.network import Network
from nn.recipe import PIXELS

STEPS = 60  # the most that a search for a flip makes
CLEAR = 1e-4  # of probability that the new answer is ahead, at least
MARGIN = 0.01  # how far past the border a step aims, in units of the scores
HALVINGS = 16
POLISHES = 6
SEEN = 0.05  # a pixel counts as changed from this much ink on


def slopes(network: Network, X: Array, directions: Array) -> Array:
    """How much each pixel raises a mixture of the scores: (784, k) for pictures X (784, k).

    Column j of ``directions`` (10, k) says how the scores of picture j are mixed: a 1 at class c asks for dz_c/dx.
    The network needs working memory of its own (``sharing_parameters``); parameters stay as they are.
    """
    A = X
    for layer in network.layers:
        A = layer.forward(A)
    dZ = directions
    for below, above in network.pairs_from_the_end():
        dZ = below.backward_activation(above.backward_input(dZ))
    return network.layers[0].backward_input(dZ).copy()  # the engine writes over its own at the next call


# The smallest change that flips the answer ----------------------------------------------------------------------------


class NoFlip(StrEnum):
    """Why no change was found."""

    OVERFLOWED = "its scores are not numbers"
    FLAT = "no pixel makes a difference to its scores here"
    FAR = "the search came to no end"


@dataclass(frozen=True, eq=False)
class Flip:
    """A digit, and the one nearest to it that was found to get another answer: both as they are kept, in whole greys.

    ``was`` and ``became`` are the answers, the probabilities (10,) what the network says to either picture.
    """

    before: Digit
    after: Digit
    probabilities_before: Array
    probabilities_after: Array

    @property
    def was(self) -> int:
        return int(self.probabilities_before.argmax())

    @property
    def became(self) -> int:
        return int(self.probabilities_after.argmax())

    @property
    def change(self) -> Array:
        """(784,) how much ink was added or, below zero, taken away."""
        difference: Array = self.after.X[:, 0] - self.before.X[:, 0]
        return difference

    @property
    def size(self) -> float:
        """The length of the change as a vector: the root of the sum of its squares."""
        return float(np.linalg.norm(self.change))

    @property
    def share(self) -> float:
        """Its length against the length of the digit's own ink."""
        return self.size / (float(np.linalg.norm(self.before.X)) or 1.0)

    @property
    def pixels(self) -> int:
        """How many of the 784 pixels were changed by more than 5 % of full ink."""
        return int((np.abs(self.change) > SEEN).sum())

    @property
    def largest(self) -> float:
        """The largest change of one pixel, with its sign."""
        return float(self.change[np.abs(self.change).argmax()])


class _Search:
    """The way from one digit to another answer. Pictures are (784,) float64 in 0..1 on the way.

    Whether a picture is there is always asked of the picture in whole greys, as it would be kept and seen afresh.
    """

    def __init__(self, network: Network, digit: Digit, target: int | None) -> None:
        self.network, self.twin = network, network.sharing_parameters()
        self.start = digit.X[:, 0].astype(np.float64)
        self.was = int(network.predict(digit.X).argmax())
        self.target = target

    def there(self, x: Array) -> bool:
        """Whether the answer has flipped, by more than rounding on another machine could take back."""
        A = self.network.predict(of_ink(x).X)[:, 0]
        answer = int(A.argmax())
        flipped = answer != self.was if self.target is None else answer == self.target
        return flipped and float(A[answer] - np.delete(A, answer).max()) > CLEAR

    def size(self, x: Array) -> float:
        """The length of the change, in whole greys."""
        return float(np.linalg.norm(of_ink(x).X[:, 0] - self.start))

    def look(self, x: Array) -> tuple[Array, Array]:
        """The scores (10,) and their slopes by the pixels (784, 10), all ten classes at once."""
        X = np.repeat(x[:, None], self.network.sizes[-1], axis=1).astype(self.network.theta.dtype)
        found = slopes(self.twin, X, np.eye(self.network.sizes[-1], dtype=X.dtype))
        return self.twin.layers[-1].Z[:, 0].astype(np.float64), found.astype(np.float64)

    def rivals(self, scores: Array) -> list[tuple[int, int]]:
        """The borders (ahead, behind) that may be crossed: from the answer to any other class, or to the target."""
        if self.target is None:
            return [(self.was, k) for k in range(len(scores)) if k != self.was]
        ahead = max((k for k in range(len(scores)) if k != self.target), key=lambda k: float(scores[k]))
        return [(ahead, self.target)]

    def step(self, x: Array) -> Array | None:
        """One step of DeepFool: straight to the nearest border, as if the scores were linear. None where all is flat.

        Pixels that are black or white already and would have to go further stay out of it.
        """
        scores, by_pixel = self.look(x)
        best, nearest = None, np.inf
        for ahead, behind in self.rivals(scores):
            w = by_pixel[:, behind] - by_pixel[:, ahead]
            w[((x <= 0) & (w < 0)) | ((x >= 1) & (w > 0))] = 0
            square = float(w @ w)
            gap = max(float(scores[ahead] - scores[behind]), 0.0) + MARGIN
            if square > 0 and gap / square**0.5 < nearest:
                best, nearest = (gap / square) * w, gap / square**0.5
        return None if best is None else np.clip(x + best, 0, 1)

    def shortened(self, x: Array) -> Array:
        """Halve the way between the digit and a picture that is there, until it only just is."""
        low, high = 0.0, 1.0
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            low, high = (low, middle) if self.there(self.start + middle * (x - self.start)) else (middle, high)
        near: Array = self.start + high * (x - self.start)
        return near

    def polished(self, x: Array) -> Array:
        """Look from the border back at the digit: is there a shorter way straight to the border as it runs here?"""
        for _ in range(POLISHES):
            scores, by_pixel = self.look(x)
            behind = int(self.network.predict(of_ink(x).X).argmax())
            ahead = max((k for k in range(len(scores)) if k != behind), key=lambda k: float(scores[k]))
            w = by_pixel[:, behind] - by_pixel[:, ahead]
            missing = float(scores[ahead] - scores[behind]) + float(w @ x)
            way = self._straight(w, missing) - self.start
            there = next(
                (y for s in (1, 1.03, 1.1, 1.25) if self.there(y := np.clip(self.start + s * way, 0, 1))), None
            )
            if there is None:
                break
            shorter = self.shortened(there)
            if self.size(shorter) > 0.995 * self.size(x):
                break
            x = shorter
        return x

    def _straight(self, w: Array, wanted: float) -> Array:
        """The nearest picture x to the digit in 0..1 with w x = wanted, or the one that comes closest to it."""
        low, high = 0.0, 1.0 / (float(np.abs(w).max()) or 1.0)
        while float(w @ np.clip(self.start + high * w, 0, 1)) < wanted and high < 1e9:
            high *= 2
        for _ in range(40):
            middle = (low + high) / 2
            if float(w @ np.clip(self.start + middle * w, 0, 1)) < wanted:
                low = middle
            else:
                high = middle
        nearest: Array = np.clip(self.start + high * w, 0, 1)
        return nearest


def smallest_change(network: Network, digit: Digit, target: int | None = None) -> Flip | NoFlip:
    """The smallest change found that makes the network give another answer, or the answer ``target``.

    DeepFool (Moosavi-Dezfooli et al., 2016, arXiv:1511.04599), kept within 0..1, then shortened by halving the way
    until the answer only just flips, and shortened again from there. What comes back has been classified afresh, in
    the 256 greys of a kept digit. A smaller one may exist: the scores are not linear, and no search sees all of them.

    ValueError if the answer is the target already.
    """
    with np.errstate(all="ignore"):
        before = network.predict(digit.X)[:, 0]
        if not np.isfinite(before).all() or not np.isfinite(network.theta).all():
            return NoFlip.OVERFLOWED
        search = _Search(network, digit, target)
        if search.was == target:
            raise ValueError(f"The answer is {target} already.")
        x = search.start
        for _ in range(STEPS):
            further = search.step(x)
            if further is None:
                return NoFlip.FLAT
            x = further
            if search.there(x):
                break
        else:
            return NoFlip.FAR
        after = of_ink(search.polished(search.shortened(x)), digit.label)
        return Flip(digit, after, before, network.predict(after.X)[:, 0])


# What each class would most like to see -------------------------------------------------------------------------------

GREY = 0.5  # where every picture begins
CLIMBS = 40
STRIDE = 0.8  # the length of the first step; the steps shrink to nothing
PULL = 0.02  # of all ink is taken away at every step


@dataclass(frozen=True, eq=False)
class Ideals:
    """Ten pictures (10, 784) in 0..1, one for each class, and the probability (10,) that its own class gives to each.

    ``flat``: classes whose score no pixel raises, at least not from grey; their pictures are what is left of the grey.
    """

    pictures: Array
    probabilities: Array
    flat: tuple[int, ...]


def ideals(network: Network) -> Ideals | None:
    """Climb from grey to what each class is surest of; all ten at once. None if the network's scores are not numbers.

    What is climbed is the log-odds of the class, its score against all others together: unlike the probability, it does
    not level off when the class is nearly certain. A little ink is taken away at each step, so that pixels without
    a meaning go black.
    """
    classes = network.sizes[-1]
    twin = network.sharing_parameters()
    kind = network.theta.dtype.type
    X: Array = np.full((PIXELS, classes), GREY, kind)
    own = np.eye(classes, dtype=kind)
    moved = np.zeros(classes, bool)
    with np.errstate(all="ignore"):
        for i in range(CLIMBS):
            others = np.log(1 - own) + through(network.layers, X)  # its own score is left out: log 0
            dX = slopes(twin, X, own - softmax(others))
            length = np.linalg.norm(dX, axis=0)
            if not np.isfinite(length).all():
                return None
            moved |= length > 0
            X += STRIDE * (1 - i / CLIMBS) * dX / np.where(length > 0, length, 1)
            X *= 1 - PULL
            np.clip(X, 0, 1, out=X)
        pictures = np.round(X * 255).astype(np.uint8)
        shown: Array = pictures.astype(np.float32) * np.float32(1 / 255)
        probabilities = network.predict(shown).diagonal().copy()
    if not np.isfinite(probabilities).all():
        return None
    return Ideals(shown.T, probabilities, tuple(np.flatnonzero(~moved).tolist()))
