"""Advances everybody's runs fairly on few cores.

A thread for each visitor would collapse: twenty trainings on two cores, and no page opens any more. Here few workers
(one, by default) advance the runs a slice of about 50 ms at a time. Since a training is a generator, it can be left
between any two updates, and costs nothing while it waits.

What is shared out is time, not turns: an update may take 2 ms or a second. Next comes a run of whoever has used least
time so far, and who arrives begins at the least that anybody present has used, neither ahead nor behind. So a heavy
network gets as much time as a light one, in fewer and longer turns, and the light ones wait for one of its updates at
most. Who goes and comes back has not got rid of what was used; when that is no more than what the others have used by
then, it is forgotten. Operating systems do the same under the name of fair queueing.

Before its first update a run finds its digits, and the rare ones among them, which may take seconds. That is done by a
thread of its own, one run at a time, and counts for nobody: it would keep all others waiting.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from queue import SimpleQueue
from typing import Protocol

SLICE = 0.05  # seconds
ROUND = 0.6  # seconds in which everybody has had a turn, if their updates are that quick: a crowd gets thinner slices
HOUSE = 20  # seconds between two looks at what can be put in order
MINUTES = 5  # of which the longest wait is remembered
log = logging.getLogger(__name__)


class Work(Protocol):
    """What the scheduler knows of a Run. Runs with the same ``key_hash`` are one visitor's, and share one share."""

    id: str
    key_hash: str

    @property
    def wants_work(self) -> bool: ...

    @property
    def prepared(self) -> bool: ...

    def prepare(self) -> None: ...

    def advance(self, seconds: float) -> None: ...

    def rest_if_unseen(self, seconds: float) -> None: ...


@dataclass
class _Waiting:
    run: Work
    since: float


class Scheduler:
    """The runs that want work, and the workers that advance them. No thread starts before the first run does.

    A run that nobody has looked at for ``unseen`` seconds is paused when its turn comes. ``keep_house`` is called by a
    worker every now and then, between two slices or while nobody trains.
    """

    def __init__(
        self,
        workers: int = 1,
        slice_seconds: float = SLICE,
        unseen: float = inf,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.slice_seconds, self.unseen, self._clock = slice_seconds, unseen, clock
        self.keep_house: Callable[[], None] = lambda: None
        self._house_kept = clock()
        self._wanted = workers
        self._waiting: list[_Waiting] = []  # who came first stands first
        self._present: dict[str, str] = {}  # id -> visitor, of the runs that wait or are in a worker's hands
        self._used: dict[str, float] = {}  # visitor -> seconds, as described above
        self._waits = _Waits()
        self._bell = threading.Condition()
        self._workers: list[threading.Thread] = []
        self._unprepared: SimpleQueue[Work | None] = SimpleQueue()
        self._arriving: set[str] = set()  # ids of those
        self._closed = False
        self.slices = 0  # so far
        self.usual_wait = 0.0  # seconds between two turns of a run: the mean of about one round

    def submit(self, run: Work) -> None:
        """Let the run have its turns from now on. Harmless if it already has."""
        with self._bell:
            if self._closed or run.id in self._present or run.id in self._arriving:
                return
            if run.prepared:
                self._join(run)
            else:
                self._arriving.add(run.id)
                self._unprepared.put(run)
            if not self._workers:
                self._begin()

    def _begin(self) -> None:
        self._workers = [threading.Thread(target=self._serve, name=f"training-{i}") for i in range(self._wanted)]
        self._workers.append(threading.Thread(target=self._receive, name="preparing"))
        for worker in self._workers:
            worker.daemon = True
            worker.start()

    def _join(self, run: Work) -> None:
        self._used[run.key_hash] = max(self._used.get(run.key_hash, 0.0), self._least())
        self._present[run.id] = run.key_hash
        self._waiting.append(_Waiting(run, self._clock()))
        self._bell.notify()

    def _receive(self) -> None:
        while (run := self._unprepared.get()) is not None:
            self._prepare(run)
            del run  # nothing holds it while the next one is waited for

    def _prepare(self, run: Work) -> None:
        """Prepare a run, and let it have its turns then."""
        try:
            if run.wants_work:
                run.prepare()
        except Exception:  # it will be met again in the run's own turn, which says so where it belongs
            log.debug("run %s could not be prepared", run.id, exc_info=True)
        with self._bell:
            self._arriving.discard(run.id)
            self._join(run)

    @property
    def waiting(self) -> int:
        """How many runs share the workers now."""
        return len(self._present) + len(self._arriving)

    def longest_wait(self) -> float:
        """The most seconds that a run had to wait for its turn in the last minutes, or waits already."""
        with self._bell:
            now = self._clock()
            return max([self._waits.longest(now), *(now - waiting.since for waiting in self._waiting)])

    def close(self, timeout: float = 5.0) -> None:
        """End the workers after their current slice."""
        with self._bell:
            self._closed = True
            self._unprepared.put(None)
            self._bell.notify_all()
        for worker in self._workers:
            worker.join(timeout)

    def _serve(self) -> None:
        while not self._closed:
            self._take_turns()
            self._keep_house_if_due()

    def _take_turns(self) -> None:
        run = self._next()
        if run is not None:
            self._give_a_turn(run)

    def _next(self) -> Work | None:
        """Whose turn it is; waits until somebody wants one. None when nobody has for a while, or it is over."""
        with self._bell:
            self._bell.wait_for(lambda: self._waiting or self._closed, timeout=HOUSE)
            if self._closed or not self._waiting:
                return None
            first = min(self._waiting, key=lambda waiting: self._used[waiting.run.key_hash])
            self._waiting.remove(first)
            now = self._clock()
            self._waits.add(now, now - first.since)
            self.usual_wait += (now - first.since - self.usual_wait) / max(4, len(self._waiting))
            return first.run

    def _keep_house_if_due(self) -> None:
        with self._bell:
            now = self._clock()
            if now - self._house_kept < HOUSE:
                return
            self._house_kept = now
        try:
            self.keep_house()
        except Exception:
            log.exception("the house could not be kept")

    def _give_a_turn(self, run: Work) -> None:
        began = self._clock()
        try:
            run.rest_if_unseen(self.unseen)
            run.advance(min(self.slice_seconds, ROUND / max(1, self.waiting)))
        except Exception:
            log.exception("run %s failed", run.id)
        with self._bell:
            now = self._clock()
            self.slices += 1
            self._used[run.key_hash] += now - began
            if run.wants_work:
                self._waiting.append(_Waiting(run, now))
                self._bell.notify()
            else:
                self._leave(run)

    def _leave(self, run: Work) -> None:
        del self._present[run.id]
        here, least = set(self._present.values()), self._least()
        self._used = {who: used for who, used in self._used.items() if who in here or here and used > least}

    def _least(self) -> float:
        """What the one present who has used least has used; 0 where nobody is."""
        return min((self._used[who] for who in self._present.values()), default=0.0)


class _Waits:
    """The longest wait of each of the last minutes."""

    def __init__(self) -> None:
        self._longest: dict[int, float] = {}  # minute -> seconds

    def add(self, now: float, wait: float) -> None:
        minute = int(now // 60)
        self._longest = {m: w for m, w in self._longest.items() if m > minute - MINUTES}
        self._longest[minute] = max(wait, self._longest.get(minute, 0.0))

    def longest(self, now: float) -> float:
        return max((wait for m, wait in self._longest.items() if m > now // 60 - MINUTES), default=0.0)
