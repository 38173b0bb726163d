"""A file's bytes from its beginning, unpacked if it is packed, and never more of them than are allowed.

A few kilobytes of .gz or .zip can unpack to gigabytes, so what comes out is counted while it comes. How far one has got
is asked of the file itself, whose size is known. Next: layout.py.
"""

import gzip
import io
import os
import zipfile
import zlib
from typing import BinaryIO

from nn.owndata.found import OwnDataError

LARGEST = 400_000_000  # bytes after unpacking: 120,000 pictures as text
PIECE = 1 << 17  # bytes read at a time: few enough to stay in the cache
GZIP, ZIP = b"\x1f\x8b", b"PK"
BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError)


class Opened:
    """Reads from ``file``. ``begins`` shows the first bytes without taking them."""

    def __init__(self, file: BinaryIO) -> None:
        self._raw = file
        self.size = file.seek(0, os.SEEK_END)
        file.seek(0)
        self._file, self._read, self._ahead = _unpacked(file), 0, b""

    def begins(self, n: int = 4) -> bytes:
        while len(self._ahead) < n and (more := self._take(n - len(self._ahead))):
            self._ahead += more
        return self._ahead[:n]

    def read(self, n: int = PIECE) -> bytes:
        """At most so many bytes; none at the end. OwnDataError where the file is damaged, or unpacks to too much."""
        if self._ahead:
            given, self._ahead = self._ahead[:n], self._ahead[n:]
            return given
        return self._take(n)

    def exactly(self, n: int) -> bytes:
        """So many bytes, or fewer if the file ends before."""
        parts = []
        while n and (part := self.read(n)):
            parts.append(part)
            n -= len(part)
        return b"".join(parts)

    @property
    def share(self) -> float:
        """How much of the file has been read, 0..1."""
        return min(1.0, self._raw.tell() / self.size) if self.size else 1.0

    def _take(self, n: int) -> bytes:
        try:
            given = self._file.read(n)
        except BROKEN:
            raise OwnDataError("The file is packed, and damaged or cut short: save or download it again.") from None
        self._read += len(given)
        if self._read > LARGEST:
            raise OwnDataError(
                f"The file unpacks to more than {LARGEST // 10**6} MB, which is more than is read: use fewer pictures."
            )
        return given


def _unpacked(file: BinaryIO) -> io.BufferedIOBase | BinaryIO:
    """The file, or what is in it if it is a .gz or a .zip with one file, as Kaggle sends them."""
    begins = file.read(2)
    file.seek(0)
    if begins == GZIP:
        return gzip.GzipFile(fileobj=file)
    if begins == ZIP:
        try:
            archive = zipfile.ZipFile(file)
            (member,) = (m for m in archive.infolist() if not m.is_dir())
            return archive.open(member)  # type: ignore[return-value]
        except (*BROKEN, ValueError):
            raise OwnDataError("The .zip is damaged, or holds several files: unpack it, and upload one.") from None
    return file
