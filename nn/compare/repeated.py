"""Runs that differ in nothing but their seed: finding them, seeds that are still free, and the band of their curves.

Next: apart.py, which says whether two such sets can be told apart.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from nn.activations import Array
from nn.compare.kept import Kept
from nn.recipe import Recipe

MOST_SEEDS = 10


def but_for_its_seed(recipe: Recipe) -> Recipe:
    """What it shares with its repeats."""
    return recipe.but(seed=0)


def repeats_of(recipe: Recipe, runs: Iterable[Kept]) -> dict[int, Kept]:
    """By seed, the runs of this recipe that went from start to end as it says, whichever seed they had.

    One that diverged is among them: that is what the recipe comes to with its seed.
    """
    alike = but_for_its_seed(recipe)
    return {
        run.recipe.seed: run
        for run in runs
        if but_for_its_seed(run.recipe) == alike and run.over and not run.turned and not run.continued
    }


def free_seeds(used: Iterable[int], n: int) -> list[int]:
    """The smallest ``n`` seeds that are not used yet."""
    taken = set(used)
    return [seed for seed in range(len(taken) + n) if seed not in taken][:n]


def along(curves: Sequence[tuple[Array, Array]]) -> tuple[Array, Array, Array, Array]:
    """Lowest, mean and highest of several curves (x, y) at each x of the first: (x, low, mean, high), all (k,).

    The others are read between their points, and no farther than where the shortest ends.
    """
    end = min(float(x[-1]) for x, _ in curves)
    grid = curves[0][0][curves[0][0] <= end]
    y = np.stack([np.interp(grid, x, y) for x, y in curves])
    return grid, y.min(axis=0), y.mean(axis=0), y.max(axis=0)
