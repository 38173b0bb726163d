"""IDX files, MNIST's own format: two zero bytes, a type, the number of dimensions, the dimensions, then the values.

Pictures and labels are files of their own. What a header promises is believed only as far as it may be. Next: npz.py.
"""

import math
from collections.abc import Generator

import numpy as np

from nn.activations import Array
from nn.owndata.found import MOST_PICTURES, Found, OwnDataError
from nn.owndata.labels import classes_of
from nn.owndata.opened import PIECE, Opened
from nn.recipe import PIXELS

MAGIC = b"\0\0"
BYTES = 8  # the type of unsigned bytes
PICTURES, LABELS = ((28, 28), (PIXELS,)), ((),)


def shape_of(file: Opened) -> tuple[int, ...]:
    """Take the header, and give the shape. OwnDataError if it promises what cannot be."""
    head = file.exactly(4)
    if len(head) < 4 or head[:2] != MAGIC or head[2] != BYTES:
        raise OwnDataError("This is no IDX file of unsigned bytes, as MNIST's, Fashion-MNIST's and EMNIST's are.")
    sizes = file.exactly(4 * head[3])
    if len(sizes) < 4 * head[3] or not head[3]:
        raise OwnDataError("The IDX file is cut short: its header is not whole.")
    shape = tuple(np.frombuffer(sizes, ">u4").tolist())
    if shape[1:] not in PICTURES + LABELS:
        raise OwnDataError(f"The IDX file has pictures of {'x'.join(map(str, shape[1:]))}; 28x28 ones are needed.")
    if not 0 < shape[0] <= MOST_PICTURES:
        raise OwnDataError(f"The IDX file has {shape[0]:,} pictures or labels; 1 to {MOST_PICTURES:,} can be read.")
    return shape


def read_idx(files: list[Opened]) -> Generator[float, None, Found]:
    """One file of pictures, and one of labels if there is one, in any order; as ``read_table``."""
    values: dict[bool, Array] = {}
    for file in files:
        shape = shape_of(file)
        of_labels = len(shape) == 1
        if of_labels in values:
            raise OwnDataError(f"Both IDX files hold {'labels' if of_labels else 'pictures'}: one of each is needed.")
        values[of_labels] = yield from _values(file, shape)
    if False not in values:
        raise OwnDataError("This IDX file holds labels alone: upload the file of the pictures with it.")
    pixels = values[False].reshape(-1, PIXELS)
    rows = np.arange(1, len(pixels) + 1, dtype=np.int32)
    if True not in values:
        return Found(pixels, None, (), rows)
    if len(values[True]) != len(pixels):
        raise OwnDataError(
            f"There are {len(pixels):,} pictures and {len(values[True]):,} labels: they do not belong together."
        )
    labels, classes = classes_of([str(label) for label in values[True].tolist()], rows.tolist())
    return Found(pixels, labels, classes, rows)


def _values(file: Opened, shape: tuple[int, ...]) -> Generator[float, None, Array]:
    whole: Array = np.empty(math.prod(shape), np.uint8)
    done = 0
    while done < len(whole) and (piece := file.read(min(8 * PIECE, len(whole) - done))):
        whole[done : done + len(piece)] = np.frombuffer(piece, np.uint8)
        done += len(piece)
        yield file.share
    if done < len(whole):
        each = math.prod(shape[1:])
        raise OwnDataError(f"The IDX file is cut short after {done // each:,} of {shape[0]:,}: download it again.")
    if file.read(1):
        raise OwnDataError("The IDX file is longer than its header says: it is damaged, or of another kind.")
    return whole
