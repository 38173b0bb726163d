"""Photographs of handwritten digits that nobody had to take: paper, pen, light, camera and file, drawn by chance.

Each kind in `KINDS` is one way in which pictures that people upload differ: a desk around the sheet, a printed box, a
sharp shadow, ruled paper, a file format. What is not the kind's own (the digit, where it lies, its size, the pen, a
little noise) is drawn anew for each picture. All of it comes from the generator given, so a seed gives the same
pictures again.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

Array = np.ndarray
Rng = np.random.Generator

# Digits as lines through a few points of the unit square, x to the right and y down.
STROKES: dict[int, list[list[tuple[float, float]]]] = {
    0: [[(0.5, 0), (0.2, 0.15), (0.1, 0.5), (0.2, 0.85), (0.5, 1), (0.8, 0.85), (0.9, 0.5), (0.8, 0.15), (0.5, 0)]],
    1: [[(0.55, 0), (0.5, 0.5), (0.45, 1)]],
    2: [[(0.1, 0.2), (0.4, 0), (0.8, 0.1), (0.85, 0.35), (0.5, 0.7), (0.1, 1), (0.9, 0.97)]],
    3: [[(0.2, 0.08), (0.6, 0), (0.8, 0.2), (0.45, 0.47), (0.85, 0.7), (0.6, 1), (0.15, 0.92)]],
    4: [[(0.3, 0), (0.1, 0.55), (0.9, 0.5)], [(0.75, 0.1), (0.65, 1)]],
    5: [[(0.85, 0), (0.3, 0.02), (0.2, 0.45), (0.6, 0.42), (0.85, 0.65), (0.7, 0.95), (0.15, 0.95)]],
    6: [[(0.7, 0), (0.3, 0.3), (0.15, 0.7), (0.4, 1), (0.75, 0.9), (0.75, 0.65), (0.4, 0.55), (0.18, 0.75)]],
    7: [[(0.1, 0.05), (0.9, 0), (0.55, 0.5), (0.35, 1)]],
    8: [
        [(0.5, 0.48), (0.25, 0.3), (0.3, 0.08), (0.55, 0), (0.78, 0.12), (0.7, 0.33), (0.3, 0.6), (0.2, 0.85)],
        [(0.2, 0.85), (0.45, 1), (0.75, 0.88), (0.75, 0.65), (0.5, 0.48)],
    ],
    9: [[(0.8, 0.25), (0.5, 0), (0.2, 0.2), (0.3, 0.45), (0.6, 0.45), (0.8, 0.2), (0.75, 0.6), (0.6, 1)]],
}


@dataclass
class Scene:
    """What lies before the camera. `paper` and `light` are (h, w) factors, 0 to 1; `ink` (h, w) how much pen covers."""

    rng: Rng
    side: int
    label: int
    ink: Array
    paper: Array
    light: Array
    pen: tuple[float, float, float] = (0.12, 0.12, 0.12)  # the colour of the ink, 1 is the paper's own
    tint: tuple[float, float, float] = (1.0, 1.0, 1.0)  # of the paper
    noise: float = 0.008
    blur: float = 0.6
    kind: str = "JPEG"
    options: dict[str, object] = field(default_factory=lambda: {"quality": 88})
    finish: Callable[[Image.Image], Image.Image] = lambda picture: picture

    def file(self) -> bytes:
        """The photograph, as the bytes of a file."""
        colours = [
            self.light * self.paper * t * (1 - self.ink * (1 - p)) for t, p in zip(self.tint, self.pen, strict=True)
        ]
        seen = np.stack(colours, axis=-1) + self.rng.normal(0, self.noise, (self.side, self.side, 1))
        picture = Image.fromarray((seen.clip(0, 1) * 255).round().astype(np.uint8))
        if self.blur:
            picture = picture.filter(ImageFilter.GaussianBlur(self.blur * self.side / 600))
        raw = io.BytesIO()
        self.finish(picture).save(raw, self.kind, **self.options)
        return raw.getvalue()

    @property
    def grid(self) -> tuple[Array, Array]:
        """y and x of every pixel, each (h, w), 0 to 1."""
        y, x = np.mgrid[0 : self.side, 0 : self.side] / self.side
        return y, x

    def side_of_line(self, soft: float = 0.004, low: float = 0.35, high: float = 0.65) -> Array:
        """(h, w): 1 on one side of a slanted line across the picture, 0 on the other; `soft` is how wide its edge."""
        y, x = self.grid
        angle = self.rng.uniform(0, 2 * np.pi)
        along = (x - 0.5) * np.cos(angle) + (y - 0.5) * np.sin(angle)
        where = self.rng.uniform(low, high) - 0.5
        return np.clip((along - where) / soft + 0.5, 0, 1)


def rendered(lines: list[list[tuple[float, float]]], side: int, pen: float) -> Array:
    """Lines in pixels -> (side, side) ink, 0 to 1: a round pen, grey edges."""
    fine = 2
    picture = Image.new("L", (side * fine, side * fine))
    pencil, r = ImageDraw.Draw(picture), pen * fine / 2
    for line in lines:
        points = [(x * fine, y * fine) for x, y in line]
        pencil.line(points, fill=255, width=max(1, round(pen * fine)))
        for x, y in points:
            pencil.ellipse((x - r, y - r, x + r, y + r), fill=255)
    return np.asarray(picture.reduce(fine), np.float64) / 255


def curved(line: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A line with its corners rounded (Chaikin's cutting, three times), its ends kept."""
    for _ in range(3):
        cut = [line[0]]
        for (a, b), (c, d) in zip(line, line[1:], strict=False):
            cut += [(0.75 * a + 0.25 * c, 0.75 * b + 0.25 * d), (0.25 * a + 0.75 * c, 0.25 * b + 0.75 * d)]
        line = [*cut, line[-1]]
    return line


