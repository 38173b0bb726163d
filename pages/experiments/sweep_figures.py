"""Charts of a sweep: data in, figure out. No Streamlit here."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from nn.recipe import SETTINGS
from nn.sweep.grid import Grid, written
from nn.sweep.plan import Axis, Plan
from nn.sweep.results import Outcome
from pages.experiments.sweep_words import share_of_run
from pages.shared.charts import Figure, figure
from pages.shared.theme import Palette, mixed

SHARES = (0.05, 0.45)  # of blue, in the lowest and the highest cell: numbers are read on both, in either theme


def heatmap(plan: Plan, found: Grid, opened: tuple[int, int] | None, palette: Palette) -> Figure:
    """The cells' mean accuracies; the best has a star, the opened one a frame. A cell's customdata is its number."""
    rows, columns = found.mean.shape
    percent = (100 * found.mean).astype(np.float32)
    cells = [(i, j) for i in range(rows) for j in range(columns)]
    heat: dict[str, Any] = {
        "type": "heatmap",
        "z": percent,
        "x": _names(plan.columns),
        "y": _names(plan.rows),
        "text": [[_label(found, i, j) for j in range(columns)] for i in range(rows)],
        "texttemplate": "%{text}",
        "textfont": {"color": palette.text},
        "colorscale": [[i, mixed(palette.background, palette.positive, share)] for i, share in enumerate(SHARES)],
        "showscale": False,
        "xgap": 3,
        "ygap": 3,
        "hoverinfo": "skip",
    }
    targets: dict[str, Any] = {
        "type": "scatter",
        "mode": "markers",
        "x": [_names(plan.columns)[j] for _, j in cells],
        "y": [_names(plan.rows)[i] for i, _ in cells],
        "customdata": [i * columns + j for i, j in cells],
        "marker": {"size": 44, "opacity": 0, "symbol": "square"},
        "text": [_label(found, i, j) or "not yet" for i, j in cells],
        "hovertemplate": "%{y}, %{x}: %{text} %<extra></extra>",
        "showlegend": False,
    }
    return figure(
        palette,
        110 + 46 * rows,
        [heat, targets],
        xaxis={
            "title": {"text": SETTINGS[plan.columns.name].label, "standoff": 10},
            "type": "category",
            "showgrid": False,
        },
        yaxis={"title": {"text": SETTINGS[plan.rows.name].label, "standoff": 10}, "type": "category", "showgrid": False}
        | {"autorange": "reversed"},
        shapes=[_frame(*opened, palette)] if opened else [],
    )


def _names(axis: Axis) -> list[str]:
    return [written(value) for value in axis.values]


def _label(found: Grid, i: int, j: int) -> str:
    if np.isnan(found.mean[i, j]):
        return "diverged" if found.diverged[i, j] else ""
    star = "★ " if found.best == (i, j) else ""
    return f"{star}{100 * found.mean[i, j]:.1f} {share_of_run(found.share[i, j])}".strip()


def _frame(row: int, column: int, palette: Palette) -> dict[str, Any]:
    """Around the opened cell: the place of a category is its number."""
    box = {"x0": column - 0.5, "x1": column + 0.5, "y0": row - 0.5, "y1": row + 0.5}
    return {"type": "rect", **box, "line": {"color": palette.negative, "width": 3}}


def cell_curves(outcomes: Sequence[Outcome], seeds: Sequence[int], palette: Palette) -> Figure:
    """The training curves of the runs of a cell, one for each seed."""
    lines: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [iteration for iteration, _ in outcome.curve],
            "y": [100 * share for _, share in outcome.curve],
            "name": f"seed {seed}",
            "line": {"color": colour, "width": 2},
        }
        for outcome, seed, colour in zip(outcomes, seeds, palette.classes, strict=False)
    ]
    return figure(
        palette,
        260,
        lines,
        xaxis={"title": {"text": "updates made", "standoff": 12}, "rangemode": "tozero"},
        yaxis={"title": {"text": "training digits right, %", "standoff": 10}},
        showlegend=True,
    )
