"""Several networks trained side by side, a few updates each in turn, so that they are always about as far.

All lanes have the same seed, so they learn from the same digits, in the same batches in the same order; and unless the
recipes draw other initial values or layers, they start from the very same network. For the scheduler a race is one
piece of work of the visitor who asked for it: six lanes slow nobody else down.
"""

import secrets
import threading
import time
from collections.abc import Callable, Sequence

from nn.dataset import Data
from nn.lab.run import Run
from nn.lab.snapshots import MEGABYTE, Room
from nn.lab.view import Status, View
from nn.recipe import Recipe

FILM = 2 * MEGABYTE  # of a lane: some sixty moments of the article's network, for its path on the loss surface
STRIDE = 10  # updates that a lane may be ahead of another


class Race:
    """A lane for each recipe; their seeds must be the same. Thread-safe as a Run is.

    Films share a ``room`` with those of the Lab's runs, which is thinned when it is full.
    """

    def __init__(
        self,
        recipes: Sequence[Recipe],
        data: Callable[[Recipe], Data],
        key_hash: str,
        room: Room | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        assert len({recipe.seed for recipe in recipes}) == 1, "lanes with other seeds are no race"
        self.id, self.key_hash = secrets.token_urlsafe(), key_hash
        self.lanes = tuple(Run(recipe, data, budget=FILM, room=room) for recipe in recipes)
        self._stride = [min(STRIDE, recipe.measure_every) for recipe in recipes]
        self._clock, self._looked_at = clock, clock()
        self._stopped = False
        self._lock = threading.Lock()

    # Watching --------------------------------------------------------------------------------------------------------

    def views(self) -> list[View]:
        """Each lane as it is. To look keeps the race going."""
        self._looked_at = self._clock()
        return [lane.view() for lane in self.lanes]

    @property
    def progress(self) -> float:
        """How far all of it is, 0..1: a lane that is over counts as there."""
        views = [lane.view() for lane in self.lanes]
        return sum(1.0 if view.over else view.progress for view in views) / max(1, len(views))

    def stop(self) -> None:
        """End here. Every lane keeps what it has learned."""
        self._stopped = True
        for lane in self.lanes:
            lane.stop()

    # Work: what the scheduler asks for -------------------------------------------------------------------------------

    @property
    def wants_work(self) -> bool:
        return not self._stopped and any(not lane.view().over for lane in self.lanes)

    @property
    def prepared(self) -> bool:
        return all(lane.prepared for lane in self.lanes)

    def prepare(self) -> None:
        for lane in self.lanes:
            lane.prepare()

    def advance(self, seconds: float) -> None:
        """For about so long, the lane that is furthest behind makes its next few updates."""
        with self._lock:
            until = time.perf_counter() + seconds
            while (lane := self._next()) is not None:
                lane.advance(until - time.perf_counter())
                if time.perf_counter() > until:
                    break

    def _next(self) -> Run | None:
        """The lane whose turn it is: the one that is in the middle of it, or else the one furthest behind."""
        going = [(lane, view) for lane in self.lanes if not (view := lane.view()).over]
        if self._stopped or not going:
            return None
        for lane, view in going:
            if view.status is Status.RUNNING:
                return lane
        behind, _ = min(going, key=lambda pair: pair[1].iteration)
        behind.step(self._stride[self.lanes.index(behind)])
        return behind

    def rest_if_unseen(self, seconds: float) -> None:
        """What nobody watches ends: it would keep others waiting."""
        if self._clock() - self._looked_at > seconds:
            self.stop()
