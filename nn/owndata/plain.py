"""Whole numbers out of text, a piece of many lines at a time, without Python looking at any of them.

A table of pictures is mostly one-digit zeros. So the places of separators are found for all bytes at once, each number
is the digit before its separator, and the few longer numbers get their tens and hundreds. Lines that are anything but
whole numbers from 0 to 999 are left to table.py, which takes them one by one. Next: table.py.
"""

import numpy as np
from numpy.typing import NDArray

NEWLINE, ZERO = ord("\n"), ord("0")


def plain_numbers(piece: bytes, separator: bytes, columns: int) -> NDArray[np.uint16] | None:
    """The lines of ``piece`` as (lines, columns); None if they are not all whole numbers of 1 to 3 digits.

    ``piece`` ends with a newline.
    """
    text = np.frombuffer(piece, np.uint8)
    between = text == ord(separator)
    newlines = text == NEWLINE
    between |= newlines
    ends = np.flatnonzero(between)
    digits = text - ZERO  # whatever is no digit becomes 10 or more
    if len(ends) % columns or np.count_nonzero(digits < 10) + len(ends) != len(text):
        return None
    if np.count_nonzero(newlines) * columns != len(ends) or not newlines[ends[columns - 1 :: columns]].all():
        return None
    length = np.diff(ends, prepend=-1) - 1  # in digits
    if length.min() < 1 or length.max() > 3:
        return None
    numbers = digits[ends - 1].astype(np.uint16)
    for place, worth in ((2, 10), (3, 100)):
        longer = np.flatnonzero(length >= place)
        numbers[longer] += digits[ends[longer] - place] * np.uint16(worth)
    return numbers.reshape(-1, columns)
