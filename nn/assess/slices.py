"""Some of the digits, by what they are, what was answered and how surely: "4s taken for 9s (n = 23)".

A slice that is kept names its digits themselves, so that any network can be measured on the very same ones, beside the
whole. Next: calibration.py, which asks how far sureness can be trusted.
"""

from dataclasses import dataclass, replace

import numpy as np

from nn.activations import Array
from nn.assess.answers import Answers


@dataclass(frozen=True)
class Slice:
    """What all its digits have in common; None: whatever it is. ``at_least`` and ``below`` bound the sureness, 0..1.

    With ``places`` it is these digits, whatever a network answers; the rest then says how they were found.
    """

    truth: int | None = None
    answer: int | None = None
    right: bool | None = None
    at_least: float = 0.0
    below: float = 1.01
    places: tuple[int, ...] | None = None

    def of(self, answers: Answers) -> Array:
        """The places of its digits among those that were asked about, in their order."""
        if self.places is not None:
            return np.array(self.places, int)
        inside = (answers.confidence >= self.at_least) & (answers.confidence < self.below)
        if self.truth is not None:
            inside &= answers.labels == self.truth
        if self.answer is not None:
            inside &= answers.given == self.answer
        if self.right is not None:
            inside &= answers.right == self.right
        return np.flatnonzero(inside)

    def held(self, answers: Answers) -> "Slice":
        """The slice of exactly the digits that are in it now."""
        return replace(self, places=tuple(map(int, self.of(answers))))

    def name(self, n: int | None = None) -> str:
        """What it is called, with the number of its digits: "4s taken for 9s (n = 23)"."""
        n = len(self.places) if n is None and self.places is not None else n
        return self._digits() + self._sureness() + ("" if n is None else f" (n = {n:,})")

    def _digits(self) -> str:
        truth, answer, right = self.truth, self.answer, self.right
        if truth is not None and answer is not None:
            return f"{truth}s read rightly" if truth == answer else f"{truth}s taken for {answer}s"
        if answer is not None:
            return f"digits taken for {answer}s" + {None: "", True: ", rightly", False: ", wrongly"}[right]
        whose = "all digits" if truth is None else f"{truth}s"
        return whose + {None: "", True: " read rightly", False: " read wrongly"}[right]

    def _sureness(self) -> str:
        low, high = self.at_least > 0, self.below <= 1
        if low and high:
            return f", {self.at_least:.0%} to {self.below:.0%} sure"
        return f", at least {self.at_least:.0%} sure" if low else f", less than {self.below:.0%} sure" if high else ""


@dataclass(frozen=True)
class Measured:
    """How a network does on the ``n`` digits of a slice: right answers, mean sureness, and its commonest answer.

    All of them NaN, and no answer, where the slice has no digits.
    """

    n: int
    right: int
    confidence: float
    answer: int | None

    @property
    def accuracy(self) -> float:
        return self.right / self.n if self.n else float("nan")


def measure(answers: Answers) -> Measured:
    """How a network does on the digits that these are its answers to."""
    if not len(answers):
        return Measured(0, 0, float("nan"), None)
    commonest = int(np.bincount(answers.given, minlength=answers.classes).argmax())
    return Measured(len(answers), int(answers.right.sum()), float(answers.confidence.mean()), commonest)
