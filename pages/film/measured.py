"""Which measurement of a run belongs to a frame of its film: a run is not measured after every update."""

import numpy as np

from nn.explain.film import Film
from nn.lab.view import Status, View


def measured_at(view: View, film: Film, i: int) -> int | None:
    """The row of the run's history that was measured last before frame i; None if that tells nothing about the frame.

    The newest parameters are measured when the next update begins. Those that broke down never were, and those that
    the run was put back to then were measured long before.
    """
    at, broken = int(film.iterations[i]), view.status is Status.DIVERGED
    if broken and film.put_back and i == len(film) - 1:
        return None
    row = int(np.searchsorted(view.history.iteration, at, side="right")) - 1
    if row < 0 or broken and at >= view.iteration:
        return None
    return row
