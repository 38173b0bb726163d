"""Matrices side by side as small heatmaps with signs between them, W · A + b = Z, that wrap on a phone.

Each has its name and shape above it. Pointing at a cell tells its value, and a click picks its neuron or its input.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from pages.ui.steps_charts import Matrix
from pages.ui.theme import Palette

SCRIPT = Path(__file__).with_suffix(".js")
STYLE = """
.matrices {display: flex; flex-wrap: wrap; gap: .4rem .3rem; align-items: flex-start}
.matrices figure {margin: 0; min-width: 0}
.matrices .pair {display: flex; gap: .3rem; min-width: 0; align-items: flex-start}
.matrices .pair figure {flex: 1 1 auto}
.matrices .column, .matrices .picture, .matrices .cells {flex-grow: 0; flex-shrink: 1}
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


def show_matrices(
    matrices: list[Matrix], palette: Palette, *, key: str, on_pick: Callable[[str, int, int], None] | None = None
) -> None:
    """``on_pick`` is called with what the matrix picks (Matrix.picks), and the row and column that were clicked."""

    def picked() -> None:
        found = st.session_state[key].picked
        if found and on_pick is not None:
            what, row, column = str(found).split(":")
            on_pick(what, int(row), int(column))

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
