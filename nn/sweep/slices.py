"""A sweep beside what else a server does: a slice of time, then somebody else's turn.

For the scheduler of a lab it is one piece of work of the visitor who asked for it, so it shares their share of time.
It makes the same steps as hands do, so it comes to the same.

Next: grid.py.
"""

import secrets
import threading
import time
from collections.abc import Callable, Generator

from nn.dataset import Data
from nn.recipe import Recipe
from nn.sweep.carry_out import Done, Luggage, Piece, in_steps
from nn.sweep.halving import due
from nn.sweep.results import Results
from nn.training import Step

ROOM = 16_000_000  # bytes of runs that were left and may go on: two hundred of the article's network


class SweepInSlices:
    """What is not done yet of ``results``, which it fills. Thread-safe as a Run is."""

    def __init__(
        self,
        results: Results,
        data: Callable[[Recipe], Data],
        key_hash: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.id, self.key_hash = secrets.token_urlsafe(), key_hash
        self.results, self._data, self._clock, self._looked_at = results, data, clock, clock()
        self._luggage = Luggage(ROOM)
        self._pieces: list[Piece] = []  # of this round, the next one last
        self._going: Generator[Step, None, Done] | None = None
        self._stopped = not self._begin()
        self._lock = threading.Lock()

    def look(self) -> None:
        """Somebody does, which keeps it going."""
        self._looked_at = self._clock()

    def stop(self) -> None:
        """End here; what is over stays."""
        self._stopped = True

    # Work: what the scheduler asks for -------------------------------------------------------------------------------

    @property
    def wants_work(self) -> bool:
        return not self._stopped

    @property
    def prepared(self) -> bool:
        return self._going is not None

    def prepare(self) -> None:
        """Find the digits of the run that comes next."""
        with self._lock:
            self._prepare()

    def advance(self, seconds: float) -> None:
        """A slice of the run at hand, one update at least; of the next ones as well if it is over by then."""
        end = self._clock() + seconds
        with self._lock:
            try:
                while not self._stopped:
                    self._prepare()
                    self._step()
                    if self._clock() >= end:
                        break
            except BaseException:
                self._stopped = True  # it would fail again
                raise
            finally:
                if self._stopped:  # it holds digits, and what runs remember
                    self._going, self._pieces, self._luggage = None, [], Luggage(0)

    def rest_if_unseen(self, seconds: float) -> None:
        """What nobody waits for ends: it would keep others waiting."""
        if self._clock() - self._looked_at > seconds:
            self.stop()

    def _begin(self) -> bool:
        """A round of legs, if there is one."""
        self._pieces = self._luggage.packed(due(self.results))[::-1]
        return bool(self._pieces)

    def _prepare(self) -> None:
        if self._going is None and self._pieces:
            piece = self._pieces.pop()
            self._going = in_steps(piece, self._data(piece.leg.task.recipe))

    def _step(self) -> None:
        if self._going is None:
            return
        try:
            next(self._going)
        except StopIteration as end:
            done: Done = end.value
            self._going = None
            self._luggage.keep(done.outcome.task, done.halfway)
            self.results.add(done.outcome)
            self._stopped = self._stopped or not (self._pieces or self._begin())
