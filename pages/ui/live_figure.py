"""A Plotly chart that changes in place, many times a second.

``st.plotly_chart`` draws a chart anew whenever its data change: it blinks, and forgets the zoom (streamlit/streamlit
issue 8782). This small component hands the figure to ``Plotly.react`` instead, which moves what has changed. The
library itself comes out of the installed plotly package, so that nothing is fetched from the network.
"""

from functools import cache
from pathlib import Path
from typing import Any

import plotly
import plotly.graph_objects as go
import streamlit as st
from streamlit.components.v1 import declare_component

LIBRARY = Path(plotly.__file__).parent / "package_data"
SCRIPT = Path(__file__).with_suffix(".js")


@cache
def library_address() -> str:
    """Where the browser finds plotly.min.js, relative to the app's own address."""
    return f"component/{declare_component('plotly_library', path=LIBRARY).name}/plotly.min.js"


@cache
def _component() -> Any:
    return st.components.v2.component(
        "live_figure", html='<div class="live-figure" role="img"></div>', js=SCRIPT.read_text(), isolate_styles=False
    )


def live_figure(figure: go.Figure, *, key: str, alt: str) -> None:
    """Show a figure as wide as there is room. ``alt`` says in words what it shows; ``key`` is its identity."""
    height = int(figure.layout.height)
    data = {"figure": figure.to_json(), "height": height, "alt": alt, "library": library_address()}
    _component()(data=data, key=key, height=height)
