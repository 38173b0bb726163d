"""The curves of a run: accuracy above, loss below, on one axis of updates."""

import numpy as np
import plotly.graph_objects as go

from nn.lab.run import View
from pages.ui.charts import base
from pages.ui.theme import Palette


def curves(view: View, palette: Palette, height: int = 400) -> go.Figure:
    """Accuracy (%) and loss (nats) against updates made, for the training and the held-out test digits."""
    history = view.history
    figure = base(palette, height)
    x = history.iteration.astype(np.int32)
    for name, colour, accuracy, loss in (
        ("training digits", palette.train, history.train_accuracy, history.train_loss),
        ("test digits", palette.test, history.test_accuracy, history.test_loss),
    ):
        line = {"color": colour, "width": 2.2}
        mode = "lines+markers" if len(history) < 3 else "lines"
        common = {"x": x, "line": line, "mode": mode, "name": name, "legendgroup": name, "type": "scatter"}
        unit = "<br>".join((f"{name}", "%{y:.1f} % right after %{x} updates<extra></extra>"))
        figure.add_trace(go.Scatter(**common, y=(100 * accuracy).astype(np.float32), hovertemplate=unit))
        unit = "<br>".join((f"{name}", "loss %{y:.3f} after %{x} updates<extra></extra>"))
        figure.add_trace(
            go.Scatter(**common, y=loss.astype(np.float32), yaxis="y2", showlegend=False, hovertemplate=unit)
        )
    figure.update_layout(
        xaxis={
            "title": "updates made",
            "anchor": "y2",
            "range": [0, max(view.total, 1)],
            "domain": [0, 1],
        },
        yaxis={"title": "accuracy, %", "range": [0, 100], "domain": [0.44, 1], "dtick": 20},
        yaxis2={
            "title": "loss, nats",
            "rangemode": "tozero",
            "domain": [0, 0.36],
            "anchor": "x",
            "gridcolor": palette.grid,
            "zeroline": False,
            "automargin": True,
            "nticks": 4,
        },
        uirevision=view.id,
    )
    for change in view.rate_changes:
        figure.add_vline(change.iteration, line={"color": palette.muted, "width": 1, "dash": "dot"})
        figure.add_annotation(
            x=change.iteration,
            y=0.44,
            yref="paper",
            yanchor="bottom",
            text=f"rate {change.rate:g}",
            textangle=-90,
            showarrow=False,
            xanchor="left",
            font={"size": 11, "color": palette.muted},
        )
    return figure


def curves_in_words(view: View) -> str:
    """What the curves show, for those who cannot see them."""
    if not len(view.history):
        return "Accuracy and loss against updates: nothing is measured yet."
    last, h = -1, view.history
    return (
        f"Accuracy and loss against updates, up to update {h.iteration[last]:,}: {h.train_accuracy[last]:.1%} of the "
        f"training and {h.test_accuracy[last]:.1%} of the test digits are right; the training loss is "
        f"{h.train_loss[last]:.3f}."
    )
