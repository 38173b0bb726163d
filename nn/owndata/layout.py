"""Which column of a table is what: found out from its first lines, and said in a note where it was not plain.

Kaggle's layout is ``label,pixel0,...,pixel783``, without the label for pictures to be answered. Others have no header,
semicolons, an index column that pandas added, the label at the end, or the pixels in another order. Next: plain.py.
"""

import codecs
import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nn.owndata.found import OwnDataError
from nn.pictures import MOST_CLASSES
from nn.recipe import PIXELS

LOOKED_AT = 1 << 19  # bytes of the beginning: some hundred lines
SEPARATORS = (b";", b"\t", b"|", b",", b" ")  # where a comma is decimal, another one divides
NAMED = {b",": "commas", b";": "semicolons", b"\t": "tabs", b"|": "bars", b" ": "spaces"}
LABELS = {"label", "labels", "class", "classes", "target", "y", "digit", "letter", "category", "name"}
COUNTS = {"", "id", "index", "imageid", "unnamed: 0", "image_id", "row"}
BY_ROW_AND_COLUMN = re.compile(r"\D*(\d+)x(\d+)$")
BY_NUMBER = re.compile(r"\D*(\d+)$")
UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


@dataclass(frozen=True, eq=False)
class Layout:
    """``label``: its column, None without one. ``pixels`` (784,): the column of each pixel, row by row.

    ``header``: how many lines stand before the first picture, 0 or 1. ``columns``: how many each line has.
    """

    separator: bytes
    columns: int
    header: int
    label: int | None
    pixels: NDArray[np.intp]
    notes: tuple[str, ...]


def encoding_of(beginning: bytes) -> tuple[str, int]:
    """UTF-16 where the file says so, else "" for what needs no decoding; and how many bytes its mark takes."""
    for mark, name in UTF_16.items():
        if beginning.startswith(mark):
            return name, len(mark)
    return "", len(codecs.BOM_UTF8) if beginning.startswith(codecs.BOM_UTF8) else 0


def as_text(cell: bytes) -> str:
    """A cell as text: UTF-8, or what old spreadsheets write."""
    try:
        return cell.decode().strip()
    except UnicodeDecodeError:
        return cell.decode("cp1252", "replace").strip()


def layout_of(beginning: bytes) -> Layout:
    """What the first lines say, without quotes and with plain newlines. OwnDataError where they are no such table."""
    lines = [line for line in beginning.split(b"\n")[:200] if line.strip()]
    if not lines:
        raise OwnDataError("The file is empty: there is no row in it.")
    if b"\0" in beginning:
        raise OwnDataError("This is no text, so no CSV file: a CSV, IDX or .npz file is needed.")
    sample = lines[1] if len(lines) > 1 else lines[0]
    fitting = [mark for mark in SEPARATORS if PIXELS <= sample.count(mark) + 1 <= PIXELS + 3]
    separator = fitting[0] if fitting else max(SEPARATORS, key=sample.count)
    table = [[as_text(cell) for cell in line.split(separator)] for line in lines]
    notes = [] if separator == b"," else [f"Its columns are divided by {NAMED[separator]}."]
    first, body = table[0], table[1:]
    header = _is_header(first)
    if header and not body:
        raise OwnDataError("The file has a header and not one picture below it.")
    if not header:
        body = table
        notes.append("It has no header: its first row counts as a picture.")
    columns, names = Counter(map(len, body)).most_common(1)[0][0], first if header else []
    body = [row for row in body if len(row) == columns]
    if header and len(first) == columns - 1:  # as R writes it: the column of row names has no name
        names = ["", *first]
    last = columns - 1 if columns > PIXELS and all(row[-1] == "" for row in [names or [""], *body]) else columns
    label, counted = _extra_columns(last, names, body, 1 + header)
    if counted is not None:
        notes.append(f"Column {counted + 1} only counts the rows, and is left out.")
    if label not in (None, 0 if counted is None else 1):
        notes.append(f"The label is in column {label + 1 if label is not None else 0}.")
    rest = np.array([k for k in range(last) if k not in (label, counted)])
    order = _order([names[k] for k in rest]) if len(names) == columns else None
    if order is not None:
        notes.append("Its pixel columns are in another order, and are put right by their names.")
        rest = rest[order]
    return Layout(separator, columns, int(header), label, rest, tuple(notes))


