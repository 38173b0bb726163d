"""Files into a set, whatever kind they are of, a piece at a time: whoever reads decides how fast it goes.

What a file is says its content, never its name. Next: own_set.py.
"""

import zipfile
from collections.abc import Generator, Iterator, Sequence
from typing import BinaryIO

from nn.owndata.check import checked
from nn.owndata.found import Found, OwnDataError
from nn.owndata.idx import MAGIC, read_idx
from nn.owndata.npz import read_npz
from nn.owndata.opened import Opened
from nn.owndata.table import read_table


class Reading:
    """A set being read. Iterate it; ``share`` is how much is done, and ``found`` what came out, at its end.

    OwnDataError, while it is iterated, if there is no set in the files.
    """

    def __init__(self, files: Sequence[BinaryIO]) -> None:
        self.share = 0.0
        self.found: Found | None = None
        self._pieces = self._read(files)

    def __iter__(self) -> Iterator[float]:
        for share in self._pieces:
            self.share = share
            yield share

    def _read(self, files: Sequence[BinaryIO]) -> Iterator[float]:
        found = yield from read_files(files)
        self.found = checked(found)
        self.share = 1.0


def read(*files: BinaryIO) -> Found:
    """All of it at once."""
    reading = Reading(files)
    for _ in reading:
        pass
    assert reading.found is not None
    return reading.found


def read_files(files: Sequence[BinaryIO]) -> Generator[float, None, Found]:
    if len(files) == 1 and _holds_arrays(files[0]):
        return (yield from read_npz(files[0]))
    opened = [Opened(file) for file in files]
    if not all(file.size for file in opened):
        raise OwnDataError("The file is empty (0 bytes).")
    idx = [file.begins(2) == MAGIC for file in opened]
    if all(idx) and len(opened) <= 2:
        return (yield from read_idx(opened))
    if len(opened) > 1:
        raise OwnDataError("One file is read at a time; only IDX has two, one of pictures and one of labels.")
    return (yield from read_table(opened[0]))


def _holds_arrays(file: BinaryIO) -> bool:
    """Whether it is an .npz: a .zip of .npy files."""
    try:
        with zipfile.ZipFile(file) as archive:
            return any(name.endswith(".npy") for name in archive.namelist())
    except Exception:  # no .zip, or a damaged one
        return False
    finally:
        file.seek(0)
