"""Advances everybody's runs fairly on few cores.

A thread for each visitor would collapse: twenty trainings on two cores, and no page opens any more. Here few workers
(one, by default) take the runs in turn, a slice of about 50 ms each. Since a training is a generator, it can be left
between any two updates, and costs nothing while it waits.
"""

import logging
import threading
from collections import deque

from nn.lab.run import Run

SLICE = 0.05  # seconds
ROUND = 0.6  # seconds in which everybody has had a turn, if their updates are that quick: a crowd gets thinner slices
log = logging.getLogger(__name__)


class Scheduler:
    """A queue of runs that want work, and the workers that advance them. No thread starts before the first run does."""

    def __init__(self, workers: int = 1, slice_seconds: float = SLICE) -> None:
        self.slice_seconds = slice_seconds
        self._wanted = workers
        self._queue: deque[Run] = deque()
        self._queued: set[str] = set()  # ids in the queue or in a worker's hands
        self._bell = threading.Condition()
        self._workers: list[threading.Thread] = []
        self._closed = False

    def submit(self, run: Run) -> None:
        """Let the run have its turns from now on. Harmless if it already has."""
        with self._bell:
            if self._closed or run.id in self._queued:
                return
            self._queued.add(run.id)
            self._queue.append(run)
            while len(self._workers) < self._wanted:
                worker = threading.Thread(target=self._serve, name=f"training-{len(self._workers)}", daemon=True)
                self._workers.append(worker)
                worker.start()
            self._bell.notify()

    @property
    def waiting(self) -> int:
        """How many runs share the workers now."""
        return len(self._queued)

    def close(self, timeout: float = 5.0) -> None:
        """End the workers after their current slice."""
        with self._bell:
            self._closed = True
            self._bell.notify_all()
        for worker in self._workers:
            worker.join(timeout)

    def _serve(self) -> None:
        while True:
            with self._bell:
                self._bell.wait_for(lambda: self._queue or self._closed)
                if self._closed:
                    return
                run = self._queue.popleft()
            try:
                run.advance(min(self.slice_seconds, ROUND / max(1, self.waiting)))
            except Exception:
                log.exception("run %s failed", run.id)
            with self._bell:
                if run.wants_work:
                    self._queue.append(run)
                    self._bell.notify()
                else:
                    self._queued.discard(run.id)
