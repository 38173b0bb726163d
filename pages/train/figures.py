"""How healthy a training is, as small charts: a line for each layer, and the weights beside those it began with."""

from typing import Any

import numpy as np

from nn.activations import Array
from pages.shared.charts import Figure, figure
from pages.shared.theme import Palette

MOST_POINTS = 400  # a small chart shows no more
MOST_WEIGHTS = 20_000  # that a histogram is made of
BINS = 41
HEIGHT = 190
FEW_POWERS = 1.5  # of ten that an axis spans: with a tick at each there might be one alone, so 2 and 5 get one, too


def by_layer(iteration: Array, values: Array, names: list[str], unit: str, palette: Palette, log: bool) -> Figure:
    """A line (k,) for each layer of ``values`` (k, layers), over updates; ``log`` for what spans powers of ten."""
    shown = np.unique(np.linspace(0, max(0, len(iteration) - 1), MOST_POINTS).astype(int))[: len(iteration)]
    lines = [
        {
            "type": "scatter",
            "mode": "lines+markers" if len(iteration) < 3 else "lines",
            "x": iteration[shown].astype(np.int32),
            "y": values[shown, i].astype(np.float32),
            "name": name,
            "line": {"color": palette.classes[i % len(palette.classes)], "width": 2},
            "hovertemplate": f"{name}<br>%{{y:.3g}} after %{{x}} updates<extra></extra>",
        }
        for i, name in enumerate(names)
    ]
    scale: dict[str, Any] = {"range": [-2, 102]}
    if log:
        scale = {"type": "log", "exponentformat": "power", "dtick": 1 if _powers(values) > FEW_POWERS else "D2"}
    return figure(palette, HEIGHT, lines, xaxis=_named("updates"), yaxis=_named(unit) | scale, showlegend=True)


def _powers(values: Array) -> float:
    """How many powers of ten these values span, those above zero."""
    known = values[np.isfinite(values) & (values > 0)]
    return float(np.log10(known.max() / known.min())) if known.size else 0.0


def weights_then_and_now(then: Array, now: Array, palette: Palette) -> Figure:
    """How many weights of a layer have which size, in percent: at the start and now."""
    then, now = (W.ravel()[:: max(1, W.size // MOST_WEIGHTS)] for W in (then, now))
    limit = float(max(np.abs(then).max(), np.abs(now).max())) or 1.0
    edges = np.linspace(-limit, limit, BINS + 1)
    middles = ((edges[1:] + edges[:-1]) / 2).astype(np.float32)
    lines = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": middles,
            "y": (100 * np.histogram(W, edges)[0] / W.size).astype(np.float32),
            "name": name,
            "line": {"color": colour, "width": 2, "dash": dash, "shape": "hvh"},
        }
        for W, name, colour, dash in (
            (then, "at the start", palette.muted, "dot"),
            (now, "now", palette.train, "solid"),
        )
    ]
    return figure(palette, HEIGHT, lines, xaxis=_named("weight"), yaxis=_named("of the weights, %"))


def _named(title: str) -> dict[str, Any]:
    return {"title": {"text": title, "standoff": 8}}
