"""What the canvas has sent, checked: it comes from a browser, where anybody may write what they like."""

import base64
import binascii
import io
from typing import Any

import numpy as np
from PIL import Image

from nn.drawing import SIDE, DrawingError

LARGEST = 2_000_000  # characters of the picture's text; a canvas full of scribble takes a twentieth
MOST_STROKES = 5_000
UNREADABLE = "What the canvas has sent cannot be read: clear it and draw again."
NO_CELLS = "What the sheet of cells has sent cannot be read: wipe it and paint again."


def strokes_and_picture(sent: Any, side: int) -> tuple[dict[str, Any], np.ndarray | None]:
    """The strokes as the canvas keeps them, and its picture, (side, side, 4) uint8; None while it has sent none.

    Raises DrawingError for everything else that a browser may send. A picture is known to be as large as the canvas
    before it is decoded.
    """
    strokes, data = (sent.get("raw"), sent.get("data")) if isinstance(sent, dict) else (None, None)
    if not isinstance(strokes, dict) or not isinstance(strokes.get("objects", []), list):
        raise DrawingError(UNREADABLE)
    if len(strokes.get("objects", [])) > MOST_STROKES:
        raise DrawingError(f"A drawing of more than {MOST_STROKES:,} strokes is no digit: clear it and draw again.")
    return strokes, None if data is None else _picture(data, side)


def _picture(data: Any, side: int) -> np.ndarray:
    if not isinstance(data, str) or len(data) > LARGEST:
        raise DrawingError(UNREADABLE)
    try:
        png = base64.b64decode(data.removeprefix("data:image/png;base64,"), validate=True)
        with Image.open(io.BytesIO(png), formats=["PNG"]) as picture:
            if picture.size != (side, side):
                raise DrawingError(UNREADABLE)
            return np.asarray(picture.convert("RGBA"))
    except (binascii.Error, ValueError, OSError, SyntaxError, Image.DecompressionBombError):  # as decoders complain
        raise DrawingError(UNREADABLE) from None


def cells_of(sent: Any) -> list[int]:
    """The painted cells of the sheet, counted row by row, each once and in order. DrawingError for anything else."""
    if not isinstance(sent, list | tuple) or len(sent) > SIDE * SIDE:
        raise DrawingError(NO_CELLS)
    if any(type(cell) is not int or not 0 <= cell < SIDE * SIDE for cell in sent):  # True is no cell
        raise DrawingError(NO_CELLS)
    return sorted(set(sent))
