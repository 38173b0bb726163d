"""What Errors shows as figures: who is taken for whom, sureness against truth, and accuracy as digits get harder.

No Streamlit here.
"""

from typing import Any

import numpy as np

from nn.activations import Array
from nn.assess.calibration import Coverage, Reliability
from nn.assess.confusion import by_column, by_row
from nn.assess.robustness import Curve
from pages.shared.charts import Figure, figure
from pages.shared.confusion import axes, cells
from pages.shared.heatmaps import STILL
from pages.shared.theme import Palette, mixed

COUNT, ROW, COLUMN = "count", "row", "column"  # what stands in a cell of the matrix


# Who is taken for whom ------------------------------------------------------------------------------------------------


def confusion_matrix(
    counts: Array,
    palette: Palette,
    by: str = COUNT,
    muted: bool = True,
    opened: tuple[int | None, int | None] = (None, None),
    height: int = 400,
) -> Figure:
    """Counts (k, k) of true digits (rows) by answers (columns), or shares of a row or column in percent.

    Right answers are blue, mistakes orange, the stronger the larger; ``muted``: the right ones fade, and the colours
    run up to the largest mistake. A cell's point, invisible, carries 10 x true digit + answer: what a click gives.
    ``opened`` is framed: a cell, or a whole row or column.
    """
    k = len(counts)
    shares = by_column(counts) if by == COLUMN else by_row(counts)
    wrong = ~np.eye(k, dtype=bool)
    strength = np.sqrt(np.nan_to_num(shares))  # by its root, because few mistakes count
    if muted:
        strength = np.where(wrong, strength, 0) / (strength[wrong].max() or 1)
    written, z = _in_cells(counts, shares, by), np.where(wrong, -strength, strength)
    heat = cells(z, written, palette) | {"hoverinfo": "skip"}  # on the chart the points write the text, and answer
    return figure(
        palette,
        height,
        [heat, _points(counts, written, z, palette)],
        **STILL,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        hoverdistance=-1,
        clickmode="event",
        shapes=_frame(k, opened, palette),
        **axes(k),
    )


def _in_cells(counts: Array, shares: Array, by: str) -> list[list[str]]:
    """What is written in each cell: nothing where there is nothing."""
    if by == COUNT:
        return [[str(n) if n else "" for n in row] for row in counts.tolist()]
    rows = zip(counts.tolist(), (100 * shares).tolist(), strict=True)
    return [[_percent(s) if n else "" for n, s in zip(*row, strict=True)] for row in rows]


def _percent(share: float) -> str:
    """As short as is true: 12, 3.4, and 99.7 rather than the 100 that it is not."""
    return f"{share:.0f}" if 9.95 <= share < 99 or share == 100 else f"{min(share, 99.9):.1f}"


