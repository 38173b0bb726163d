"""A series: recipes one after the other, as they would be alone, in one visitor's share, stopped and left alone."""

import threading

import numpy as np
import pytest

from nn.activations import Array
from nn.dataset import load_mnist
from nn.lab.lab import Lab
from nn.lab.limits import LimitReached, Limits
from nn.lab.run import Run
from nn.lab.series import Series
from nn.lab.view import View
from nn.recipe import Recipe

SMALL = Recipe(hidden=(4,), train_examples=100, test_examples=20, iterations=6, batch_size=50)
SEEDS = [SMALL.but(seed=seed) for seed in (1, 2, 3)]


def series(recipes: list[Recipe], clock=lambda: 0.0) -> Series[Array]:
    return Series(recipes, load_mnist().split, lambda view: view.theta, "a visitor", clock)


def alone(recipe: Recipe) -> Array:
    run = Run(recipe, load_mnist().split)
    run.start()
    while run.wants_work:
        run.advance(1.0)
    return run.view().theta


def test_each_comes_to_what_it_comes_to_alone_bit_for_bit() -> None:
    mine = series(SEEDS)
    while mine.wants_work:
        mine.advance(0.0)  # one update at a time
    assert all((found == alone(recipe)).all() for found, recipe in zip(mine.results, SEEDS, strict=True))
    assert mine.progress == 1


def test_one_that_diverges_ends_and_the_others_go_on() -> None:
    mine = series([SMALL.but(learning_rate=1e4), SEEDS[0]])
    while mine.wants_work:
        mine.advance(1.0)
    assert len(mine.results) == 2 and np.isfinite(mine.results[0]).all()


def test_what_is_stopped_or_left_alone_keeps_what_is_done() -> None:
    now = [0.0]
    mine = series(SEEDS, lambda: now[0])
    while len(mine.results) < 1:
        mine.advance(1.0)
    now[0] = 100
    mine.rest_if_unseen(120)
    assert mine.wants_work and len(mine.results) == 1  # and to ask was a look
    now[0] = 230
    mine.rest_if_unseen(120)
    assert not mine.wants_work
    mine.advance(1.0)
    assert len(mine.results) == 1 and 1 / 3 <= mine.progress < 1


def test_the_lab_carries_it_out_and_counts_it_as_one_that_trains() -> None:
    ended = threading.Event()

    def keep(view: View) -> int:
        if view.recipe.seed == 3:
            ended.set()
        return view.iteration

    lab = Lab(limits=Limits(max_running=1))
    long = Series([SMALL.but(iterations=1_000_000)], lab.data, keep, "a visitor")
    lab.start_series(long)
    with pytest.raises(LimitReached):
        lab.start(lab.new_run(SMALL))
    long.stop()
    mine = Series(SEEDS, lab.data, keep, "a visitor")
    lab.start_series(mine)
    assert ended.wait(30)
    lab.close()
    assert mine.results == (6, 6, 6)
