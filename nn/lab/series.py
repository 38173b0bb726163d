"""Recipes carried out one after the other for what they score: the same settings with other seeds, say.

For the scheduler a series is one piece of work of the visitor who asked for it, so it shares their share of time, and
three repeats slow nobody else down. Only one network is in memory at a time, and of each only what is kept of it stays.
"""

import secrets
import threading
import time
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from nn.dataset import Data
from nn.lab.run import Run
from nn.lab.view import Status, View
from nn.recipe import Recipe

FILM = 1  # bytes: nobody looks at its film, so it is only what a run cannot do without
T = TypeVar("T")


class Series(Generic[T]):
    """Recipes carried out in their order, and what ``keep`` made of the end of each. Thread-safe as a Run is."""

    def __init__(
        self,
        recipes: Sequence[Recipe],
        data: Callable[[Recipe], Data],
        keep: Callable[[View], T],
        key_hash: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.id, self.key_hash = secrets.token_urlsafe(), key_hash
        self.recipes = tuple(recipes)
        self._data, self._keep, self._clock, self._looked_at = data, keep, clock, clock()
        self._results: tuple[T, ...] = ()
        self._run: Run | None = self._next()
        self._stopped = self._run is None
        self._lock = threading.Lock()

    # Watching --------------------------------------------------------------------------------------------------------

    @property
    def results(self) -> tuple[T, ...]:
        """Those that are over, in the order of the recipes. To look keeps the series going."""
        self._looked_at = self._clock()
        return self._results

    @property
    def progress(self) -> float:
        """How much of it is done, 0..1, each recipe counting alike."""
        run = self._run
        return min(1.0, (len(self._results) + (run.view().progress if run else 0.0)) / max(1, len(self.recipes)))

    def stop(self) -> None:
        """End here; what is over stays."""
        self._stopped = True

    # Work: what the scheduler asks for -------------------------------------------------------------------------------

    @property
    def wants_work(self) -> bool:
        return not self._stopped

    @property
    def prepared(self) -> bool:
        run = self._run
        return run is None or run.prepared

    def prepare(self) -> None:
        run = self._run
        if run is not None:
            run.prepare()

    def advance(self, seconds: float) -> None:
        """A slice of the run at hand; if that is over then, the next one stands ready."""
        with self._lock:
            run = self._run
            if run is None or self._stopped:
                self._run = None
                return
            run.start()
            try:
                run.advance(seconds)
            finally:  # one that failed is over as well, and the others go on
                if run.status is not Status.RUNNING:
                    self._results += (self._keep(run.view()),)
                    self._run = self._next()
                    self._stopped = self._stopped or self._run is None

    def rest_if_unseen(self, seconds: float) -> None:
        """What nobody waits for ends: it would keep others waiting."""
        if self._clock() - self._looked_at > seconds:
            self.stop()

    def _next(self) -> Run | None:
        n = len(self._results)
        return Run(self.recipes[n], self._data, budget=FILM) if n < len(self.recipes) else None
