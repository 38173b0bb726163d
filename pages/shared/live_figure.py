"""A Plotly chart that changes in place, many times a second.

``st.plotly_chart`` draws a chart anew whenever its data change: it blinks, and forgets the zoom (streamlit/streamlit
issue 8782); a click that falls into that moment is lost. This small component hands the figure to ``Plotly.react``
instead, which moves what has changed. The library itself comes out of the installed plotly package, so that nothing is
fetched from the network.

Small pictures may lie on a chart (sprites.py), and whoever zooms in may be shown more of them.

A small button at each chart opens its numbers as a table (numbers.js): for who cannot see it, or wants to go on with
them.
"""

from collections.abc import Callable
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any

import plotly
import plotly.graph_objects as go
import streamlit as st
from streamlit.components.v1 import declare_component

from pages.shared.charts import Figure
from pages.shared.sent import sent_by
from pages.shared.session import session
from pages.shared.sprites import Sprites

LIBRARY = Path(plotly.__file__).parent / "package_data"
SCRIPT = Path(__file__).with_suffix(".js")
NUMBERS = Path(__file__).with_name("numbers.js")
SPRITES = Path(__file__).with_name("sprites.js")
TABLE = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14"/></svg>'
TIP = "The numbers of this chart as a table"
BUTTON = f'<button type="button" class="to-numbers" aria-label="Numbers" title="{TIP}">{TABLE}</button>'
HTML = f'<div class="live-room"><div class="live-figure"></div>{BUTTON}</div>'
STYLE = """
.live-room {container-type: inline-size; position: relative}
.live-figure.clickable .nsewdrag {cursor: pointer}
.live-room .sprites {position: absolute; pointer-events: none}
.live-room .sprites + .live-figure {position: relative}
.to-numbers {position: absolute; right: 0; bottom: 0; width: 24px; height: 24px; padding: 3px; border: 0;
  border-radius: var(--st-base-radius); background: none; cursor: pointer;
  color: color-mix(in srgb, var(--st-text-color) 65%, transparent)}
.to-numbers:is(:hover, :focus-visible) {color: var(--st-text-color); background: var(--st-secondary-background-color)}
.to-numbers:focus-visible {outline: 2px solid var(--st-primary-color)}
.to-numbers svg {width: 18px; height: 18px; fill: none; stroke: currentcolor; stroke-width: 1.6; display: block}
.chart-numbers {color: var(--st-text-color); background: var(--st-background-color); font-family: var(--st-font);
  border: 1px solid var(--st-border-color); border-radius: .5rem; max-width: min(56rem, 94vw); padding: 1rem 1.2rem}
.chart-numbers::backdrop {background: rgba(0, 0, 0, .45)}
.chart-numbers p {margin: 0 0 .7rem; max-width: 46rem}
.chart-numbers .tray {overflow: auto; max-height: 60vh}
.chart-numbers table {border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem; margin: 0 0 1rem}
.chart-numbers :is(th, td) {text-align: right; padding: .15rem .7rem .15rem 0; font-weight: 400; white-space: nowrap}
.chart-numbers th {text-align: left; font-weight: 600}
.chart-numbers thead th {position: sticky; top: 0; background: var(--st-background-color)}
.chart-numbers .buttons {display: flex; gap: .6rem; padding-top: .8rem}
.chart-numbers button {font: 1rem var(--st-font); color: inherit; background: none; border: 1px solid
  var(--st-border-color); border-radius: var(--st-base-radius); padding: .35rem .9rem; cursor: pointer}
.chart-numbers :focus-visible {outline: 2px solid var(--st-primary-color); outline-offset: 1px}
"""


@cache
def library_address() -> str:
    """Where the browser finds plotly.min.js, relative to the app's own address."""
    return f"component/{declare_component('plotly_library', path=LIBRARY).name}/plotly.min.js"


@cache
def _component() -> Any:
    script = NUMBERS.read_text() + SPRITES.read_text() + SCRIPT.read_text()
    return st.components.v2.component("live_figure", html=HTML, css=STYLE, js=script, isolate_styles=False)


def live_figure(
    figure: Figure | go.Figure,
    *,
    key: str,
    alt: str,
    height: str = "",
    on_pick: Callable[[int], None] | None = None,
    sprites: Sprites | None = None,
    on_view: Callable[[tuple[float, float, float, float]], None] | None = None,
) -> None:
    """Show a figure as wide as there is room. ``alt`` says in words what it shows; ``key`` is its identity.

    ``height`` is CSS, where 100cqw is the width at hand; without it, the figure's own pixels. ``on_pick`` is called
    with the customdata of a point that was clicked, before the page runs again. ``on_view`` likewise with the part of
    the axes that is seen after one has zoomed: left, right, bottom, top. ``sprites`` lie under everything else.
    """

    def picked() -> None:
        point = sent_by(key, "picked")
        if on_pick is not None and isinstance(point, int) and point >= 0:
            on_pick(point)

    def viewed() -> None:
        box = sent_by(key, "viewed")
        if on_view is not None and (seen := _box(box)) is not None:
            on_view(seen)

    data = {
        "figure": figure.to_json(),
        "height": height or f"{figure.layout.height if isinstance(figure, go.Figure) else figure.height}px",
        "alt": alt,
        "library": library_address(),
        "clickable": on_pick is not None,
        "large": session().presents,
        "sprites": None if sprites is None else sprites.to_dict(),
        "zooms": on_view is not None,
    }
    _component()(data=data, key=key, on_picked_change=picked, on_viewed_change=viewed)


def _box(sent: object) -> tuple[float, float, float, float] | None:
    """Left, right, bottom and top as a browser has sent them; None for what is no such thing: it may send anything."""
    if not isinstance(sent, list) or len(sent) != 4:
        return None
    if not all(isinstance(end, (int, float)) and not isinstance(end, bool) and isfinite(end) for end in sent):
        return None
    left, right, bottom, top = map(float, sent)
    return (left, right, bottom, top) if left < right and bottom < top else None
