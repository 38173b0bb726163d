"""How well does a network read what people draw? Replay recorded pens on the program's own canvas, and count.

MNIST's test digits cannot tell: they were scanned and prepared by the same hands as the training digits. A stroke
corpus holds where a pen went, from other people and other devices. Each digit is drawn with the canvas's own pen, once
large in the middle and once small and off centre, and its pixels take the same way as a visitor's: canvas,
`ink_from_canvas`, `as_mnist`, network. Nothing is trained on a corpus.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from nn.drawing import DrawingError, as_mnist, ink_from_canvas

CANVAS = 280  # pixels, both sides
PEN = 18.0  # pixels
PIECE = 12.0  # the longest straight piece that `draw` handles at once, in pixels

SAMPLE = 300  # pictures that are laid out in all ways, if of them as they are no more than WELL are read rightly
WELL, FAR = 0.9, 0.25  # shares of right answers; so much more is far better

Predict = Callable[[np.ndarray], np.ndarray]  # X (784, m) float32 -> probabilities (10, m)

Way = Callable[[np.ndarray], np.ndarray]  # (28, 28) ink to (28, 28) ink


def _of_negative(way: Way) -> Way:
    return lambda ink: way(1 - ink)


# What may have happened to pictures, and what undoes it. Whoever lays out pixels by columns transposes them.
TURNS: dict[str, Way] = {
    "": lambda ink: ink,
    "transposed": lambda ink: ink.T,
    "turned upside down": lambda ink: ink[::-1, ::-1],
    "mirrored": lambda ink: ink[:, ::-1],
    "flipped": lambda ink: ink[::-1],
    "turned a quarter clockwise": np.rot90,
    "turned a quarter counterclockwise": lambda ink: np.rot90(ink, -1),
    "transposed and turned upside down": lambda ink: ink.T[::-1, ::-1],
}
WAYS: dict[str, Way] = {name: way for name, way in TURNS.items() if name}
WAYS |= {f"inverted and {name}" if name else "inverted": _of_negative(way) for name, way in TURNS.items()}


@dataclass(frozen=True)
class Placement:
    """Where on the canvas: the longer side as a share of the canvas, and how far off centre at most, in pixels."""

    share: float
    away: float


PLACEMENTS = {"centred": Placement(share=0.7, away=0.0), "small": Placement(share=0.4, away=30.0)}


@dataclass(frozen=True)
class Corpus:
    """Digits as pen strokes: `digits[i]` is a tuple of strokes, each (n, 2) float32 points, x to the right, y down."""

    digits: tuple[tuple[np.ndarray, ...], ...]
    labels: np.ndarray  # (N,) integers, 0 to 9
    writers: tuple[str, ...]


@dataclass(frozen=True)
class Score:
    """Shares of right answers, 0 to 1. A digit that the drawing path refuses counts as a wrong answer."""

    placements: dict[str, float]
    by_digit: dict[str, float]  # over all placements, as is by_writer
    by_writer: dict[str, float]
    n: int  # digits; each is drawn once for every placement

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return asdict(self)


@dataclass(frozen=True)
class ImageScore:
    """Shares of right answers, 0 to 1, on n pictures. `hint` is a sentence if they seem to be laid out otherwise."""

    accuracy: float
    by_digit: dict[str, float]
    n: int
    hint: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return asdict(self)


def load_corpus(path: str | Path) -> Corpus:
    """Read a stroke corpus (.npz without pickle).

    `points` (P, 2); stroke s is points[stroke_offsets[s] : stroke_offsets[s + 1]]; digit i is the strokes from
    sample_offsets[i] to sample_offsets[i + 1] - 1; `labels` (N,) and `writers` (N,). Other arrays are not looked at.
    Raises ValueError, one sentence, if the file is missing, damaged, or something else.
    """
    arrays = _read(path, ("points", "stroke_offsets", "sample_offsets", "labels", "writers"))
    points, labels, writers = arrays["points"], arrays["labels"], arrays["writers"]
    if points.ndim != 2 or points.shape[1] != 2 or points.dtype.kind not in "fiu" or not np.isfinite(points).all():
        raise ValueError(f"{path}: points must be finite numbers, (P, 2), they are {points.shape} {points.dtype}")
    _check_offsets(path, "stroke_offsets", arrays["stroke_offsets"], len(points))
    _check_offsets(path, "sample_offsets", arrays["sample_offsets"], len(arrays["stroke_offsets"]) - 1)
    n = len(arrays["sample_offsets"]) - 1
    _check_labels(path, labels, n)
    if writers.shape != (n,):
        raise ValueError(f"{path}: there are {n} digits, but writers has shape {writers.shape}")

    strokes = np.split(points.astype(np.float32), arrays["stroke_offsets"][1:-1])
    bounds = arrays["sample_offsets"].tolist()
    digits = tuple(tuple(strokes[start:stop]) for start, stop in zip(bounds, bounds[1:], strict=False))
    return Corpus(digits, labels, tuple(str(writer) for writer in writers))


def score(corpus: Corpus, predict: Predict, seed: int = 0) -> Score:
    """Draw every digit of the corpus in every placement and compare the network's answers with the labels.

    `predict` maps X (784, m) float32 to probabilities (10, m); `seed` decides how far off centre each digit lies.
    """
    answers = [_answers(predict, *replay(corpus, placement, seed)) for placement in PLACEMENTS.values()]
    right = np.stack(answers) == corpus.labels  # (placements, N)
    return Score(
        placements=dict(zip(PLACEMENTS, right.mean(axis=1).tolist(), strict=True)),
        by_digit=_share_by(corpus.labels, right),
        by_writer=_share_by(np.array(corpus.writers), right),
        n=len(corpus.labels),
    )


def score_images(path: str | Path, predict: Predict) -> ImageScore:
    """The same for an .npz of pictures: `images` (N, 28, 28), paper 0 and ink up to 255 or 1, and `labels` (N,).

    Each picture goes through `as_mnist`, which leaves alone what is already as MNIST's are.
    Raises ValueError, one sentence, if the file is missing, damaged, or something else.
    """
    arrays = _read(path, ("images", "labels"))
    images, labels = arrays["images"], arrays["labels"]
    if images.ndim != 3 or images.shape[1:] != (28, 28) or not len(images) or images.dtype.kind not in "fiub":
        raise ValueError(f"{path}: images must be numbers, (N, 28, 28), they are {images.shape} {images.dtype}")
    _check_labels(path, labels, len(images))
    low, high = float(images.min()), float(images.max())
    if not 0 <= low <= high <= 255:
        raise ValueError(f"{path}: images must lie between 0 and 255, or 0 and 1; these go from {low} to {high}")
    inks = images.astype(np.float32) / np.float32(255 if high > 1 else 1)
    right = _answers(predict, *_columns([_seen(ink) for ink in inks])) == labels
    return ImageScore(float(right.mean()), _share_by(labels, right[None]), len(labels), _hint(inks, labels, predict))


def _hint(inks: np.ndarray, labels: np.ndarray, predict: Predict) -> str | None:
    """A sentence if a sample of the pictures, (N, 28, 28), is read far better when they are laid out otherwise."""
    sample = np.linspace(0, len(inks) - 1, min(len(inks), SAMPLE)).astype(int)  # from everywhere: files may be sorted

    def share(way: Way) -> float:
        read = _answers(predict, *_columns([_seen(np.ascontiguousarray(way(ink))) for ink in inks[sample]]))
        return float((read == labels[sample]).mean())

    as_it_is = share(lambda ink: ink)
    if as_it_is > WELL:
        return None
    shares = {name: share(way) for name, way in WAYS.items()}
    best = max(shares, key=shares.__getitem__)
    if shares[best] < as_it_is + FAR:
        return None
    return (
        f"The pictures seem to be {best}: put right, {shares[best]:.1%} of {len(sample):,} of them are read rightly, "
        f"as they are {as_it_is:.1%}."
    )


def replay(corpus: Corpus, placement: Placement, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """All N digits as the network sees them: X (784, N) float32, and (N,) bool, False where one was refused."""
    rng = np.random.default_rng(seed)
    pictures = []
    for strokes in corpus.digits:
        ink = draw(_placed(strokes, placement, rng.uniform(-placement.away, placement.away, size=2)))
        grey = np.round(ink * 255).astype(np.uint8)
        rgba = np.stack([grey, grey, grey, np.full_like(grey, 255)], axis=-1)
        pictures.append(_seen(ink_from_canvas(rgba)))
    return _columns(pictures)


def draw(strokes: list[np.ndarray], pen: float = PEN, size: int = CANVAS) -> np.ndarray:
    """Strokes, each (n, 2) points in pixels, as a round pen leaves them on a canvas: (size, size) float32, 0 to 1.

    A browser greys a pixel by how much of it the stroke covers, which for a pen wider than a pixel is nearly the
    pen's radius minus the distance of the pixel's middle from the stroke, plus a half. Long lines are cut into pieces,
    and all are drawn at once, each in a small window of its own; ends and corners come out round by themselves.
    """
    starts, ends = _pieces(strokes)
    r = pen / 2
    window = int(PIECE + pen) + 3
    corner = np.floor(np.minimum(starts, ends) - r - 1).astype(int)  # (S, 2), of each window
    corner = np.clip(corner, -window, size)  # what lies off the canvas is drawn beside it, and cut away
    # (S, window, 2): the pixels' middles in x and in y, seen from the start of the piece
    seen = (corner[:, None, :] + np.arange(window)[None, :, None] + 0.5 - starts[:, None, :]).astype(np.float32)
    x, y = seen[:, None, :, 0], seen[:, :, None, 1]
    along = (ends - starts).astype(np.float32)
    dx, dy = along[:, 0, None, None], along[:, 1, None, None]
    t = np.clip((x * dx + y * dy) / np.maximum(dx * dx + dy * dy, 1e-12), 0, 1)  # the nearest point, 0 start, 1 end
    distance = np.hypot(x - t * dx, y - t * dy)
    ink = np.clip(r + 0.5 - distance, 0, 1)  # (S, window, window)

    canvas = np.zeros((size + 2 * window, size + 2 * window), np.float32)
    for (left, top), patch in zip((corner + window).tolist(), ink, strict=True):
        under = canvas[top : top + window, left : left + window]
        np.maximum(under, patch, out=under)
    return np.ascontiguousarray(canvas[window:-window, window:-window])


def _pieces(strokes: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """All strokes as straight pieces up to PIECE long: starts (S, 2) and ends (S, 2). A lone point is a piece, too."""
    starts = [stroke[:-1] if len(stroke) > 1 else stroke for stroke in strokes]
    ends = [stroke[1:] if len(stroke) > 1 else stroke for stroke in strokes]
    a, b = (np.concatenate([*side, np.empty((0, 2))]) for side in (starts, ends))
    parts = np.maximum(np.ceil(np.hypot(*(b - a).T) / PIECE), 1).astype(int)
    which = np.repeat(np.arange(len(a)), parts)
    nth = np.arange(len(which)) - np.repeat(np.cumsum(parts) - parts, parts)
    step = (b - a)[which] / parts[which, None]
    start = a[which] + step * nth[:, None]
    return start, start + step


def _placed(strokes: tuple[np.ndarray, ...], placement: Placement, away: np.ndarray) -> list[np.ndarray]:
    """The strokes with their longer side the placement's share of the canvas, and the middle of their box `away`."""
    points = np.concatenate([*strokes, np.empty((0, 2), np.float32)])
    if not len(points):
        return []
    low, high = points.min(axis=0), points.max(axis=0)
    scale = placement.share * CANVAS / max(float((high - low).max()), 1e-6)
    return [(stroke - (low + high) / 2) * scale + CANVAS / 2 + away for stroke in strokes]


