"""Matrices side by side as small heatmaps with signs between them, W · A + b = Z, that wrap on a phone.

Each has its name and shape above it. Pointing at a cell tells its value, and a click picks its neuron or its input.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from pages.shared.sent import sent_by
from pages.shared.theme import Palette
from pages.steps.matrix import Matrix

SCRIPT = Path(__file__).with_suffix(".js")
STYLE = """
.matrices {display: flex; flex-wrap: wrap; gap: .4rem .3rem; align-items: flex-start}
.matrices figure {margin: 0; min-width: 0}
.matrices .pair {display: flex; gap: .3rem; min-width: 0; align-items: flex-start}
.matrices .pair figure {flex: 1 1 auto}
.matrices .column, .matrices .picture {flex-grow: 0; flex-shrink: 1}
.matrices .cells {flex-grow: 1; flex-shrink: 1}
.matrices .wide {flex-grow: 1; flex-shrink: 1; max-width: 30rem}
.matrices figcaption {height: 34px; line-height: 1.15; white-space: nowrap; font-size: .85rem; cursor: help}
.matrices figcaption span {display: block; font-size: .75rem; opacity: .75; font-variant-numeric: tabular-nums}
.matrices canvas {display: block; width: 100%; border-radius: 2px; outline: 1px solid var(--st-border-color, #8884)}
.matrices canvas.picks {cursor: pointer}
.matrices .sign {min-width: 16px; flex: none; text-align: center; white-space: nowrap; font-size: 1.25rem}
.matrices .strip .sign {min-width: 26px}
.readout {min-height: 1.5em; padding-top: .3rem; font-size: .8rem; opacity: .8; font-variant-numeric: tabular-nums}
"""


@cache
def _component() -> Any:
    html = '<div class="matrices"></div><div class="readout" aria-live="off"></div>'
    return st.components.v2.component("matrices", html=html, css=STYLE, js=SCRIPT.read_text(), isolate_styles=False)


def pick(said: object, matrices: list[Matrix]) -> tuple[str, int, int] | None:
    """What the browser says was picked, "entry:3:77"; None where these matrices have nothing like it."""
    found = re.fullmatch(r"([a-z]+):([0-9]{1,5}):([0-9]{1,5})", said) if isinstance(said, str) else None
    if found is None:
        return None
    what, row, column = found[1], int(found[2]), int(found[3])
    for matrix in matrices:
        rows, columns = (28, 28) if matrix.picture else matrix.values.shape
        if what == matrix.picked_by_click and row < rows and column < columns:
            return what, row, column
    return None


def show_matrices(
    matrices: list[Matrix], palette: Palette, *, key: str, on_pick: Callable[[str, int, int], None] | None = None
) -> None:
    """``on_pick`` is called with what the matrix picks (Matrix.picks), and the row and column that were clicked."""

    def picked() -> None:
        found = pick(sent_by(key, "picked"), matrices)
        if found is not None and on_pick is not None:
            on_pick(*found)

    clickable = any(matrix.picks for matrix in matrices)
    data = {
        "matrices": [matrix.as_data() for matrix in matrices],
        "tallest": max(matrix.tall for matrix in matrices),
        "rest": "Point at a cell for its value" + ("; click to choose its neuron or input." if clickable else "."),
        "look": {
            "diverging": palette.diverging,
            "ink": palette.ink,
            "text": palette.text,
            "background": palette.background,
            "negative": palette.negative,
        },
    }
    _component()(data=data, key=key, on_picked_change=picked)
