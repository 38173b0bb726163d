"""One training run that others may watch and steer while it goes on.

A Run iterates ``nn.train`` for a slice of time whenever the scheduler says so. Commands come from any thread; they set
what the run should do, and the slice at work does it before its next update. Whoever watches asks for a ``View``:
frozen facts and copies as of the end of a slice, with a version that moves when anything has changed.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from nn.activations import Array
from nn.assess.vitals import from_table
from nn.dataset import Data
from nn.explain.film import Film
from nn.lab.company import Company
from nn.lab.course import Course
from nn.lab.history import Columns, Rows
from nn.lab.record import Label, Record
from nn.lab.snapshots import BUDGET, Room, Snapshots
from nn.lab.view import OVER, Final, RateChange, Status, View
from nn.memory import Memory
from nn.network import Network
from nn.recipe import Recipe
from nn.storage import Saved
from nn.training import Diverged, Knobs, Step, new_network

PATIENCE = 10  # seconds that are waited for the end of a slice
RESTARTED = "Paused: the server was started again meanwhile. Nothing of the run is lost."


@dataclass(frozen=True, eq=False)
class _Moment:
    """How far a run has come: ``rows`` is how many rows of the history belong to it, ``vitals`` how many of those.

    ``put_back``: these are not the parameters of the last update but earlier, better ones.
    """

    theta: Array
    iteration: int = 0
    epoch: float = 0.0
    seconds: float = 0.0
    rows: int = 0
    vitals: int = 0
    put_back: bool = False


class Run(Company):
    """A recipe being carried out. ``data`` is called once, when training first needs the digits.

    It begins with the recipe's initial values, or with a copy of the parameters of ``start_from``. Its film takes no
    more than ``budget`` bytes, of a ``room`` that it may share with others. Who may steer the run that it ``follows``
    may steer it, too.

    Thread-safe: ``advance`` belongs to one scheduler thread at a time, everything else may be called from anywhere.
    """

    def __init__(
        self,
        recipe: Recipe,
        data: Callable[[Recipe], Data],
        id: str | None = None,
        start_from: Network | None = None,
        budget: int = BUDGET,
        room: Room | None = None,
        follows: "Run | None" = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(id, follows)
        self.passing = False  # it is not for long: nobody will look for it once it is let go
        self.recipe = recipe
        self.clock, self.looked_at = clock, clock()
        self.continued = start_from is not None
        network = start_from.copy() if start_from else new_network(recipe)
        self._now = self._published = _Moment(network.theta.copy())
        self._course = Course(network, data, Snapshots(self._published.theta, budget, room))
        self._knobs = Knobs(recipe.learning_rate)
        self._rate_changes: list[RateChange] = []
        self._status, self._message = Status.READY, ""
        self._owed: int | None = None  # iterations still to make before pausing again; None: go on to the end
        self._at_work = False  # a slice computes, so what was published is not the last of it
        self._final: Final | None = None
        self._version = 0
        self._view: View | None = None
        self._facts = threading.RLock()  # guards everything a View shows, for moments only
        self._work = threading.Lock()  # held while a slice computes
        self._door = threading.Lock()  # to go through before a slice: who waits for its end comes before the next one

    @classmethod
    def from_record(
        cls,
        record: Record,
        data: Callable[[Recipe], Data],
        budget: int = BUDGET,
        room: Room | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> "Run":
        """The run that ``record`` was made of, in this process. One that was training is paused."""
        label, shape = record.label, Network(record.label.recipe.sizes, record.label.recipe.activation)
        network = shape.with_parameters(record.theta)
        run = cls(label.recipe, data, label.id, network, clock=clock)
        run.key, run.key_hash, run.follows = "", label.key_hash, label.follows
        run.continued, run._rate_changes, run._final = record.continued, list(record.rate_changes), record.final
        run._knobs.learning_rate = record.learning_rate
        film = Snapshots(record.film.frames[0][1], budget, room, record.film)
        columns, vitals = Columns(record.table), Rows(record.vitals)
        run._course = Course(network, data, film, columns, Memory(record.memory), vitals, record.iteration)
        run._now = run._published = _Moment(
            run._published.theta,
            record.iteration,
            record.epoch,
            record.seconds,
            columns.rows,
            vitals.rows,
            record.put_back,
        )
        run._status, run._message = record.status, record.message
        if record.status is Status.RUNNING:
            run._status, run._message = Status.PAUSED, RESTARTED
        run._version = record.version + 1
        return run

    # Commands --------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Train to the end; also resumes a paused run."""
        self._command(Status.RUNNING, owed=None, unless=OVER)

    def step(self, iterations: int) -> None:
        """Make this many updates, then pause."""
        self._command(Status.RUNNING, owed=iterations, unless=OVER)

    def pause(self) -> None:
        self._command(Status.PAUSED, owed=None, unless=OVER | {Status.READY, Status.PAUSED})

    def stop(self) -> None:
        """End the run here, and keep what it has learned."""
        self._command(Status.STOPPED, owed=None, unless=OVER)
        if self._work.acquire(blocking=False):  # otherwise the slice that is computing tidies up when it ends
            try:
                self._tidy_up()
            finally:
                self._work.release()

    def set_learning_rate(self, rate: float) -> None:
        """Turn the rate from the next update on. RecipeError if it is out of range.

        Before the first update that is no change on the way: it is the recipe's own rate from then on.
        """
        recipe = self.recipe.but(learning_rate=rate)
        with self._facts:
            if rate == self._knobs.learning_rate or self._status in OVER:
                return
            self._knobs.learning_rate = recipe.learning_rate
            if self._now.iteration:
                self._rate_changes.append(RateChange(self._now.iteration, recipe.learning_rate))
            else:
                self.recipe = recipe
            self._changed()

    def _command(self, status: Status, owed: int | None, unless: set[Status]) -> None:
        with self._facts:
            self.looked_at = self.clock()
            if self._status in unless:
                return
            self._status, self._owed, self._message = status, owed, ""
            self._changed()

    def rest_if_unseen(self, seconds: float) -> None:
        """If nobody has looked for longer than this: pause, keep what is needed to go on, and give back all else."""
        if self.clock() - self.looked_at <= seconds or self._status not in (Status.RUNNING, Status.PAUSED):
            return
        with self._between_slices(), self._facts:
            if self._status is Status.RUNNING:
                self._status, self._owed, self._message = Status.PAUSED, None, unseen_for(seconds)
                self._changed()
            if self._status is Status.PAUSED:
                self._course.rest()

    # Work ------------------------------------------------------------------------------------------------------------

    @property
    def wants_work(self) -> bool:
        return self._status is Status.RUNNING

    @property
    def prepared(self) -> bool:
        """Whether the next slice begins with an update. Otherwise ``prepare`` spares others the wait."""
        return self._course.prepared

    def prepare(self) -> None:
        """Do what comes before the first update, in any thread but the one that trains."""
        self._course.prepare(self.recipe)

    def advance(self, seconds: float) -> None:
        """Train for no longer than this (but for one update at least), or until told otherwise.

        What goes wrong becomes the status; only a bug is raised as well.
        """
        with self._door:
            pass
        with self._work:
            now = time.perf_counter()
            until = now + seconds
            self._at_work = True
            try:
                while self.wants_work and self._one_step():
                    before, now = now, time.perf_counter()
                    if now + (now - before) > until:  # another update like the last one would not fit
                        break
            except Diverged as diverged:
                self._rest_as(Status.DIVERGED, str(diverged))
            except Exception as error:  # a bug or no memory: the run ends with a sentence, the worker lives on
                self._rest_as(Status.FAILED, f"Training failed ({type(error).__name__}: {error}). Start a new network.")
                raise
            finally:
                self._course.pause()  # sixty runs that wait would hold sixty times what one needs to compute
                self._publish()
                self._tidy_up()

    @contextmanager
    def _between_slices(self) -> Iterator[None]:
        """Nothing is computed meanwhile. TimeoutError if the slice at work does not end."""
        with self._door:  # without it the worker, who is quicker, would begin its next slice before us, for ever
            if not self._work.acquire(timeout=PATIENCE):
                raise TimeoutError(f"one slice takes longer than {PATIENCE} seconds")
        try:
            self._tidy_up()
            yield
            self._tidy_up()  # it may have been stopped meanwhile
        finally:
            self._work.release()

    def _tidy_up(self) -> None:
        """Give back what only training needs, if the run is over."""
        if self._status in OVER:
            self._course.end()

    def _one_step(self) -> bool:
        """Make one update; False when the run has come to its end."""
        step = self._course.update(self.recipe, self._knobs)
        if step is not None:
            self._note_step(step)
        if self._course.ended:
            self._finish()
        return not self._course.ended

    def _note_step(self, step: Step) -> None:
        with self._facts:
            theta, rows, vitals = self._course.network.theta, self._course.columns.rows, self._course.vitals.rows
            self._now = _Moment(theta, step.iteration, step.epoch, step.seconds, rows, vitals)
            if self._owed is not None:
                self._owed -= 1
                if self._owed <= 0 and self._status is Status.RUNNING:
                    self._owed = None
                    self._rest_as(Status.PAUSED)

    def _finish(self) -> None:
        final = self._course.score(self._now.iteration)
        with self._facts:
            self._now = replace(self._now, rows=self._course.columns.rows)
            self._final = final
            self._rest_as(Status.FINISHED)

    def _rest_as(self, status: Status, message: str = "") -> None:
        """Nothing more is computed. Whoever hears of it sees the last parameters, not those of the slice before."""
        with self._facts:
            self._status, self._message = status, message
            self._publish()

    # Watching --------------------------------------------------------------------------------------------------------

    def _changed(self) -> None:
        self._version += 1

    def _publish(self) -> None:
        """Let watchers see how far the slice has come: the parameters are copied between two updates, never during."""
        theta = self._course.current()
        with self._facts:
            stopped_early = self._status is Status.FINISHED and self.recipe.patience > 0
            put_back = self._status is Status.DIVERGED or stopped_early
            self._published = replace(self._now, theta=theta, put_back=put_back)
            self._at_work = False
            self._changed()

    @property
    def status(self) -> Status:
        """The same as the view's, for those who only keep the house: it counts as no look."""
        return self._status

    @property
    def size(self) -> int:
        """Bytes that the run holds, about."""
        return self._course.size + self._published.theta.nbytes

    @property
    def version(self) -> int:
        return self._version

    def view(self) -> View:
        """The run at this moment; the same object again while nothing has changed."""
        with self._facts:
            self.looked_at = self.clock()
            if self._view is None or self._view.version != self._version:
                now = self._published
                self._view = View(
                    id=self.id,
                    version=self._version,
                    status=self._status,
                    recipe=self.recipe,
                    iteration=now.iteration,
                    total=self.recipe.total_iterations,
                    epoch=now.epoch,
                    seconds=now.seconds,
                    examples_per_second=now.epoch * self.recipe.train_examples / now.seconds if now.seconds else 0.0,
                    learning_rate=self._knobs.learning_rate,
                    history=self._course.columns.frozen(now.rows),
                    vitals=from_table(self._course.vitals.table(now.vitals), self.recipe.sizes),
                    rate_changes=tuple(self._rate_changes),
                    theta=now.theta,
                    final=self._final,
                    message=self._message,
                    continued=self.continued,
                    changing=self._at_work or self.wants_work,
                )
            return self._view

    @property
    def snapshots(self) -> Snapshots:
        """What its film is made of, for those who keep the house."""
        return self._course.film

    def first(self) -> Network:
        """The network that learning began with: the first frame of its film, to be asked but not trained."""
        return Network(self.recipe.sizes, self.recipe.activation, theta=self._course.film.frames()[0][1])

    def film(self) -> Film:
        """What the parameters were, from the initial values to this moment. It shares its frames, and never changes."""
        with self._facts:
            self.looked_at = self.clock()
            now = self._published
            frames = [frame for frame in self._course.film.frames() if frame[0] <= now.iteration]
        iteration, newest = frames[-1]
        is_new = iteration < now.iteration or now.put_back and not np.array_equal(newest, now.theta)
        if is_new:
            theta = now.theta.view()
            theta.flags.writeable = False
            frames.append((now.iteration, theta))
        iterations = np.array([iteration for iteration, _ in frames])
        thetas = tuple(theta for _, theta in frames)
        return Film(self.recipe.sizes, self.recipe.activation, iterations, thetas, now.put_back and is_new)

    def record(self, film: int) -> Record:
        """All of the run that is to outlive this process, with a film of at most so many bytes.

        It waits for the end of the slice that is computing, so that the record is of one moment between two updates;
        TimeoutError if that lasts too long.
        """
        with self._between_slices(), self._facts:
            now = self._published
            return Record(
                label=Label(self.id, self.key_hash, self.follows, self.recipe),
                version=self._version,
                status=self._status,
                message=self._message,
                iteration=now.iteration,
                epoch=now.epoch,
                seconds=now.seconds,
                put_back=now.put_back,
                learning_rate=self._knobs.learning_rate,
                rate_changes=tuple(self._rate_changes),
                continued=self.continued,
                final=self._final,
                theta=now.theta,
                table=self._course.columns.table(now.rows),
                vitals=self._course.vitals.table(now.vitals),
                film=self._course.film.keep(film),
                memory=self._course.memory.read(),
            )

    def saved(self) -> Saved:
        """What storage.save writes: the network of this moment, its recipe, its scores, its rates and its curves."""
        view = self.view()
        facts: dict[str, Any] = {"iterations": view.iteration, "seconds": round(view.seconds, 3)}
        facts["learning_rate"] = view.learning_rate
        if view.continued:
            facts["continued"] = True
        facts["rate_changes"] = [[change.iteration, change.rate] for change in view.rate_changes]
        if view.final:
            kept_aside = "aside_accuracy" if view.recipe.pictures else "official_accuracy"
            facts |= {"train_accuracy": view.final.train.accuracy, kept_aside: view.final.official.accuracy}
            if view.final.test:
                facts["test_accuracy"] = view.final.test.accuracy
        return Saved(view.network(), view.recipe, facts, vars(view.history))


def unseen_for(seconds: float) -> str:
    """Why a run that nobody looks at has paused."""
    spoken = "two minutes" if seconds == 120 else f"{seconds:,.0f} seconds"
    return f"Paused: nobody had looked for {spoken}."
