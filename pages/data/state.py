"""What a visitor looks at on Data, what its address says of that, and which digits the page is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from nn.assess.atlas import Box
from nn.explain.digits import of_mnist
from nn.recipe import CLASSES
from pages.data.sets import TEST, TRAINING, Digits
from pages.shared.live import Took
from pages.shared.session import lab, session
from pages.shared.watching import led_to

NAMES = ("digits", "of", "layer")  # in the address
MOST_LAYERS = 9
LAST_HIDDEN = -1  # layer
ALL = -1  # classes


def the_digits() -> Digits:
    """Those that are chosen: MNIST's training digits, or its official test digits."""
    mnist, name, classes = lab().mnist, data().which, tuple(map(str, range(CLASSES)))
    training = name == TRAINING
    examples = mnist.training if training else mnist.official
    return Digits(name, examples, classes, lambda number: of_mnist(mnist, number, training), training)


@dataclass
class Data:
    """One visitor's. ``which`` digits, and ``of`` which class; ``turn``: how often others were asked for.

    ``layer`` of the map, 0 the pixels; ``box``: the part of it that is seen, None: all, and ``box_of`` which map it is
    a part of; ``drawn``: pictures at a time; ``picked``: the number of a digit on it. ``size``, ``down`` and ``right``,
    in percent, are how a digit was written before it was made ready, and ``many`` how others were, too. ``verdicts``
    say of a set's digits, by number, what was judged, in that order; ``nth``: which doubtful one is looked at.
    """

    which: str = TRAINING
    of: int = ALL
    turn: int = 0
    layer: int = LAST_HIDDEN
    box: Box | None = None
    box_of: tuple[str, str, int] | None = None
    drawn: int = 600
    picked: int | None = None
    size: int = 35
    down: int = -60
    right: int = 70
    many: tuple[int, int, int] | None = None
    verdicts: dict[str, dict[int, str]] = field(default_factory=dict)
    nth: int = 0
    led_to: tuple[str, int] | None = None  # the place of the one who is followed that was taken up last
    took: Took = field(default_factory=Took)  # how long a look at the map takes

    def choose(self, which: str) -> None:
        """Look at other digits: what was picked among these means nothing there."""
        self.which, self.nth, self.turn, self.picked, self.box = which, 0, 0, None, None

    def judge(self, number: int, verdict: str) -> None:
        """What is said of a digit's label. Said anew, it counts as the newest."""
        said = self.verdicts.setdefault(self.which, {})
        said.pop(number, None)
        said[number] = verdict

    def undo(self) -> int | None:
        """Take the newest verdict back; the number of its digit, None where there is none."""
        said = self.verdicts.get(self.which, {})
        return said.popitem()[0] if said else None

    @property
    def said(self) -> dict[int, str]:
        """What was said of the digits at hand."""
        return self.verdicts.get(self.which, {})


def data() -> Data:
    """This visitor's, made at first sight from the address; what means nothing there is left out, and said."""
    if "data" not in st.session_state:
        st.session_state.data, refused = from_address(st.query_params)
        session().leave_out(*refused)
    found: Data = st.session_state.data
    if (place := session().led_to) is not None and place != found.led_to:  # the one who is followed has moved
        found.led_to = place
        shown, _ = from_address({name: value for name in NAMES if (value := led_to(name))})
        found.which, found.of, found.layer = shown.which, shown.of, shown.layer
    return found


# The address ----------------------------------------------------------------------------------------------------------


def from_address(asked: Mapping[str, str]) -> tuple[Data, list[str]]:
    """What an address asks for, and the names of what in it means nothing."""
    found, refused = Data(), []
    for name, may_be in (
        ("digits", (TRAINING, TEST)),
        ("of", tuple(map(str, range(CLASSES)))),
        ("layer", tuple(map(str, range(MOST_LAYERS + 1)))),
    ):
        value = asked.get(name)
        if value is None:
            continue
        if value not in may_be:
            refused.append(name)
        elif name == "digits":
            found.which = value
        else:
            setattr(found, name, int(value))
    return found, refused


def say_in_address(mine: Data) -> None:
    """What is seen here, but for what everybody sees at first."""
    place, first = session().place, Data()
    for name, now, at_first in (
        ("digits", mine.which, first.which),
        ("of", mine.of, first.of),
        ("layer", mine.layer, first.layer),
    ):
        place.pop(name, None)
        if now != at_first:
            place[name] = str(now)
