"""Somebody's own pictures on their way in: read in slices of time, as trainings are, so that nobody waits for it.

For the scheduler it is one piece of work of the visitor who uploaded the file. What cannot be read becomes a sentence;
the file itself is let go as soon as it has been read.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from nn.owndata.found import Found, OwnDataError
from nn.owndata.reading import Reading

UNREADABLE = "The file could not be read: it is damaged, or of a kind that is not known here."
log = logging.getLogger(__name__)


class Intake:
    """Files being read. ``found`` is there at the end, or ``problem`` says in a sentence why not. Thread-safe."""

    def __init__(
        self, files: Sequence[BinaryIO], title: str, key_hash: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.id, self.key_hash, self.title = secrets.token_urlsafe(), key_hash, title
        self.found: Found | None = None
        self.problem = ""
        self._reading: Reading | None = Reading(files)
        self._pieces: Iterator[float] = iter(self._reading)
        self._share = 0.0
        self._clock, self._looked_at = clock, clock()
        self._lock = threading.Lock()

    @property
    def share(self) -> float:
        """How much of it is read, 0..1. To look keeps it going."""
        self._looked_at = self._clock()
        return self._share

    def stop(self) -> None:
        """End here; what has been read is let go."""
        with self._lock:
            self._end()

    # Work: what the scheduler asks for -------------------------------------------------------------------------------

    @property
    def wants_work(self) -> bool:
        return self._reading is not None

    prepared = True

    def prepare(self) -> None:
        """Nothing comes before the first piece."""

    def advance(self, seconds: float) -> None:
        """Read for no longer than this, but for one piece at least."""
        until = time.perf_counter() + seconds
        with self._lock:
            if self._reading is None:
                return
            try:
                for share in self._pieces:
                    self._share = share
                    if time.perf_counter() > until:
                        return
                self.found = self._reading.found
            except OwnDataError as error:
                self.problem = str(error)
            except Exception:  # a bug, or no memory: the visitor gets a sentence, the worker lives on
                log.exception("a file could not be read")
                self.problem = UNREADABLE
            self._end()

    def rest_if_unseen(self, seconds: float) -> None:
        """What nobody waits for ends."""
        if self._clock() - self._looked_at > seconds:
            self.stop()

    def _end(self) -> None:
        self._reading, self._pieces = None, iter(())
