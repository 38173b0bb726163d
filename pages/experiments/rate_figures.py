"""The loss against a rising learning rate, the suggestion, and what runs at one rate came to. No Streamlit here."""

from collections.abc import Sequence
from math import isfinite, log10
from typing import Any

import numpy as np

from nn.landscape.finder import HIGHEST, LOWEST, Tried, smoothed
from pages.shared.charts import Figure, figure
from pages.shared.theme import Palette

HEIGHT = 330
TOP = 1.3  # times the first loss: what is above has broken down, and would press all else to the ground


def rate_curve(tried: Sequence[Tried], checked: Sequence[Tried], rate: float | None, palette: Palette) -> Figure:
    """The measured losses as points, their means with their neighbours as a line; the suggestion as a line upright."""
    rates = np.array([one.rate for one in tried], np.float32)
    traces: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "markers",
            "x": rates,
            "y": np.array([one.loss for one in tried], np.float32),
            "name": "after one update at this rate",
            "marker": {"color": palette.train, "size": 5, "opacity": 0.55},
            "hovertemplate": "%{y:.3f} nats after an update at %{x:.3g}<extra></extra>",
        },
        {
            "type": "scatter",
            "mode": "lines",
            "x": rates,
            "y": smoothed(tried).astype(np.float32),
            "name": "with its neighbours",
            "line": {"color": palette.train, "width": 2.2},
            "hoverinfo": "skip",
        },
    ]
    ended = sorted((one for one in checked if isfinite(one.loss)), key=lambda one: one.rate)
    if ended:
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": np.array([one.rate for one in ended], np.float32),
                "y": np.array([one.loss for one in ended], np.float32),
                "name": "end of a run at this rate",
                "line": {"color": palette.test, "width": 1.5, "dash": "dot"},
                "marker": {"color": palette.test, "size": 9},
                "hovertemplate": "a run at %{x:.3g} ends at %{y:.3f} nats<extra></extra>",
            }
        )
    line = {"color": palette.text, "width": 1.5, "dash": "dash"}
    mark = {"type": "line", "x0": rate, "x1": rate, "xref": "x", "y0": 0, "y1": 1, "yref": "paper", "line": line}
    return figure(
        palette,
        HEIGHT,
        traces,
        xaxis={
            "title": {"text": "learning rate", "standoff": 12},
            "type": "log",
            "range": [log10(LOWEST), log10(HIGHEST)],
            "dtick": 1,
            "exponentformat": "power",
        },
        yaxis={"title": {"text": "loss, nats", "standoff": 10}}
        | ({"range": [0, TOP * tried[0].loss]} if tried else {}),
        shapes=[mark] if rate else [],
        showlegend=True,
    )
