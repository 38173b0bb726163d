"""Keeps runs on disk while they change, beside the training and not in its way.

A thread of its own looks several times a second which runs have changed. One that comes to rest or goes on is written
at once, one that trains every few seconds; and where many do, or writing takes long, less often, so that it never takes
more than a small share of the time. The training waits only while its memory is copied, between two slices.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from nn.lab.run import Run
from nn.lab.shelf import Shelf
from nn.lab.view import Status

LOOK = 0.25  # seconds between two looks at what has changed
SHARE = 10  # after a run at work has been written, none is for so many times as long as that took
FILM = 8_000_000  # bytes of a film that are kept on disk; those of all runs at work share them, but have
FILM_LEAST = 500_000  # at least, until they rest
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Written:
    """What was last written of a run: its version, None if that failed, its status, and when it is time again."""

    version: int | None
    status: Status
    again: float


class Keeper:
    """Writes the runs that ``runs`` gives to the shelf whenever it is time. No thread starts before ``begin``."""

    def __init__(
        self,
        shelf: Shelf,
        runs: Callable[[], Iterable[Run]],
        seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.shelf, self._runs, self._seconds, self._clock = shelf, runs, seconds, clock
        self._written: WeakKeyDictionary[Run, _Written] = WeakKeyDictionary()
        self._at_work, self._pause_until = 0, 0.0
        self._one_at_a_time = threading.Lock()
        self._end = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Keep what changes, from now on; harmless if it does already."""
        if self._thread is None and not self._end.is_set():
            self._thread = threading.Thread(target=self._serve, name="keeping", daemon=True)
            self._thread.start()

    def look(self) -> None:
        """Write what has come to rest or goes on, and then those that train whose time has come, the latest first."""
        runs = list(self._runs())
        self._at_work = sum(run.wants_work for run in runs)
        for run in runs:
            if self._has_news(run):
                self.keep(run)
        known = [(self._written[run].again, run) for run in runs if run in self._written]
        for again, run in sorted(known, key=lambda one: one[0]):
            if self._clock() < max(again, self._pause_until):
                return
            self.keep(run)

    def _has_news(self, run: Run) -> bool:
        """Whether it is new or has come to rest or goes on; what could not be written then has to wait its time."""
        written = self._written.get(run)
        if written is None:
            return True
        return written.version is not None and (not run.wants_work or run.status is not written.status)

    def keep(self, run: Run) -> None:
        """Write the run now, if it has changed since. One that nobody has started, or will miss, holds nothing to keep.

        What goes wrong is in the shelf's ``trouble``, or in the log; it is no concern of the run's.
        """
        with self._one_at_a_time:
            written = self._written.get(run)
            if run.passing or run.status is Status.READY or written is not None and written.version == run.version:
                return
            began, status, version = self._clock(), run.status, None
            film = max(FILM_LEAST, FILM // max(1, self._at_work)) if run.wants_work else FILM
            try:
                record = run.record(film)
                version = record.version if self.shelf.put(record) else None
            except TimeoutError as error:
                log.warning("run %s could not be kept yet: %s", run.id, error)
            except Exception:
                log.exception("run %s could not be kept", run.id)
            now = self._clock()
            self._written[run] = _Written(version, status, now + self._seconds)
            self._pause_until = now + SHARE * (now - began)

    def taken_up(self, run: Run) -> None:
        """This run has just come from the shelf: what is kept of it is what it is."""
        self._written[run] = _Written(run.version, run.status, self._clock())

    def close(self) -> None:
        """Write what has changed, and end."""
        self._end.set()
        if self._thread is not None:
            self._thread.join()
        for run in self._runs():
            self.keep(run)

    def _serve(self) -> None:
        while not self._end.wait(LOOK):
            self.look()
