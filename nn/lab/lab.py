"""All runs of this process, by id, and the digits they share.

A session only keeps ids, so a page change, a reload or a second viewer finds the same run.
"""

import threading
import time
from weakref import WeakValueDictionary

from nn.cores import one_thread_per_product
from nn.dataset import MNIST, Data, load_mnist
from nn.lab.run import Run, Status
from nn.lab.scheduler import Scheduler
from nn.lab.snapshots import Room
from nn.network import Network
from nn.recipe import Recipe

MOST_RUNS = 200
RESTING = 60  # seconds that nobody has looked at a run which does not train: it may be forgotten
MOST_FLOATS = 2  # float copies of the training digits held at once (129 MB each for the blog preset)


class Lab:
    """Makes runs, finds them again, and forgets those that nobody has looked at for longest."""

    def __init__(self, mnist: MNIST | None = None, scheduler: Scheduler | None = None) -> None:
        one_thread_per_product()
        self._mnist = mnist
        self.scheduler = scheduler or Scheduler()
        self._runs: dict[str, Run] = {}
        self._splits: WeakValueDictionary[tuple[int | bool, ...], Data] = WeakValueDictionary()
        self.films = Room()
        self._lock = threading.Lock()
        self._splitting = threading.Lock()

    @property
    def mnist(self) -> MNIST:
        return self._mnist or load_mnist()

    def new_run(self, recipe: Recipe, start_from: Network | None = None) -> Run:
        """A run that is ready to start, with the recipe's initial values or with a copy of another's parameters."""
        run = Run(recipe, self.data, start_from=start_from, room=self.films)
        with self._lock:
            self._runs[run.id] = run
            self._forget()
        return run

    def find(self, id: str) -> Run | None:
        return self._runs.get(id)

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
            del self._runs[resting.pop().id]  # and its film, because nothing else holds it