def written(rng: Rng, label: int, side: int, share: float, pen: float) -> tuple[Array, tuple[float, float]]:
    """A digit by hand -> its ink (side, side), and the middle of its box, in pixels.

    `share` is its height in the picture's, `pen` the width of the pen in the digit's height.
    """
    height = share * side
    width = height * rng.uniform(0.6, 0.8) * (0.6 if label == 1 else 1)
    slant, turn = rng.uniform(-0.12, 0.12), rng.uniform(-0.08, 0.08)
    middle = [side / 2 + rng.uniform(-0.5, 0.5) * max(0.0, side - 1.24 * d) for d in (width, height)]
    lines = []
    for stroke in STROKES[label]:
        shaky = [(x + rng.normal(0, 0.012), y + rng.normal(0, 0.012)) for x, y in stroke]
        shaky = shaky if rng.random() < 0.4 else curved(shaky)
        line = []
        for x, y in shaky:
            u, v = (x - 0.5 - slant * (y - 0.5)) * width, (y - 0.5) * height
            line.append(
                (middle[0] + u * np.cos(turn) - v * np.sin(turn), middle[1] + u * np.sin(turn) + v * np.cos(turn))
            )
        lines.append(line)
    return rendered(lines, side, max(1.5, pen * height)), (middle[0], middle[1])


def scene(
    rng: Rng, label: int, share: tuple[float, float] = (0.35, 0.8), pen: tuple[float, float] = (0.05, 0.14)
) -> Scene:
    """A digit on plain paper, in even light."""
    side = int(rng.choice([420, 600, 600, 800]))
    ink, _ = written(rng, label, side, rng.uniform(*share), rng.uniform(*pen))
    paper = np.full((side, side), rng.uniform(0.86, 1.0))
    return Scene(rng, side, label, ink, paper, np.ones((side, side)))


# Paper ---------------------------------------------------------------------------------------------------------------


def plain(rng: Rng, label: int) -> Scene:
    return scene(rng, label)


