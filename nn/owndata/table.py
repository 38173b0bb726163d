"""A CSV file, read a piece at a time into one byte a pixel.

Pieces of plain whole numbers go the quick way (plain.py). In all others each line is looked at by itself: fractions,
empty cells, words. A line that cannot be a picture is left out and counted with what is wrong with it; the first of
each kind is told with its row. Next: labels.py.
"""

import codecs
from collections.abc import Generator, Iterator

import numpy as np

from nn.activations import Array
from nn.owndata.found import MOST_PICTURES, Fault, Found, OwnDataError
from nn.owndata.labels import as_name, classes_of
from nn.owndata.layout import LOOKED_AT, Layout, as_text, encoding_of, layout_of
from nn.owndata.opened import PIECE, Opened
from nn.owndata.plain import plain_numbers
from nn.owndata.repairs import EMPTY, LEAVE_OUT
from nn.recipe import PIXELS

LONGEST = 1 << 20  # bytes of a line
TOO_LONG = "A row has some hundred thousand letters, so this is no table of 28x28 pictures."
MOST_WRONG = 0.5  # of the rows: beyond, the file is something else


def read_table(file: Opened) -> Generator[float, None, Found]:
    """Read all of it: yields how much is done, 0..1, and returns what was Found (``yield from`` gives it)."""
    lines = _Lines(file)
    layout = layout_of(lines.beginning())
    table = _Table(layout)
    while (piece := lines.next_piece()) and not table.full:
        table.add(piece)
        yield file.share
    return table.found()


class _Lines:
    """Pieces of whole lines, with plain newlines and without quotes, whatever the encoding."""

    def __init__(self, file: Opened) -> None:
        self._file, self._rest, self._held, self._ended = file, b"", b"", False
        encoding, mark = encoding_of(file.begins(3))
        file.exactly(mark)
        self._decode = codecs.getincrementaldecoder(encoding)("replace").decode if encoding else None

    def beginning(self) -> bytes:
        """The first lines, which ``next_piece`` gives again."""
        while len(self._rest) < LOOKED_AT and not self._ended:
            self._more()
        whole = self._rest if self._ended else self._rest[: self._rest.rfind(b"\n") + 1]
        if self._rest and not whole:
            raise OwnDataError(TOO_LONG)
        return whole

    def next_piece(self) -> bytes:
        """Some lines more; none at the end."""
        while not (end := self._rest.rfind(b"\n", 0, 4 * PIECE) + 1) and not self._ended:
            if len(self._rest) > LONGEST:
                raise OwnDataError(TOO_LONG)
            self._more()
        if self._ended and not end:
            piece, self._rest = self._rest, b""
            return piece + b"\n" if piece else b""
        piece, self._rest = self._rest[:end], self._rest[end:]
        return piece

    def _more(self) -> None:
        given = self._file.read()
        self._ended = not given
        if self._decode is not None:
            given = self._decode(given, not given).encode()
        given, self._held = self._held + given, b""
        if given.endswith(b"\r") and not self._ended:  # its newline may be the next byte
            given, self._held = given[:-1], given[-1:]
        self._rest += given.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b'"', b"")


