"""What a visitor has chosen on Errors, what its address says of that, and what was computed for it last."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import streamlit as st

from nn.assess.distortions import DISTORTIONS
from nn.assess.slices import Slice
from nn.models import shipped
from nn.recipe import CLASSES
from pages.errors.figures import COLUMN, COUNT, ROW
from pages.shared.live import Took, out_of_turn
from pages.shared.session import YOUR_RUN, session
from pages.shared.watching import led_to

NAMES = ("true", "answer", "by", "digits", "diagonal", "other", "harder", "strength", "sure")  # in the address
MOST_KEPT = 20  # slices
UNSURE = 0.6  # below: a low confidence
NOBODY = ""

T = TypeVar("T")


@dataclass(frozen=True)
class Kept:
    """A slice that was kept: its ``name``, its digits by their numbers in MNIST, and of which kind they are."""

    number: int
    name: str
    slice: Slice
    training: bool


@dataclass
class Errors:
    """One visitor's. ``truth`` and ``answer`` are the opened cell's; None: any. ``nth``: which of its pictures is
    enlarged. ``training``: it is about digits that the network learned from. ``other`` is a network to compare with.
    """

    truth: int | None = None
    answer: int | None = None
    by: str = COUNT
    muted: bool = True
    training: bool = False
    nth: int = 0
    other: str = NOBODY
    harder: str = "noise"
    strength: int = 3  # its place among the distortion's strengths
    threshold: float = 0.9
    repaired: bool = False
    picked: str = "opened"
    kept: list[Kept] = field(default_factory=list)
    counter: int = 0  # of slices ever kept
    led_to: tuple[str, int] | None = None  # the place of the one who is followed that was taken up last
    known: dict[str, tuple[Hashable, Any]] = field(default_factory=dict)
    took: Took = field(default_factory=Took)  # how long a look at the page takes
    asking: Took = field(default_factory=Took)  # and of that, to have a network answer or a curve computed

    @property
    def opened(self) -> Slice:
        """The digits whose pictures are shown: those of the opened cell; without one, mistakes."""
        whole_cell = self.truth is not None and self.answer is not None
        return Slice(self.truth, self.answer, right=None if whole_cell else False)

    def open(self, truth: int | None, answer: int | None) -> None:
        self.truth, self.answer, self.nth = truth, answer, 0

    def keep(self, name: str, slice_: Slice, training: bool) -> None:
        """Keep these digits under a name; of too many slices the oldest goes."""
        self.counter += 1
        self.kept = [*self.kept, Kept(self.counter, name.strip() or slice_.name(), slice_, training)][-MOST_KEPT:]

    def forget(self, number: int) -> None:
        self.kept = [kept for kept in self.kept if kept.number != number]


def errors() -> Errors:
    """This visitor's, made at first sight from the address; what means nothing there is left out, and said."""
    if "errors" not in st.session_state:
        st.session_state.errors, refused = from_address(st.query_params)
        session().leave_out(*refused)
    found: Errors = st.session_state.errors
    if (place := session().led_to) is not None and place != found.led_to:  # the one who is followed has moved
        found.led_to = place
        shown, _ = from_address({name: value for name in NAMES if (value := led_to(name))})
        for name in ("truth", "answer", "by", "muted", "training", "other", "harder", "strength", "threshold"):
            setattr(found, name, getattr(shown, name))
    return found


# The address ----------------------------------------------------------------------------------------------------------


def from_address(asked: Mapping[str, str]) -> tuple[Errors, list[str]]:
    """What an address asks for, and the names of what in it means nothing."""
    found, refused = Errors(), []
    for name in NAMES:
        if name in asked:
            try:
                _take(found, name, asked[name])
            except (ValueError, LookupError):
                refused.append(name)
    return found, refused


def _take(found: Errors, name: str, value: str) -> None:
    """One word of the address. ValueError or LookupError if it means nothing."""
    if name == "true":
        found.truth = _digit(value)
    elif name == "answer":
        found.answer = _digit(value)
    elif name == "by":
        found.by = _one_of(value, COUNT, ROW, COLUMN)
    elif name == "digits":
        found.training = _one_of(value, "test", "training") == "training"
    elif name == "diagonal":
        found.muted = _one_of(value, "0", "1") == "0"
    elif name == "other":
        found.other = _one_of(value, YOUR_RUN, *shipped())
    elif name == "harder":
        found.harder = _one_of(value, *DISTORTIONS)
        found.strength = min(found.strength, len(DISTORTIONS[found.harder].strengths) - 1)
    elif name == "strength":
        found.strength = [f"{s:g}" for s in DISTORTIONS[found.harder].strengths].index(value)
    elif name == "sure":
        found.threshold = int(_one_of(value, *map(str, range(100)))) / 100


def _digit(value: str) -> int:
    return int(_one_of(value, *map(str, range(CLASSES))))


def _one_of(value: str, *may_be: str) -> str:
    if value not in may_be:
        raise ValueError(value)
    return value


def say_in_address(mine: Errors) -> None:
    """What is seen here, but for what everybody sees at first."""
    place, first, strengths = session().place, Errors(), DISTORTIONS[mine.harder].strengths
    now = {
        "true": None if mine.truth is None else str(mine.truth),
        "answer": None if mine.answer is None else str(mine.answer),
        "by": mine.by if mine.by != first.by else None,
        "digits": "training" if mine.training else None,
        "diagonal": None if mine.muted else "1",
        "other": mine.other or None,
        "harder": mine.harder if mine.harder != first.harder else None,
        "strength": f"{strengths[mine.strength]:g}" if mine.strength != first.strength else None,
        "sure": f"{100 * mine.threshold:.0f}" if mine.threshold != first.threshold else None,
    }
    for name, value in now.items():
        place.pop(name, None)
        if value is not None:
            place[name] = value


# Computed once --------------------------------------------------------------------------------------------------------


def kept(what: str, key: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` gives, computed only when ``key`` is another one than last time; others are drawn meanwhile."""
    mine = errors()
    if what not in mine.known or mine.known[what][0] != key:
        with mine.asking.measured(), out_of_turn():
            made = make()
        mine.known[what] = (key, made)
    result: T = mine.known[what][1]
    return result
