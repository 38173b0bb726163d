"""A loss surface from above and as a landscape, with paths on it: data in, figure out. No Streamlit here."""

from html import escape
from typing import Any

import numpy as np

from nn.activations import Array
from nn.landscape.surface import height_at
from nn.landscape.survey import Shadow, Survey
from pages.experiments.surface_words import ON_PAPER
from pages.shared.charts import FONT, Figure, figure
from pages.shared.theme import Palette, mixed

HEIGHT = 370
NATS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000, 100_000)
VALLEY, SHARES = 0.18, (0.16, 0.32, 0.6)  # of blue at the lowest point, and of the text's colour above it
LIFT = 0.01  # a path runs this share of all heights above the ground, so that it is not half sunk


def contour(survey: Survey, heights: Array, palette: Palette) -> Figure:
    """From above: lines of equal loss, the colours by its logarithm, and the paths."""
    logs, ticks = logarithms(heights)
    ground: dict[str, Any] = {
        "type": "contour",
        "x": survey.xs.astype(np.float32),
        "y": survey.ys.astype(np.float32),
        "z": logs,
        "text": _in_nats(heights),
        "hovertemplate": "%{text} nats at %{x:.2f}, %{y:.2f}<extra></extra>",
        "colorscale": _scale(palette),
        "colorbar": {"title": {"text": "loss, nats"}, "thickness": 12, **ticks},
        "line": {"width": 0.6, "color": palette.muted},
        "ncontours": 22,
    }
    lines = []
    for shadow, colour in zip(survey.shadows, palette.classes, strict=False):
        x, y = (shadow.points[:, i].astype(np.float32) for i in (0, 1))
        edges = {"color": palette.background, "width": [0] * (len(x) - 1) + [1.5]}
        path = _path(shadow, colour)
        lines.append(path | {"type": "scatter", "x": x, "y": y, "marker": path["marker"] | {"line": edges}})
    if survey.between:
        lines.append(_start(palette))
    across, up = ON_PAPER[survey.between]
    return figure(
        palette,
        HEIGHT,
        [ground, *lines],
        xaxis={"title": {"text": across, "standoff": 10}, "range": _ends(survey.xs), "showgrid": False},
        yaxis={"title": {"text": up, "standoff": 10}, "range": _ends(survey.ys), "showgrid": False},
        showlegend=True,
    )


def landscape(survey: Survey, heights: Array, palette: Palette) -> Figure:
    """As a landscape to be turned: the height is the logarithm of the loss, and the paths lie on the ground."""
    logs, ticks = logarithms(heights)
    ground: dict[str, Any] = {
        "type": "surface",
        "x": survey.xs.astype(np.float32),
        "y": survey.ys.astype(np.float32),
        "z": logs,
        "text": _in_nats(heights),
        "colorscale": _scale(palette),
        "showscale": False,
        "contours": {"z": {"show": True, "color": palette.muted, "width": 1}},
        "hoverinfo": "skip",
        "opacity": 0.95,
    }
    lift = LIFT * float(np.nanmax(logs) - np.nanmin(logs)) if np.isfinite(logs).any() else 0.0
    lines = []
    for shadow, colour in zip(survey.shadows, palette.classes, strict=False):
        x, y = shadow.points[:, 0], shadow.points[:, 1]
        z = height_at(survey.xs, survey.ys, logs.astype(float), x, y) + lift
        place = {"x": x.astype(np.float32), "y": y.astype(np.float32), "z": z.astype(np.float32)}
        path = _path(shadow, colour)
        marks = {"marker": path["marker"] | {"line": {"width": 0}}}
        lines.append(path | place | marks | {"type": "scatter3d", "showlegend": False})
    made = figure(palette, HEIGHT, [ground, *lines], margin={"l": 0, "r": 0, "t": 0, "b": 0})
    axis = {"gridcolor": palette.grid, "color": palette.muted, "backgroundcolor": palette.panel, "showspikes": False}
    scene = {
        "xaxis": axis | {"title": {"text": "across"}},
        "yaxis": axis | {"title": {"text": "up"}},
        "zaxis": axis | {"title": {"text": "loss, nats"}} | ticks,
        "aspectmode": "manual",
        "aspectratio": {"x": 1.2, "y": 1.2, "z": 0.7},
        "camera": {"eye": {"x": 1.35, "y": -1.35, "z": 1.05}},
        "uirevision": "keep",
    }
    look = {name: value for name, value in made.look.items() if name not in ("xaxis", "yaxis")}
    return Figure(made.traces, look | {"scene": scene, "font": {"family": FONT, "size": 12, "color": palette.text}})


def logarithms(heights: Array) -> tuple[Array, dict[str, Any]]:
    """log10 of the losses, float32, and the ticks of an axis that says them in nats; NaN where nothing is known."""
    with np.errstate(all="ignore"):
        logs = np.log10(np.where(np.isfinite(heights) & (heights > 0), heights, np.nan)).astype(np.float32)
    known = logs[np.isfinite(logs)]
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    shown = [nats for nats in NATS if low <= np.log10(nats) <= high]
    return logs, {"tickvals": [float(np.log10(nats)) for nats in shown], "ticktext": [f"{nats:g}" for nats in shown]}


def _in_nats(heights: Array) -> list[list[str]]:
    """What stands at each point when one asks, and in the table of numbers."""
    return [[f"{loss:.4g}" if np.isfinite(loss) else "" for loss in row] for row in heights.tolist()]


def _path(shadow: Shadow, colour: str) -> dict[str, Any]:
    """A line with a mark where it ends."""
    n = len(shadow.points)
    return {
        "mode": "lines+markers",
        "name": escape(shadow.name),
        "line": {"color": colour, "width": 3},
        "marker": {"color": colour, "size": [3] * (n - 1) + [10]},
        "hovertemplate": f"{escape(shadow.name)}<extra></extra>",
    }


def _start(palette: Palette) -> dict[str, Any]:
    """Where all began, as a ring."""
    ring = {"color": palette.text, "size": 11, "symbol": "circle-open", "line": {"width": 2}}
    where = {"type": "scatter", "mode": "markers", "x": [0.0], "y": [0.0], "name": "start"}
    return where | {"marker": ring, "hovertemplate": "start<extra></extra>"}


def _scale(palette: Palette) -> list[list[object]]:
    """From a blue valley to grey heights: the paths are readable on both."""
    above = [mixed(palette.background, palette.text, share) for share in SHARES]
    colours = [mixed(palette.background, palette.positive, VALLEY), *above]
    return [[i / (len(colours) - 1), colour] for i, colour in enumerate(colours)]


def _ends(places: Array) -> list[float]:
    return [float(places[0]), float(places[-1])]
