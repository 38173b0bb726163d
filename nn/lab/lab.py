"""All runs of this process, by id, the digits they share, and where they are kept.

A session only keeps ids, so a page change, a reload or a second viewer finds the same run. With a folder to keep runs
in, one that is not in memory any more, or that another process made, comes back from there.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Hashable
from math import inf
from pathlib import Path
from typing import TypeVar
from weakref import WeakSet, WeakValueDictionary

from nn.cores import hand_over_soon, one_thread_per_product
from nn.dataset import MNIST, Data, DatasetError, load_mnist
from nn.lab.health import Health, give_back_memory, resident_bytes
from nn.lab.keeper import Keeper
from nn.lab.limits import MEGABYTE, LimitReached, Limits
from nn.lab.recent import Recent
from nn.lab.run import Run
from nn.lab.scheduler import Scheduler, Work
from nn.lab.shelf import Shelf
from nn.lab.snapshots import Room
from nn.lab.view import Status
from nn.network import Network
from nn.owndata.found import Found
from nn.owndata.own_set import OwnSet
from nn.recipe import DRAWN, Recipe

T = TypeVar("T", OwnSet, Found)
OFTEN, SELDOM = 0.2, 3.0  # seconds between two looks at a run, at least and at most
MOST_RUNS = 200
REMEMBERED = 1_000  # runs that are not here any more, of which the Lab still knows the recipe or the successor
RESTING = 60  # seconds that nobody has looked at a run which does not train: it may be forgotten
LEFT = 240  # seconds after which it counts as left for good; all of these together may keep
FILMS_LEFT = 20_000_000  # bytes of film: all of it for one person who made a break, a few moments each for a class
NOT_HERE = (
    "These pictures of somebody's own are not here any more, for an upload is kept nowhere: upload the same file again "
    "on Data, and the run goes on."
)
MOST_FLOATS = 1  # float copies of the training digits held at once: 129 MB for the blog preset, whose updates take a
# sixth longer without


class Lab:
    """Makes runs, finds them again, and forgets those that nobody has looked at for longest.

    ``clock`` tells seconds, for all that depends on when a run was last looked at.
    """

    def __init__(
        self,
        mnist: MNIST | None = None,
        scheduler: Scheduler | None = None,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        one_thread_per_product()
        hand_over_soon()
        self._mnist = mnist
        self.limits = limits or Limits.from_environment()
        self.scheduler = scheduler or Scheduler(unseen=self.limits.unseen_seconds)
        self.scheduler.keep_house = self.keep_house
        self.in_view: Callable[[], Collection[str]] = tuple  # the run of each page that is open
        self._counted, self._pages = -inf, 0
        self._clock = clock
        self._runs: dict[str, Run] = {}  # in the order in which they came
        self._successors: Recent[str] = Recent(REMEMBERED)  # id of a run -> id of the one in its place
        self._gone: Recent[Recipe] = Recent(REMEMBERED)
        self._splits: WeakValueDictionary[tuple[Hashable, bool], Data] = WeakValueDictionary()
        self.films = Room(self.limits.film_mb * MEGABYTE)
        self._series: list[Work] = []  # that have not ended
        self._lock = threading.Lock()
        self._splitting = threading.Lock()
        self._own: WeakValueDictionary[str, OwnSet] = WeakValueDictionary()  # held by the sessions that they belong to
        self._held: WeakSet[OwnSet | Found] = WeakSet()
        self._taking_up = threading.Lock()
        self._keeper: Keeper | None = None
        if self.limits.runs_dir:
            self._keep_in(Path(self.limits.runs_dir))

    @property
    def mnist(self) -> MNIST:
        return self._mnist or load_mnist()

    # Sets of somebody's own ----------------------------------------------------------------------------------------

    def welcome_set(self, own: T, beside: int = 0) -> T:
        """Let runs learn from this set, or let pictures wait for answers, while somebody holds what is returned.

        ``beside`` are the bytes that its visitor holds besides. Equal sets are one. LimitReached if this server has no
        room for it.
        """
        with self._lock:
            if isinstance(own, OwnSet) and (known := self._own.get(own.fingerprint)) is not None:
                return known  # type: ignore[return-value]
            others = {id(each.pixels): each.size for each in self._held if each.pixels is not own.pixels}
            self.limits.check_set(own.size + beside, sum(others.values()) + own.size)
            self._held.add(own)
            if isinstance(own, OwnSet):
                self._own[own.fingerprint] = own
            return own

    def digits(self, recipe: Recipe) -> MNIST | None:
        """What a run of this recipe draws from: MNIST, or a set of somebody's own; None if that is not here any more.

        Pages only ask it about sets that their visitor holds.
        """
        return self._own.get(recipe.pictures.fingerprint) if recipe.pictures else self.mnist

    def _check_digits(self, run: Work) -> None:
        recipe = getattr(run, "recipe", None)
        if recipe is not None and self.digits(recipe) is None:
            raise LimitReached(NOT_HERE)

    # Runs --------------------------------------------------------------------------------------------------------

    def new_run(self, recipe: Recipe, start_from: Network | None = None, follows: Run | None = None) -> Run:
        """A run that is ready to start, with the recipe's initial values or with a copy of another's parameters.

        One that ``follows`` another takes its place: it has the same key, and whoever asks for the other finds it.
        LimitReached if this server allows no such run.
        """
        self.limits.check_recipe(recipe)
        budget = self.limits.film_mb_each * MEGABYTE
        run = Run(recipe, self.data, None, start_from, budget, self.films, follows, self._clock)
        if follows is not None:
            self._successors.add(follows.id, run.id)
            if follows.status is Status.READY:  # a draft is kept nowhere: the run before it is the one to name
                run.follows = follows.follows
        self._welcome(run)
        return run

    def find(self, id: str) -> Run | None:
        return self._runs.get(id) or self._take_up(id)

    def newest(self, run: Run) -> Run:
        """The last of the runs that took each other's place after this one; itself if none did."""
        return self.successor(run.id) or run

    def successor(self, id: str) -> Run | None:
        """The newest run that came, after one or more others, in the place of this one, which may itself be gone."""
        after = []
        while (following := self._successors.get(id)) is not None and following not in after:
            after.append(id := following)
        return next((run for id in reversed(after) if (run := self.find(id))), None)

    def controlled_by(self, key: str) -> Run | None:
        """The newest run that this key steers. Every run is asked, so the time tells nothing about any key."""
        with self._lock:
            runs = list(self._runs.values())
        here = [run.id for run in runs if run.controlled_by(key)]
        kept = [] if self._keeper is None else self._keeper.shelf.controlled_by(key)
        run = next((run for id in reversed(kept + here) if (run := self.find(id))), None)
        if run is None:
            return None
        newest = self.newest(run)
        return newest if newest.controlled_by(key) else run

    def gone(self, id: str) -> Recipe | None:
        """What the run of this id was to do, if it was here once and had to be forgotten."""
        return self._gone.get(id) or (None if self._keeper is None else self._keeper.shelf.gone(id))

    @property
    def trouble(self) -> str:
        """A sentence for everybody while runs cannot be kept on disk; "" while all is well."""
        return "" if self._keeper is None else self._keeper.shelf.trouble

    def let_go(self, run: Run) -> None:
        """End a run in whose place another comes. One that was never started goes at once: it was only a draft.

        So does one that was made in passing.
        """
        goes = run.passing or run.status is Status.READY
        run.stop()
        if goes:
            with self._lock:
                self._runs.pop(run.id, None)

    def close(self) -> None:
        """The program ends: every run is left where it is, and kept if there is a place for it."""
        self.scheduler.close()
        if self._keeper is not None:
            self._keeper.close()

    def health(self) -> Health:
        """How the server is doing at this moment; to ask costs next to nothing."""
        with self._lock:
            runs = list(self._runs.values())
        return Health(
            runs=len(runs),
            running=sum(run.wants_work for run in runs),
            waiting=self.scheduler.waiting,
            run_bytes=sum(run.size for run in runs),
            film_bytes=self.films.used,
            kept=0 if self._keeper is None else len(self._keeper.shelf),
            trouble=self.trouble,
            slices=self.scheduler.slices,
            longest_wait=self.scheduler.longest_wait(),
            threads=threading.active_count(),
            resident_bytes=resident_bytes(),
        )

    # Training ----------------------------------------------------------------------------------------------------

    def start(self, run: Run) -> None:
        """Train to the end; also resumes. LimitReached if as many run already as this server allows."""
        self._check_digits(run)
        self._check_running(run)
        run.start()
        self.scheduler.submit(run)

    def step(self, run: Run, iterations: int) -> None:
        """Make so many updates, then pause. LimitReached as ``start``."""
        self._check_digits(run)
        self._check_running(run)
        run.step(iterations)
        self.scheduler.submit(run)

    def start_series(self, series: Work) -> None:
        """Carry out a series (series.py), which counts as one network that trains. LimitReached as ``start``."""
        self._check_running(series)
        with self._lock:
            self._series.append(series)
        self.scheduler.submit(series)

    def data(self, recipe: Recipe) -> Data:
        """The recipe's digits. Runs with the same draw share them, and only a few draws are kept as floats."""
        draw = (recipe.seed, *(getattr(recipe, name) for name in DRAWN), recipe.shuffled_labels, recipe.pictures)
        with self._splitting:
            held = sum(as_floats for _, as_floats in self._splits.keys())
            as_floats = recipe.batch_size is None and ((draw, True) in self._splits or held < MOST_FLOATS)
            data = self._splits.get((draw, as_floats))
            if data is None:
                digits = self.digits(recipe)
                if digits is None:
                    raise DatasetError(NOT_HERE)
                data = self._splits[draw, as_floats] = digits.split(recipe, keep_floats=as_floats)
            return data

    def refresh_seconds(self) -> float:
        """How long a page should wait between two looks at a run: 0.2 s for one visitor, 1 s when thirty train.

        Their turns come round about as often, or less often on a slow machine: who looked before would see nothing new.
        A chart that looked much later would wait for two rounds in a row.
        Those who watch somebody else's run count as well: two hundred who looked five times a second would leave the
        training nothing.
        """
        turns = max(0.035 * self.scheduler.waiting, self.scheduler.usual_wait if self.scheduler.waiting else 0)
        return min(SELDOM, max(OFTEN, turns, 0.0125 * self._pages_that_look()))

    def _pages_that_look(self) -> int:
        """How many pages look at runs that train, or that have an audience and may begin; counted once a second."""
        now = self._clock()
        if now - self._counted >= 1:
            pages = Counter(self.in_view()).items()
            self._counted, self._pages = now, sum(n for id, n in pages if n > 1 or self._trains(id))
        return self._pages

    def _trains(self, id: str) -> bool:
        run = self._runs.get(id)
        return run is not None and run.wants_work

    # Room --------------------------------------------------------------------------------------------------------

    def _check_running(self, run: Work) -> None:
        with self._lock:
            self._series = [series for series in self._series if series.wants_work]
            others = [other for other in (*self._runs.values(), *self._series) if other.wants_work and other is not run]
        self.limits.check_running(len(others), sum(other.key_hash == run.key_hash for other in others))

    def keep_house(self) -> None:
        """Give back what nobody needs: of runs that are paused and left alone, and of those that are forgotten.

        Whoever has a page open looks at their run, though the page may be one that asks the run nothing.
        """
        self._let_rest(set(self.in_view()))
        with self._lock:
            self._forget()
            self.films.thin([run.snapshots for run in self._resting(LEFT)], FILMS_LEFT)
        give_back_memory()

    def _let_rest(self, in_view: set[str]) -> None:
        with self._lock:
            runs = list(self._runs.values())
        for run in runs:
            if run.id in in_view:
                run.looked_at = self._clock()
            run.rest_if_unseen(self.limits.unseen_seconds)

    def _welcome(self, run: Run) -> None:
        with self._lock:
            self._runs[run.id] = run
            self._forget()
        if self._keeper is not None:
            self._keeper.begin()

    def _forget(self) -> None:
        """Let go of resting runs, the longest unseen first, while there are too many or they hold too much memory."""
        resting = self._resting(RESTING)
        while resting and self._too_much():
            self._drop(resting.pop())

    def _resting(self, seconds: float) -> list[Run]:
        """The runs that do not train and that nobody has looked at for so long, the longest unseen at the end."""
        now = self._clock()
        resting = [run for run in self._runs.values() if not run.wants_work and now - run.looked_at > seconds]
        return sorted(resting, key=lambda run: run.looked_at, reverse=True)

    def _too_much(self) -> bool:
        held = sum(run.size for run in self._runs.values())
        memory = self.limits.memory_mb * MEGABYTE
        return len(self._runs) > MOST_RUNS or held > memory or self.films.used > self.films.size

    def _drop(self, run: Run) -> None:
        """Forget a run, and with it its film, because nothing else holds it. What is kept on disk stays there."""
        if self._keeper is not None:
            self._keeper.keep(run)
        del self._runs[run.id]
        self._gone.add(run.id, run.recipe)

    # The disk ----------------------------------------------------------------------------------------------------

    def _keep_in(self, folder: Path) -> None:
        shelf = Shelf(folder, self.limits.runs_mb * MEGABYTE)
        self._keeper = Keeper(shelf, lambda: list(self._runs.values()), self.limits.keep_seconds)
        for label in shelf.labels():
            if label.follows:
                self._successors.add(label.follows, label.id)

    def _take_up(self, id: str) -> Run | None:
        """The run of this id from the disk, if it is kept there."""
        if self._keeper is None or id not in self._keeper.shelf:
            return None
        with self._taking_up:
            if id in self._runs:  # somebody else has just asked for it
                return self._runs[id]
            record = self._keeper.shelf.take(id)
            if record is None:
                return None
            budget = self.limits.film_mb_each * MEGABYTE
            run = Run.from_record(record, self.data, budget, self.films, self._clock)
            self._keeper.taken_up(run)
            self._welcome(run)
            return run
