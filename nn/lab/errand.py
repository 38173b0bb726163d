"""Something that takes a while and is no training: carried out in slices between those of the trainings.

It is a generator, which can be left between any two of the things it finds. What it has found so far may be looked at
at any time, and is all that stays when it is stopped or when nobody looks any more.
"""

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Errand(Generic[T]):
    """``begin`` finds what is needed and gives the generator; about ``expected`` things come out of it.

    What cannot be, ``begin`` says by a ValueError, whose sentence is the ``message``. Thread-safe as a Run is.
    """

    def __init__(
        self,
        begin: Callable[[], Iterator[T]],
        expected: int,
        key_hash: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.id, self.key_hash = secrets.token_urlsafe(), key_hash
        self.expected, self.message = expected, ""
        self.complete = False  # it came to its end by itself
        self._begin, self._clock, self._looked_at = begin, clock, clock()
        self._steps: Iterator[T] | None = None
        self._found: list[T] = []
        self._stopped = False
        self._lock = threading.Lock()

    # Watching --------------------------------------------------------------------------------------------------------

    @property
    def found(self) -> tuple[T, ...]:
        """What has come out so far. To look keeps it going."""
        self._looked_at = self._clock()
        return tuple(self._found)

    @property
    def progress(self) -> float:
        """How much of it is done, 0..1."""
        return 1.0 if self.complete else min(1.0, len(self._found) / max(1, self.expected))

    def stop(self) -> None:
        """End here; what has been found stays."""
        self._stopped = True

    # Work: what the scheduler asks for -------------------------------------------------------------------------------

    @property
    def wants_work(self) -> bool:
        return not (self._stopped or self.complete)

    @property
    def prepared(self) -> bool:
        return self._steps is not None

    def prepare(self) -> None:
        with self._lock:
            self._prepare()

    def _prepare(self) -> None:
        if self._steps is None and self.wants_work:
            try:
                self._steps = self._begin()
            except ValueError as problem:
                self.message, self._stopped = str(problem), True

    def advance(self, seconds: float) -> None:
        """Go on for no longer than this, but for one thing at least."""
        with self._lock:
            until = time.perf_counter() + seconds
            try:
                self._prepare()
                while self.wants_work and self._steps is not None:
                    try:
                        self._found.append(next(self._steps))
                    except StopIteration:
                        self.complete = True
                    if time.perf_counter() > until:
                        break
            except Exception as error:  # a bug or no memory: it ends with a sentence, and the worker lives on
                self.message, self._stopped = f"This failed ({type(error).__name__}: {error}). Try it again.", True
                raise
            finally:
                if not self.wants_work:
                    self._steps = None  # and with it all that it only needed to go on

    def rest_if_unseen(self, seconds: float) -> None:
        """What nobody waits for ends: it would keep others waiting."""
        if self._clock() - self._looked_at > seconds:
            self.stop()
