"""Contenders do the same work in turn, each in a process of its own.

A machine's speed drifts by half within minutes, so a number alone says little; the ratio of two numbers measured
within the same second says much. Processes of their own keep one library's threads, which spin for a while after
their work, out of the other's way. Every round measures every contender once, each time in another order.
"""

import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from statistics import median, quantiles
from typing import Any

Work = Callable[[], Any]
SETTLE = 0.25  # seconds between two contenders: a matrix library's threads spin for 0.1 s before they fall asleep


@dataclass(frozen=True)
class Contender:
    """``make(**settings)`` prepares everything and gives the work to be timed, a function without arguments.

    Work that gives a float has timed itself, in seconds, because not all that it does counts.
    ``repeat``: how often the work is done in a round; the round counts its median.
    """

    name: str
    make: Callable[..., Work]
    settings: dict[str, Any] = field(default_factory=dict)
    repeat: int = 1


@dataclass(frozen=True)
class Spread:
    """A median with the quartiles around it."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        if len(values) < 2:
            return cls(values[0], values[0], values[0])
        low, middle, high = quantiles(values, n=4, method="inclusive")
        return cls(middle, low, high)

    def times(self, factor: float) -> "Spread":
        return Spread(self.median * factor, self.low * factor, self.high * factor)


@dataclass(frozen=True)
class Results:
    """Seconds of every contender, one for each round."""

    seconds: dict[str, list[float]]

    def spread(self, name: str) -> Spread:
        return Spread.of(self.seconds[name])

    def ratio(self, slow: str, fast: str) -> Spread:
        """How many times as long ``slow`` takes as ``fast``: the ratio of each round, so that drift cancels."""
        return Spread.of([a / b for a, b in zip(self.seconds[slow], self.seconds[fast], strict=True)])


def race(contenders: Sequence[Contender], rounds: int, warm_up: bool = True) -> Results:
    """Measure all contenders in turn, ``rounds`` times, after a round that does not count."""
    seconds: dict[str, list[float]] = {c.name: [] for c in contenders}
    with ExitStack() as stack:
        running = [(c.name, stack.enter_context(_in_its_own_process(c))) for c in contenders]
        for number in range(-1 if warm_up else 0, rounds):
            start = number % len(running)
            for name, measure in running[start:] + running[:start]:
                time.sleep(SETTLE)
                found = measure()
                if number >= 0:
                    seconds[name].append(found)
    return Results(seconds)


@contextmanager
def _in_its_own_process(contender: Contender) -> Iterator[Callable[[], float]]:
    """A function that has the contender do its work once more, and gives the seconds it took."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, contender), daemon=True)
    process.start()
    there.close()

    def measure() -> float:
        here.send("go")
        return float(here.recv())

    try:
        yield measure
    finally:
        here.close()
        process.join(timeout=10)
        if process.is_alive():
            process.kill()


def _serve(connection: Connection, contender: Contender) -> None:
    measure = prepared(contender)
    while True:
        try:
            connection.recv()
        except EOFError:
            return
        connection.send(measure())


def prepared(contender: Contender) -> Callable[[], float]:
    """A function that has the contender do its work once more, in this process."""
    work = contender.make(**contender.settings)
    return lambda: median(_timed(work) for _ in range(contender.repeat))


def _timed(work: Work) -> float:
    """The seconds that the work says it took, if it says so; else how long it did take."""
    start = time.perf_counter()
    said = work()
    return said if isinstance(said, float) else time.perf_counter() - start
