"""What comes from the canvas is read, or refused in one sentence: the browser's word is not to be trusted."""

import base64
import io
import struct
import zlib
from typing import Any

import numpy as np
import pytest
from PIL import Image

from nn.drawing import DrawingError
from pages.draw.sent import LARGEST, MOST_STROKES, strokes_and_picture

SIDE = 280
NO_STROKES: dict[str, Any] = {"objects": []}


def as_sent(png: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(png).decode()


def png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def bomb(side: int) -> bytes:
    """A PNG of few bytes whose header claims that it is enormous."""
    header = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    chunk = b"IHDR" + header
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


def test_strokes_and_their_picture() -> None:
    rgba = np.random.default_rng(0).integers(0, 256, (SIDE, SIDE, 4), np.uint8)
    strokes, picture = strokes_and_picture({"raw": NO_STROKES, "data": as_sent(png(Image.fromarray(rgba)))}, SIDE)
    assert strokes is NO_STROKES and picture is not None and (picture == rgba).all()


def test_before_the_first_picture() -> None:
    assert strokes_and_picture({"raw": NO_STROKES, "data": None}, SIDE) == (NO_STROKES, None)


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "drawing",
        [],
        {},
        {"raw": None, "data": None},
        {"raw": [], "data": None},
        {"raw": {"objects": "many"}, "data": None},
        {"raw": {"objects": [{}] * (MOST_STROKES + 1)}, "data": None},
        {"raw": NO_STROKES, "data": 7},
        {"raw": NO_STROKES, "data": ""},
        {"raw": NO_STROKES, "data": "data:image/png;base64,@@@"},
        {"raw": NO_STROKES, "data": "A" * (LARGEST + 1)},
        {"raw": NO_STROKES, "data": as_sent(b"GIF89a")},
        {"raw": NO_STROKES, "data": as_sent(png(Image.new("RGBA", (SIDE, SIDE)))[:-30])},
        {"raw": NO_STROKES, "data": as_sent(png(Image.new("RGBA", (SIDE + 1, SIDE))))},
        {"raw": NO_STROKES, "data": as_sent(bomb(60_000))},
    ],
)
def test_anything_else_is_refused_in_a_sentence(sent: Any) -> None:
    with pytest.raises(DrawingError) as refused:
        strokes_and_picture(sent, SIDE)
    assert str(refused.value).endswith("draw again.")