def _is_number(cell: str) -> bool:
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return False
    return True


def _is_header(cells: list[str]) -> bool:
    """Names, or the numbers 0, 1, 2 ... that pandas gives to columns without one."""
    numbers = [cell for cell in cells if _is_number(cell)]
    counting = [cell for k, cell in enumerate(cells[2:]) if cell in (str(k), str(k + 1), str(k + 2))]
    return len(numbers) < len([c for c in cells if c]) / 2 or len(counting) > 0.9 * len(cells) > 100


def _extra_columns(columns: int, names: list[str], body: list[list[str]], row: int) -> tuple[int | None, int | None]:
    """Which column is the label, and which only counts the rows. OwnDataError if the rest is no 28x28 picture."""
    extra = columns - PIXELS
    if extra == 0:
        return None, None
    if extra not in (1, 2):
        raise OwnDataError(_wrong_size(columns, row))
    label = next((k for k, name in enumerate(names[:columns]) if name.lower() in LABELS), None)
    counting = _counts(body) and (not names or names[0].lower() in COUNTS or extra == 2)
    if extra == 1:
        if label is not None:
            return label, None
        if counting and (names or len(body) > MOST_CLASSES):  # fewer rows may have labels that go 0, 1, 2 by chance
            return None, 0
        return 0 if names else _first_or_last(columns, body), None
    if not counting and not (names and names[0].lower() in COUNTS):
        raise OwnDataError(_wrong_size(columns, row))
    return (label if label is not None else 1), 0


def _counts(body: list[list[str]]) -> bool:
    """Whether the first column goes 0, 1, 2, ... or 1, 2, 3, ..."""
    first = [row[0] for row in body if row]
    return first in ([str(k + start) for k in range(len(first))] for start in (0, 1))


def _first_or_last(columns: int, body: list[list[str]]) -> int:
    """Without a header: the label is in front, unless that column is always 0, as a corner is, and the last is not."""
    first, last = {row[0] for row in body}, {row[columns - 1] for row in body}
    return columns - 1 if first == {"0"} and last != {"0"} and len(body) > 1 else 0


def _order(names: list[str]) -> NDArray[np.intp] | None:
    """Where to find each pixel by the names of the columns; None if they are in order, or have no such names."""
    doubled = next((name for k, name in enumerate(names) if name and name in names[:k]), None)
    if doubled is not None:
        raise OwnDataError(
            f"Two columns of the header, row 1, are called “{doubled[:40]}”: which pixel is which cannot be told."
        )
    pairs = [BY_ROW_AND_COLUMN.match(name) for name in names]
    numbers = [BY_NUMBER.match(name) for name in names]
    if all(pairs):
        places = np.array([1000 * int(p[1][:3]) + int(p[2][:3]) for p in pairs if p])
    elif all(numbers):
        places = np.array([int(n[1][:9]) for n in numbers if n])
    else:
        return None
    order = np.argsort(places, kind="stable")
    return None if (order == np.arange(len(order))).all() else order


def _wrong_size(columns: int, row: int) -> str:
    side = next((n for n in range(2, 200) if n * n in (columns, columns - 1)), None)
    perhaps = f" These look like {side}x{side} pictures: make them 28x28 first." if side else ""
    many = f"{columns:,} column{'s' * (columns != 1)}"
    return f"Row {row} has {many}; a 28x28 picture has {PIXELS}, with its label {PIXELS + 1}.{perhaps}"
