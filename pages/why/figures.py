"""What Why? shows as figures: sums and changes taken apart, pixel by pixel and neuron by neuron. No Streamlit here."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from nn.activations import Array
from nn.explain.change import Flip
from nn.explain.evidence import Contributions, Evidence
from nn.explain.weights import clear_limit
from pages.shared.charts import Figure, figure, symmetric_limit
from pages.shared.heatmaps import SIDE, w1_heatmaps
from pages.shared.theme import Palette
from pages.shared.words import signed

SHOWN = 16  # of a wide layer's neurons; the others are summed up

# Contributions --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Column:
    """What stands at one place of the bars: a neuron, all others together, or the biases."""

    name: str
    what: str
    to_winner: float
    to_rival: float
    neuron: int | None = None

    @property
    def lead(self) -> float:
        return self.to_winner - self.to_rival


def _columns(found: Contributions) -> list[_Column]:
    """A column for each neuron, or of many for the strongest 16 and one for the others; and one for the biases."""
    n = len(found.inputs)
    which = np.arange(n) if n <= SHOWN else found.strongest(SHOWN)
    rest = np.setdiff1d(np.arange(n), which)
    columns = []
    for i in map(int, which):
        what = f"neuron {i}, which passes on {found.inputs[i]:.3f}"
        columns.append(_Column(str(i), what, float(found.to_winner[i]), float(found.to_rival[i]), i))
    if len(rest):
        what = f"the other {len(rest)} neurons together"
        columns.append(_Column("others", what, float(found.to_winner[rest].sum()), float(found.to_rival[rest].sum())))
    return [*columns, _Column("bias", "the classes' own biases", found.bias_winner, found.bias_rival)]


def contribution_bars(found: Contributions, palette: Palette, layer: int, chosen: int | None = None) -> Figure:
    """What each neuron, and the biases, added to the winner's and to the rival's score; of many, the strongest 16.

    The points mark the difference, which is what decides. A bar's customdata is its neuron's number; ``chosen`` is
    framed. ``layer`` is the last hidden layer's number.
    """
    columns = _columns(found)
    common: dict[str, Any] = {
        "x": [column.name for column in columns],
        "hovertext": [
            f"{column.what}:<br>{signed(column.to_winner, 3)} to {found.winner}, "
            f"{signed(column.to_rival, 3)} to {found.rival}:<br>{signed(column.lead, 3)} for {found.winner}"
            for column in columns
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [column.neuron for column in columns],
    }
    framed = [1.5 if chosen is not None and column.neuron == chosen else 0 for column in columns]
    frame = {"color": palette.text, "width": framed}
    traces: list[dict[str, Any]] = [
        common
        | {"type": "bar", "name": f"to {k}", "y": np.array(values, np.float32)}
        | {"marker": {"color": colour, "line": frame}}
        for k, values, colour in (
            (found.winner, [column.to_winner for column in columns], palette.positive),
            (found.rival, [column.to_rival for column in columns], palette.negative),
        )
    ]
    lead = np.array([column.lead for column in columns], np.float32)
    point = {"symbol": "diamond", "size": 9, "color": palette.text, "line": {"color": palette.background, "width": 1}}
    traces.append(common | {"type": "scatter", "mode": "markers", "name": "difference", "y": lead} | {"marker": point})
    return figure(
        palette,
        240,
        traces,
        bargap=0.3,
        barmode="group",
        xaxis={"type": "category", "title": {"text": f"neuron of layer {layer}", "standoff": 4}, "fixedrange": True},
        yaxis={"title": {"text": "added to the score"}, "fixedrange": True, "nticks": 5, "zeroline": True}
        | {"zerolinecolor": palette.muted},
    )


# Pictures of pixels ---------------------------------------------------------------------------------------------------


def evidence_limit(found: Evidence, x: Array) -> float:
    """The scale's end for all neurons: what hardly any term under the ink passes."""
    under_ink = found.terms[:, x > 0]
    return clear_limit(under_ink, 0.995) if under_ink.size else 1.0


def evidence_tiles(found: Evidence, palette: Palette, limit: float, page: int, chosen: int) -> Figure:
    """One picture for each neuron: its weights times the ink. Each says its number and its sum z; clickable."""
    names = [f"{i}: {signed(float(z), 1)}" for i, z in enumerate(found.z)]
    return w1_heatmaps(
        found.terms, None, palette, page=page, limit=limit, names=names, chosen=chosen, clickable=True, width=None
    )


def evidence_picture(found: Evidence, neuron: int, x: Array, palette: Palette, limit: float) -> Figure:
    """One neuron's evidence enlarged; each pixel tells its ink, its weight and their product."""
    says = "ink %{customdata[0]:.2f} × weight %{customdata[1]:+.3f} = %{z:+.3f}"
    return signed_picture(found.terms[neuron], (x, found.weights[neuron]), says, palette, limit)


def difference_picture(found: Contributions, palette: Palette) -> Figure:
    """Without a hidden layer: what each pixel did for the winner against the rival."""
    values = found.difference
    says = (
        f"%{{customdata[0]:+.3f}} for {found.winner}, %{{customdata[1]:+.3f}} for {found.rival}:<br>"
        f"%{{z:+.3f}} for {found.winner} against {found.rival}"
    )
    parts = found.to_winner, found.to_rival
    return signed_picture(values, parts, says, palette, symmetric_limit(values), height=300)


def change_picture(flip: Flip, palette: Palette) -> Figure:
    """Where ink was added (blue) and taken away (orange); each pixel tells its ink before and after."""
    change, inks = flip.change, (flip.before.X[:, 0], flip.after.X[:, 0])
    says = "ink %{customdata[0]:.2f} → %{customdata[1]:.2f} (%{z:+.2f})"
    return signed_picture(change, inks, says, palette, symmetric_limit(change), height=None)


def signed_picture(
    values: Array, parts: tuple[Array, Array], says: str, palette: Palette, limit: float, height: int | None = 250
) -> Figure:
    """A signed picture (784,) enlarged, blue above zero and orange below.

    ``says`` is what a pixel tells when it is pointed at: Plotly's template for its value z and the two ``parts`` (784,)
    that made it, customdata[0] and [1]. ``height`` None leaves it to the container.
    """
    heat: dict[str, Any] = {
        "type": "heatmap",
        "z": values.reshape(SIDE, SIDE).astype(np.float32),
        "zmin": -limit,
        "zmax": limit,
        "colorscale": palette.diverging,
        "showscale": False,
        "customdata": np.stack(parts, axis=1).reshape(SIDE, SIDE, 2).astype(np.float32),
        "hovertemplate": f"row %{{y}}, column %{{x}}<br>{says}<extra></extra>",
    }
    axis = {"showgrid": False, "showticklabels": False, "ticks": "", "fixedrange": True, "automargin": False}
    axis |= {"showline": True, "mirror": True, "constrain": "domain"}
    return figure(
        palette,
        height,
        [heat],
        margin={"l": 1, "r": 1, "t": 1, "b": 1},
        xaxis=axis | {"constraintoward": "left"},
        yaxis=axis | {"autorange": "reversed", "scaleanchor": "x", "constraintoward": "top"},
        showlegend=False,
        dragmode=False,
    )
