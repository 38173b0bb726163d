"""W1 X + b1 = Z1 as a picture: boxes whose edges have one colour for each length. No Streamlit here."""

import base64

import numpy as np

from pages.shared.theme import Palette

EDGE = 5  # thickness of the coloured edges
GAP = 24  # room for a sign between two boxes


def product_picture(n_in: int, n: int, m: int, palette: Palette) -> str:
    """W1 X + b1 = Z1 as boxes, an <img>. Edges have one colour for each length: where boxes meet, they must agree."""
    inner, rows, columns = (n_in, palette.test), (n, palette.train), (m, palette.muted)
    boxes = [
        ("", "W1", rows, inner),
        ("·", "X", inner, columns),
        ("+", "b1", rows, (1, palette.grid)),
        ("=", "Z1", rows, columns),
    ]
    tall = max(_side(n_in), _side(n)) + 8
    x, parts = 4.0, []
    for sign, name, (height, height_colour), (width, width_colour) in boxes:
        if sign:
            parts.append(f'<text x="{x + GAP / 2:.0f}" y="{tall / 2 + 7:.0f}" class="sign">{sign}</text>')
            x += GAP
        w, h = _side(width), _side(height)
        place = f'x="{x:.0f}" y="{(tall - h) / 2:.0f}"'
        parts += [
            f'<rect {place} width="{w:.0f}" height="{h:.0f}" fill="{palette.panel}"/>',
            f'<rect {place} width="{w:.0f}" height="{EDGE}" fill="{width_colour}"/>',
            f'<rect {place} width="{EDGE}" height="{h:.0f}" fill="{height_colour}"/>',
            f'<text x="{x + w / 2:.0f}" y="{tall + 14:.0f}">{name}</text>',
            f'<text x="{x + w / 2:.0f}" y="{tall + 30:.0f}" class="small">'
            f'<tspan fill="{height_colour}">{height:,}</tspan> × '
            f'<tspan fill="{palette.muted if width == 1 else width_colour}">{width:,}</tspan></text>',
        ]
        x += w
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {x + 4:.0f} {tall + 38:.0f}">'
        f"<style>text{{font:600 13px sans-serif;fill:{palette.text};text-anchor:middle}}"
        f".small{{font-size:11.5px;fill:{palette.muted}}} .sign{{font-size:20px}}</style>{''.join(parts)}</svg>"
    )
    alt = f"W1, {n} by {n_in}, times X, {n_in} by {m}, plus b1, {n} by 1, gives Z1, {n} by {m}."
    source = base64.b64encode(svg.encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{source}" alt="{alt}" style="width:100%;max-width:{1.4 * x:.0f}px">'


def _side(k: int) -> float:
    """The drawn length of k rows or columns: it grows with the number of digits of k, not with k."""
    return 12 + 6 * float(np.log2(k))
