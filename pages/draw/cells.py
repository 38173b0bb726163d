"""A digit without a mouse: a sheet of 28x28 cells that is painted by keyboard, and goes the same way as a drawing.

The sheet is a small component (cells.js). It sends which cells have ink; here the pen of the canvas is drawn through
them, so that what comes out looks as if it had been drawn.
"""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st
from PIL import Image, ImageDraw

from nn.activations import Array
from nn.drawing import SIDE, DrawingError
from pages.draw.sent import cells_of
from pages.draw.state import begin_afresh, pad, take
from pages.shared.sent import sent_by

KEY = "draw_cells"
SCRIPT = Path(__file__).with_suffix(".js")
CELL, PEN = 10, 22  # pixels of the canvas: the side of a cell, and the width of the pen
FINE = 4  # times finer is the picture drawn at first, so that its edges are smooth
TITLE = "Or paint it by keyboard"
KEYS = (
    "The arrow keys move, **space** paints (held down, all along the way), **shift + space** rubs out, **Enter** asks."
)
HTML = """<div class="cells">
  <canvas tabindex="0" role="application" width="280" height="280" aria-label="A sheet of 28 by 28 cells.
    The arrow keys move, space paints, shift and space rub out, Enter asks the network."></canvas>
  <span class="spoken" aria-live="polite"></span>
  <div><button type="button" data-part="ask">Ask</button><button type="button" data-part="wipe">Wipe</button></div>
</div>"""
STYLE = """
.cells canvas {width: 280px; max-width: 100%; display: block; border-radius: var(--st-base-radius); touch-action: none}
.cells canvas:focus-visible {outline: 3px solid var(--st-primary-color); outline-offset: 2px}
.cells .spoken {position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)}
.cells div {display: flex; gap: .5rem; padding: .6rem 0 .2rem}
.cells button {font: 1rem var(--st-font); color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); min-width: 5rem; height: 2.4rem}
.cells button:hover {border-color: var(--st-primary-color)}
.cells button:focus-visible {outline: 2px solid var(--st-primary-color); outline-offset: 1px}
"""


@cache
def _component() -> Any:
    return st.components.v2.component("cells", html=HTML, css=STYLE, js=SCRIPT.read_text(), isolate_styles=False)


def show_cells() -> None:
    """The sheet, folded away until somebody wants it."""
    with st.expander(TITLE, icon=":material/keyboard:", key="draw_by_keyboard", on_change="rerun") as folded:
        if folded.open:
            st.markdown(KEYS)
            data = {"cells": pad().cells, "version": pad().sheets}
            _component()(key=KEY, data=data, on_painted_change=take_cells)


def take_cells() -> None:
    """The cells become the drawing, in place of what was drawn or uploaded."""
    try:
        cells = cells_of(sent_by(KEY, "painted"))
    except DrawingError as error:
        pad().stroke_error = str(error)
        return
    pad().cells = []  # the sheet knows what it has sent
    begin_afresh()
    pad().cells = cells
    if cells:
        pad().stroke_error = take(lambda: ink_of_cells(cells))


def ink_of_cells(cells: list[int]) -> Array:
    """(280, 280) float32: the pen's round tip set down in the middle of each of these cells, counted row by row."""
    picture = Image.new("L", (SIDE * CELL * FINE,) * 2)
    pencil, tip = ImageDraw.Draw(picture), PEN * FINE / 2
    for cell in cells:
        row, column = divmod(cell, SIDE)
        x, y = ((place + 0.5) * CELL * FINE for place in (column, row))
        pencil.ellipse((x - tip, y - tip, x + tip, y + tip), fill=255)
    return np.asarray(picture.reduce(FINE), np.float32) / 255
