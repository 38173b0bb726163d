"""Files of somebody's own pictures, as their programs write them, made of MNIST's digits."""

import gzip
import io
import struct

import numpy as np

from nn.dataset import load_mnist


def digits(m=60):
    """The pixels (m, 784) and labels (m,) of MNIST's first training digits: all ten are among 60."""
    mnist = load_mnist()
    return np.array(mnist.train_pixels[:m]), np.array(mnist.train_labels[:m])


def rows_of(pixels, labels=None):
    """The cells of each row, as Kaggle has them: the label and then the pixels."""
    rows = [list(map(str, row)) for row in np.asarray(pixels).tolist()]
    return rows if labels is None else [[str(label), *row] for label, row in zip(labels, rows, strict=True)]


def header(labelled=True):
    return ["label"] * labelled + [f"pixel{k}" for k in range(784)]


def as_text(rows, separator=",", newline="\n"):
    return newline.join(separator.join(row) for row in rows) + newline


def kaggle(m=60, labelled=True):
    """A small file in the layout of Kaggle's Digit Recognizer: train.csv, or test.csv."""
    pixels, labels = digits(m)
    return as_text([header(labelled), *rows_of(pixels, labels if labelled else None)]).encode()


def idx(array):
    sizes = struct.pack(f">{array.ndim}I", *array.shape)
    return b"\0\0\x08" + bytes([array.ndim]) + sizes + array.astype(np.uint8).tobytes()


def packed(raw):
    return gzip.compress(raw, 1)


def npz(**arrays):
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()
