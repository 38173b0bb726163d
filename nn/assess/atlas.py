"""A map of the digits: as pixels, or as any layer of a network sees them, laid out by the two largest components.

Two digits that lie close are much alike to that layer. From layer to layer the classes pull apart: how far is measured
on all of a layer's numbers, not only on the two that can be drawn. A map may be turned and mirrored without being
another map, so each is laid as near as it can be to the map of the pixels: what moves from one to the next has moved.

Next: suspects.py, which asks whether the labels are right.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nn.activations import Array
from nn.assess.answers import Answers
from nn.assess.principal import components
from nn.cores import spread
from nn.dataset import Examples
from nn.layers import Dense
from nn.network import Network

PIXELS = 0  # the layer before the first
AT_ONCE = 500  # points: few enough for the cache


@dataclass(frozen=True, eq=False)
class Map:
    """``places`` (m, 2) of m digits; the share of a layer's variance that the map shows (``explained``), of all
    layers, from the pixels to the scores, how far the classes are ``apart``, 0..1, and the network's ``answers``.

    ``sound`` is False where the numbers have overflowed: then there is no map.
    """

    places: Array
    explained: float
    apart: tuple[float, ...]
    answers: Answers
    sound: bool = True


def map_of(network: Network, examples: Examples, layer: int, classes: int) -> Map:
    """The examples as ``layer`` of the network passes them on: 0 the pixels, then the hidden layers, then the scores.

    Of two examples or more.
    """
    apart, points = [], None
    for number, seen in enumerate(_layers(network, examples)):
        apart.append(classes_apart(seen, examples.labels, classes))
        points = seen if number == layer else points
    if points is None:
        raise ValueError(f"there is no layer {layer}, but 0 to {len(network.layers)}")
    answers = Answers(examples.labels, seen.T)
    if not (answers.finite and np.isfinite(points).all()):
        return Map(np.zeros((len(examples), 2), np.float32), float("nan"), tuple(apart), answers, False)
    found = components(points)
    return Map(_two(found.places(points)), found.explained, tuple(apart), answers)


def _layers(network: Network, examples: Examples) -> Iterator[Array]:
    """What each layer passes on, one after the other, (m, n) with a row for each example: the pixels themselves first.

    A chunk at a time on all cores, and never more than two layers in memory.
    """
    seen = np.ascontiguousarray(examples.X().T)
    yield seen
    for layer in network.layers:
        seen = _through(layer, [seen[chunk] for chunk in examples.chunks()])
        yield seen


def _through(layer: Dense, pieces: list[Array]) -> Array:
    with np.errstate(all="ignore"):  # a network that has diverged overflows
        passed_on: Array = np.concatenate(spread(lambda rows: layer.predict(rows.T).T, pieces))
    return passed_on


def _two(places: Array) -> Array:
    """(m, 1 or 2) -> (m, 2): a layer of one neuron lays its digits on a line."""
    return np.pad(places, ((0, 0), (0, 2 - places.shape[1])))


def classes_apart(points: Array, labels: Array, classes: int) -> float:
    """How far classes are apart among points (m, n): the share of the variance that lies between their middles, 0..1.

    At 0 all classes have the same middle, at 1 all points of a class are one point. NaN where nothing varies.
    """
    one_hot = (labels == np.arange(classes)[:, None]).astype(points.dtype)
    each = one_hot.sum(axis=1, dtype=np.float64)
    with np.errstate(all="ignore"):  # a network that has diverged overflows
        sums = (one_hot @ points).astype(np.float64)
        mean = sums.sum(axis=0) / max(1.0, each.sum())
        between = float(each @ np.square(sums / np.maximum(each, 1)[:, None] - mean).sum(axis=1))
        middle = mean.astype(points.dtype)
        pieces = (points[i : i + AT_ONCE] for i in range(0, len(points), AT_ONCE))
        whole = float(sum(spread(lambda rows: float(np.square(rows - middle).sum()), pieces)))
        return between / whole if whole > 0 and np.isfinite(whole) else float("nan")


def laid_near(places: Array, to: Array) -> Array:
    """(m, 2) turned and mirrored, but not stretched, so that the points come as near as can be to those of ``to``.

    Both are brought to the same size for that alone. Schoenemann, 1966: the singular vectors of places' @ to.
    """
    u, _, vt = np.linalg.svd(places.T.astype(np.float64) @ to)
    near: Array = places @ (u @ vt).astype(places.dtype)
    return near


# What is drawn --------------------------------------------------------------------------------------------------------

Box = tuple[float, float, float, float]  # from the left to the right, from below to above


def inside(places: Array, box: Box) -> Array:
    """(m,) which points lie in this part of the map."""
    left, right, below, above = box
    x, y = places[:, 0], places[:, 1]
    found: Array = (x >= left) & (x <= right) & (y >= below) & (y <= above)
    return found


def to_draw(wrong: NDArray[np.bool_], here: NDArray[np.bool_], most: int, most_wrong: int, seed: int = 0) -> Array:
    """Places of at most ``most`` of the digits that are ``here``, drawn by the seed: of mistakes up to ``most_wrong``.

    The order of the draw is the same whatever is here: who looks closer keeps what was seen, and sees more between.
    Mistakes come last, since what comes last is drawn on top.
    """
    order = np.random.default_rng(seed).permutation(len(here))
    order = order[here[order]]
    mistakes = order[wrong[order]][:most_wrong]
    others = order[~wrong[order]][: most - len(mistakes)]
    return np.concatenate([others, mistakes])


def nearest_classes(places: Array, labels: Array, classes: int) -> tuple[int, int] | None:
    """The two classes whose middles lie closest on the map, the smaller one first; None with fewer than two classes."""
    there = [k for k in range(classes) if (labels == k).any()]
    if len(there) < 2:
        return None
    middles = np.stack([places[labels == k].mean(axis=0) for k in there])
    distances = np.linalg.norm(middles[:, None] - middles[None], axis=2)
    distances[np.tril_indices(len(there))] = np.inf
    i, j = np.unravel_index(distances.argmin(), distances.shape)
    return there[i], there[j]
