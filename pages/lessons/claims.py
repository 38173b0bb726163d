"""What a lesson's words lean on, said so that it can be measured: the file says it, and a test holds it.

``accuracy below 20 %`` is about what stands on the stage; ``accuracy falls by 10 %`` (at least), ``rises by`` and
``stays within`` compare it with what stood there before, in percentage points. ``ending is It learns`` is about words.
"""

import re
from dataclasses import dataclass

FORM = re.compile(r"([a-z-]+) (below|above|rises by|falls by|stays within|is) (.+)")
NUMBER = re.compile(r"(\d+(?:\.\d+)?)( ?%)?")
COMPARING = ("rises by", "falls by", "stays within")


class ClaimError(ValueError):
    """Why this is no claim, in a sentence."""


@dataclass(frozen=True)
class Claim:
    """``measure`` stands to ``value`` as ``how`` says; a percentage is a share, 0..1, as it is measured."""

    text: str
    measure: str
    how: str
    value: float | str

    @property
    def compares(self) -> bool:
        """Whether it is about what was before, too."""
        return self.how in COMPARING

    def holds(self, value: float, said: str, before: float = 0.0) -> bool:
        """Whether it is true of this measured value, of how that is said, and of the value ``before``."""
        if isinstance(self.value, str):
            return said == self.value
        rise = value - before
        return {
            "below": value < self.value,
            "above": value > self.value,
            "rises by": rise >= self.value,
            "falls by": -rise >= self.value,
            "stays within": abs(rise) <= self.value,
        }[self.how]


def claim_of(text: str) -> Claim:
    """The claim in these words. ClaimError where they are none."""
    found = FORM.fullmatch(text)
    if found is None:
        raise ClaimError(
            f"“{text}” is no claim: write “accuracy below 20 %”, or above, rises by, falls by, stays within."
        )
    measure, how, value = found.groups()
    if how == "is":
        return Claim(text, measure, how, value)
    number = NUMBER.fullmatch(value)
    if number is None:
        raise ClaimError(f"“{value}” is no number: write “20 %” or “2.5”.")
    return Claim(text, measure, how, float(number[1]) / (100 if number[2] else 1))
