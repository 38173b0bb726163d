"""A network on the workbench: neurons switched off or turned up, weights cut or disturbed, and what is lost by it.

Changes are data (``Edits``), and carrying them out makes a new network (``apply``); the original is never touched. So
undoing is going back to the changes before, and no changes at all give the original back, bit for bit. Layers are
counted from 1 as on the pages; the last one's neurons are the classes, which stay as they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from nn.activations import Array
from nn.dataset import CHUNK, Examples
from nn.explain.evidence import through
from nn.loss import softmax
from nn.network import Network
from nn.recipe import CLASSES

Place = tuple[int, int]  # (layer, neuron): layer from 1, neuron from 0
KEPT = 200  # steps that can be undone


@dataclass(frozen=True)
class Edits:
    """What is changed about a network.

    ``off``: neurons that pass on 0. ``scales``: what a neuron passes on, times a factor. ``prune``: this share, 0..1,
    of all weights is set to 0, the smallest by absolute value first. ``noise``: how strong the normal noise is that is
    added to each weight that is not cut, in standard deviations of its layer's weights; ``seed`` draws it. Biases stay.
    """

    off: frozenset[Place] = frozenset()
    scales: tuple[tuple[Place, float], ...] = ()
    prune: float = 0.0
    noise: float = 0.0
    seed: int = 0

    def __bool__(self) -> bool:
        """Whether anything is changed; a seed alone changes nothing."""
        return bool(self.off or self.scales or self.prune or self.noise)

    def factor(self, place: Place) -> float:
        """What a neuron's output is multiplied by while it is on."""
        return dict(self.scales).get(place, 1.0)

    def switched(self, place: Place, on: bool) -> "Edits":
        """The same with one neuron on or off. A neuron that comes back has the factor that it had before."""
        return replace(self, off=self.off - {place} if on else self.off | {place})

    def scaled(self, place: Place, factor: float) -> "Edits":
        """The same with one neuron's output multiplied by ``factor``."""
        others = {p: f for p, f in self.scales if p != place}
        if factor != 1:
            others[place] = factor
        return replace(self, scales=tuple(sorted(others.items())))


@dataclass(frozen=True)
class UndoHistory:
    """Changes made one after the other: where one stands, how one came there, and what was undone."""

    now: Edits = Edits()
    past: tuple[Edits, ...] = ()
    future: tuple[Edits, ...] = ()

    def then(self, edits: Edits) -> "UndoHistory":
        """One more change; what was undone before it can no longer be redone."""
        return self if edits == self.now else UndoHistory(edits, (*self.past, self.now)[-KEPT:])

    def undone(self) -> "UndoHistory":
        """One change back; the same history if there is none."""
        if not self.past:
            return self
        return UndoHistory(self.past[-1], self.past[:-1], (self.now, *self.future))

    def redone(self) -> "UndoHistory":
        """The change that was undone last, made again; the same history if there is none."""
        if not self.future:
            return self
        return UndoHistory(self.future[0], (*self.past, self.now), self.future[1:])


# Changing ------------------------------------------------------------------------------------------------------------


def apply(network: Network, edits: Edits) -> Network:
    """A new network with the changes in it. IndexError if one of them is about a neuron that is not there.

    A neuron that is off passes on 0, whatever its activation makes of 0: so its outgoing weights become 0, not the
    incoming ones. Which weights are the smallest is decided by the original ones, before any noise.
    """
    for place in (*edits.off, *(place for place, _ in edits.scales)):
        _check(network, place)
    twin = network.copy()
    if edits.noise:
        _disturb(twin, edits.noise, np.random.default_rng(edits.seed))
    if edits.prune:
        _cut(twin, smallest(network, edits.prune))
    for (layer, neuron), factor in edits.scales:
        outgoing = twin.layers[layer].W  # layers[layer] is the one after, for they are kept from 0
        outgoing[:, neuron] *= factor
    for layer, neuron in edits.off:
        twin.layers[layer].W[:, neuron] = 0
    return twin


def _check(network: Network, place: Place) -> None:
    layer, neuron = place
    if not 1 <= layer < len(network.layers) or not 0 <= neuron < network.sizes[layer]:
        raise IndexError(f"There is no neuron {neuron} in a hidden layer {layer}: the sizes are {network.sizes}.")


def _disturb(network: Network, noise: float, rng: np.random.Generator) -> None:
    for layer in network.layers:
        layer.W += noise * layer.W.std() * rng.standard_normal(layer.W.shape, dtype=np.float32)


def weight_count(network: Network) -> int:
    """How many weights there are, biases not counted."""
    return sum(layer.W.size for layer in network.layers)


def smallest(network: Network, share: float) -> Array:
    """Places among all weights, layer after layer, of the ``share`` that are smallest by absolute value."""
    sizes = np.concatenate([np.abs(layer.W).ravel() for layer in network.layers])
    many = round(share * len(sizes))
    places: Array = np.arange(len(sizes)) if many == len(sizes) else np.argpartition(sizes, many)[:many]
    return places


