"""What Experiments says of sweeps. No Streamlit here."""

import numpy as np

from nn.recipe import SETTINGS, Recipe
from nn.sweep.grid import Grid, written
from nn.sweep.plan import Plan

ABOUT = (
    "Two settings of the network that is on Train, varied as a grid: each cell is a few short runs with other seeds. "
    "`python -m nn sweep` does the same without a browser, on all cores."
)
HOW = (
    "A cell is the mean accuracy on the official test digits, in percent. Short runs favour what learns fast: the best "
    "cell here need not be the best of long runs."
)


def around(recipe: Recipe) -> str:
    return f"All else is as on Train: {'-'.join(map(str, recipe.sizes))}, {recipe.optimizer}, {recipe.activation}."


def time_left(done: int, total: int, seconds: float | None) -> str:
    if seconds is None:
        return f"{done} of {total} runs are over"
    left = f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} minutes"
    return f"{done} of {total} runs are over; about {left} left"


def cell_name(plan: Plan, row: int, column: int) -> str:
    parts = ((plan.rows, row), (plan.columns, column))
    return ", ".join(f"{SETTINGS[axis.name].label.lower()} {written(axis.values[i])}" for axis, i in parts)


def cell_in_words(plan: Plan, found: Grid, row: int, column: int) -> str:
    """One cell: its mean, how far its seeds are apart, and how many diverged."""
    name, mean, spread = cell_name(plan, row, column), found.mean[row, column], found.spread[row, column]
    over, lost = int(found.over[row, column]), int(found.diverged[row, column])
    if not over:
        return f"{name}: not begun yet"
    said = f"{name}: {mean:.2%}" if not np.isnan(mean) else f"{name}: no result"
    said += f", seeds {100 * spread:.2f} points apart (standard deviation)" if not np.isnan(spread) else ""
    return f"{said}; {over} of {len(plan.seeds)} seeds over" + (f", {lost} of them diverged" if lost else "")


def grid_in_words(plan: Plan, found: Grid) -> str:
    """The heatmap for those who cannot see it."""
    said = f"{SETTINGS[plan.rows.name].label} down, {SETTINGS[plan.columns.name].label.lower()} across."
    if found.best is None:
        return f"{said} No cell has a result yet."
    return f"{said} Best so far: {cell_in_words(plan, found, *found.best)}."
