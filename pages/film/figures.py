"""One moment of a run in, figures out: the point on the curves, right and wrong, one digit's way. No Streamlit here."""

from typing import Any

import numpy as np

from nn.explain.film import DigitHistory, Film, Frame
from nn.lab.view import View
from pages.film.measured import measured_at
from pages.shared.charts import Figure, figure
from pages.shared.confusion import axes, cells
from pages.shared.curves import curves
from pages.shared.theme import Palette

MOST_POINTS = 250  # of each of the ten lines: they are sent again for every moment


# The point on the curves ---------------------------------------------------------------------------------------------


def curves_with_moment(view: View, film: Film, i: int, palette: Palette, height: int = 360) -> Figure:
    """The run's curves with frame i marked: a line through both, and a point on each curve."""
    drawn, row = curves(view, palette, height), measured_at(view, film, i)
    at = int(film.iterations[i])
    line = {"color": palette.text, "width": 1.5}
    moment = {"type": "line", "x0": at, "x1": at, "xref": "x", "y0": 0, "y1": 1, "yref": "paper", "line": line}
    points: list[dict[str, Any]] = []
    h = view.history
    if row is not None:
        held_out = bool(view.recipe.held_out)
        for axis, train, test in (
            ("y", 100 * h.train_accuracy, 100 * h.test_accuracy),
            ("y2", h.train_loss, h.test_loss),
        ):
            values, colours = [train[row]], [palette.train]
            if held_out:
                values, colours = [*values, test[row]], [*colours, palette.test]
            points.append(
                {
                    "type": "scatter",
                    "x": [at] * len(values),
                    "y": np.array(values, np.float32),
                    "yaxis": axis,
                    "mode": "markers",
                    "marker": {"size": 10, "color": colours, "line": {"color": palette.background, "width": 1.5}},
                    "showlegend": False,
                    "hoverinfo": "skip",
                }
            )
    look = drawn.look | {"shapes": [*drawn.look.get("shapes", ()), moment]}
    return Figure([*drawn.traces, *points], look)


# Right and wrong -----------------------------------------------------------------------------------------------------


def confusion_heatmap(frame: Frame, palette: Palette, height: int = 360) -> Figure:
    """Counts of true digits (rows) by answers (columns): right ones in blue, mistakes in orange.

    A cell's colour is its share of its row, so that frames can be compared; by its root, because few mistakes count.
    """
    counts = frame.confusion
    each = counts.sum(axis=1, keepdims=True)
    shares = counts / np.maximum(each, 1)
    signs = np.where(np.eye(len(counts), dtype=bool), 1, -1)
    written = [[str(n) if n else "" for n in row] for row in counts.tolist()]
    heat = cells(signs * np.sqrt(shares), written, palette) | {
        "texttemplate": "%{text}",
        "textfont": {"size": 12},
        "customdata": [
            [f"{n} of {total} are called {answer}" for answer, n in enumerate(row)]
            for row, total in zip(counts.tolist(), each[:, 0].tolist(), strict=True)
        ],
        "hovertemplate": "true %{y}: %{customdata}<extra></extra>",
    }
    return figure(
        palette,
        height,
        [heat],
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        dragmode=False,
        **axes(len(counts)),
    )


# One digit through all moments ---------------------------------------------------------------------------------------


def history_lines(history: DigitHistory, i: int, total: float, palette: Palette, height: int = 300) -> Figure:
    """Ten lines, the probability of each digit against updates; the last answer's is thick, and frame i is marked.

    Of many frames, MOST_POINTS are drawn, evenly from the first to the last, and frame i.
    """
    at, n = float(history.places[i]), len(history.places)
    shown = np.arange(n) if n <= MOST_POINTS else np.unique([*np.linspace(0, n - 1, MOST_POINTS).astype(int), i])
    x = history.places[shown].astype(np.float32)
    lines: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "x": x,
            "y": (100 * history.probabilities[shown, digit]).astype(np.float32),
            "mode": "lines+markers" if n < 3 else "lines",
            "line": {"color": colour, "width": 3.5 if digit == history.end else 1.6},
            "name": str(digit),
            "hovertemplate": f"{digit}: %{{y:.1f}} % after %{{x:.0f}} updates<extra></extra>",
        }
        for digit, colour in enumerate(palette.classes)
    ]
    lines.append(
        {
            "type": "scatter",
            "x": [at] * len(palette.classes),
            "y": (100 * history.probabilities[i]).astype(np.float32),
            "mode": "markers",
            "marker": {"size": 8, "color": list(palette.classes), "line": {"color": palette.background, "width": 1}},
            "showlegend": False,
            "hoverinfo": "skip",
        }
    )
    line = {"color": palette.text, "width": 1.5}
    return figure(
        palette,
        height,
        lines,
        margin={"l": 8, "r": 8, "t": 36, "b": 8},
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "itemwidth": 30, "font": {"size": 12}},
        xaxis={"title": {"text": "updates made", "standoff": 10}, "range": [-0.01 * total, 1.01 * total]},
        yaxis={"title": {"text": "probability, %", "standoff": 10}, "range": [-2, 102], "dtick": 25},
        shapes=[{"type": "line", "x0": at, "x1": at, "xref": "x", "y0": 0, "y1": 1, "yref": "paper", "line": line}],
    )
