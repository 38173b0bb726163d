"""What Data shows as figures: how many of each class, where ink ever lies, how grey pixels are, and the map.

No Streamlit here.
"""

from collections.abc import Sequence
from colorsys import hls_to_rgb
from typing import Any

import numpy as np

from nn.activations import Array
from nn.assess.atlas import Box
from pages.data.words import short
from pages.shared.charts import Figure, figure
from pages.shared.heatmaps import SIDE, STILL
from pages.shared.theme import Palette, mixed

STEP = 16  # levels of grey in one column
SHOWN, MANY = 14, 10  # letters of a class's name; classes
GOLDEN, BRIGHT, STRONG, GAMMA = 0.618034, (0.14, 0.19, 0.25), 0.7, 2.2  # of the colours beyond ten
TIGHT = {"l": 8, "r": 8, "t": 8, "b": 8}


def counts_chart(counts: Array, classes: Sequence[str], chosen: int, palette: Palette, height: int = 190) -> Figure:
    """How many pictures there are of each class; a click on a column gives its number."""
    colours = [
        palette.train if chosen in (-1, k) else mixed(palette.train, palette.background, 0.5)
        for k in range(len(counts))
    ]
    columns = {
        "type": "bar",
        "name": "pictures",
        "x": list(classes),
        "y": counts,
        "marker": {"color": colours},
        "customdata": list(range(len(counts))),
        "hovertemplate": "%{x}: %{y:,} pictures<extra></extra>",
    }
    return figure(
        palette,
        height,
        [columns],
        **STILL,
        margin=TIGHT,
        xaxis={"type": "category", "title": {"text": "class", "standoff": 4}, "fixedrange": True}
        | {"tickvals": list(classes), "ticktext": [short(name, SHOWN) for name in classes], "automargin": True}
        | {"tickfont": {"size": 9 if len(classes) > MANY else 12}},
        yaxis={"title": {"text": "pictures", "standoff": 4}, "fixedrange": True, "rangemode": "tozero"},
    )