class _Table:
    """The pictures so far. Room is made at once for as many as the file can hold; untouched, it takes no memory."""

    def __init__(self, layout: Layout) -> None:
        self.layout, self._places = layout, layout.pixels.tolist()
        self._room: Array = np.empty((MOST_PICTURES, PIXELS), np.uint8)
        self._labels: list[str] = []
        self._rows: list[int] = []
        self._row = 0  # lines seen
        self._scaled: list[int] = []  # places of pictures whose pixels were fractions of 1
        self._bytes_in = 0  # the first row with a pixel above 1
        self._wrong: dict[str, str] = {}  # kind of fault: the first sentence about one
        self._left_out: set[int] = set()
        self._many: dict[str, int] = {}
        self.full = False

    def add(self, piece: bytes) -> None:
        """Some lines more."""
        separator = self.layout.separator
        if separator != b" ":
            piece = piece.replace(separator + b" ", separator)
        if self._row < self.layout.header:
            self._row += 1
            piece = piece[piece.find(b"\n") + 1 :]
        if not piece:
            return
        numbers = plain_numbers(piece, separator, self.layout.columns)
        if numbers is None or not self._add_plain(numbers):
            for line in piece[:-1].split(b"\n"):
                self._add_line(line)

    def _add_plain(self, numbers: Array) -> bool:
        pixels = numbers[:, self.layout.pixels]
        most = int(pixels.max())
        if most > 255 or most > 1 and self._scaled:
            return False
        if most > 1:
            self._bytes_in = self._bytes_in or self._row + 1
        start = len(self._rows)
        kept = min(len(numbers), MOST_PICTURES - start)
        self._room[start : start + kept] = pixels[:kept]
        if self.layout.label is not None:
            self._labels += map(str, numbers[:kept, self.layout.label].tolist())
        self._rows += range(self._row + 1, self._row + 1 + kept)
        self._row += len(numbers)
        self.full = len(self._rows) == MOST_PICTURES
        return True

    def _add_line(self, line: bytes) -> None:
        self._row += 1
        if not line.strip() or self.full:
            return
        cells = line.split(self.layout.separator)
        if len(cells) != self.layout.columns:
            self._leave_out(f"Row {self._row:,} has {len(cells):,} columns, where {self.layout.columns:,} belong")
            return
        label = ""
        if self.layout.label is not None:
            label = as_name(as_text(cells[self.layout.label]))
            if not label or label.lower() == "nan":
                self._leave_out(f"Row {self._row:,} has no label", "label")
                return
        values = self._values(cells)
        if values is not None:
            self._put(values, label)

    def _values(self, cells: list[bytes]) -> Array | None:
        """The row's pixels, (784,) float; None if it is left out. An empty cell counts as paper, and as a fault."""
        chosen = [cells[column] for column in self._places]
        try:
            return self._in_range(np.array(list(map(float, chosen))), [])
        except ValueError:
            pass
        values, empty = np.zeros(PIXELS), []
        for k, (column, cell) in enumerate(zip(self._places, chosen, strict=True)):
            try:
                values[k] = float(cell.replace(b",", b".")) if cell.strip() else 0
            except ValueError:
                said = as_name(as_text(cell))[:20]
                self._leave_out(f"Row {self._row:,} has “{said}” in column {column + 1}, where a number belongs")
                return None
            if not cell.strip():
                empty.append(column)
        return self._in_range(values, empty)

    def _in_range(self, values: Array, empty: list[int]) -> Array | None:
        bad = np.flatnonzero(~((values >= 0) & (values <= 255)))
        if len(bad):
            value, column = values[bad[0]], self.layout.pixels[bad[0]] + 1
            self._leave_out(
                f"Row {self._row:,} has the value {value:g} in column {column}, and pixels go from 0 to 255", "range"
            )
            return None
        if empty:
            self._note_wrong(
                "empty",
                f"Row {self._row:,} has {_counted(len(empty), 'empty cell')}, the first in column {empty[0] + 1}",
            )
        return values

    def _put(self, values: Array, label: str) -> None:
        place = len(self._rows)
        most, fractions = values.max(), bool((values % 1).any())
        if most > 1 and self._scaled or most <= 1 and fractions and self._bytes_in:
            self._leave_out(
                f"Row {self._row:,} has pixels from 0 to {'255' if most > 1 else '1'}, where the rows before have them "
                f"from 0 to {'1' if most > 1 else '255'}",
                "mixed",
            )
            return
        if most > 1:
            self._bytes_in = self._bytes_in or self._row
        elif fractions:
            self._scaled.append(place)
            values = values * 255
        self._room[place] = np.round(values)
        self._labels.append(label)
        self._rows.append(self._row)
        self.full = len(self._rows) == MOST_PICTURES

    def _leave_out(self, sentence: str, kind: str = "row") -> None:
        self._left_out.add(self._row)
        self._note_wrong(kind, sentence)

    def _note_wrong(self, kind: str, sentence: str) -> None:
        self._wrong.setdefault(kind, sentence)
        self._many[kind] = self._many.get(kind, 0) + 1

    def found(self) -> Found:
        """All of it. OwnDataError where that is no set."""
        m, layout = len(self._rows), self.layout
        if len(self._left_out) > MOST_WRONG * (m + len(self._left_out)) or not m:
            first = next((said for kind, said in self._wrong.items() if kind != "empty"), "There is no picture")
            raise OwnDataError(
                f"{first}; of {m + len(self._left_out):,} rows {len(self._left_out):,} cannot be pictures, so this is "
                "another kind of table, or a damaged one."
            )
        pixels, notes = self._room[:m], list(layout.notes)
        if not self._bytes_in and pixels.any():
            self._spread(pixels)
            notes.append("Its pixels go from 0 to 1; they count as 0 to 255 here, as MNIST's do.")
        if self.full:
            notes.append(f"Only the first {MOST_PICTURES:,} pictures were read.")
        labels, classes = classes_of(self._labels, self._rows) if layout.label is not None else (None, ())
        return Found(pixels, labels, classes, np.array(self._rows, np.int32), tuple(notes), tuple(self._faults()))

    def _spread(self, pixels: Array) -> None:
        """Pixels from 0 to 1 that were whole numbers become 0 and 255; fractions have been spread as they came."""
        whole = np.ones(len(pixels), bool)
        whole[self._scaled] = False
        for place in np.flatnonzero(whole):
            pixels[place] *= 255

    def _faults(self) -> Iterator[Fault]:
        for kind, sentence in self._wrong.items():
            more = self._many[kind] - 1
            also = f", and {_counted(more, 'more row')} {'has' if more == 1 else 'have'} the like" if more else ""
            yield Fault(f"{sentence}{also}.", EMPTY if kind == "empty" else LEAVE_OUT)


def _counted(n: int, what: str) -> str:
    return f"{n:,} {what}{'s' * (n != 1)}"
