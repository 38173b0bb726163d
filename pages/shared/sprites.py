"""Many digits on one chart, each a small picture at its place, coloured by its class. No Streamlit here.

All pictures travel as ONE sheet, a PNG of 16 greys: 600 digits weigh less than a photograph, and sixteen greys are
enough for the eye at this size. The browser (sprites.js) lays them out, as large as there is room, and draws them anew
while one zooms.
"""

import base64
import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nn.activations import Array

SIDE = 28
COLUMNS = 32
RUNS = 3  # zlib's run lengths: paper is long runs, so the sheet is as small as by the best of its ways, in 6 ms not 200


@dataclass(frozen=True, eq=False)
class Sprites:
    """m pictures (m, 784) uint8 ink at ``x`` and ``y`` (m,), each in its colour (#rrggbb). Those ``marked`` (m,) get a
    frame of the ``frame`` colour, and the ``chosen`` one, if any, a thick one.
    """

    pictures: NDArray[np.uint8]
    x: Array
    y: Array
    colours: list[str]
    marked: NDArray[np.bool_]
    frame: str
    chosen: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """What the browser is sent; the pictures among it as a data: URI."""
        kinds = sorted(set(self.colours))
        return {
            "sheet": sheet_uri(self.pictures),
            "side": SIDE,
            "columns": COLUMNS,
            "x": [round(float(x), 4) for x in self.x],
            "y": [round(float(y), 4) for y in self.y],
            "palette": kinds,
            "colour": [kinds.index(colour) for colour in self.colours],
            "marked": np.flatnonzero(self.marked).tolist(),
            "frame": self.frame,
            "chosen": -1 if self.chosen is None else self.chosen,
        }


def sheet_uri(pictures: NDArray[np.uint8]) -> str:
    """(m, 784) ink as rows of COLUMNS pictures side by side, a PNG of 16 greys."""
    return sheet_of(pictures.tobytes(), len(pictures))  # kept: a map is shown again at every click


@lru_cache(maxsize=16)
def sheet_of(pixels: bytes, m: int) -> str:
    rows = max(1, -(-m // COLUMNS))
    board = np.zeros((rows * COLUMNS, SIDE, SIDE), np.uint8)
    board[:m] = np.frombuffer(pixels, np.uint8).reshape(m, SIDE, SIDE) >> 4
    flat = board.reshape(rows, COLUMNS, SIDE, SIDE).swapaxes(1, 2).reshape(rows * SIDE, COLUMNS * SIDE)
    image = Image.fromarray(np.ascontiguousarray(flat), "P")
    image.putpalette([grey * 17 for grey in range(16) for _ in range(3)])
    buffer = io.BytesIO()
    image.save(buffer, "PNG", bits=4, compress_type=RUNS)
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
