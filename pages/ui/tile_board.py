"""A chart of tiles to click on, which changes in place and keeps its shape on any screen.

``st.plotly_chart`` reports clicks, but builds the chart anew with every change, and loses a click that falls into that
moment: while a network trains, most do. This component draws as live_figure.py does.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from pages.ui.live_figure import library_address

SCRIPT = Path(__file__).with_suffix(".js")
STYLE = """
.tiles-room {container-type: inline-size}
.tile-board .nsewdrag {cursor: pointer}
"""


@cache
def _component() -> Any:
    html = '<div class="tiles-room"><div class="tile-board" role="img"></div></div>'
    return st.components.v2.component("tile_board", html=html, css=STYLE, js=SCRIPT.read_text(), isolate_styles=False)


def tile_board(
    figure: go.Figure, *, aspect: float, foot: int, key: str, alt: str, on_pick: Callable[[int], None]
) -> None:
    """Show tiles ``aspect`` times as wide as high, with ``foot`` pixels under them for the colour bar.

    ``on_pick`` is called with the customdata of the tile that was clicked, before the page runs again.
    """

    def picked() -> None:
        tile = st.session_state[key].picked
        if tile is not None:
            on_pick(int(tile))

    data = {"figure": figure.to_json(), "aspect": aspect, "foot": foot, "alt": alt, "library": library_address()}
    _component()(data=data, key=key, on_picked_change=picked)