def ruled(rng: Rng, label: int) -> Scene:
    seen = scene(rng, label)
    y, x = seen.grid
    apart, tilt = rng.uniform(0.05, 0.12), rng.uniform(-0.04, 0.04)
    on_line = ((y + tilt * x) / apart + rng.random()) % 1 < rng.uniform(0.003, 0.006) / apart
    seen.paper = seen.paper * (1 - on_line * rng.uniform(0.15, 0.4))
    return seen


def squared(rng: Rng, label: int) -> Scene:
    seen = scene(rng, label)
    y, x = seen.grid
    apart, tilt = rng.uniform(0.04, 0.09), rng.uniform(-0.05, 0.05)
    thick = rng.uniform(0.003, 0.005) / apart
    on_line = (((y + tilt * x) / apart + rng.random()) % 1 < thick) | (
        ((x - tilt * y) / apart + rng.random()) % 1 < thick
    )
    seen.paper = seen.paper * (1 - on_line * rng.uniform(0.1, 0.35))
    return seen


def ruled_pencil(rng: Rng, label: int) -> Scene:
    """A soft pencil on lines about as dark as itself."""
    seen = ruled(rng, label)
    seen.pen = (rng.uniform(0.45, 0.6),) * 3
    return seen


def faint_pencil(rng: Rng, label: int) -> Scene:
    seen = scene(rng, label, pen=(0.03, 0.07))
    seen.pen = (rng.uniform(0.7, 0.8),) * 3
    return seen


def crumbs(rng: Rng, label: int) -> Scene:
    seen = scene(rng, label)
    for _ in range(12):
        y, x = rng.integers(0, seen.side - 5, 2)
        r = int(rng.integers(1, 5))
        seen.paper[y : y + r, x : x + r] *= rng.uniform(0.1, 0.6)
    return seen


def coloured_paper(rng: Rng, label: int) -> Scene:
    seen = scene(rng, label)
    seen.tint = tuple(rng.choice([0.55, 0.8, 1.0], 3))
    return seen


def grain(rng: Rng, label: int) -> Scene:
    """Rough paper: its brightness varies from fibre to fibre."""
    seen = scene(rng, label)
    rough = Image.fromarray(rng.normal(128, 60, (seen.side, seen.side)).clip(0, 255).astype(np.uint8))
    rough = np.asarray(rough.filter(ImageFilter.GaussianBlur(2)), np.float64)
    seen.paper = seen.paper * (1 + (rough - 128) / 128 * 0.25)
    return seen


def folded(rng: Rng, label: int) -> Scene:
    """A fold: the light differs on both sides a little, and the crease itself is dark."""
    seen = scene(rng, label)
    angle, y, x = rng.choice([0, np.pi / 2]) + rng.uniform(-0.1, 0.1), *seen.grid
    away = (x - rng.uniform(0.3, 0.7)) * np.cos(angle) + (y - rng.uniform(0.3, 0.7)) * np.sin(angle)
    seen.light = np.where(away > 0, rng.uniform(0.75, 0.9), 1.0)
    seen.light *= 1 - rng.uniform(0.15, 0.35) * np.exp(-((away / 0.006) ** 2))
    return seen


# Pen -----------------------------------------------------------------------------------------------------------------


def marker(rng: Rng, label: int) -> Scene:
    return scene(rng, label, share=(0.5, 0.85), pen=(0.15, 0.2))


def ballpoint(rng: Rng, label: int) -> Scene:
    return scene(rng, label, share=(0.4, 0.85), pen=(0.02, 0.035))


def coloured_pen(rng: Rng, label: int) -> Scene:
    seen = scene(rng, label)
    seen.pen = [(0.1, 0.2, 0.75), (0.8, 0.1, 0.12), (0.1, 0.5, 0.25), (0.85, 0.45, 0.1), (0.5, 0.2, 0.6)][
        rng.integers(5)
    ]
    return seen


def small(rng: Rng, label: int) -> Scene:
    return scene(rng, label, share=(0.1, 0.25), pen=(0.08, 0.14))


def large(rng: Rng, label: int) -> Scene:
    return scene(rng, label, share=(0.85, 0.98), pen=(0.06, 0.16))


