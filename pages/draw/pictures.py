"""Ink as pictures that Draw shows: made square, and as what lies faintly under the strokes. No Streamlit here."""

import base64

import numpy as np

from nn.activations import Array
from nn.drawing import shrink
from pages.shared.digits import png_uri


def thumbnail(ink: Array, side: int = 280) -> Array:
    """(h, w) ink on a black square, so that nothing is stretched; made smaller if it is larger than ``side``."""
    h, w = ink.shape
    scale = side / max(h, w)
    if scale < 1:
        ink = shrink(ink, max(1, round(h * scale)), max(1, round(w * scale)))
        h, w = ink.shape
    square = np.zeros((max(h, w),) * 2, np.float32)
    top, left = (len(square) - h) // 2, (len(square) - w) // 2
    square[top : top + h, left : left + w] = ink
    return square


def canvas_background(hint: str, under: Array, side: int) -> str:
    """Black with a faint picture and an invitation on it. An image, because it is not part of the drawing."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}"><rect width="100%" height="100%"/>'
        f'<image width="100%" height="100%" opacity=".22" href="{png_uri(under)}"/>'
        '<text x="50%" y="93%" fill="#c3c9cf" font-family="sans-serif" font-size="16" text-anchor="middle">'
        f"{hint}</text></svg>"
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
