"""Labels as they are written, and the classes that they make: numbers in their order, names by the alphabet.

A set has as many classes as it has different labels, from 2 to 47. Whatever a name would do to a page's text is taken
out of it. Next: idx.py.
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nn.owndata.found import OwnDataError
from nn.pictures import FEWEST_CLASSES, MOST_CLASSES, UNUSUAL

LONGEST = 40  # letters of a name
WHOLE = re.compile(r"-?\d{1,9}")


def as_name(text: str) -> str:
    """A label without what would look like Markdown or HTML; "5.0" is 5."""
    name = " ".join(UNUSUAL.sub(" ", text).split())
    return name[:-2] if WHOLE.fullmatch(name.removesuffix(".0")) and name.endswith(".0") else name


def classes_of(labels: Sequence[str], rows: Sequence[int]) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    """The class of each picture (m,), and their names. OwnDataError for too few, too many or a name that is too long.

    ``rows`` (m,) are where the pictures are in their file.
    """
    known: dict[str, int] = {}
    for label, row in zip(labels, rows, strict=True):
        if label not in known:
            if len(label) > LONGEST:
                raise OwnDataError(f"The label in row {row:,} has more than {LONGEST} letters: is it the right column?")
            known[label] = row
            if len(known) > MOST_CLASSES:
                raise OwnDataError(
                    f"Row {row:,} brings the {MOST_CLASSES + 1}th class, “{label}”, and at most {MOST_CLASSES} can be "
                    "told apart here: is the label in the right column?"
                )
    if len(known) < FEWEST_CLASSES:
        raise OwnDataError(
            f"Every picture is labelled “{next(iter(known), '')}”: there must be at least two classes to tell apart."
        )
    names = in_order(known)
    number = {name: k for k, name in enumerate(names)}
    return np.array([number[label] for label in labels], np.uint8), names


def in_order(names: Sequence[str] | dict[str, int]) -> tuple[str, ...]:
    """Whole numbers by their size, before all other names, by the alphabet."""
    return tuple(sorted(names, key=lambda name: (0, int(name), name) if WHOLE.fullmatch(name) else (1, 0, name)))