def cropped(rng: Rng, label: int) -> Scene:
    """Cut out along the ink, as a screenshot tool would."""
    seen = scene(rng, label)
    seen.kind, seen.options = "PNG", {}

    def cut(picture: Image.Image) -> Image.Image:
        rows, columns = np.flatnonzero(seen.ink.any(axis=1)), np.flatnonzero(seen.ink.any(axis=0))
        edge = int(rng.integers(0, 4))
        box = (columns[0] - edge, rows[0] - edge, columns[-1] + 1 + edge, rows[-1] + 1 + edge)
        return picture.crop(tuple(np.clip(box, 0, seen.side).tolist()))

    seen.finish = cut
    return seen


def chalk(rng: Rng, label: int) -> Scene:
    """Light on dark."""
    seen = scene(rng, label)
    seen.paper = np.full_like(seen.paper, rng.uniform(0.12, 0.3))
    seen.pen = (rng.uniform(3, 3.3),) * 3
    return seen


def framed_chalk(rng: Rng, label: int) -> Scene:
    """A blackboard in its light wooden frame."""
    seen = chalk(rng, label)
    return _framed(seen, rng.uniform(0.03, 0.08), rng.uniform(0.55, 0.8) / seen.paper[0, 0])


# Light ---------------------------------------------------------------------------------------------------------------


def gradient(rng: Rng, label: int) -> Scene:
    seen = scene(rng, label)
    y, x = seen.grid
    angle = rng.uniform(0, 2 * np.pi)
    along = (x - 0.5) * np.cos(angle) + (y - 0.5) * np.sin(angle)
    seen.light = 0.68 + rng.uniform(0.2, 0.42) * along
    return seen


def vignette(rng: Rng, label: int) -> Scene:
    seen = scene(rng, label, share=(0.35, 0.7))
    y, x = seen.grid
    away = np.hypot(y - rng.uniform(0.4, 0.6), x - rng.uniform(0.4, 0.6))
    seen.light = 1 - rng.uniform(0.5, 0.9) * away**2
    return seen


def lamp(rng: Rng, label: int) -> Scene:
    """A bright spot, and darkness around it."""
    seen = scene(rng, label, share=(0.3, 0.55))
    y, x = seen.grid
    away = np.hypot(y - 0.5 - rng.uniform(-0.15, 0.15), x - 0.5 - rng.uniform(-0.15, 0.15))
    seen.light = 0.3 + 0.7 * np.exp(-((away / rng.uniform(0.4, 0.6)) ** 2))
    return seen


def hard_shadow(rng: Rng, label: int) -> Scene:
    seen = scene(rng, label)
    seen.light = 1 - rng.uniform(0.35, 0.55) * seen.side_of_line(soft=rng.choice([0.003, 0.02, 0.05]))
    return seen


def several_shadows(rng: Rng, label: int) -> Scene:
    seen = scene(rng, label)
    for _ in range(int(rng.integers(2, 4))):
        shade = seen.side_of_line(soft=rng.choice([0.003, 0.02, 0.05]), low=0.2, high=0.8)
        seen.light = seen.light * (1 - rng.uniform(0.2, 0.45) * shade)
    return seen


def bar_shadow(rng: Rng, label: int) -> Scene:
    """The shadow of a window's frame or a pole: a band across the sheet."""
    seen = scene(rng, label, share=(0.4, 0.8), pen=(0.05, 0.1))
    y, x = seen.grid
    angle = rng.uniform(0, np.pi)
    away = np.abs((x - 0.5) * np.cos(angle) + (y - 0.5) * np.sin(angle) - rng.uniform(-0.2, 0.2))
    seen.light = 1 - rng.uniform(0.3, 0.5) * np.clip((rng.uniform(0.08, 0.16) - away) / 0.01 + 0.5, 0, 1)
    return seen


