"""What the cells of a sweep came to: the mean of their seeds, and which is best so far."""

import csv
import io
from dataclasses import dataclass

import numpy as np

from nn.activations import Array
from nn.sweep.results import Outcome, Results


@dataclass(frozen=True, eq=False)
class Grid:
    """Arrays are (rows, columns): the ``mean`` accuracy on the official test digits, NaN where none is known, its
    ``spread`` (standard deviation, NaN for a single seed), how many seeds are over and how many of them diverged.
    ``share``: how much of its runs the cell has made, 0..1; less than 1 where they were left early (halving.py).
    """

    mean: Array
    spread: Array
    over: Array
    diverged: Array
    share: Array

    @property
    def best(self) -> tuple[int, int] | None:
        """The cell with the highest mean, of those that have come farthest; None while there is none.

        One where a seed diverged is not taken.
        """
        safe = np.where(self.diverged > 0, np.nan, self.mean)
        if np.isnan(safe).all():
            return None
        farthest = self.share[~np.isnan(safe)].max()
        safe = np.where(self.share < farthest, np.nan, safe)
        row, column = np.unravel_index(np.nanargmax(safe), safe.shape)
        return int(row), int(column)


def grid(results: Results) -> Grid:
    """The cells as they are by now."""
    plan = results.plan
    shape = len(plan.rows.values), len(plan.columns.values)
    mean, spread, over, diverged = np.full(shape, np.nan), np.full(shape, np.nan), np.zeros(shape), np.zeros(shape)
    share = np.zeros(shape)
    for place, outcomes in cells(results).items():
        shares = [o.updates / plan.cell_at(*place).total_iterations if o.early else 1.0 for o in outcomes]
        share[place] = min(shares)
        values = [o.official_accuracy for o in outcomes if o.official_accuracy is not None]
        over[place], diverged[place] = len(outcomes), sum(o.diverged for o in outcomes)
        if values:
            mean[place] = np.mean(values)
        if len(values) > 1:
            spread[place] = np.std(values, ddof=1)
    return Grid(mean, spread, over, diverged, share)


def cells(results: Results) -> dict[tuple[int, int], list[Outcome]]:
    """The outcomes of each cell, by row and column, in the order of the seeds."""
    found: dict[tuple[int, int], list[Outcome]] = {}
    for task in results.plan.tasks():
        if task.number in results.outcomes:
            found.setdefault((task.row, task.column), []).append(results.outcomes[task.number])
    return found


def as_csv(results: Results) -> str:
    """A row for each run that is over, in the order of the plan."""
    plan, file = results.plan, io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    names = ("official_accuracy", "train_accuracy", "loss", "seconds")
    writer.writerow([plan.rows.name, plan.columns.name, "seed", "diverged", *names, "updates", "ended_early"])
    for task in plan.tasks():
        outcome = results.outcomes.get(task.number)
        if outcome is not None:
            values = [written(axis) for axis in (plan.rows.values[task.row], plan.columns.values[task.column])]
            scores = ["" if (value := getattr(outcome, name)) is None else f"{value:.10g}" for name in names]
            end = [outcome.updates, int(outcome.early)]
            writer.writerow([*values, task.recipe.seed, int(outcome.diverged), *scores, *end])
    return file.getvalue()


def written(value: object) -> str:
    """A value of an axis, as it is given on the command line."""
    if isinstance(value, tuple):
        return "-".join(map(str, value)) or "none"
    return "none" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
