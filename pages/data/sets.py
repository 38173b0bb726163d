"""A set of labelled pictures that the page may be about. No Streamlit here."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from nn.dataset import MNIST, Examples
from nn.explain.digits import Digit, of_ink, of_mnist
from nn.owndata.own_set import OwnSet
from nn.recipe import CLASSES, DIGITS_BY_NAME

TRAINING, TEST, OWN = "training", "test", "own"  # MNIST's two, and what the visitor has brought
LEARNED, ASIDE = "learned", "aside"  # the halves of the visitor's


@dataclass(frozen=True, eq=False)
class Digits:
    """The digits that the page is about: ``examples``, and the names of their ``classes``, as many as there are.

    ``name`` stands for these very digits: what was computed from them may be kept under it. ``digit`` gives the one
    that the set itself calls by a number, and ``called`` says which that is. ``seen``: networks here learn from them.
    ``own``: the visitor's set that they are of, None for MNIST. Names are ready for Markdown.
    """

    name: str
    examples: Examples
    classes: tuple[str, ...]
    digit: Callable[[int], Digit]
    seen: bool
    called: Callable[[int], str] = "digit {:,}".format
    own: OwnSet | None = None

    @property
    def noun(self) -> str:
        """What one of them is."""
        return "digit" if self.own is None else "picture"

    @property
    def of_ten(self) -> bool:
        """Whether a picture of them is one of the ten digits, so that other pages can be asked about it."""
        return set(self.classes) <= set(DIGITS_BY_NAME)

    def way(self, digit: Digit) -> Digit | None:
        """What the ways on lead to, where they lead anywhere."""
        return digit if self.of_ten else None

    def title(self, number: int, k: int) -> str:
        """One of them and its class, in a few words."""
        joined = ", a " if self.own is None else ", labelled "
        return f"{self.called(number)}{joined}{self.classes[k]}"

    def many(self, k: int) -> str:
        """Those of a class, in words: 7s, or pictures of Sandal."""
        name = self.classes[k]
        return f"{name}s" if name in DIGITS_BY_NAME else f"pictures of {name}"


def digits_of(mnist: MNIST, which: str) -> Digits:
    """MNIST's training digits, or its official test digits."""
    training = which == TRAINING
    return Digits(
        which,
        mnist.training if training else mnist.official,
        tuple(map(str, range(CLASSES))),
        lambda number: of_mnist(mnist, number, training),
        training,
        f"{which} digit {{:,}}".format,
    )


def pictures_of(own: OwnSet, row_of: Callable[[int], int]) -> Digits:
    """All pictures of a visitor's set; ``row_of`` says in which row of the file one is."""

    def digit(number: int) -> Digit:
        name = own.classes[own.train_labels[number]]
        return of_ink(own.pixels[number], int(name) if name in DIGITS_BY_NAME else None)

    every = Examples(own.pixels, own.train_labels, np.arange(len(own)))
    return Digits(own.fingerprint, every, own.classes, digit, True, lambda n: f"your picture in row {row_of(n):,}", own)


def half_of(digits: Digits, half: str) -> Digits:
    """Of a visitor's set those that networks may learn from, or those that are kept aside."""
    assert digits.own is not None
    seen = half == LEARNED
    examples = digits.own.training if seen else digits.own.official
    return replace(digits, name=f"{digits.name} {half}", examples=examples, seen=seen)
