"""What a run computes with: a network, its training, and what is written down on the way.

A course knows no status, no thread and no watcher. A run (run.py) says when it goes on; here is what an update does,
what may be given back while nobody computes, and what has to be kept to go on later, in this process or another.
"""

from collections.abc import Callable, Iterator

import numpy as np

from nn.activations import Array
from nn.assess.vitals import take, width
from nn.batch import shares_of
from nn.dataset import Data
from nn.lab.history import Columns, Rows
from nn.lab.snapshots import Snapshots
from nn.lab.view import Final
from nn.memory import Memory
from nn.network import Network
from nn.recipe import Recipe
from nn.training import Knobs, Step, evaluate, train


class Course:
    """One training as it goes on, with its curves, its vitals and its film. It belongs to one thread at a time.

    ``data`` is asked for the digits when they are first needed, and again after a ``rest``. ``iteration`` is how many
    updates have been made before.
    """

    def __init__(
        self,
        network: Network,
        data: Callable[[Recipe], Data],
        film: Snapshots,
        columns: Columns | None = None,
        memory: Memory | None = None,
        vitals: Rows | None = None,
        iteration: int = 0,
    ) -> None:
        self.network, self.film, self.columns = network, film, columns or Columns()
        self.vitals = vitals or Rows(np.empty((0, width(network.sizes)), np.float32))
        self._iteration = iteration
        self.memory = memory or Memory()
        self.ended = False
        self._data_of = data
        self._data: Data | None = None
        self._steps: Iterator[Step] | None = None

    def prepare(self, recipe: Recipe) -> None:
        """Find the digits, and how often each is drawn, before the first update: that may take seconds."""
        data = self._data_of(recipe)
        if recipe.oversample and recipe.batch_size:
            shares_of(data.train, recipe.oversample)
        self._data = data

    @property
    def prepared(self) -> bool:
        """Whether the next update takes no longer than any other."""
        return self._data is not None

    def update(self, recipe: Recipe, knobs: Knobs) -> Step | None:
        """Make one update; None if early stopping has ended it before. Diverged as ``train``."""
        if self._steps is None:
            self._data = self._data or self._data_of(recipe)
            self._steps = train(self.network, self._data, recipe, recipe.streams().training, knobs, self.memory)
        before = self.current() if recipe.measures(self._iteration + 1) else None
        step = next(self._steps, None)
        if step is not None:
            self._iteration = step.iteration
            self.film.take(step.iteration, self.network.theta)
            if before is not None:
                assert self._data is not None
                self.vitals.append(take(self.network, before, step.iteration, self._data.train))
        if step is None or step.iteration == recipe.total_iterations:
            for _ in self._steps:  # lets the generator finish what it does after its last step
                pass
            self.ended = True
        if step is not None and step.measured:
            self.columns.add(step.iteration - 1, step.train, step.held_out)
        return step

    def score(self, iteration: int) -> Final:
        """Score the network that has come out on everything, and add the last point of the curves."""
        assert self._data is not None
        data, network = self._data, self.network
        held_out = evaluate(network, data.held_out) if len(data.held_out) else None
        final = Final(evaluate(network, data.train), held_out, evaluate(network, data.official))
        self.columns.add(iteration, final.train, final.test)
        return final

    def current(self) -> Array:
        """A copy of the parameters."""
        theta: Array = np.array(self.network.theta)
        return theta

    def pause(self) -> None:
        """Between two slices: give back what is needed only within one."""
        self.memory.release()

    def rest(self) -> None:
        """For long: keep only what is needed to go on as if nothing had been."""
        if not self.at_rest:
            self.memory = Memory(self.memory.read())
            self._give_back()

    def end(self) -> None:
        """For good: keep the parameters, the curves and the film."""
        self.memory = Memory()
        self._give_back()

    def _give_back(self) -> None:
        self._steps = self._data = None
        self.network.release()

    @property
    def at_rest(self) -> bool:
        """Whether it holds nothing that it only needs to compute."""
        return self._steps is None and self._data is None

    @property
    def size(self) -> int:
        """Bytes, about: parameters and gradients, film, curves, and what the training remembers."""
        written = self.columns.size + self.vitals.size
        return 2 * self.network.theta.nbytes + self.film.size + written + self.memory.size
