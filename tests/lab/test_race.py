"""A race and an errand: in step, as each would be alone, stopped, left alone, and in the visitor's share of time."""

import threading
from collections.abc import Iterator

import numpy as np
import pytest

from nn.dataset import load_mnist
from nn.lab.errand import Errand
from nn.lab.lab import Lab
from nn.lab.limits import LimitReached, Limits
from nn.lab.race import STRIDE, Race
from nn.lab.run import Run
from nn.lab.view import Status
from nn.recipe import Recipe

SMALL = Recipe(hidden=(4,), train_examples=100, test_examples=20, iterations=30, batch_size=10)
LANES = [SMALL, SMALL.but(optimizer="adam", learning_rate=0.01), SMALL.but(optimizer="momentum")]


def race(recipes: list[Recipe], clock=lambda: 0.0) -> Race:
    return Race(recipes, load_mnist().split, "a visitor", clock=clock)


def test_lanes_start_from_one_network_stay_together_and_each_ends_as_it_would_alone() -> None:
    mine = race(LANES)
    assert len({view.theta.tobytes() for view in mine.views()}) == 1
    while mine.wants_work:
        mine.advance(0.0)
        updates = [view.iteration for view in mine.views()]
        assert max(updates) - min(updates) <= STRIDE
    for recipe, view in zip(LANES, mine.views(), strict=True):
        alone = Run(recipe, load_mnist().split)
        alone.start()
        alone.advance(60)
        assert view.status is Status.FINISHED and (view.theta == alone.view().theta).all()
    assert mine.progress == 1 and len(mine.lanes[0].film()) > 2


def test_a_lane_that_diverges_is_over_and_the_others_go_on() -> None:
    mine = race([SMALL.but(learning_rate=1e4), SMALL])
    while mine.wants_work:
        mine.advance(1.0)
    assert [view.status for view in mine.views()] == [Status.DIVERGED, Status.FINISHED]


def test_a_race_that_is_stopped_or_left_alone_keeps_what_is_learned() -> None:
    now = [0.0]
    mine = race(LANES, lambda: now[0])
    for _ in LANES:
        mine.advance(0.0)
    now[0] = 100
    mine.rest_if_unseen(120)
    assert mine.wants_work and all(view.iteration for view in mine.views())  # and that was a look
    now[0] = 230
    mine.rest_if_unseen(120)
    assert not mine.wants_work
    mine.advance(1.0)
    assert all(view.status is Status.STOPPED and 0 < view.iteration < 30 for view in mine.views())


def test_other_seeds_are_no_race() -> None:
    with pytest.raises(AssertionError):
        race([SMALL, SMALL.but(seed=1)])


def test_the_lab_carries_races_and_errands_out_within_the_limits() -> None:
    ended = threading.Event()

    def counting() -> Iterator[int]:
        yield from range(5)
        ended.set()

    lab = Lab(limits=Limits(max_running=1))
    long = Race([SMALL.but(iterations=1_000_000)], lab.data, "a visitor", lab.films)
    lab.start_series(long)
    with pytest.raises(LimitReached):
        lab.start_series(Errand(counting, 5, "a visitor"))
    long.stop()
    mine = Errand(counting, 5, "a visitor")
    lab.start_series(mine)
    assert ended.wait(30)
    lab.close()
    mine.advance(0)  # waits for the slice at work
    assert mine.found == (0, 1, 2, 3, 4) and mine.complete and not mine.wants_work


def test_an_errand_finds_one_thing_after_another_and_keeps_them_when_it_is_stopped() -> None:
    now = [0.0]
    mine = Errand(lambda: iter(range(10)), 10, "a visitor", lambda: now[0])
    mine.advance(0.0)
    assert mine.found and mine.progress == len(mine.found) / 10
    now[0] = 500
    mine.rest_if_unseen(120)
    found = mine.found
    mine.advance(1.0)
    assert mine.found == found and not mine.wants_work and not mine.complete


def test_what_cannot_be_is_said_in_its_own_sentence() -> None:
    def begin() -> Iterator[int]:
        raise ValueError("There is no such plane.")

    mine = Errand(begin, 10, "a visitor")
    mine.prepare()
    assert mine.message == "There is no such plane." and not mine.wants_work

    def breaks() -> Iterator[int]:
        yield 1
        raise ArithmeticError("overflow")

    broken = Errand(breaks, 10, "a visitor")
    with pytest.raises(ArithmeticError):
        broken.advance(1.0)
    assert broken.found == (1,) and "ArithmeticError" in broken.message and not broken.wants_work
    assert np.isclose(broken.progress, 0.1)
