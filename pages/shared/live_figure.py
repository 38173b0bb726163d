"""A Plotly chart that changes in place, many times a second.

``st.plotly_chart`` draws a chart anew whenever its data change: it blinks, and forgets the zoom (streamlit/streamlit
issue 8782); a click that falls into that moment is lost. This small component hands the figure to ``Plotly.react``
instead, which moves what has changed. The library itself comes out of the installed plotly package, so that nothing is
fetched from the network.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import plotly
import streamlit as st
from streamlit.components.v1 import declare_component

from pages.shared.charts import Figure
from pages.shared.sent import sent_by

LIBRARY = Path(plotly.__file__).parent / "package_data"
SCRIPT = Path(__file__).with_suffix(".js")
STYLE = ".live-room {container-type: inline-size} .live-figure.clickable .nsewdrag {cursor: pointer}"


@cache
def library_address() -> str:
    """Where the browser finds plotly.min.js, relative to the app's own address."""
    return f"component/{declare_component('plotly_library', path=LIBRARY).name}/plotly.min.js"


@cache
def _component() -> Any:
    html = '<div class="live-room"><div class="live-figure" role="img"></div></div>'
    return st.components.v2.component("live_figure", html=html, css=STYLE, js=SCRIPT.read_text(), isolate_styles=False)


def live_figure(
    figure: Figure, *, key: str, alt: str, height: str = "", on_pick: Callable[[int], None] | None = None
) -> None:
    """Show a figure as wide as there is room. ``alt`` says in words what it shows; ``key`` is its identity.

    ``height`` is CSS, where 100cqw is the width at hand; without it, the figure's own pixels. ``on_pick`` is called
    with the customdata of a point that was clicked, before the page runs again.
    """

    def picked() -> None:
        point = sent_by(key, "picked")
        if on_pick is not None and isinstance(point, int) and point >= 0:
            on_pick(point)

    data = {
        "figure": figure.to_json(),
        "height": height or f"{figure.height}px",
        "alt": alt,
        "library": library_address(),
        "clickable": on_pick is not None,
    }
    _component()(data=data, key=key, on_picked_change=picked)
