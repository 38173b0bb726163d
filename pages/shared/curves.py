"""The curves of a run: accuracy above, loss below, on one axis of updates."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

import numpy as np

from nn.activations import Array
from nn.lab.view import RateChange, View
from pages.shared.charts import Figure, figure
from pages.shared.session import Mark
from pages.shared.theme import Palette

MOST_POINTS = 1_000  # a screen shows no more; a run of 100,000 updates would send megabytes several times a second


def curves(
    view: View,
    palette: Palette,
    height: int = 360,
    ghost: View | None = None,
    marks: Sequence[Mark] = (),
    ghost_name: str = "",
) -> Figure:
    """Accuracy (%) and loss (nats) against updates made, for the training and the held-out digits.

    ``ghost``: another run whose curves stand faintly behind, under its name, to show where this one may go; a shipped
    one unless ``ghost_name`` says what it is. ``marks``
    stand at its end, among the accuracies.
    """
    history, held_out = view.history, f"{view.recipe.held_out} digits"
    shown = _spread(len(history))
    lines: list[dict[str, Any]] = []
    for name, colour, accuracy, loss in (
        ("training digits", palette.train, history.train_accuracy, history.train_loss),
        (held_out, palette.test, history.test_accuracy, history.test_loss),
    )[: 2 if view.recipe.held_out else 1]:
        common: dict[str, Any] = {
            "type": "scatter",
            "x": history.iteration[shown].astype(np.int32),
            "line": {"color": colour, "width": 2.2},
            "mode": "lines+markers" if len(history) < 3 else "lines",
            "name": name,
            "legendgroup": name,
        }
        right = {"hovertemplate": f"{name}<br>%{{y:.1f}} % right after %{{x}} updates<extra></extra>"}
        nats = {"hovertemplate": f"{name}<br>loss %{{y:.3f}} after %{{x}} updates<extra></extra>"}
        lines.append(common | right | {"y": (100 * accuracy[shown]).astype(np.float32)})
        lines.append(common | nats | {"y": loss[shown].astype(np.float32), "yaxis": "y2", "showlegend": False})
    return figure(
        palette,
        height,
        [*(_faint(ghost, palette, ghost_name) if ghost else ()), *lines, *_marked(marks, view.total, palette)],
        xaxis=_named("updates made")
        | {"anchor": "y2", "range": [-0.01 * view.total, 1.01 * view.total], "domain": [0, 1]},
        yaxis=_named("accuracy, %") | {"range": [0, 100], "domain": [0.44, 1], "dtick": 20},
        yaxis2=_named("loss, nats") | {"rangemode": "tozero", "domain": [0, 0.36], "anchor": "x", "nticks": 4},
        uirevision=view.id,
        shapes=[_rate_line(change, palette) for change in view.rate_changes],
        annotations=[_rate_label(change, palette) for change in _apart(view.rate_changes, view.total)],
    )


def _faint(ghost: View, palette: Palette, ghost_name: str) -> list[dict[str, Any]]:
    """A finished run's curves on the training digits, one line for accuracy and one for loss, without hovering."""
    shown, h = _spread(len(ghost.history)), ghost.history
    name = ghost_name or f"the shipped run “{ghost.id}”"
    line: dict[str, Any] = {
        "type": "scatter",
        "x": h.iteration[shown].astype(np.int32),
        "mode": "lines",
        "line": {"color": palette.muted, "width": 1.5, "dash": "dot"},
        "opacity": 0.6,
        "name": name,
        "legendgroup": name,
        "hoverinfo": "skip",
    }
    right = {"y": (100 * h.train_accuracy[shown]).astype(np.float32)}
    nats = {"y": h.train_loss[shown].astype(np.float32), "yaxis": "y2", "showlegend": False}
    return [line | right, line | nats]


def _marked(marks: Sequence[Mark], x: int, palette: Palette) -> list[dict[str, Any]]:
    """Each mark with what is said of it: what was guessed as a ring, whatever comes after it filled."""
    return [
        {
            "type": "scatter",
            "x": [x],
            "y": [mark.percent],
            "mode": "markers+text",
            "marker": {"color": palette.text, "size": 13, "symbol": "circle" if i else "circle-open", "line.width": 2},
            "text": [mark.said],
            "textposition": "bottom left" if i else "top left",
            "textfont": {"color": palette.text, "size": 14},
            "cliponaxis": False,
            "showlegend": False,
            "hoverinfo": "skip",
        }
        for i, mark in enumerate(marks)
    ]


def _spread(n: int) -> slice | Array:
    """All of n points, or MOST_POINTS of them evenly from the first to the last."""
    return slice(None) if n <= MOST_POINTS else np.linspace(0, n - 1, MOST_POINTS).round().astype(int)


def _named(title: str) -> dict[str, Any]:
    return {"title": {"text": title, "standoff": 15}}


def _apart(changes: Sequence[RateChange], total: int) -> list[RateChange]:
    """The changes whose labels have room: of those close together, the last."""
    room = 0.05 * total
    return [
        change
        for change, after in zip_longest(changes, changes[1:])
        if after is None or after.iteration - change.iteration > room
    ]


def _rate_line(change: RateChange, palette: Palette) -> dict[str, Any]:
    """Where the learning rate was turned, through the accuracies."""
    x = change.iteration
    line = {"color": palette.muted, "width": 1, "dash": "dot"}
    return {"type": "line", "x0": x, "x1": x, "xref": "x", "y0": 0, "y1": 1, "yref": "y domain", "line": line}


def _rate_label(change: RateChange, palette: Palette) -> dict[str, Any]:
    return {
        "x": change.iteration,
        "y": 0.44,
        "yref": "paper",
        "yanchor": "bottom",
        "text": f"rate {change.rate:g}",
        "textangle": -90,
        "showarrow": False,
        "xanchor": "left",
        "font": {"size": 11, "color": palette.muted},
    }


def curves_in_words(view: View, ghost: View | None = None, marks: Sequence[Mark] = ()) -> str:
    """What the curves show, for those who cannot see them."""
    marked = "".join(f" Marked at the end: {mark.said}." for mark in marks)
    if not len(view.history):
        behind = (
            f" The shipped run “{ghost.id}” stands faintly behind: it ended at {ghost.history.train_accuracy[-1]:.1%}."
            if ghost
            else ""
        )
        return f"Accuracy and loss against updates: nothing is measured yet.{behind}{marked}"
    last, h, held_out = -1, view.history, view.recipe.held_out
    also = f" and {h.test_accuracy[last]:.1%} of the {held_out}" if held_out else ""
    return (
        f"Accuracy and loss against updates, up to update {h.iteration[last]:,}: {h.train_accuracy[last]:.1%} of the "
        f"training{also} digits are right; the training loss is {h.train_loss[last]:.3f}.{marked}"
    )