def _points(counts: Array, written: list[list[str]], z: Array, palette: Palette) -> dict[str, Any]:
    """What is written in the cells, and what is clicked: clicks on a heatmap are not reported, those on points are."""
    k, each, called = len(counts), counts.sum(axis=1).tolist(), counts.sum(axis=0).tolist()
    cells = [divmod(i, k) for i in range(k * k)]
    return {
        "type": "scatter",
        "x": [str(a) for _, a in cells],
        "y": [str(t) for t, _ in cells],
        "mode": "markers+text",
        "marker": {"opacity": 0, "size": 24, "symbol": "square"},
        "text": [written[t][a] for t, a in cells],
        "textposition": "middle center",
        "textfont": {"size": 12, "color": [_readable_on(float(z[cell]), palette) for cell in cells]},
        "customdata": [10 * t + a for t, a in cells],
        "hovertext": [
            f"{int(counts[t, a]):,} of {each[t]:,} {t}s are called {a}<br>{int(counts[t, a]):,} of {called[a]:,} "
            f"that are called {a}<br>click to see them"
            for t, a in cells
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _readable_on(z: float, palette: Palette) -> str:
    """The colour of writing on a cell: the page's own writing or its ground, whichever stands out more."""
    full = palette.positive if z > 0 else palette.negative
    under = _luminance(mixed(palette.background, full, abs(z) ** 1.5))  # as the diverging scale mixes it
    return max((palette.text, palette.background), key=lambda colour: _contrast(_luminance(colour), under))


def _contrast(one: float, other: float) -> float:
    """Of two luminances, 1 to 21 (WCAG 2.2)."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _luminance(colour: str) -> float:
    """Of #rrggbb, 0..1, by sRGB."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _frame(k: int, opened: tuple[int | None, int | None], palette: Palette) -> list[dict[str, Any]]:
    truth, answer = opened
    if truth is None and answer is None:
        return []
    left, right = (-0.5, k - 0.5) if answer is None else (answer - 0.5, answer + 0.5)
    top, bottom = (-0.5, k - 0.5) if truth is None else (truth - 0.5, truth + 0.5)
    line = {"color": palette.text, "width": 2.5}
    return [{"type": "rect", "x0": left, "x1": right, "y0": top, "y1": bottom, "line": line}]


# How sure it may be ---------------------------------------------------------------------------------------------------


def reliability_diagram(found: Reliability, palette: Palette, height: int = 330) -> Figure:
    """In each bin of sureness, the share that is right as a column, and the mean sureness as a mark above or below it.

    On the dotted line both are the same. A column is the paler the fewer digits stand behind it.
    """
    there = found.digits > 0
    middles, width = (found.edges[:-1] + found.edges[1:])[there] * 50, 100 * (found.edges[1] - found.edges[0])
    right, sure, n = (100 * found.right)[there], (100 * found.confidence)[there], found.digits[there]
    said = [
        f"{int(m):,} digits, {s:.1f}% sure on average<br>{r:.1f}% of them right"
        for m, s, r in zip(n, sure, right, strict=True)
    ]
    columns: dict[str, Any] = {
        "type": "bar",
        "name": "right",
        "x": middles.astype(np.float32),
        "y": right.astype(np.float32),
        "width": width * 0.92,
        "marker": {"color": palette.train, "opacity": np.where(n >= 30, 0.85, 0.35).tolist()},
        "hovertext": said,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    marks: dict[str, Any] = {
        "type": "scatter",
        "name": "how sure it was",
        "x": middles.astype(np.float32),
        "y": sure.astype(np.float32),
        "mode": "markers",
        "marker": {"symbol": "line-ew", "size": 18, "line": {"color": palette.test, "width": 3}},
        "hoverinfo": "skip",
    }
    honest: dict[str, Any] = {"type": "scatter", "x": [0, 100], "y": [0, 100], "mode": "lines", "hoverinfo": "skip"}
    honest |= {"line": {"color": palette.muted, "dash": "dot", "width": 1.5}, "name": "as sure as right"}
    return figure(
        palette,
        height,
        [columns, marks, honest],
        **(STILL | {"showlegend": True}),
        margin={"l": 8, "r": 8, "t": 36, "b": 8},
        xaxis={"title": {"text": "how sure it was, %", "standoff": 8}, "range": [0, 100], "fixedrange": True},
        yaxis={"title": {"text": "right, %", "standoff": 8}, "range": [0, 101], "fixedrange": True},
    )


def coverage_curve(found: Coverage, threshold: float, palette: Palette, height: int = 330) -> Figure:
    """The share of digits that are answered, and of those the share right, as "I don't know" is said more often."""
    x = (100 * found.thresholds).astype(np.float32)
    lines: list[dict[str, Any]] = [
        {"name": "answered", "y": 100 * found.answered, "line": {"color": palette.test, "width": 2.2}},
        {"name": "right, of those answered", "y": 100 * found.accuracy, "line": {"color": palette.train, "width": 2.2}},
    ]
    for line in lines:
        hover = f"{line['name']}: %{{y:.2f}} %<br>if it must be %{{x:.0f}} % sure<extra></extra>"
        y = [None if np.isnan(value) else float(value) for value in line["y"]]
        line |= {"type": "scatter", "mode": "lines", "x": x, "y": y, "hovertemplate": hover}
    known = [float(v) for values in (found.answered, found.accuracy) for v in values if not np.isnan(v)]
    room = 0.04 * (100 - 100 * min(known, default=0.0)) or 1.0
    at = {"type": "line", "x0": 100 * threshold, "x1": 100 * threshold, "y0": 0, "y1": 1, "yref": "paper"}
    return figure(
        palette,
        height,
        lines,
        **(STILL | {"showlegend": True}),
        margin={"l": 8, "r": 8, "t": 36, "b": 8},
        xaxis={"title": {"text": "how sure it must be, %", "standoff": 8}, "range": [0, 100], "fixedrange": True},
        yaxis={
            "title": {"text": "%", "standoff": 4},
            "range": [max(0, 100 - 27 * room), 100 + room],
            "fixedrange": True,
        },
        shapes=[at | {"line": {"color": palette.text, "width": 1.5}}],
    )


# What it can bear -----------------------------------------------------------------------------------------------------


def robustness_curves(
    curves: list[tuple[str, Curve]], strength: float, what: str, palette: Palette, height: int = 330
) -> Figure:
    """Accuracy (%) against strength for one or two networks by name; a line marks the strength at hand."""
    colours, dashes = (palette.train, palette.test), ("solid", "dash")
    lines = [
        {
            "type": "scatter",
            "name": name,
            "x": curve.strengths.astype(np.float32),
            "y": (100 * curve.accuracies).astype(np.float32),
            "mode": "lines+markers",
            "line": {"color": colour, "width": 2.2, "dash": dash},
            "hovertemplate": f"{name}<br>%{{y:.1f}} % right at %{{x:g}}<extra></extra>",
        }
        for (name, curve), colour, dash in zip(curves, colours, dashes, strict=False)
    ]
    at = {"type": "line", "x0": strength, "x1": strength, "y0": 0, "y1": 1, "yref": "paper"}
    return figure(
        palette,
        height,
        lines,
        **(STILL | {"showlegend": True}),
        margin={"l": 8, "r": 8, "t": 36, "b": 8},
        xaxis={"title": {"text": what, "standoff": 8}, "fixedrange": True},
        yaxis={"title": {"text": "right, %", "standoff": 8}, "range": [0, 101], "fixedrange": True},
        shapes=[at | {"line": {"color": palette.text, "width": 1.5, "dash": "dot"}}],
    )
