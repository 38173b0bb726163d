"""Pictures of digits with their labels, as plain images: small, sharp, and readable by a screen reader."""

import base64
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape

import numpy as np
import streamlit as st
from PIL import Image

from nn.activations import Array
from nn.drawing import shrink
from nn.explain.digits import Digit
from pages.shared.address import shared_choices
from pages.shared.ways import ways_on

GAP = 8  # pixels between two digits
SMALL = 28 * 28  # pixels of a picture that is worth keeping


@dataclass(frozen=True, eq=False)
class Picture:
    """One digit: ``image`` (28, 28) or (784,) in 0..1 or uint8, a caption under it, and whether the answer was right.

    ``right`` None draws no mark. ``alt`` is what a screen reader says; without it, the caption. ``digit`` is what the
    two ways on lead to (ways.py), and ``network`` names who answered; without a digit there are no ways on.
    """

    image: Array
    caption: str = ""
    right: bool | None = None
    alt: str = ""
    digit: Digit | None = None
    network: str = ""


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


def png_uri(image: Array) -> str:
    """A grey image (h, w), uint8 or 0..1, as a data: URI."""
    pixels = image if image.dtype == np.uint8 else np.round(np.clip(image, 0, 1) * 255).astype(np.uint8)
    if pixels.ndim == 1:
        pixels = pixels.reshape(round(pixels.size**0.5), -1)
    high, wide = pixels.shape
    write = _png_uri if pixels.size <= SMALL else _png_uri.__wrapped__
    return write(pixels.tobytes(), high, wide)


@lru_cache(maxsize=1024)
def _png_uri(pixels: bytes, high: int, wide: int) -> str:
    """Kept for digits: a class that trains looks at the same few of them again and again."""
    buffer = io.BytesIO()
    Image.frombytes("L", (wide, high), pixels).save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


def digit_strip(pictures: Iterable[Picture], size: int = 68) -> None:
    """Digits side by side in whole rows: eight, or four and four; wrong answers carry a cross and a coloured frame."""
    chosen = shared_choices()
    figures = [_figure(picture, size, chosen) for picture in pictures]
    rows = _whole_rows(len(figures), size)
    name, style = (f"whole-{len(figures)}-{size}", f"<style>{rows}</style>") if rows else ("", "")
    strip = f'<div class="digits {name}" style="--size:{size}px">{"".join(figures)}</div>'
    st.html(f'<div class="digits-room">{strip}</div>{style}' if rows else strip)


def _whole_rows(n: int, size: int) -> str:
    """Style for n digits: as many in a row as divide n and fit. They give up a fifth of their size to do so.

    Nothing for what can only stand in one row or one column: that wraps wherever it has to.
    """
    divisors = [k for k in range(2, n + 1) if n % k == 0]
    if len(divisors) < 2:
        return ""
    return "".join(
        f"@container (min-width: {round(0.8 * size * k) + GAP * (k - 1)}px) "
        f"{{.digits.whole-{n}-{size} {{display: grid; grid-template-columns: repeat({k}, minmax(0, var(--size)))}}}}"
        for k in divisors
    )


def _figure(picture: Picture, size: int, chosen: dict[str, str]) -> str:
    mark = {None: "", True: " right", False: " wrong"}[picture.right]
    sign = "✗ " if picture.right is False else ""
    alt = escape(picture.alt or picture.caption, quote=True)
    ways = ways_on(picture.digit, picture.network, size > 110, chosen) if picture.digit else ""
    return (
        f'<figure class="digit{mark}"><img class="digit" src="{png_uri(picture.image)}" alt="{alt}">'
        f"<figcaption>{sign}{escape(picture.caption)}{ways}</figcaption></figure>"
    )
