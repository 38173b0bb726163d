"""The runs that one visitor has trained, each by a name, in the order in which they came.

It stays light: of too many runs the oldest goes, and so do the oldest films and then the oldest networks where they
take too much room; their scores and curves stay.
"""

from collections.abc import Callable
from dataclasses import replace

from nn.compare.kept import Kept, kept
from nn.explain.film import Film
from nn.lab.view import View

MOST_RUNS = 60  # of a visitor: more than anybody trains in a lesson, and under a megabyte with their curves
MOST_BYTES = 2_000_000  # of networks and films: 60 networks like the article's, or four of 784-128-64-10; two hundred
# visitors who fill it hold as much as the Lab's own runs may. What the networks leave is for films, the newest first
LONGEST = 60  # letters of a name


class Collection:
    """Kept runs. What was deleted last can be brought back, to where it stood."""

    def __init__(self) -> None:
        self.runs: list[Kept] = []
        self._deleted: list[tuple[int, Kept]] = []
        self._counter = 0

    def __len__(self) -> int:
        return len(self.runs)

    def find(self, id: str) -> Kept | None:
        return next((run for run in self.runs if run.id == id), None)

    def add(self, view: View, film: Callable[[], Film] | None = None, name: str = "") -> None:
        """Keep a run as it is now; one that is here already is brought up to date. One without an update is nothing.

        Its ``film`` is asked for when it rests. Without a ``name`` it gets a number.
        """
        before = self.find(view.id)
        if not view.iteration or self._was_deleted(view):
            return
        if before is not None and (before.iteration, before.status) == (view.iteration, view.status):
            return
        moments = film() if film and not view.active else None
        if before is not None:
            self._put(kept(view, before.name, moments))
            return
        self._counter += not name
        self.runs = [*self.runs, kept(view, name[:LONGEST] or f"Run {self._counter}", moments)][-MOST_RUNS:]
        self._keep_to_budget()

    def rename(self, id: str, name: str) -> None:
        """Another name; an empty one changes nothing."""
        run, name = self.find(id), " ".join(name.split())[:LONGEST]
        if run is not None and name:
            self._put(replace(run, name=name))

    def delete(self, id: str) -> None:
        run = self.find(id)
        if run is not None:
            self._deleted = [*self._deleted, (self.runs.index(run), run)][-MOST_RUNS:]
            self.runs = [other for other in self.runs if other is not run]

    @property
    def deleted(self) -> str:
        """The name of what was deleted last; "" if there is nothing to bring back."""
        return self._deleted[-1][1].name if self._deleted else ""

    def undo(self) -> None:
        """Bring back what was deleted last."""
        if self._deleted:
            place, run = self._deleted.pop()
            self.runs.insert(place, run)
            self.runs = self.runs[-MOST_RUNS:]
            self._keep_to_budget()

    def _was_deleted(self, view: View) -> bool:
        """Whether this very moment of the run was thrown away; if it has gone on since, it is worth a row again."""
        return any((run.id, run.iteration) == (view.id, view.iteration) for _, run in self._deleted)

    def _put(self, run: Kept) -> None:
        self.runs = [run if run.id == other.id else other for other in self.runs]
        self._keep_to_budget()

    def _keep_to_budget(self) -> None:
        """Networks come first, because every page can ask them; then films. The newest of each go before others."""
        room, networks = MOST_BYTES, set()
        for run in reversed(self.runs):
            if run.theta is not None and run.theta.nbytes <= room:
                networks.add(run.id)
                room -= run.theta.nbytes
        found = []
        for run in reversed(self.runs):
            theta, film = run.theta if run.id in networks else None, run.film
            size = 0 if film is None else sum(frame.nbytes for frame in film.thetas)
            film, room = (film, room - size) if theta is not None and size <= room else (None, room)
            found.append(replace(run, theta=theta, film=film))
        self.runs = found[::-1]
