"""NumPy's .npz with ``images`` (m, 28, 28) and ``labels`` (m,), without pickle, and never larger than allowed.

Next: check.py.
"""

from collections.abc import Generator
from typing import BinaryIO

import numpy as np

from nn.activations import Array
from nn.archive import read_arrays
from nn.owndata.found import MOST_PICTURES, Found, OwnDataError
from nn.owndata.labels import as_name, classes_of
from nn.recipe import PIXELS

LARGEST = 190_000_000  # bytes of all arrays: 120,000 pictures of bytes, or half as many of floats
AT_ONCE = 2_000  # pictures


def read_npz(file: BinaryIO) -> Generator[float, None, Found]:
    """Read all of it, as ``read_table``."""
    try:
        arrays = read_arrays(file, LARGEST)
    except Exception as error:  # a damaged archive makes zipfile and NumPy raise nearly anything
        why = "holds more than is read" if str(error) == "too large" else "is damaged, or holds pickled objects"
        raise OwnDataError(f"The .npz file {why}: plain arrays named images and labels are needed.") from None
    yield 0.5
    images, labels = arrays.get("images"), arrays.get("labels")
    if images is None:
        raise OwnDataError(f"The .npz file has no array named images; it has {', '.join(arrays) or 'none'}.")
    if images.shape[1:] not in ((28, 28), (PIXELS,)) or not 0 < len(images) <= MOST_PICTURES:
        raise OwnDataError(
            f"The array images has the shape {images.shape}; (m, 28, 28) is needed, m from 1 to {MOST_PICTURES:,}."
        )
    pixels, notes = _as_bytes(images.reshape(-1, PIXELS))
    rows = np.arange(1, len(pixels) + 1, dtype=np.int32)
    if labels is None:
        return Found(pixels, None, (), rows, notes)
    if labels.shape != (len(pixels),) or labels.dtype.kind not in "iuU":
        raise OwnDataError(
            f"The array labels has the shape {labels.shape} and the type {labels.dtype}; {len(pixels):,} whole numbers "
            "or names are needed, one a picture."
        )
    numbers, classes = classes_of([as_name(str(label)) for label in labels.tolist()], rows.tolist())
    return Found(pixels, numbers, classes, rows, notes)


def _as_bytes(images: Array) -> tuple[Array, tuple[str, ...]]:
    """Pixels as bytes, in memory that may be written to. OwnDataError for what is outside 0..255, with its picture."""
    if images.dtype.kind not in "biuf":
        raise OwnDataError(f"The array images holds {images.dtype}; numbers are needed.")
    pixels: Array = np.empty(images.shape, np.uint8)
    scale = 255 if images.max(initial=0) <= 1 else 1
    for start in range(0, len(images), AT_ONCE):
        some = images[start : start + AT_ONCE].astype(np.float32)
        wrong = np.flatnonzero(~((some >= 0) & (some <= 255)).all(axis=1))
        if len(wrong):
            row = some[wrong[0]]
            value = row[~((row >= 0) & (row <= 255))][0]
            raise OwnDataError(
                f"Picture {start + wrong[0] + 1:,} has the value {value:g}, and pixels go from 0 to 255."
            )
        pixels[start : start + AT_ONCE] = np.round(some * scale)
    return pixels, ("Its pixels go from 0 to 1; they count as 0 to 255 here, as MNIST's do.",) if scale > 1 else ()
