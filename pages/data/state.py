"""What a visitor looks at on Data, what its address says of that, and which digits the page is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from nn.assess.atlas import Box
from nn.pictures import MOST_CLASSES
from nn.recipe import CLASSES
from pages.data import words
from pages.data.folds import forget_folds
from pages.data.own_state import own
from pages.data.sets import LEARNED, OWN, TEST, TRAINING, Digits, digits_of, pictures_of
from pages.shared.live import Took
from pages.shared.session import lab, session
from pages.shared.watching import led_to

NAMES = ("digits", "of", "layer")  # in the address
MOST_LAYERS = 9
LAST_HIDDEN = -1  # layer
ALL = -1  # classes


def the_digits() -> Digits:
    """Those that are chosen: MNIST's training digits, its official test digits, or the visitor's own pictures."""
    return your_pictures() if data().which == OWN else digits_of(lab().mnist, data().which)


def mnists_digits() -> Digits:
    """The same for who looks at MNIST alone: its training digits, where the visitor's own are chosen."""
    return digits_of(lab().mnist, TRAINING if data().which == OWN else data().which)


def your_pictures() -> Digits:
    """All that the visitor has brought, each found again in its file by its row."""
    brought, found = session().pictures[-1], own().found
    rows = found.rows if found is not None and found.pixels is brought.pixels else None
    return pictures_of(brought, lambda number: number + 1 if rows is None else int(rows[number]))


@dataclass
class Data:
    """One visitor's. ``which`` digits, and ``of`` which class; ``turn``: how often others were asked for.

    ``layer`` of the map, 0 the pixels; ``box``: the part of it that is seen, None: all, and ``box_of`` which map it is
    a part of; ``drawn``: pictures at a time; ``picked``: the number of a digit on it. ``size``, ``down`` and ``right``,
    in percent, are how a digit was written before it was made ready, and ``many`` how others were, too. ``verdicts``
    say of a set's digits, by number, what was judged, in that order; ``nth``: which doubtful one is looked at. ``half``
    of one's own pictures is judged; ``fingerprint``: which they are; ``missed``: it was said that they are not here.
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
    half: str = LEARNED
    fingerprint: str = ""
    missed: bool = False
    led_to: tuple[str, int] | None = None  # the place of the one who is followed that was taken up last
    took: Took = field(default_factory=Took)  # how long a look at the map takes

    def choose(self, which: str) -> None:
        """Look at other digits: what was picked among these means nothing there."""
        if OWN in (which, self.which):
            self.of = ALL  # other classes
        self.which, self.nth, self.turn, self.picked, self.box = which, 0, 0, None, None

    def judge(self, number: int, verdict: str) -> None:
        """What is said of a digit's label. Said anew, it counts as the newest."""
        said = self.verdicts.setdefault(self.about, {})
        said.pop(number, None)
        said[number] = verdict

    def undo(self) -> int | None:
        """Take the newest verdict back; the number of its digit, None where there is none."""
        said = self.verdicts.get(self.about, {})
        return said.popitem()[0] if said else None

    @property
    def said(self) -> dict[int, str]:
        """What was said of the digits at hand."""
        return self.verdicts.get(self.about, {})

    @property
    def about(self) -> str:
        """Stands for the digits whose labels are judged."""
        return f"{self.fingerprint} {self.half}" if self.which == OWN else self.which

    def keep_to(self, brought: str) -> None:
        """Pictures of one's own may have come, gone, or never been here; ``brought`` is the fingerprint of those here.

        An address that asks for somebody's own pictures finds none: they belong to one visit.
        """
        if self.fingerprint != brought:
            forget_folds(self.fingerprint)
            self.fingerprint = brought
            if self.which == OWN:
                self.choose(OWN if brought else TRAINING)
        if self.which == OWN and not brought:
            self.fall_back()

    def fall_back(self) -> None:
        """To MNIST's, and say so once."""
        self.choose(TRAINING)
        if not self.missed:
            self.missed = True
            session().say(words.NOT_HERE)


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
        if found.which == OWN:  # theirs, and none of this visitor's
            found.fall_back()
    found.keep_to(session().pictures[-1].fingerprint if session().pictures else "")
    return found


# The address ----------------------------------------------------------------------------------------------------------


def from_address(asked: Mapping[str, str]) -> tuple[Data, list[str]]:
    """What an address asks for, and the names of what in it means nothing."""
    found, refused = Data(), []
    classes = MOST_CLASSES if asked.get("digits") == OWN else CLASSES
    for name, may_be in (
        ("digits", (TRAINING, TEST, OWN)),
        ("of", tuple(map(str, range(classes)))),
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