def hand(rng: Rng, label: int) -> Scene:
    """A corner of a hand, or another dark thing, at the edge, beside the digit."""
    seen = scene(rng, label, share=(0.35, 0.65))
    y, x = seen.grid
    corner_y, corner_x = rng.integers(0, 2, 2)
    blob = ((y - corner_y) / rng.uniform(0.12, 0.3)) ** 2 + ((x - corner_x) / rng.uniform(0.12, 0.3)) ** 2
    grown = np.asarray(Image.fromarray(seen.ink > 0.1).convert("L").filter(ImageFilter.GaussianBlur(8))) > 2
    inside = (blob < 1) & ~grown
    seen.paper = np.where(inside, rng.uniform(0.15, 0.6), seen.paper)
    seen.ink = np.where(inside, 0, seen.ink)
    return seen


# What is around the sheet --------------------------------------------------------------------------------------------


def _sheet(seen: Scene, corners: list[tuple[float, float]], desk: float, rough: float = 0.03) -> Scene:
    """The paper only within the corners (x, y, 0 to 1); a desk of that brightness, a little rough, around it."""
    fine = 2
    picture = Image.new("L", (seen.side * fine,) * 2)
    ImageDraw.Draw(picture).polygon([(x * seen.side * fine, y * seen.side * fine) for x, y in corners], fill=255)
    inside = np.asarray(picture.reduce(fine), np.float64) / 255
    wood = desk * (1 + seen.rng.normal(0, rough / 0.3, inside.shape) * 0.3)
    seen.paper = inside * seen.paper + (1 - inside) * wood
    return seen


def _within(
    rng: Rng, label: int, left: float, top: float, right: float, bottom: float, **given: tuple[float, float]
) -> Scene:
    """A scene whose digit lies within that part of the picture, with some paper around it."""
    seen = scene(rng, label, **given)
    part = min(right - left, bottom - top)
    share = rng.uniform(0.45, 0.8) * part
    ink, (x, y) = written(rng, label, seen.side, share, rng.uniform(*given.get("pen", (0.05, 0.14))))
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    n, moves = seen.side, []
    for first, last, low, high in ((rows[0], rows[-1], top, bottom), (columns[0], columns[-1], left, right)):
        margin = 0.06 * part * n
        moves.append(
            int(rng.uniform(low * n + margin - first, max(low * n + margin - first, high * n - margin - last)))
        )
    seen.ink = np.roll(ink, moves, axis=(0, 1))
    return seen


def desk(rng: Rng, label: int) -> Scene:
    """A sheet on a darker desk, all its edges seen."""
    left, top, right, bottom = (
        rng.uniform(0.04, 0.2),
        rng.uniform(0.04, 0.2),
        1 - rng.uniform(0.04, 0.2),
        1 - rng.uniform(0.04, 0.2),
    )
    seen = _within(rng, label, left, top, right, bottom)
    return _sheet(seen, [(left, top), (right, top), (right, bottom), (left, bottom)], rng.uniform(0.15, 0.6))


def turned_sheet(rng: Rng, label: int) -> Scene:
    """The same, not laid straight."""
    seen = _within(rng, label, 0.25, 0.25, 0.75, 0.75)
    half, angle = rng.uniform(0.36, 0.44, 2), rng.uniform(-0.3, 0.3)
    corners = []
    for u, v in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        x, y = u * half[0] + rng.normal(0, 0.015), v * half[1] + rng.normal(0, 0.015)
        corners.append((0.5 + x * np.cos(angle) - y * np.sin(angle), 0.5 + x * np.sin(angle) + y * np.cos(angle)))
    return _sheet(seen, corners, rng.uniform(0.15, 0.6))


def small_sheet(rng: Rng, label: int) -> Scene:
    """A note that takes up a small part of the picture."""
    size = rng.uniform(0.3, 0.5)
    left, top = rng.uniform(0.1, 0.85 - size, 2)
    seen = _within(rng, label, left, top, left + size, top + size)
    return _sheet(
        seen, [(left, top), (left + size, top), (left + size, top + size), (left, top + size)], rng.uniform(0.15, 0.6)
    )