def _cut(network: Network, places: Array) -> None:
    kept = np.ones(weight_count(network), bool)
    kept[places] = False
    start = 0
    for layer in network.layers:
        layer.W[~kept[start : start + layer.W.size].reshape(layer.W.shape)] = 0
        start += layer.W.size


# What it costs -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Report:
    """How a network does: ``right`` and ``counts`` (10,) are right answers and digits of each true class."""

    right: Array
    counts: Array

    @property
    def digits(self) -> int:
        """How many digits it was asked about."""
        return int(self.counts.sum())

    @property
    def accuracy(self) -> float:
        return float(self.right.sum() / self.counts.sum())

    @property
    def by_class(self) -> Array:
        """(10,) the share of right answers among each class's digits, NaN where there is none."""
        shares: Array = np.divide(self.right, self.counts, out=np.full(CLASSES, np.nan), where=self.counts > 0)
        return shares


def report(network: Network, examples: Examples) -> Report:
    """Ask the network about the examples, a chunk at a time; it is left as it was."""
    right, room = np.zeros(CLASSES, int), np.empty((min(CHUNK, len(examples)), network.sizes[0]), np.float32)
    with np.errstate(all="ignore"):  # a network may have diverged, or noise may be large
        for chunk in examples.chunks():
            labels = examples.all_labels[examples.index[chunk]]
            answers = network.predict(examples.X(chunk, room)).argmax(axis=0)
            right += np.bincount(labels[answers == labels], minlength=CLASSES)
    return Report(right, np.bincount(examples.labels, minlength=CLASSES))


def most_lost(before: Report, after: Report) -> tuple[int, int]:
    """The digit of which the most are no longer read, and how many; those gained are taken off. 0 if none lost any."""
    lost = before.right - after.right
    digit = int(lost.argmax())
    return digit, max(0, int(lost[digit]))


@dataclass(frozen=True)
class Without:
    """A network without one neuron of a layer."""

    neuron: int
    accuracy: float


@dataclass(frozen=True)
class Ranking:
    """What a network can do without: ``accuracy`` with all its neurons, on so many ``digits``, and without each."""

    accuracy: float
    digits: int
    without: tuple[Without, ...]

    @property
    def dearest_first(self) -> list[Without]:
        return sorted(self.without, key=lambda w: w.accuracy)

    def change(self, one: Without) -> float:
        """What its absence does to the accuracy, in percentage points: mostly negative."""
        return 100 * (one.accuracy - self.accuracy)


def one_by_one(network: Network, layer: int, neurons: range, examples: Examples) -> Iterator[Without]:
    """The accuracy without each of these neurons of hidden layer ``layer``, with all others at work.

    What the layer passes on is computed once, since switching off one of its neurons changes only what comes after.
    """
    for neuron in neurons:
        _check(network, (layer, neuron))
    twin, labels, chunks = network.copy(), examples.labels, list(examples.chunks())
    outgoing = twin.layers[layer].W
    with np.errstate(all="ignore"):
        passed_on = [through(twin.layers[:layer], examples.X(chunk)) for chunk in chunks]
        for neuron in neurons:
            column = outgoing[:, neuron].copy()
            outgoing[:, neuron] = 0
            answers = [softmax(through(twin.layers[layer:], A)).argmax(axis=0) for A in passed_on]
            outgoing[:, neuron] = column
            yield Without(neuron, float((np.concatenate(answers) == labels).mean()))


def passed_on(changed: Network, edits: Edits, layer: int, X: Array) -> Array:
    """(n,) what each neuron of a hidden layer says to the next one about the digit X (784, 1), once it is changed.

    ``changed`` is ``apply(network, edits)``. It holds the factors in its outgoing weights; here they are in the values.
    """
    with np.errstate(all="ignore"):
        A: Array = through(changed.layers[:layer], X)[:, 0]
        for (of, neuron), factor in edits.scales:
            if of == layer:
                A[neuron] *= factor
    for of, neuron in edits.off:
        if of == layer:
            A[neuron] = 0
    return A


# How many digits can be asked about in a moment ----------------------------------------------------------------------


def affordable(network: Network, examples: Examples, multiplications: float = 1e10) -> Examples:
    """The first of the examples, as many as the network answers within about a quarter of a second; often all."""
    return _first(examples, multiplications / weight_count(network))


def affordable_one_by_one(network: Network, layer: int, neurons: int, examples: Examples) -> Examples:
    """As many of the examples as that many neurons can be tried on, one by one, within about two seconds."""
    later = sum(dense.W.size for dense in network.layers[layer:])
    return _first(affordable(network, examples), 5e10 / (neurons * later))


def _first(examples: Examples, many: float) -> Examples:
    """A round number of them, at least 100."""
    return examples.only(slice(0, max(100, int(many) // 100 * 100)))
