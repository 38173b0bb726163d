"""Ink as what lies faintly under the strokes on Draw's canvas. No Streamlit here."""

import base64

from nn.activations import Array
from pages.shared.digits import png_uri


def canvas_background(hint: str, under: Array, side: int) -> str:
    """Black with a faint picture and an invitation on it. An image, because it is not part of the drawing."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}"><rect width="100%" height="100%"/>'
        f'<image width="100%" height="100%" opacity=".22" href="{png_uri(under)}"/>'
        '<text x="50%" y="93%" fill="#c3c9cf" font-family="sans-serif" font-size="16" text-anchor="middle">'
        f"{hint}</text></svg>"
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
