"""Ink for tests: simple figures with a round pen, as arrays, canvases and picture files."""

import io

import numpy as np
from PIL import Image, ImageDraw

SEVEN = [(0.1, 0.0), (0.9, 0.0), (0.35, 1.0)]
ONE = [(0.5, 0.0), (0.5, 1.0)]
DASH = [(0.0, 0.5), (1.0, 0.5)]


def draw(points=SEVEN, left=80, top=50, side=150, pen=24, canvas=280):
    """(canvas, canvas) float32 ink: a polyline within a square of the given side, with a round pen, anti-aliased."""
    fine = 4
    picture = Image.new("L", (canvas * fine, canvas * fine))
    corners = [((left + x * side) * fine, (top + y * side) * fine) for x, y in points]
    pencil, r = ImageDraw.Draw(picture), pen * fine / 2
    pencil.line(corners, fill=255, width=round(pen * fine))
    for x, y in corners:
        pencil.ellipse((x - r, y - r, x + r, y + r), fill=255)
    return np.asarray(picture.reduce(fine), np.float32) / 255


def on_canvas(ink, pen=(255, 255, 255), background=(0, 0, 0)):
    """(H, W) ink -> (H, W, 4) uint8, opaque."""
    mixed = np.array(background) + ink[:, :, None] * (np.array(pen) - np.array(background))
    return np.concatenate([mixed, np.full((*ink.shape, 1), 255)], axis=2).round().astype(np.uint8)


def as_file(picture, kind="PNG", **options):
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def grey_file(ink, kind="PNG", **options):
    return as_file(Image.fromarray((ink * 255).round().astype(np.uint8)), kind, **options)


def difference(one, other):
    """The share of ink that two pictures do not have in common; a step of one pixel between them is forgiven."""
    moved = [np.roll(one, (down, right), axis=(0, 1)) for down in (-1, 0, 1) for right in (-1, 0, 1)]
    return min(float(np.abs(picture - other).sum()) for picture in moved) / max(one.sum(), other.sum())
