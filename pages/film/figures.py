"""One moment of a run in, figures and sentences out: the point on the curves, right and wrong, one digit's way."""

from typing import Any

import numpy as np

from nn.activations import Array
from nn.explain.film import SURE, DigitHistory, Film, Frame
from nn.lab.run import Status, View
from pages.shared.charts import Figure, figure
from pages.shared.curves import curves
from pages.shared.theme import Palette
from pages.shared.words import percent

MOST_POINTS = 250  # of each of the ten lines: they are sent again for every moment


# The point on the curves ---------------------------------------------------------------------------------------------


def measured_at(view: View, film: Film, i: int) -> int | None:
    """The row of the run's history that was measured last before frame i; None if that tells nothing about the frame.

    The newest parameters are measured when the next update begins. Those that broke down never were, and those that
    the run was put back to then were measured long before.
    """
    at, broken = int(film.iterations[i]), view.status is Status.DIVERGED
    if broken and film.put_back and i == len(film) - 1:
        return None
    row = int(np.searchsorted(view.history.iteration, at, side="right")) - 1
    if row < 0 or broken and at >= view.iteration:
        return None
    return row


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


def moment_in_words(view: View, film: Film, i: int) -> str:
    """The curves at this moment, for those who cannot see them."""
    at, row, h = int(film.iterations[i]), measured_at(view, film, i), view.history
    said = f"Accuracy and loss against updates, marked after {at:,} of {view.total:,}"
    if row is None:
        return f"{said}, where nothing was measured."
    also = f" and {h.test_accuracy[row]:.1%} of the {view.recipe.held_out}" if view.recipe.held_out else ""
    return (
        f"{said}: {h.train_accuracy[row]:.1%} of the training{also} digits are right; the training loss is "
        f"{h.train_loss[row]:.3f}."
    )


# Right and wrong -----------------------------------------------------------------------------------------------------


def confusion_heatmap(frame: Frame, palette: Palette, height: int = 360) -> Figure:
    """Counts of true digits (rows) by answers (columns): right ones in blue, mistakes in orange.

    A cell's colour is its share of its row, so that frames can be compared; by its root, because few mistakes count.
    """
    counts = frame.confusion
    each = counts.sum(axis=1, keepdims=True)
    shares = counts / np.maximum(each, 1)
    signs = np.where(np.eye(len(counts), dtype=bool), 1, -1)
    digits = [str(d) for d in range(len(counts))]
    heat = {
        "type": "heatmap",
        "z": (signs * np.sqrt(shares)).astype(np.float32),
        "x": digits,
        "y": digits,
        "zmin": -1,
        "zmax": 1,
        "colorscale": palette.diverging,
        "showscale": False,
        "xgap": 1,
        "ygap": 1,
        "text": [[str(n) if n else "" for n in row] for row in counts.tolist()],
        "texttemplate": "%{text}",
        "textfont": {"size": 12},
        "customdata": [
            [f"{n} of {total} are called {answer}" for answer, n in enumerate(row)]
            for row, total in zip(counts.tolist(), each[:, 0].tolist(), strict=True)
        ],
        "hovertemplate": "true %{y}: %{customdata}<extra></extra>",
    }
    bare = {"type": "category", "fixedrange": True, "showgrid": False, "showline": False, "ticks": ""}
    return figure(
        palette,
        height,
        [heat],
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        dragmode=False,
        xaxis=bare | {"title": {"text": "the network's answer", "standoff": 4}, "side": "top"},
        yaxis=bare | {"title": {"text": "the true digit", "standoff": 14}, "autorange": "reversed"},
    )


def confusion_in_words(frame: Frame) -> str:
    """How many are right, and the mistake made most often."""
    right, of = int(frame.confusion.trace()), int(frame.confusion.sum())
    truth, answer, times = frame.worst
    said = f"{right:,} of {of:,} are right"
    return (
        f"{said}."
        if not times
        else f"{said}; the commonest mistake is to take a {truth} for a {answer} ({times} times)."
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


def probabilities_in_words(probabilities: Array) -> str:
    """The answer and what comes second: "7 with 93.1%, then 9 with 4.2%"."""
    best = np.argsort(-probabilities, kind="stable")[:2].tolist()
    return ", then ".join(f"{digit} with {percent(float(probabilities[digit]))}" for digit in best)


def history_in_words(history: DigitHistory, label: int | None) -> str:
    """The story of one digit: since when the answer is what it is, since when it is sure, and whether it is right."""
    end, n = history.end, len(history.places)
    if n < 2:
        return f"So far there is one moment only, and the answer is {end}."
    settled, sure = history.for_good(), history.for_good(SURE)

    def when(i: int) -> str:
        """By that update, where the film has not kept every one: it may have been sooner."""
        if i == 0:
            return "from the start"
        near = history.places[i] - history.places[i - 1] <= 1
        return f"{'after' if near else 'by'} update {int(history.places[i]):,}"

    if sure is not None:
        said = f"It is sure of **{end}** {when(sure)}" if sure == 0 else f"It becomes sure of **{end}** {when(sure)}"
        said += f": from there on, its probability stays above {SURE:.0%}."
    elif settled:
        said = f"It settles on **{end}** {when(settled)}, but never becomes sure of it for good."
    else:
        said = f"It says **{end}** {when(0)}, but never becomes sure of it for good."
    if settled and sure and settled < sure:
        said += f" That was its answer already {when(settled)}."
    if history.changes > 1:
        said += f" On the way it changed its mind {history.changes} times."
    if label is not None and label != end:
        said += f" It is a {label}, so the answer is wrong."
    return said
