"""What Experiments says of sweeps. No Streamlit here."""

import numpy as np

from nn.recipe import SETTINGS, Recipe
from nn.sweep.grid import Grid, written
from nn.sweep.halving import Saved
from nn.sweep.plan import Plan

ABOUT = (
    "Two settings of the network that is on Train, varied as a grid: each cell is a few short runs with other seeds. "
    "`python -m nn sweep` does the same without a browser, on all cores."
)
HOW = (
    "A cell is the mean accuracy on the official test digits, in percent. Short runs favour what learns fast: the best "
    "cell here need not be the best of long runs."
)
HALVING = (
    "The worse half of the cells ends after a quarter of its updates, and again after half of them: half of the "
    "updates are saved. A cell that learns slowly at first may be ended although it would have won."
)
SHARES = "¼ and ½ say how much of their updates cells have made that have not come to the end."


def around(recipe: Recipe) -> str:
    return f"All else is as on Train: {'-'.join(map(str, recipe.sizes))}, {recipe.optimizer}, {recipe.activation}."


def time_left(done: int, total: int, seconds: float | None) -> str:
    if seconds is None:
        return f"{done} of {total} runs are over"
    left = f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} minutes"
    return f"{done} of {total} runs are over; about {left} left"


def saved_in_words(less: Saved, total: int) -> str:
    """What ending cells early has saved."""
    seconds = f"{less.seconds:.0f} s" if less.seconds < 90 else f"{less.seconds / 60:.0f} minutes"
    return (
        f"{less.runs} of {total} runs ended early: {less.updates / less.whole:.0%} of all updates were saved, about "
        f"{seconds} of computing."
    )


def share_of_run(share: float) -> str:
    """How far a cell has come that was left; nothing where it came to its end."""
    return "" if share >= 1 else "¼" if share < 0.4 else "½"


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
    said += f"; {over} of {len(plan.seeds)} seeds over" + (f", {lost} of them diverged" if lost else "")
    share = found.share[row, column]
    return said + (f"; {share:.0%} of their updates made" if share < 1 else "")


def grid_in_words(plan: Plan, found: Grid) -> str:
    """The heatmap for those who cannot see it."""
    said = f"{SETTINGS[plan.rows.name].label} down, {SETTINGS[plan.columns.name].label.lower()} across."
    if found.best is None:
        return f"{said} No cell has a result yet."
    return f"{said} Best: {cell_in_words(plan, found, *found.best)}."
