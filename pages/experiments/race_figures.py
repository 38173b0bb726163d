"""The lanes of a race: data in, figure out. No Streamlit here."""

from collections.abc import Sequence
from html import escape

import numpy as np

from nn.compare.kept import Kept
from pages.experiments.race_words import accuracy, label
from pages.shared.charts import Figure, figure
from pages.shared.theme import Palette

LANE = 44  # pixels


def lanes(runs: Sequence[Kept], palette: Palette) -> Figure:
    """A bar for each lane, as long as its share of right training digits, in the colour of its curve."""
    right = np.array([100 * max(0.0, accuracy(run)) for run in runs], np.float32)
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": right,
        "y": [escape(run.name) for run in runs],
        "marker": {"color": list(palette.classes[: len(runs)])},
        "text": [label(run) for run in runs],
        "textposition": "outside",
        "textfont": {"color": palette.text},
        "cliponaxis": False,
        "hovertemplate": "%{y}: %{text}<extra></extra>",
        "showlegend": False,
    }
    return figure(
        palette,
        70 + LANE * len(runs),
        [bars],
        xaxis={
            "title": {"text": "training digits right, %", "standoff": 10},
            "range": [0, 118],
            "tickvals": [0, 50, 100],
        },
        yaxis={"type": "category", "autorange": "reversed", "showgrid": False, "ticklabelposition": "outside"},
        bargap=0.35,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
    )
