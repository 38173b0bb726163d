"""What is kept of a run so that it can be compared with others later: light enough to keep many of them.

A curve of a hundred thousand updates is thinned to what a chart can show. How many seconds a point took was not
measured point by point: the run's computing time is shared out evenly among its updates. Of its film as many moments
are kept as find room, in half the bytes.
"""

from dataclasses import dataclass

import numpy as np

from nn.activations import Array
from nn.explain.film import Film
from nn.lab.history import History
from nn.lab.view import RateChange, Status, View
from nn.recipe import Recipe
from nn.training import Score

MOST_POINTS = 300  # of a curve: a chart of six of them shows no more
FILM = 500_000  # bytes of a kept film: some thirty moments of the article's network
FEWEST = 5  # moments: fewer are no film


@dataclass(frozen=True, eq=False)
class Curve(History):
    """A history with two axes more, which are (k,) as well."""

    epoch: Array
    seconds: Array


@dataclass(frozen=True, eq=False)
class Kept:
    """A run as it was when it was kept. A score is None where it was not measured; ``official`` is of MNIST alone.

    ``turned`` are the learning rates that were set on the way and ``continued`` says that it began with a network from
    a file: its recipe alone repeats neither. ``theta`` is None where the network itself was not kept, ``film`` where
    its moments were not: of a large network too few would find room.
    """

    id: str
    name: str
    recipe: Recipe
    status: Status
    iteration: int
    epoch: float
    seconds: float
    parameters: int
    train: Score | None
    held_out: Score | None
    official: Score | None
    turned: tuple[RateChange, ...]
    continued: bool
    curve: Curve
    theta: Array | None
    film: Film | None = None

    @property
    def over(self) -> bool:
        """Whether it came to the end that its recipe leads to: finished, or diverged on the way."""
        return self.status in (Status.FINISHED, Status.DIVERGED)


def kept(view: View, name: str, film: Film | None = None) -> Kept:
    """What is kept of a run at this moment, and of its ``film`` if that is given."""
    history, final = view.history, view.final
    measured = len(history) > 0
    held_out = Score(float(history.test_loss[-1]), float(history.test_accuracy[-1])) if measured else None
    if not view.recipe.held_out:
        held_out = None
    train = Score(float(history.train_loss[-1]), float(history.train_accuracy[-1])) if measured else None
    return Kept(
        id=view.id,
        name=name,
        recipe=view.recipe,
        status=view.status,
        iteration=view.iteration,
        epoch=view.epoch,
        seconds=view.seconds,
        parameters=len(view.theta),
        train=final.train if final else train,
        held_out=(final.test or held_out) if final else held_out,
        official=final.official if final and not view.recipe.pictures else None,
        turned=view.rate_changes,
        continued=view.continued,
        curve=curve_of(history, view),
        theta=view.theta,
        film=thinned(film) if film else None,
    )


def thinned(film: Film) -> Film | None:
    """Moments of a film in float16, evenly from the first to the last, in FILM bytes; None if too few find room."""
    most = FILM // (2 * film.thetas[0].size)
    if min(most, len(film)) < FEWEST:
        return None
    which = np.linspace(0, len(film) - 1, min(most, len(film))).round().astype(int)
    with np.errstate(over="ignore"):  # the moment at which a run diverged may be beyond float16
        thetas = tuple(film.thetas[i].astype(np.float16) for i in which)
    return Film(film.sizes, film.activation, film.iterations[which], thetas, film.put_back)


def curve_of(history: History, view: View) -> Curve:
    """The history with what its axes may be, thinned evenly: its first and its last row are always there."""
    n = len(history)
    which = np.linspace(0, n - 1, min(n, MOST_POINTS)).round().astype(int)
    iteration = history.iteration[which]
    return Curve(
        iteration=iteration,
        epoch=iteration / view.recipe.batches_per_epoch,
        seconds=iteration * (view.seconds / view.iteration if view.iteration else 0.0),
        train_loss=history.train_loss[which],
        train_accuracy=history.train_accuracy[which],
        test_loss=history.test_loss[which],
        test_accuracy=history.test_accuracy[which],
    )
