"""The film of a run: its parameters, update by update, within a fixed amount of memory.

A frame is a copy of theta that is never written to again, so a film shares its frames with everybody who looks at it,
and nobody ever sees half of one. When there is no more room, every second frame has to go, but one at a time, the
oldest first: so the memory at hand stays in use, and no two frames are ever more than twice as far apart as two others,
however long the run becomes. The first frame is never dropped, and the run adds the newest state itself. Everything
else about a moment can be computed from its parameters: nn/explain/film.py.
"""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from weakref import WeakSet

from nn.activations import Array

MEGABYTE = 1_000_000
BUDGET = 32 * MEGABYTE  # for one run: every update of the article's network, 15 frames of 784-512-256-10
ROOM = 192 * MEGABYTE  # for all runs of a Lab, thirty people on a small machine. Films are thinned down to their first
# frames to keep to it; when even these are too many, the Lab forgets runs that rest (lab.py). Runs that somebody
# trains or looks at keep their first frame in any case.


@dataclass(frozen=True, eq=False)
class Frames:
    """The frames of a film, (iteration, theta) in order; they stand ``every`` updates apart.

    The first ``thinned`` of them are thinned already, and stand twice as far apart.
    """

    every: int
    thinned: int
    frames: tuple[tuple[int, Array], ...]

    def within(self, size: int) -> "Frames":
        """The same film in at most so many bytes: half the frames, as often as need be. The first is always kept."""
        found = self
        while len(found.frames) > 1 and len(found.frames) * found.frames[0][1].nbytes > size:
            every = 2 * found.every
            found = Frames(every, 0, tuple(frame for frame in found.frames if frame[0] % every == 0))
        return found


class Room:
    """The memory that many films share. When it is full, the largest of them is thinned."""

    def __init__(self, size: int = ROOM) -> None:
        self.size = size
        self.lock = threading.Lock()  # guards the frames of all films in here, for moments only
        self._films: WeakSet[Snapshots] = WeakSet()  # a run that is forgotten gives its room back

    @property
    def used(self) -> int:
        """Bytes that all films occupy."""
        with self.lock:
            return sum(film.size for film in self._films)

    def enter(self, film: "Snapshots") -> None:
        with self.lock:
            self._films.add(film)
            self.make_room()

    def make_room(self) -> None:
        """Thin the largest films until all fit, or each has a single frame. Call it with the lock held."""
        _thin(list(self._films), self.size)

    def thin(self, films: Iterable["Snapshots"], size: int) -> None:
        """Thin these films, the largest first, until they take no more than so many bytes together."""
        with self.lock:
            _thin(list(films), size)


def _thin(films: Sequence["Snapshots"], size: int) -> None:
    over = sum(film.size for film in films) - size
    while over > 0:
        largest = max(films, key=lambda film: film.size if len(film) > 1 else 0)
        if len(largest) == 1:
            return
        over -= largest.thin()


class Snapshots:
    """The frames of one run as it goes on. ``take`` belongs to the thread that trains; ``frames`` to anybody."""

    def __init__(
        self, first: Array, budget: int = BUDGET, room: Room | None = None, kept: Frames | None = None
    ) -> None:
        """``first`` is the frame of 0 updates; it is kept as it is, so do not write into it.

        With what was ``kept`` of a film, it goes on from there.
        """
        self.every = kept.every if kept else 1  # updates between frames; twice as many among those thinned already
        self._thinned = kept.thinned if kept else 0  # how many frames, from the start, are
        self._most = max(1, budget // first.nbytes - 1)  # one more is the newest state, which the run adds
        self._frames = [(i, _read_only(theta)) for i, theta in kept.frames] if kept else [(0, _read_only(first))]
        self._room = room or Room()
        self._room.enter(self)

    def __len__(self) -> int:
        return len(self._frames)

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self._frames) * self._frames[0][1].nbytes

    def take(self, iteration: int, theta: Array) -> None:
        """Keep a copy of the parameters after so many updates, if it is their turn."""
        if iteration % self.every:
            return
        frame = (iteration, _read_only(theta.copy()))
        with self._room.lock:
            if iteration % self.every:  # another film needed room meanwhile
                return
            self._frames.append(frame)
            if len(self._frames) > self._most:
                self.thin()
            self._room.make_room()

    def thin(self) -> int:
        """Drop one frame, and say how many bytes that frees. Call it with the room's lock held.

        It is the oldest that stands between two others where half as many would do. When half as many are left
        everywhere, half as many are taken from now on, and it begins anew.
        """
        while True:
            for i in range(self._thinned, len(self._frames)):
                if self._frames[i][0] % (2 * self.every):
                    self._thinned = i
                    return self._frames.pop(i)[1].nbytes
            self.every, self._thinned = 2 * self.every, 0

    def keep(self, size: int) -> Frames:
        """What is to be kept of the film in at most so many bytes."""
        with self._room.lock:
            return Frames(self.every, self._thinned, tuple(self._frames)).within(size)

    def frames(self) -> tuple[tuple[int, Array], ...]:
        """All frames so far, (iteration, theta) in order: shared, never written to again."""
        with self._room.lock:
            return tuple(self._frames)


def _read_only(theta: Array) -> Array:
    frame = theta.view()
    frame.flags.writeable = False
    return frame
