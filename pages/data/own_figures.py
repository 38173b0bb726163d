"""Which of a visitor's classes a network takes for which, as a chart. No Streamlit here."""

import numpy as np

from nn.owndata.asked import Asked
from pages.shared.charts import Figure, figure
from pages.shared.confusion import axes, cells
from pages.shared.heatmaps import STILL
from pages.shared.theme import Palette

MOST_WRITTEN = 12  # classes; with more, there is no room for numbers in the cells


def taken_for(found: Asked, palette: Palette) -> Figure:
    """Classes by answers. Right answers are blue, mistakes orange, the stronger the larger their share of the class."""
    counts = found.confusion
    share = np.sqrt(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1))  # by its root: few mistakes count
    right = np.array([[name == answer for answer in found.answers] for name in found.classes])
    written = len(found.classes) <= MOST_WRITTEN
    text = [[f"{n:,}" if n else "" for n in row] for row in counts.tolist()]
    heat = cells(np.where(right, share, -share), text, palette)
    heat |= {"x": list(found.answers), "y": list(found.classes)}
    heat |= {"hovertemplate": "%{y}, says %{x}: %{text}<extra></extra>"}
    if written:
        heat |= {"texttemplate": "%{text}", "textfont": {"size": 11}}
    look = axes(len(found.classes))
    look["yaxis"]["title"]["text"] = "the true class"
    for axis in look.values():
        axis |= {"tickfont": {"size": 12 if written else 9}, "dtick": 1, "automargin": True}
    margin = {"l": 8, "r": 8, "t": 8, "b": 28}
    return figure(palette, 400 if written else 620, [heat], **STILL, margin=margin, **look)
