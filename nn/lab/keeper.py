"""Keeps runs on disk while they change, beside the training and not in its way.

A thread of its own looks several times a second which runs have changed. One that comes to rest or goes on is written
at once, one that trains every few seconds; and where writing takes long, less often, so that it never takes more than a
small share of the time. The training waits only while its memory is copied, between two slices.
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
SHARE = 20  # a run is written again after so many times as long as its writing took
FILM = 8_000_000  # bytes of a film that are kept on disk
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
        self._one_at_a_time = threading.Lock()
        self._end = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Keep what changes, from now on; harmless if it does already."""
        if self._thread is None and not self._end.is_set():
            self._thread = threading.Thread(target=self._serve, name="keeping", daemon=True)
            self._thread.start()

    def look(self) -> None:
        """Write every run that has changed and whose time has come."""
        for run in self._runs():
            written = self._written.get(run)
            if written is None or self._clock() >= written.again or self._has_news(run, written):
                self.keep(run)

    def _has_news(self, run: Run, written: _Written) -> bool:
        """What does not wait: a run has come to rest, or goes on."""
        return written.version is not None and (not run.wants_work or run.status is not written.status)

    def keep(self, run: Run) -> None:
        """Write the run now, if it has changed since. One that nobody has started holds nothing to keep.

        What goes wrong is in the shelf's ``trouble``, or in the log; it is no concern of the run's.
        """
        with self._one_at_a_time:
            written = self._written.get(run)
            if run.status is Status.READY or written is not None and written.version == run.version:
                return
            began, status, version = self._clock(), run.status, None
            try:
                record = run.record(FILM)
                version = record.version if self.shelf.put(record) else None
            except Exception:
                log.exception("run %s could not be kept", run.id)
            now = self._clock()
            self._written[run] = _Written(version, status, now + max(self._seconds, SHARE * (now - began)))

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