def desk_edge(rng: Rng, label: int) -> Scene:
    """The desk along one edge."""
    shares = [0.0, 0.0, 1.0, 1.0]  # left, top, right, bottom
    where, thick, tilt = int(rng.integers(4)), rng.uniform(0.02, 0.25), rng.uniform(-0.02, 0.02)
    shares[where] = thick if where < 2 else 1 - thick
    left, top, right, bottom = shares
    seen = _within(rng, label, left, top, right, bottom)
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    corners[where] = (corners[where][0] + tilt * (where % 2 == 0), corners[where][1] + tilt * (where % 2 == 1))
    outside = [(x if 0 < x < 1 else (x * 3 - 1), y if 0 < y < 1 else (y * 3 - 1)) for x, y in corners]
    return _sheet(seen, outside, rng.uniform(0.15, 0.6))


def desk_corner(rng: Rng, label: int) -> Scene:
    """The desk along two edges, and a wooden one."""
    left, top = rng.uniform(0.05, 0.3, 2)
    seen = _within(rng, label, left, top, 1, 1)
    _sheet(seen, [(left, top), (2, top), (2, 2), (left, 2)], rng.uniform(0.25, 0.6))
    y, x = seen.grid
    rings = 0.5 + 0.5 * np.sin(2 * np.pi * (y * rng.uniform(8, 20) + np.sin(x * 9) * 0.6))
    on_desk = (x < left) | (y < top)
    seen.paper = np.where(on_desk, seen.paper * (1 - 0.3 * rings), seen.paper)
    return seen


def desk_and_shadow(rng: Rng, label: int) -> Scene:
    seen = desk(rng, label)
    seen.light = 1 - rng.uniform(0.3, 0.5) * seen.side_of_line(soft=0.02)
    return seen


def light_desk(rng: Rng, label: int) -> Scene:
    """A desk lighter than the (grey or brown) paper."""
    seen = desk(rng, label)
    return _relit(seen)


def _relit(seen: Scene) -> Scene:
    paper, around = seen.paper.max(), seen.paper.min()
    inside = np.clip((seen.paper - around * 1.2) / (paper - around * 1.2), 0, 1)
    seen.paper = 0.97 - 0.35 * inside
    return seen


def _framed(seen: Scene, thick: float, brightness: float, inset: float = 0.0) -> Scene:
    y, x = seen.grid
    away = np.minimum(np.minimum(x, 1 - x), np.minimum(y, 1 - y))
    seen.paper = np.where((away >= inset) & (away < inset + thick), seen.paper * brightness, seen.paper)
    return seen


def frame(rng: Rng, label: int) -> Scene:
    """A dark frame along all four edges."""
    thick = rng.uniform(0.01, 0.1)
    return _framed(_within(rng, label, thick, thick, 1 - thick, 1 - thick), thick, rng.uniform(0.05, 0.5))


def inset_frame(rng: Rng, label: int) -> Scene:
    """A frame with wall around it."""
    inset, thick = rng.uniform(0.02, 0.08), rng.uniform(0.02, 0.08)
    low = inset + thick
    return _framed(_within(rng, label, low, low, 1 - low, 1 - low), thick, rng.uniform(0.05, 0.5), inset)


# Print ---------------------------------------------------------------------------------------------------------------


def _box(
    seen: Scene, left: float, top: float, right: float, bottom: float, dark: float, thick: float, turn: float = 0.0
) -> None:
    """A printed box."""
    y, x = seen.grid
    cx, cy = (left + right) / 2, (top + bottom) / 2
    u = (x - cx) * np.cos(turn) + (y - cy) * np.sin(turn)
    v = (y - cy) * np.cos(turn) - (x - cx) * np.sin(turn)
    outside = np.maximum(np.abs(u) - (right - left) / 2, np.abs(v) - (bottom - top) / 2)
    seen.paper = seen.paper * (1 - (1 - dark) * np.clip((thick / 2 - np.abs(outside)) * seen.side + 0.5, 0, 1))


