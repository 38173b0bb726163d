"""One array as a picture: its numbers, what is framed in it, what a click chooses, and how large it is drawn."""

import base64
from dataclasses import dataclass
from typing import Any

import numpy as np

from nn.activations import Array
from nn.explain.weights import condensed
from pages.shared.charts import symmetric_limit
from pages.steps.numbers import number

MOST = 128  # rows and columns that a picture of a matrix has; beyond, a cell stands for a block's strongest entry
READABLE = 16  # rows that have their numbers written into them
ROW, TALL, SIDE = 22, 240, 168  # pixels: of a readable row, of a matrix with more rows, of a 28x28 picture
CELL, ROOMY = 28, 36  # pixels that a readable column has at least, and where there is room


@dataclass(frozen=True, eq=False)
class Matrix:
    """One array as a picture. ``values`` is (rows, columns) and ``sign`` stands before it.

    ``row`` and ``column`` are framed; a click ``picks`` a "neuron" by its row, an "input" by its column, an "entry" by
    both, or nothing. ``ink`` is 0..1, white on black; ``picture`` is a column or row of 784 numbers shown as 28x28; a
    ``strip`` is a row with a line to itself, so that those under each other can be compared number by number.
    """

    name: str
    values: Array
    meaning: str
    sign: str = ""
    row: int | None = None
    column: int | None = None
    picks: str = ""
    ink: bool = False
    picture: bool = False
    limit: float = 0.0
    strip: bool = False

    @property
    def picked_by_click(self) -> str:
        return "pixel" if self.picture and self.picks else self.picks

    @property
    def tall(self) -> int:
        """Pixels."""
        if self.picture:
            return SIDE
        rows = len(self.values)
        return max(44, ROW * rows) if rows <= READABLE else TALL

    @property
    def kind(self) -> str:
        n, n_in = self.values.shape
        if self.picture or self.strip or n_in == 1:
            return "picture" if self.picture else "strip" if self.strip else "column"
        return "cells" if n_in <= READABLE and n <= READABLE else "wide"

    @property
    def width(self) -> str:
        n, n_in = self.values.shape
        if self.kind == "column":
            return "60px" if n <= READABLE else "54px"
        return {"strip": "100%", "picture": f"min({SIDE}px, 40%)", "cells": f"{CELL * n_in}px", "wide": "200px"}[
            self.kind
        ]

    @property
    def widest(self) -> str:
        """Up to where it grows when there is room; what is not made of readable cells has its limit in the style."""
        return f"{ROOMY * self.values.shape[1]}px" if self.kind == "cells" else ""

    @property
    def shape(self) -> str:
        return " × ".join(f"{n:,}" for n in self.values.shape)

    @property
    def alt(self) -> str:
        low, high = number(float(self.values.min())), number(float(self.values.max()))
        return f"{self.name}, {self.shape.replace('×', 'by')}: {self.meaning} From {low} to {high}."

    def as_data(self) -> dict[str, Any]:
        """What the browser draws."""
        cells, by = (self.values.reshape(28, 28), (1, 1)) if self.picture else condensed(self.values, MOST)
        row, column = self.row, self.column
        if self.picture:
            row, column = divmod(column, 28) if column is not None else (None, None)
        return {
            "name": self.name,
            "shape": self.shape + (" as 28 × 28" if self.picture else ""),
            "meaning": self.meaning,
            "alt": self.alt,
            "sign": self.sign,
            "kind": self.kind,
            "picture": self.picture,
            "ink": self.ink,
            "picks": self.picked_by_click,
            "rows": cells.shape[0],
            "columns": cells.shape[1],
            "by": list(by),
            "row": None if row is None else row // by[0],
            "column": None if column is None else column // by[1],
            "limit": self.limit or finite_limit(self.values),
            "values": base64.b64encode(cells.astype("<f4").tobytes()).decode(),
            "width": self.width,
            "widest": self.widest,
            "tall": self.tall,
            "height": "auto" if self.picture else f"{self.tall}px",
        }


def finite_limit(values: Array) -> float:
    """The largest absolute value that is a number, and 1 where there is none."""
    return symmetric_limit(values[np.isfinite(values)])
