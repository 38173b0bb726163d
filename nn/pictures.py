"""Which pictures a run learns from where they are not MNIST's: all that a recipe has to know of somebody's own set.

The pictures themselves are not here (nn/owndata has them), so a recipe stays small, can be saved, and says by a
fingerprint which set it is about. Names of classes come from strangers' files and stand on pages: they hold nothing
that would mean something there. Used by recipe.py.
"""

import re
from dataclasses import dataclass

FEWEST_CLASSES, MOST_CLASSES = 2, 47
LONGEST = 64  # letters of a name, or of a fingerprint
UNUSUAL = re.compile(r"[^\w .,'/&+()-]")


@dataclass(frozen=True)
class Pictures:
    """A set's ``fingerprint``, how many pictures there are to draw from, and what its ``classes`` are called, in the
    order of the network's outputs. ValueError, in one sentence, for what cannot be.
    """

    fingerprint: str
    count: int
    classes: tuple[str, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "classes", tuple(self.classes))
        for text in (self.fingerprint, *self.classes):
            if not isinstance(text, str) or not text.strip() or len(text) > LONGEST or UNUSUAL.search(text):
                raise ValueError(
                    f"A class is called by 1 to {LONGEST} letters, digits, spaces and . , ' / & + ( ) - alone."
                )
        if not FEWEST_CLASSES <= len(set(self.classes)) == len(self.classes) <= MOST_CLASSES:
            raise ValueError(f"There are {FEWEST_CLASSES} to {MOST_CLASSES} classes, each with a name of its own.")
        if type(self.count) is not int or not 1 <= self.count <= 10**9:
            raise ValueError("The number of pictures is a whole number above 0.")
