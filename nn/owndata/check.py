"""Whether pictures lie as MNIST's do: light ink on dark paper, upright, none of them empty, no class with one alone.

A set of letters or digits on its side is known by its outlines: people write higher than wide. Next: repairs.py.
"""

from dataclasses import replace

import numpy as np

from nn.activations import Array
from nn.owndata.found import Fault, Found, OwnDataError
from nn.owndata.repairs import INVERT, RARE, TURN

SAMPLE = 2_000  # pictures, evenly from first to last
LIGHT, INK = 128, 64  # of 255
WIDE = 0.6  # the share of pictures wider than high from which on a set is taken to lie on its side
SIDE = 28


def checked(found: Found) -> Found:
    """The same with the faults that only show when all pictures are there. OwnDataError if there is nothing to see."""
    sample = found.pixels[:: max(1, len(found) // SAMPLE)].reshape(-1, SIDE, SIDE)
    if not (sample != sample[:, :1, :1]).any():
        raise OwnDataError("Every picture is one plain grey: there is nothing on any of them.")
    faults = list(found.faults)
    inverted = is_inverted(sample)
    if inverted:
        faults.append(
            Fault("The ink is dark on light paper; MNIST, and every network here, has it the other way.", INVERT)
        )
    if lies_on_its_side(255 - sample if inverted else sample):
        faults.append(
            Fault(
                "Most pictures are wider than high. EMNIST's files exchange rows and columns: turn them if they lie "
                "on their side.",
                TURN,
            )
        )
    if found.labels is not None and (lonely := _lonely(found)):
        faults.append(Fault(lonely, RARE))
    blank = np.flatnonzero(~found.pixels.any(axis=1)) if not inverted else np.empty(0, int)
    notes = [_blank(found.rows[blank])] if len(blank) else []
    return replace(found, faults=tuple(faults), notes=(*found.notes, *notes))


def is_inverted(pictures: Array) -> bool:
    """Whether the paper, which the corners show, is lighter than what is on it: pictures (m, 28, 28)."""
    corners = pictures[:, (0, 0, -1, -1), (0, -1, 0, -1)]
    return float(np.median(corners)) >= LIGHT and float(pictures.mean()) >= LIGHT


def lies_on_its_side(pictures: Array) -> bool:
    """Whether most of the pictures (m, 28, 28) have an outline that is wider than high."""
    ink: Array = pictures >= INK
    high, wide = _extent(np.asarray(ink.any(axis=2))), _extent(np.asarray(ink.any(axis=1)))
    different = high != wide
    return int(different.sum()) >= 20 and float((wide > high)[different].mean()) > WIDE


def _extent(inked: Array) -> Array:
    """From the first to the last that is inked, of (m, 28): (m,)."""
    extent: Array = np.where(inked.any(axis=1), SIDE - inked.argmax(axis=1) - inked[:, ::-1].argmax(axis=1), 0)
    return extent


def _lonely(found: Found) -> str:
    """A sentence on classes with one picture alone, often a slip of the hand; "" if there are none."""
    labels = found.labels
    assert labels is not None
    alone = np.flatnonzero(np.bincount(labels, minlength=len(found.classes)) == 1)
    if not len(alone) or len(found.classes) - len(alone) < 2:
        return ""
    row = int(found.rows[np.flatnonzero(labels == alone[0])[0]])
    more = f"; so have {len(alone) - 1} other classes" if len(alone) > 1 else ""
    return f"The class “{found.classes[alone[0]]}” has one picture alone, in row {row:,}{more}."


def _blank(rows: Array) -> str:
    others = len(rows) - 1
    more = f", and so {'is one other' if others == 1 else f'are {others:,} others'}" if others else ""
    return f"The picture in row {rows[0]:,} is empty{more}."
