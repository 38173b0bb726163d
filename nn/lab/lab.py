"""All runs of this process, by id, and the digits they share.

A session only keeps ids, so a page change, a reload or a second viewer finds the same run.
"""

import threading
import time
from collections import OrderedDict
from typing import TypeVar
from weakref import WeakValueDictionary

from nn.cores import one_thread_per_product
from nn.dataset import MNIST, Data, load_mnist
from nn.lab.run import Run
from nn.lab.scheduler import Scheduler
from nn.lab.snapshots import Room
from nn.lab.view import Status
from nn.network import Network
from nn.recipe import Recipe

T = TypeVar("T")
MOST_RUNS = 200
REMEMBERED = 1_000  # runs that are not here any more, of which the Lab still knows the recipe or the successor
RESTING = 60  # seconds that nobody has looked at a run which does not train: it may be forgotten
MOST_FLOATS = 2  # float copies of the training digits held at once (129 MB each for the blog preset)


class Lab:
    """Makes runs, finds them again, and forgets those that nobody has looked at for longest."""

    def __init__(self, mnist: MNIST | None = None, scheduler: Scheduler | None = None) -> None:
        one_thread_per_product()
        self._mnist = mnist
        self.scheduler = scheduler or Scheduler()
        self._runs: dict[str, Run] = {}  # in the order in which they were made
        self._successors: OrderedDict[str, str] = OrderedDict()  # id of a run -> id of the one in its place
        self._gone: OrderedDict[str, Recipe] = OrderedDict()
        self._splits: WeakValueDictionary[tuple[int | bool, ...], Data] = WeakValueDictionary()
        self.films = Room()
        self._lock = threading.Lock()
        self._splitting = threading.Lock()

    @property
    def mnist(self) -> MNIST:
        return self._mnist or load_mnist()

    def new_run(self, recipe: Recipe, start_from: Network | None = None, follows: Run | None = None) -> Run:
        """A run that is ready to start, with the recipe's initial values or with a copy of another's parameters.

        One that ``follows`` another takes its place: it has the same key, and whoever asks for the other finds it.
        """
        run = Run(recipe, self.data, start_from=start_from, room=self.films, follows=follows)
        with self._lock:
            self._runs[run.id] = run
            if follows is not None:
                _remember(self._successors, follows.id, run.id)
            self._forget()
        return run

    def find(self, id: str) -> Run | None:
        return self._runs.get(id)

    def newest(self, run: Run) -> Run:
        """The last of the runs that took each other's place after this one; itself if none did."""
        return self.successor(run.id) or run

    def successor(self, id: str) -> Run | None:
        """The newest run that came, after one or more others, in the place of this one, which may itself be gone."""
        found = None
        with self._lock:
            while (id := self._successors.get(id, "")) != "":
                found = self._runs.get(id, found)
        return found

    def controlled_by(self, key: str) -> Run | None:
        """The newest run that this key steers. Every run is asked, so the time tells nothing about any key."""
        with self._lock:
            runs = list(self._runs.values())
        mine = [run for run in runs if run.controlled_by(key)]
        return mine[-1] if mine else None

    def gone(self, id: str) -> Recipe | None:
        """What the run of this id was to do, if it was here once and had to be forgotten."""
        return self._gone.get(id)

    def let_go(self, run: Run) -> None:
        """End a run in whose place another comes. One that was never started goes at once: it was only a draft."""
        draft = run.view().status is Status.READY
        run.stop()
        if draft:
            with self._lock:
                self._runs.pop(run.id, None)

    def close(self) -> None:
        """The program ends: every run is left where it is."""
        self.scheduler.close()

    def start(self, run: Run) -> None:
        """Train to the end; also resumes."""
        run.start()
        self.scheduler.submit(run)

    def step(self, run: Run, iterations: int) -> None:
        run.step(iterations)
        self.scheduler.submit(run)

    def data(self, recipe: Recipe) -> Data:
        """The recipe's digits. Runs with the same draw share them, and only a few draws are kept as floats."""
        draw = (recipe.seed, recipe.train_examples, recipe.validation_examples, recipe.test_examples)
        floats = recipe.batch_size is None
        with self._splitting:
            data = self._splits.get((*draw, True)) if floats else self._splits.get((*draw, False))
            if data is None:
                room = sum(key[-1] is True for key in self._splits.keys()) < MOST_FLOATS
                data = self.mnist.split(recipe, keep_floats=floats and room)
                self._splits[(*draw, floats and room)] = data
            return data

    def refresh_seconds(self) -> float:
        """How long a page should wait between two looks at a run: 0.2 s for one visitor, 1 s when thirty train.

        Their turns come round about as often. A chart that looked much later would wait for two rounds in a row.
        """
        return min(2.0, max(0.2, 0.035 * self.scheduler.waiting))

    def _forget(self) -> None:
        """Let go of resting runs, the longest unseen first, while there are too many or their films need more room."""
        now = time.monotonic()
        resting = [r for r in self._runs.values() if not r.wants_work and now - r.looked_at > RESTING]
        resting.sort(key=lambda r: r.looked_at, reverse=True)
        while resting and (len(self._runs) > MOST_RUNS or self.films.used > self.films.size):
            self._drop(resting.pop())

    def _drop(self, run: Run) -> None:
        """Forget a run, and with it its film, because nothing else holds it."""
        del self._runs[run.id]
        _remember(self._gone, run.id, run.recipe)


def _remember(memory: "OrderedDict[str, T]", id: str, what: T) -> None:
    """Keep this, and forget what was kept first where it would become too much."""
    memory[id] = what
    while len(memory) > REMEMBERED:
        memory.popitem(last=False)
