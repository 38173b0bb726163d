"""The network as a picture: a column of circles for each layer, drawn as SVG so that it is sharp at any size."""

import base64
from html import escape
from itertools import pairwise

from nn.recipe import Recipe
from pages.shared.theme import Palette

WIDTH, HEIGHT, TOP, BOTTOM = 360, 200, 10, 42
MOST = 10  # circles drawn in a column; a wider layer shows fewer, with dots between


def network_picture(recipe: Recipe, palette: Palette) -> str:
    """An <img> of the recipe's layers with their sizes and activations."""
    svg = base64.b64encode(_svg(recipe, palette).encode()).decode()
    alt = escape(in_words(recipe), quote=True)
    return f'<img src="data:image/svg+xml;base64,{svg}" alt="{alt}" style="width:100%;max-width:{WIDTH}px">'


def _svg(recipe: Recipe, palette: Palette) -> str:
    sizes = recipe.sizes
    columns = [(WIDTH * (i + 0.5) / len(sizes), _heights(n)) for i, n in enumerate(sizes)]
    lines = [
        f'<line x1="{x1:.0f}" y1="{y1:.1f}" x2="{x2:.0f}" y2="{y2:.1f}"/>'
        for (x1, left), (x2, right) in pairwise(columns)
        for y1 in left
        for y2 in right
    ]
    circles, labels = [], []
    for i, ((x, ys), n) in enumerate(zip(columns, sizes, strict=True)):
        fill = palette.muted if i == 0 else palette.test if i == len(sizes) - 1 else palette.train
        circles += [f'<circle cx="{x:.0f}" cy="{y:.1f}" r="5" fill="{fill}"/>' for y in ys]
        if n > MOST:
            circles.append(f'<text x="{x:.0f}" y="{(TOP + HEIGHT - BOTTOM) / 2 + 4:.0f}" class="dots">⋮</text>')
        name, what = _label(i, n, recipe)
        labels.append(f'<text x="{x:.0f}" y="{HEIGHT - 24}">{name}</text>')
        labels.append(f'<text x="{x:.0f}" y="{HEIGHT - 8}" class="small">{what}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"<style>.net text{{font-family:sans-serif;fill:{palette.text};font-size:13px;text-anchor:middle}}"
        f".net .small{{fill:{palette.muted};font-size:11px}} .net .dots{{font-size:20px}}"
        f".net line{{stroke:{palette.muted};stroke-width:.6;opacity:.28}}</style>"
        f'<g class="net">{"".join(lines)}{"".join(circles)}{"".join(labels)}</g></svg>'
    )


def parameters(recipe: Recipe) -> int:
    """How many numbers the network learns: every weight and every bias."""
    return sum(n_in * n + n for n_in, n in pairwise(recipe.sizes))


def in_words(recipe: Recipe) -> str:
    layers = [f"{n} {recipe.activation} neurons" for n in recipe.hidden]
    outputs = f"{len(recipe.classes)} {_what(recipe)}"
    return f"784 pixels, {', '.join([*layers, outputs])}: {parameters(recipe):,} parameters."


def _heights(n: int) -> list[float]:
    shown = n if n <= MOST else MOST - 2
    room = HEIGHT - TOP - BOTTOM
    if n <= MOST:
        step = room / MOST
        return [TOP + room / 2 + (i - (shown - 1) / 2) * step for i in range(shown)]
    half, step = shown // 2, room / MOST
    return [TOP + (i + 0.5) * step for i in range(half)] + [TOP + room - (i + 0.5) * step for i in range(half)][::-1]


def _label(i: int, n: int, recipe: Recipe) -> tuple[str, str]:
    if i == 0:
        return "784", "pixels"
    if i == len(recipe.sizes) - 1:
        return f"{n}", f"{_what(recipe)}, softmax"
    return f"{n}", f"{recipe.activation} neurons"


def _what(recipe: Recipe) -> str:
    return "digits" if recipe.reads_digits else "classes"
