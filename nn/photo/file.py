"""The bytes of a picture file to its brightness, or a refusal in one sentence.

What a file is, its first bytes say, whatever it is called. Read are the formats that cameras, browsers and drawing
programs write and that are decoded without running anything else: no EPS or PDF, which are programs. How large a
picture is stands in its header, so one that would fill the memory is refused before it is decoded.

Next: paper.py.
"""

import io
import threading
import warnings

import numpy as np
from PIL import Image, ImageOps

from nn.drawing import DrawingError

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "DIB", "TIFF", "PPM", "AVIF")
READABLE = "PNG, JPEG, WebP, AVIF, GIF, BMP or TIFF"
MAX_PIXELS = 20_000_000
WORKING_SIDE = 1024  # larger pictures are reduced to this before anything else

# Files that people try, by how they start, and that are not among the formats.
STRANGERS = {
    "a PDF": (b"%PDF",),
    "an SVG drawing": (b"<svg", b"<?xml"),
    "a HEIC photograph": (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypheim"),
    "a video": (b"ftypmp4", b"ftypisom", b"ftypqt", b"ftypM4V"),
    "an archive": (b"PK\x03\x04", b"\x1f\x8b", b"Rar!"),
}

_pillow_is_quiet = threading.Lock()  # warnings.catch_warnings changes the whole process: one thread at a time


def brightness(raw: bytes) -> np.ndarray:
    """The bytes of a picture -> (H, W) uint8 brightness, upright, at most 1024 pixels on the longer side.

    Of an animation or a file of several pages, the first. Raises DrawingError, and nothing else.
    """
    if not raw:
        raise DrawingError("This file is empty (0 bytes): choose a picture of a digit.")
    with _pillow_is_quiet, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about broken metadata and large files, both of which are checked here
        try:
            picture: Image.Image = Image.open(io.BytesIO(raw), formats=FORMATS)
            _refuse(picture)
            picture.draft("L", (WORKING_SIDE, WORKING_SIDE))  # a JPEG can be decoded at a fraction of its size
            picture.load()
            return _brightness(ImageOps.exif_transpose(picture))
        except DrawingError:
            raise
        except Image.DecompressionBombError:
            raise DrawingError(f"This picture is too large: at most {MAX_PIXELS // 10**6} megapixels.") from None
        except Exception:  # a damaged file makes decoders raise nearly anything, MemoryError too
            raise DrawingError(_what_it_is(raw)) from None


def _what_it_is(raw: bytes) -> str:
    """A sentence about a file that could not be read."""
    for name, marks in STRANGERS.items():
        if any(mark in raw[:64].lstrip() for mark in marks):
            return f"This file is {name}, not a picture that can be read here: save it as a {READABLE}."
    return f"This file is not a picture, or damaged or cut short: use a {READABLE}."


def _refuse(picture: Image.Image) -> None:
    """Raise DrawingError for a picture that cannot hold one digit, by its header alone."""
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise DrawingError(
            f"This picture is too large: {width} x {height} is {width * height / 1e6:.0f} megapixels, "
            f"at most {MAX_PIXELS // 10**6} are allowed."
        )
    if min(width, height) < 8:
        raise DrawingError(f"This picture is too small: {width} x {height} pixels cannot hold a digit, use 28 or more.")
    if max(width, height) > 40 * min(width, height):
        raise DrawingError(f"This picture is a strip of {width} x {height} pixels: cut it to one digit.")


def _brightness(picture: Image.Image) -> np.ndarray:
    """A loaded picture of any mode -> (H, W) uint8, transparency laid on what makes the rest stand out."""
    if picture.mode.startswith("I") or picture.mode == "F":  # 16-bit and 32-bit grey
        values = np.asarray(picture, dtype=np.float32)
        low, high = float(values.min()), float(values.max())
        if not np.isfinite(high - low) or high == low:
            raise DrawingError("This picture is blank: it is equally bright everywhere, so there is no digit in it.")
        full = 65535.0 if picture.mode.startswith("I") and low >= 0 and high <= 65535 else 0.0
        values = values / full if full else (values - low) / (high - low)
        picture = Image.fromarray((values * 255).astype(np.uint8))
    if picture.has_transparency_data:
        layers = picture.convert("RGBA")
        grey, opacity = np.asarray(layers.convert("L"), np.float32), np.asarray(layers.getchannel("A"), np.float32)
        seen = float((grey * opacity).sum() / max(float(opacity.sum()), 1.0))
        under = 255.0 if seen < 128 else 0.0
        picture = Image.fromarray((under + (grey - under) * opacity / 255 + 0.5).astype(np.uint8))
    picture = picture.convert("L")
    reduce = -(-max(picture.size) // WORKING_SIDE)
    if reduce > 1:
        picture = picture.reduce(reduce)
    return np.asarray(picture, dtype=np.uint8)
