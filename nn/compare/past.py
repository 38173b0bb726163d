"""A kept run, asked like one that is still there: pages that show a run's moments show this one's as well."""

from functools import cached_property

import numpy as np

from nn.assess.vitals import from_table, width
from nn.compare.kept import Kept
from nn.explain.film import Film
from nn.lab.history import History
from nn.lab.view import Final, View


class PastRun:
    """What a kept run was. Nothing of it ever changes. ValueError if its network was not kept."""

    def __init__(self, kept: Kept) -> None:
        if kept.theta is None:
            raise ValueError("The network of this run was not kept.")
        self.kept, self.recipe, self._theta = kept, kept.recipe, kept.theta
        self.id = f"kept {kept.id} {kept.iteration}"

    @cached_property
    def _view(self) -> View:
        run, curve = self.kept, self.kept.curve
        return View(
            id=self.id,
            version=0,
            status=run.status,
            recipe=run.recipe,
            iteration=run.iteration,
            total=run.recipe.total_iterations,
            epoch=run.epoch,
            seconds=run.seconds,
            examples_per_second=run.epoch * run.recipe.train_examples / run.seconds if run.seconds else 0.0,
            learning_rate=run.turned[-1].rate if run.turned else run.recipe.learning_rate,
            history=History(
                curve.iteration, curve.train_loss, curve.train_accuracy, curve.test_loss, curve.test_accuracy
            ),
            vitals=from_table(np.empty((0, width(run.recipe.sizes)), np.float32), run.recipe.sizes),
            rate_changes=run.turned,
            theta=self._theta,
            final=Final(run.train, run.held_out, run.official) if run.train and run.official else None,
            message="",
            continued=run.continued,
        )

    def view(self) -> View:
        """The run when it was kept."""
        return self._view

    def film(self) -> Film:
        """Its moments that were kept, and its end in full."""
        film = self.kept.film
        if film is None:
            return Film(self.recipe.sizes, self.recipe.activation, np.array([self.kept.iteration]), (self._theta,))
        return Film(film.sizes, film.activation, film.iterations, (*film.thetas[:-1], self._theta), film.put_back)