def _seen(ink: np.ndarray) -> np.ndarray | None:
    """What the network sees of a drawing, (28, 28), or None if the drawing is refused."""
    try:
        return as_mnist(ink).pixels
    except DrawingError:
        return None


def _columns(pictures: list[np.ndarray | None]) -> tuple[np.ndarray, np.ndarray]:
    """N pictures -> X (784, N) float32, and (N,) bool, False where there is none (its column is zero)."""
    X = np.zeros((784, len(pictures)), np.float32)
    for i, picture in enumerate(pictures):
        if picture is not None:
            X[:, i] = picture.ravel()
    return X, np.array([picture is not None for picture in pictures], bool)


def _answers(predict: Predict, X: np.ndarray, accepted: np.ndarray) -> np.ndarray:
    """(N,) the digit that the network says, -1 where the drawing was refused."""
    return np.where(accepted, predict(X).argmax(axis=0), -1)


def _share_by(group: np.ndarray, right: np.ndarray) -> dict[str, float]:
    """Groups (N,) and right answers (placements, N) -> the share of right answers in each group, sorted by its name."""
    return {str(name): float(right[:, group == name].mean()) for name in np.unique(group)}


def _read(path: str | Path, names: tuple[str, ...]) -> dict[str, np.ndarray]:
    """The named arrays of an .npz. Raises ValueError, one sentence, if they cannot be had."""
    try:
        with Path(path).open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            arrays = {name: np.asarray(file[name]) for name in names if name in file}
    except FileNotFoundError:
        raise ValueError(f"{path}: there is no such file") from None
    except Exception:  # a damaged archive makes NumPy raise nearly anything
        raise ValueError(f"{path}: this is not an .npz file of plain arrays, or it is damaged") from None
    missing = [name for name in names if name not in arrays]
    if missing:
        raise ValueError(f"{path}: the file lacks {', '.join(missing)}")
    return arrays


def _check_offsets(path: str | Path, name: str, offsets: np.ndarray, end: int) -> None:
    """Raise ValueError unless `offsets` are integers that start at 0, never fall, and finish at `end`."""
    if offsets.ndim != 1 or offsets.dtype.kind not in "iu" or len(offsets) < 2:
        raise ValueError(f"{path}: {name} must be two or more integers, it is {offsets.shape} {offsets.dtype}")
    signed = offsets.astype(np.int64)
    if signed[0] != 0 or signed[-1] != end or (np.diff(signed) < 0).any():
        raise ValueError(f"{path}: {name} must rise from 0 to {end}, so the file is damaged or cut short")


def _check_labels(path: str | Path, labels: np.ndarray, n: int) -> None:
    """Raise ValueError unless `labels` are n integers from 0 to 9."""
    if labels.shape != (n,) or labels.dtype.kind not in "iu":
        raise ValueError(f"{path}: labels must be {n} integers, they are {labels.shape} {labels.dtype}")
    if not ((labels >= 0) & (labels <= 9)).all():
        raise ValueError(f"{path}: labels must be 0 to 9, they go from {labels.min()} to {labels.max()}")
