"""What the canvas on Draw sends when the pen is lifted: its strokes as Fabric.js writes them, and their picture."""

import io
from base64 import b64encode
from functools import cache
from typing import Any

from PIL import Image, ImageDraw

SIDE = 280  # pixels of the canvas


@cache
def a_drawing(strokes: int, digit: int) -> dict[str, Any]:
    """A drawing of so many strokes, other ones for each ``digit``: what has come of it by then."""
    lines = [
        [(40 + (61 * (i + j) + 37 * digit) % 200, 40 + (83 * j + 29 * i) % 200) for j in (0, 1, 2)]
        for i in range(strokes)
    ]
    return {"raw": {"version": "6.0.0", "objects": [_path(line) for line in lines]}, "data": _picture(lines)}


def _path(points: list[tuple[int, int]]) -> dict[str, Any]:
    (x, y), *rest = points
    path: list[list[Any]] = [["M", x, y], *(["L", *point] for point in rest)]
    return {"type": "Path", "stroke": "#ffffff", "strokeWidth": 22, "fill": None, "path": path}


def _picture(lines: list[list[tuple[int, int]]]) -> str:
    image = Image.new("RGBA", (SIDE, SIDE), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    for line in lines:
        pen.line(line, fill="white", width=22, joint="curve")
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return "data:image/png;base64," + b64encode(buffer.getvalue()).decode()
