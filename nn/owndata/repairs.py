"""What one click can mend: each repair by its name, with what the button says and what it does.

Pixels are turned or inverted where they are, a thousand pictures at a time, so no second copy is made. Next:
reading.py.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from nn.activations import Array
from nn.owndata.found import Found

LEAVE_OUT, EMPTY, INVERT, TURN, RARE = "leave out", "empty", "invert", "turn", "rare"
AT_ONCE = 1_000  # pictures
SIDE = 28


@dataclass(frozen=True)
class Repair:
    """``label`` is what a button says; ``mend`` changes the pixels in place where it changes them at all."""

    label: str
    mend: Callable[[Found], Found]


def repaired(found: Found, name: str) -> Found:
    """The set after this repair: every fault that waited for it is mended."""
    mended = REPAIRS[name].mend(found)
    return replace(mended, faults=tuple(fault for fault in mended.faults if fault.repair != name))


def invert(found: Found) -> Found:
    """Black ink on white becomes white on black."""
    np.subtract(255, found.pixels, out=found.pixels)
    return found


def turn(found: Found) -> Found:
    """Rows become columns, in every picture: EMNIST's files have them so."""
    for start in range(0, len(found), AT_ONCE):
        some = found.pixels[start : start + AT_ONCE]
        some[:] = some.reshape(-1, SIDE, SIDE).transpose(0, 2, 1).reshape(len(some), -1)
    return found


def without_rare_classes(found: Found) -> Found:
    """Leave out the classes with one picture: nothing of them could be learned and tested as well."""
    assert found.labels is not None
    counts = np.bincount(found.labels, minlength=len(found.classes))
    common = np.flatnonzero(counts > 1)
    number = np.zeros(len(counts), np.uint8)
    number[common] = np.arange(len(common))
    return only(found, counts[found.labels] > 1, number, tuple(found.classes[k] for k in common))


def only(found: Found, which: Array, number: Array, classes: tuple[str, ...]) -> Found:
    """Some of the pictures, moved together in the same memory, with new numbers for their classes."""
    assert found.labels is not None
    places = np.flatnonzero(which)
    for start in range(0, len(places), AT_ONCE):  # no picture moves to a place that is still to be read
        some = places[start : start + AT_ONCE]
        found.pixels[start : start + len(some)] = found.pixels[some]
    labels = number[found.labels[places]]
    return replace(found, pixels=found.pixels[: len(places)], labels=labels, classes=classes, rows=found.rows[places])


REPAIRS = {
    LEAVE_OUT: Repair("Leave these rows out", lambda found: found),  # they never came in
    EMPTY: Repair("Take empty cells for paper", lambda found: found),  # they came in as 0
    INVERT: Repair("Invert the ink", invert),
    TURN: Repair("Turn the pictures", turn),
    RARE: Repair("Leave these classes out", without_rare_classes),
}