def lit_chart(lit: Array, pictures: int, palette: Palette, height: int = 330) -> Figure:
    """In how many of the pictures, in percent, each of 28x28 pixels has any ink; a dot where none ever has."""
    share = 100 * lit / max(1, pictures)
    never = np.flatnonzero(lit == 0)
    heat: dict[str, Any] = {
        "type": "heatmap",
        "z": share.reshape(SIDE, SIDE).astype(np.float32),
        "zmin": 0,
        "zmax": 100,
        "colorscale": [[0, palette.background], [1, palette.positive]],
        "colorbar": {"title": {"text": "%", "side": "top"}, "thickness": 10, "outlinewidth": 0.5, "len": 0.9},
        "hovertemplate": "row %{y}, column %{x}: ink in %{z:.1f} % of the pictures<extra></extra>",
    }
    dots = {
        "type": "scatter",
        "x": (never % SIDE).astype(np.int16),
        "y": (never // SIDE).astype(np.int16),
        "mode": "markers",
        "marker": {"symbol": "x-thin", "size": 6, "line": {"color": palette.negative, "width": 1.6}},
        "hovertemplate": "row %{y}, column %{x}: never any ink<extra></extra>",
    }
    bare = {"fixedrange": True, "showgrid": False, "constrain": "domain"}
    return figure(
        palette,
        height,
        [heat, dots],
        **STILL,
        margin=TIGHT,
        xaxis=bare | {"title": {"text": "column, in pixels", "standoff": 4}, "range": [-0.5, SIDE - 0.5]},
        yaxis=bare
        | {"title": {"text": "row, in pixels", "standoff": 4}, "range": [SIDE - 0.5, -0.5], "scaleanchor": "x"},
    )


def greys_chart(levels: Array, palette: Palette, height: int = 330) -> Figure:
    """The share of pixels, in percent, by how much ink they have, 16 levels of grey a column; by its logarithm."""
    share = 100 * levels.reshape(-1, STEP).sum(axis=1) / max(1, levels.sum())
    first = np.arange(0, len(levels), STEP)
    columns = {
        "type": "bar",
        "name": "share of all pixels",
        "x": (first + STEP / 2 - 0.5).astype(np.float32),
        "y": [float(s) if s else None for s in share],
        "width": STEP * 0.9,
        "marker": {"color": palette.train},
        "hovertext": [f"{a} to {a + STEP - 1}: {s:.2f} % of all pixels" for a, s in zip(first, share, strict=True)],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    return figure(
        palette,
        height,
        [columns],
        **STILL,
        margin=TIGHT,
        xaxis={
            "title": {"text": "ink of a pixel, 0 to 255", "standoff": 8},
            "range": [-4, len(levels) + 3],
            "tickvals": [0, 64, 128, 192, 255],
            "fixedrange": True,
        },
        yaxis={"title": {"text": "share of all pixels, % (log)", "standoff": 8}, "type": "log", "fixedrange": True}
        | {"tickvals": [0.01, 0.1, 1, 10, 100]},
    )


# The map --------------------------------------------------------------------------------------------------------------


def colour_of(k: int, palette: Palette) -> str:
    """Of a class. From the eleventh on hues are dealt evenly, all about as bright, so that each stands out from the
    page in light and dark; the name at a class's middle says which it is.
    """
    if k < len(palette.classes):
        return palette.classes[k]
    hue, bright = k * GOLDEN % 1, BRIGHT[k % len(BRIGHT)]
    for tenths in range(1, 100):
        red, green, blue = hls_to_rgb(hue, tenths / 100, STRONG)
        if 0.2126 * red**GAMMA + 0.7152 * green**GAMMA + 0.0722 * blue**GAMMA >= bright:
            break
    return "#" + "".join(f"{round(255 * part):02x}" for part in (red, green, blue))


def size_of_names(names: Sequence[str]) -> int:
    """Pixels: long names, and many, are written smaller."""
    if max(map(len, names), default=0) > 2:
        return 14 if len(names) > MANY else 16
    return 20 if len(names) > MANY else 26


def map_chart(
    places: Array,
    drawn: Array,
    said: Sequence[str],
    middles: Sequence[tuple[str, int, float, float]],
    box: Box,
    what: str,
    palette: Palette,
) -> Figure:
    """What lies over the sprites: a point for each ``drawn`` place, invisible, which answers and is clicked, and the
    middle of each class: its name, its number, and where it lies. ``what`` the axes measure; ``box`` is what is seen.
    """
    points = {
        "type": "scatter",
        "x": places[drawn, 0].astype(np.float32),
        "y": places[drawn, 1].astype(np.float32),
        "mode": "markers",
        "marker": {"opacity": 0, "size": 16},
        "customdata": drawn.tolist(),
        "hovertext": list(said),
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    names = {
        "type": "scatter",
        "name": "middle of each class",
        "x": [x for _, _, x, _ in middles],
        "y": [y for _, _, _, y in middles],
        "mode": "text",
        "text": [f"<b>{short(name, SHOWN)}</b>" for name, *_ in middles],
        "textfont": {
            "size": size_of_names([name for name, *_ in middles]),
            "color": [colour_of(k, palette) for _, k, _, _ in middles],
            "shadow": f"0 0 3px {palette.background}, 0 0 3px {palette.background}, 0 0 6px {palette.background}",
        },
        "hoverinfo": "skip",
    }
    bare = {"showgrid": False, "zeroline": False, "nticks": 6}
    left, right, below, above = box
    return figure(
        palette,
        None,
        [points, names],
        **(STILL | {"dragmode": "zoom"}),
        margin=TIGHT,
        hoverdistance=14,
        clickmode="event",
        xaxis=bare | {"title": {"text": f"across the map: {what}", "standoff": 4}, "range": [left, right]},
        yaxis=bare | {"title": {"text": "up the map: the same", "standoff": 4}, "range": [below, above]},
    )
