"""The arrays in an .npz file, of which nothing is believed: no pickle, and no memory for what is not really there.

NumPy's own reader makes room for as many numbers as a header promises before it looks whether they follow. Here the
whole file must keep to a limit, and each array be exactly as large as its place in the file. Used by storage.py and by
nn/lab, which keeps runs on disk.
"""

import io
import math
import zipfile
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.lib import format as npy

from nn.activations import Array

HEADERS = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}
KINDS = "biufU"  # truth values, whole numbers, floats and text


def read_arrays(source: Path | bytes | BinaryIO, most: int, only: str = "") -> dict[str, Array]:
    """All arrays, read-only, of at most so many bytes together after decompression; or ``only`` the one of this name.

    Whatever is wrong with the file is raised as zipfile and NumPy do: ValueError, BadZipFile, EOFError and others.
    """
    with zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source) as archive:
        members = [member for member in archive.infolist() if only in ("", member.filename.removesuffix(".npy"))]
        if sum(member.file_size for member in members) > most:
            raise ValueError("too large")
        return {member.filename.removesuffix(".npy"): _read(archive, member) for member in members}


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Array:
    with archive.open(member) as file:
        shape, columns_first, dtype = HEADERS[npy.read_magic(file)](file)
        if dtype.kind not in KINDS or dtype.itemsize == 0:
            raise ValueError("neither numbers nor text")
        if math.prod(shape) * dtype.itemsize != member.file_size - file.tell():
            raise ValueError("an array is not as large as its header says")
        return np.ndarray(shape, dtype, file.read(), order="F" if columns_first else "C")
