"""The runs that ship with the program: over and done, with their curves, and the article's with its whole film.

They are asked like a run of one's own (run.py), so a page that shows a run shows these as well.
"""

from functools import cache

import numpy as np

from nn.assess.vitals import from_table, width
from nn.explain.film import Film
from nn.explain.reel import load_film
from nn.lab.history import History
from nn.lab.view import Status, View
from nn.models import FOLDER, load_shipped, shipped
from nn.recipe import Recipe

FILMS = FOLDER / "films"


class ShippedRun:
    """How a shipped network came to be. Nothing of it ever changes, so all visitors share it."""

    def __init__(self, name: str) -> None:
        saved = load_shipped(name)
        self.id, self.recipe = name, saved.recipe
        facts, total = saved.facts, saved.recipe.total_iterations
        seconds = float(facts.get("seconds", 0.0))
        iteration = int(facts.get("iterations", total))
        epoch = iteration / saved.recipe.batches_per_epoch
        columns = {name: np.asarray(values) for name, values in saved.history.items()}
        self._film: Film | None = None
        self._view = View(
            id=name,
            version=0,
            status=Status.FINISHED,
            recipe=saved.recipe,
            iteration=iteration,
            total=total,
            epoch=epoch,
            seconds=seconds,
            examples_per_second=epoch * saved.recipe.train_examples / seconds if seconds else 0.0,
            learning_rate=saved.recipe.learning_rate,
            history=History(**columns),
            vitals=from_table(np.empty((0, width(saved.recipe.sizes)), np.float32), saved.recipe.sizes),
            rate_changes=(),
            theta=saved.network.theta,
            final=None,
            message="",
        )

    def view(self) -> View:
        """The run at its end."""
        return self._view

    def film(self) -> Film:
        """All of its moments, or its end alone where no more ships. Read once: 8 MB for the article's network."""
        if self._film is None:
            path, view = FILMS / f"{self.id}.npz", self._view
            only_the_end = Film(view.recipe.sizes, view.recipe.activation, np.array([view.iteration]), (view.theta,))
            self._film = load_film(path) if path.exists() else only_the_end
        return self._film


@cache
def shipped_run(name: str) -> ShippedRun:
    """The run of a shipped network, one for everybody. StorageError if there is none of this name."""
    return ShippedRun(name)


def with_film() -> list[str]:
    """The shipped networks whose every moment ships."""
    return [name for name in shipped() if (FILMS / f"{name}.npz").exists()]


def like(recipe: Recipe) -> str:
    """The shipped network that this recipe would come close to: the same in all but the seed. "" if there is none."""
    return next((name for name in shipped() if load_shipped(name).recipe.but(seed=recipe.seed) == recipe), "")
