"""What was found in the files of a set, before anybody learns from it: pixels, labels, notes and faults.

A fault is one sentence that says what is wrong and in which row, with a repair where there is one; what cannot be
repaired is raised as OwnDataError. A row is a line of the file, counted from 1 as editors do; in files without lines it
is a picture, counted from 1 as well. Next: opened.py.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_PICTURES = 120_000  # EMNIST's largest balanced part has 112,800; 94 MB


class OwnDataError(ValueError):
    """The file holds no set that can be used; the message says in one sentence why, and where."""


@dataclass(frozen=True)
class Fault:
    """What is wrong, in one sentence, and the name of the repair that helps (repairs.py)."""

    sentence: str
    repair: str


@dataclass(frozen=True, eq=False)
class Found:
    """``pixels`` (m, 784) uint8; ``labels`` (m,) the class of each as uint8, or None where the file has no labels.

    ``classes`` are their names. ``rows`` (m,) says in which row of the file each picture is. ``notes`` are sentences
    about what was understood without asking; ``faults`` wait for a repair.
    """

    pixels: NDArray[np.uint8]
    labels: NDArray[np.uint8] | None
    classes: tuple[str, ...]
    rows: NDArray[np.int32]
    notes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    def __len__(self) -> int:
        return len(self.pixels)

    @property
    def size(self) -> int:
        """Bytes of memory, about."""
        return int(self.pixels.nbytes + self.rows.nbytes)