def boxed(rng: Rng, label: int) -> Scene:
    """A digit in a printed box, as on a form."""
    left, top = rng.uniform(0.04, 0.3, 2)
    size = rng.uniform(0.45, 0.95 - max(left, top))
    seen = _within(rng, label, left, top, left + size, top + size)
    _box(
        seen,
        left,
        top,
        left + size,
        top + size,
        rng.uniform(0.05, 0.6),
        rng.uniform(0.004, 0.01),
        rng.uniform(-0.05, 0.05),
    )
    return seen


def tight_box(rng: Rng, label: int) -> Scene:
    """A box as thick as the pen, not much larger than the digit."""
    left, top = rng.uniform(0.1, 0.3, 2)
    size = rng.uniform(0.4, 0.6)
    seen = _within(rng, label, left + 0.03, top + 0.03, left + size - 0.03, top + size - 0.03, pen=(0.05, 0.08))
    _box(seen, left, top, left + size, top + size, 0.1, size * rng.uniform(0.03, 0.05))
    return seen


def touched_box(rng: Rng, label: int) -> Scene:
    """The digit reaches a thin box's line, or crosses it."""
    seen = scene(rng, label, share=(0.4, 0.6))
    rows, columns = (np.flatnonzero(seen.ink.any(axis=a)) / seen.side for a in (1, 0))
    size = np.ptp(rows) * rng.uniform(1.0, 1.06)
    top = rows[0] + rng.uniform(0.0, 0.04)
    left = columns.mean() - size / 2
    _box(seen, left, top, left + size, top + size, rng.uniform(0.1, 0.6), rng.uniform(0.004, 0.007))
    return seen


def comb(rng: Rng, label: int) -> Scene:
    """A row of boxes, one of them filled in."""
    top, size = rng.uniform(0.2, 0.5), rng.uniform(0.24, 0.32)
    cell = int(rng.integers(0, 3))
    left = 0.02 + cell * size
    seen = _within(rng, label, left, top, left + size, top + size)
    dark, thick = rng.uniform(0.1, 0.6), rng.uniform(0.004, 0.006)
    for i in range(3):
        _box(seen, 0.02 + i * size, top, 0.02 + (i + 1) * size, top + size, dark, thick)
    return seen


def boxed_on_desk(rng: Rng, label: int) -> Scene:
    seen = _within(rng, label, 0.25, 0.25, 0.75, 0.75)
    _box(seen, 0.22, 0.22, 0.78, 0.78, rng.uniform(0.1, 0.6), 0.006)
    return _sheet(seen, [(0.1, 0.12), (0.9, 0.1), (0.91, 0.9), (0.08, 0.88)], rng.uniform(0.15, 0.6))


def ruled_on_desk(rng: Rng, label: int) -> Scene:
    seen = _within(rng, label, 0.15, 0.15, 0.85, 0.85)
    y, x = seen.grid
    on_line = ((y + rng.uniform(-0.03, 0.03) * x) / 0.07 + rng.random()) % 1 < 0.06
    seen.paper = seen.paper * (1 - on_line * rng.uniform(0.15, 0.4))
    return _sheet(seen, [(0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9)], rng.uniform(0.15, 0.6))


def squared_shadow(rng: Rng, label: int) -> Scene:
    seen = squared(rng, label)
    seen.light = 1 - rng.uniform(0.3, 0.5) * seen.side_of_line(soft=0.02)
    return seen


