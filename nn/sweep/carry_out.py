"""One leg of a sweep: a run carried out from its start, or from where it was left, as far as it shall go.

A task's recipe alone decides what it comes to, so it does not matter where or in which order it is carried out. Where a
run was left, its memory is kept (nn/memory.py), so that it can go on; if that was lost, it is made again from its
start, and comes to the same, bit for bit.

Next: hands.py.
"""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass

from nn.activations import Array
from nn.dataset import Data, load_mnist
from nn.memory import Memory
from nn.sweep.halving import Leg
from nn.sweep.results import Outcome
from nn.training import Diverged, Step, evaluate, new_network, train

POINTS = 60  # of a curve
ROOM = 256_000_000  # bytes of runs that were left and may go on; the others are made again from their start
Curve = tuple[tuple[int, float], ...]


@dataclass(frozen=True, eq=False)
class Halfway:
    """Where a run was left: what it remembers, by name, and its curve so far with all its points."""

    remembered: dict[str, Array]
    curve: Curve

    @property
    def size(self) -> int:
        """Bytes, about."""
        return sum(array.nbytes for array in self.remembered.values()) + 100 * len(self.curve)


@dataclass(frozen=True, eq=False)
class Piece:
    """Work to hand out: a leg, and where its run was left, if that is known."""

    leg: Leg
    halfway: Halfway | None = None


@dataclass(frozen=True, eq=False)
class Done:
    """What came of it; ``halfway`` if the run was left before its end."""

    outcome: Outcome
    halfway: Halfway | None = None


def carry_out(piece: Piece) -> Done:
    """All of it at once."""
    going = in_steps(piece, load_mnist().split(piece.leg.task.recipe))
    while True:
        try:
            next(going)
        except StopIteration as end:
            done: Done = end.value
            return done


def in_steps(piece: Piece, data: Data) -> Generator[Step, None, Done]:
    """Train as the task's recipe says, and score what has come out: every step, and in the end what it came to."""
    task, until, halfway = piece.leg.task, piece.leg.until, piece.halfway
    recipe, network = task.recipe, new_network(task.recipe)
    memory = Memory(halfway.remembered if halfway else None)
    curve, updates, seconds = list(halfway.curve) if halfway else [], 0, 0.0
    try:
        for step in train(network, data, recipe, recipe.streams().training, memory=memory):
            updates, seconds = step.iteration, step.seconds
            if step.measured:
                curve.append((step.iteration - 1, step.train.accuracy))
            yield step
            if updates == until:
                break
    except Diverged as error:
        return Done(Outcome(task.number, True, None, None, None, seconds, thinned(curve), error.iteration))
    learned, official, early = evaluate(network, data.train), evaluate(network, data.official), updates == until
    outcome = Outcome(
        task.number,
        False,
        official.accuracy,
        learned.accuracy,
        learned.loss,
        seconds,
        thinned([*curve, (updates, learned.accuracy)]),
        updates,
        early,
    )
    return Done(outcome, Halfway(memory.read(), tuple(curve)) if early else None)


class Luggage:
    """Runs that were left and may go on, as many as there is room for."""

    def __init__(self, room: int = ROOM) -> None:
        self._room, self._left = room, dict[int, Halfway]()  # bytes that are free, and what is kept

    def packed(self, legs: Iterable[Leg]) -> list[Piece]:
        """The legs with what is known of their runs; whatever else was kept has ended, and goes."""
        pieces = [Piece(leg, self._left.get(leg.task.number)) for leg in legs]
        for number in set(self._left) - {piece.leg.task.number for piece in pieces}:
            self.keep(number, None)
        return pieces

    def keep(self, number: int, halfway: Halfway | None) -> None:
        """Of this task, instead of what was kept of it before, and if there is room."""
        before = self._left.pop(number, None)
        self._room += before.size if before else 0
        if halfway is not None and halfway.size <= self._room:
            self._room -= halfway.size
            self._left[number] = halfway


def thinned(curve: Sequence[tuple[int, float]]) -> Curve:
    """At most POINTS of a curve, evenly, its first and last among them."""
    n = len(curve)
    if n <= POINTS:
        return tuple(curve)
    return tuple(curve[round(i * (n - 1) / (POINTS - 1))] for i in range(POINTS))
