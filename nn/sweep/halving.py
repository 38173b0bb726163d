"""Successive halving: all cells begin, and the worse half ends after a quarter of its updates, and again after half.

Jamieson and Talwalkar, 2016, arXiv:1502.07943. A cell is judged by what the grid shows, the mean of its seeds on the
official test digits; one where a seed diverged ends at once. The runs that go on are the very runs that they would have
been without it: only where the others end is decided here, from results alone, so it does not matter who carried them
out, or in which order. A cell that learns slowly at first may be ended although it would have won; about half of all
updates are saved.

Next: carry_out.py.
"""

from dataclasses import dataclass
from math import ceil

import numpy as np

from nn.recipe import Recipe
from nn.sweep.plan import Plan, Task
from nn.sweep.results import Outcome, Results

SHARES = (1 / 4, 1 / 2)  # of a run, after which the worse half of the cells ends
Cell = tuple[int, int]


@dataclass(frozen=True)
class Leg:
    """A run up to the update ``until``, where it is scored and left; None: to its end."""

    task: Task
    until: int | None = None


@dataclass(frozen=True)
class Saved:
    """What halving saved: ``runs`` ended early, ``updates`` not made out of ``whole``, and about how many seconds."""

    runs: int
    updates: int
    whole: int
    seconds: float


def due(results: Results) -> list[Leg]:
    """What can be carried out now, in any order; empty when all is over."""
    plan, cells = results.plan, None
    for round in _rounds(plan):
        legs = [
            Leg(task, _until(task.recipe, round))
            for task in plan.tasks()
            if cells is None or (task.row, task.column) in cells
        ]
        waiting = [leg for leg in legs if reached(results, leg) is None]
        if waiting:
            return waiting
        cells = better_half(results, legs)
    return []


def legs_at_most(plan: Plan) -> int:
    """How many legs a sweep has; fewer if so many cells diverge that less than half go on."""
    cells, total = len(plan.rows.values) * len(plan.columns.values), 0
    for _ in _rounds(plan):
        total, cells = total + cells, ceil(cells / 2)
    return total * len(plan.seeds)


def legs_done(results: Results) -> int:
    """How many of them are over."""
    return len(results.left) + sum(not outcome.early for outcome in list(results.outcomes.values()))


def reached(results: Results, leg: Leg) -> Outcome | None:
    """What the run had come to by then; None if that is not known. One that ended before stays what it came to."""
    number, end = leg.task.number, results.outcomes.get(leg.task.number)
    if end is not None and not end.early and (leg.until is None or end.updates <= leg.until):
        return end
    return None if leg.until is None else results.left.get((number, leg.until))


def better_half(results: Results, legs: list[Leg]) -> set[Cell]:
    """Of the cells of these legs, which are all over, those that go on; of equals the first."""
    scores: dict[Cell, list[float]] = {}
    for leg in legs:
        outcome, cell = reached(results, leg), (leg.task.row, leg.task.column)
        score = outcome.official_accuracy if outcome is not None else None
        scores.setdefault(cell, []).append(np.nan if score is None else score)
    means = {cell: float(np.mean(values)) for cell, values in scores.items()}  # NaN if any has none
    ranked = sorted((cell for cell in means if means[cell] == means[cell]), key=lambda cell: (-means[cell], cell))
    return set(ranked[: ceil(len(means) / 2)])


def saved(results: Results) -> Saved | None:
    """What was saved, when all is over; None before, and without halving."""
    if not results.plan.halving or due(results):
        return None
    runs, missing, whole, seconds = 0, 0, 0, 0.0
    for task in results.plan.tasks():
        outcome, total = results.outcomes[task.number], task.recipe.total_iterations
        whole += total
        if outcome.early:
            runs, missing = runs + 1, missing + total - outcome.updates
            seconds += outcome.seconds * (total - outcome.updates) / outcome.updates
    return Saved(runs, missing, whole, seconds)


def _rounds(plan: Plan) -> tuple[float, ...]:
    return (*SHARES, 1.0) if plan.halving else (1.0,)


def _until(recipe: Recipe, share: float) -> int | None:
    until = max(1, int(share * recipe.total_iterations))
    return None if until >= recipe.total_iterations else until