def labelled(rng: Rng, label: int) -> Scene:
    """Small print above the digit."""
    seen = _within(rng, label, 0.05, 0.2, 0.95, 0.95)
    picture = Image.new("L", (60, 11))
    ImageDraw.Draw(picture).text((0, -1), "Your digit", fill=255)
    h = int(seen.side * 0.03)
    picture = picture.resize((h * 60 // 11, h))
    x, y = int(rng.uniform(0.05, 0.5) * seen.side), int(rng.uniform(0.02, 0.1) * seen.side)
    seen.paper[y : y + picture.height, x : x + picture.width] *= 1 - 0.85 * np.asarray(picture) / 255
    return seen


# Camera and file -----------------------------------------------------------------------------------------------------


def noisy(rng: Rng, label: int) -> Scene:
    seen = scene(rng, label)
    seen.noise = rng.uniform(0.04, 0.08)
    return seen


def blurred(rng: Rng, label: int) -> Scene:
    seen = scene(rng, label, pen=(0.07, 0.14))
    seen.blur = rng.uniform(4, 7)
    return seen


def poor_jpeg(rng: Rng, label: int) -> Scene:
    seen = scene(rng, label)
    seen.options = {"quality": int(rng.integers(5, 15))}
    return seen


def low_contrast(rng: Rng, label: int) -> Scene:
    seen = scene(rng, label)
    seen.paper *= rng.uniform(0.45, 0.6)
    seen.pen = (rng.uniform(0.6, 0.7),) * 3
    return seen


def _as(
    kind: str, finish: Callable[[Image.Image], Image.Image] = lambda p: p, **options: object
) -> Callable[[Rng, int], Scene]:
    def made(rng: Rng, label: int) -> Scene:
        seen = scene(rng, label)
        seen.kind, seen.options, seen.finish = kind, options, finish
        return seen

    return made


def _sixteen_bits(picture: Image.Image) -> Image.Image:
    return Image.fromarray(np.asarray(picture.convert("L")).astype(np.uint16) * 257)


def _alpha(picture: Image.Image) -> Image.Image:
    ink = Image.eval(picture.convert("L"), lambda v: min(255, max(0, (215 - v) * 2)))
    layers = Image.new("RGBA", picture.size, (10, 10, 40, 0))
    layers.putalpha(ink)
    return layers


def turned_by_camera(rng: Rng, label: int) -> Scene:
    seen = scene(rng, label)
    exif = Image.Exif()
    exif[0x0112] = 8  # to be shown a quarter turn counterclockwise
    seen.options = {"quality": 90, "exif": exif}
    seen.finish = lambda picture: picture.transpose(Image.Transpose.ROTATE_270)
    return seen


def inverted(rng: Rng, label: int) -> Scene:
    seen = scene(rng, label)
    seen.finish = lambda picture: Image.eval(picture, lambda v: 255 - v)
    return seen


KINDS: dict[str, Callable[[Rng, int], Scene]] = {
    made.__name__.replace("_", " "): made
    for made in (
        *(plain, ruled, squared, ruled_pencil, faint_pencil, crumbs, coloured_paper, grain, folded),
        *(marker, ballpoint, coloured_pen, small, large, cropped, chalk, framed_chalk),
        *(gradient, vignette, lamp, hard_shadow, several_shadows, bar_shadow, hand),
        *(desk, turned_sheet, small_sheet, desk_edge, desk_corner, desk_and_shadow, light_desk, frame, inset_frame),
        *(boxed, tight_box, touched_box, comb, boxed_on_desk, ruled_on_desk, squared_shadow, labelled),
        *(noisy, blurred, poor_jpeg, low_contrast, turned_by_camera, inverted),
    )
} | {
    "CMYK": _as("JPEG", lambda picture: picture.convert("CMYK"), quality=90),
    "16 bits": _as("PNG", _sixteen_bits),
    "alpha": _as("PNG", _alpha),
    "palette": _as("GIF", lambda picture: picture.convert("P")),
    "one bit": _as("PNG", lambda picture: picture.convert("1")),
    "WebP": _as("WEBP", quality=60),
}


def photographs(kind: str, n: int, seed: int = 0) -> list[tuple[int, bytes]]:
    """n pictures of that kind: (the digit, the file). Digits come in turn, so ten pictures hold all of them."""
    rng = np.random.default_rng([seed, *kind.encode()])
    return [(i % 10, KINDS[kind](rng, i % 10).file()) for i in range(n)]


def without_digit(kind: str, seed: int = 0) -> bytes:
    """A picture of that kind on which nobody has written anything."""
    seen = KINDS[kind](np.random.default_rng([seed, *kind.encode()]), 3)
    seen.ink = np.zeros_like(seen.ink)
    return seen.file()
