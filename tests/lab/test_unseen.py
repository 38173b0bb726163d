"""A run that nobody looks at pauses, gives back what it can, and goes when room is needed; who comes back is told."""

import numpy as np
import pytest
from kept import RECIPE, Clock, after, digits, eventually

from nn.lab.lab import LEFT, RESTING, Lab
from nn.lab.limits import Limits
from nn.lab.run import Run
from nn.lab.scheduler import Scheduler
from nn.lab.view import Status

FOREVER = RECIPE.but(iterations=1_000_000)
FULL_OF_CHANCE = RECIPE.but(batch_size=32, iterations=60, optimizer="adam", learning_rate=0.01, dropout=0.2, shift=1)
MEGABYTE = 1_000_000


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def lab(clock):
    limits = Limits(memory_mb=1)
    made = Lab(scheduler=Scheduler(slice_seconds=0.002, unseen=limits.unseen_seconds), limits=limits, clock=clock)
    yield made
    made.close()


def test_a_run_pauses_when_nobody_has_looked_for_two_minutes(lab, clock):
    run = lab.new_run(FOREVER)
    lab.start(run)
    clock.now += 119
    eventually(lambda: run.version > 3)
    assert run.status is Status.RUNNING
    clock.now += 2
    eventually(lambda: run.status is Status.PAUSED and lab.scheduler.waiting == 0)
    view = run.view()
    assert view.message == "Paused: nobody had looked for two minutes." and view.iteration > 0


def test_who_looks_keeps_it_going(lab, clock):
    run = lab.new_run(FOREVER)
    lab.start(run)
    for look in (run.view, run.film, run.view):
        clock.now += 100
        look()
    before = run.version
    eventually(lambda: run.version > before + 3)
    assert run.status is Status.RUNNING


def test_a_page_that_asks_the_run_nothing_keeps_it_going_while_it_is_open(lab, clock):
    read, left = lab.new_run(FOREVER), lab.new_run(FOREVER)
    lab.in_view = lambda: {read.id, "another"}
    lab.start(read)
    lab.start(left)
    for _ in range(10):
        clock.now += 20
        lab.keep_house()
    assert read.status is Status.RUNNING and left.status is Status.PAUSED


def test_to_resume_is_to_look_and_the_sentence_goes(lab, clock):
    run = lab.new_run(FOREVER)
    lab.start(run)
    clock.now += 1_000
    eventually(lambda: run.status is Status.PAUSED and lab.scheduler.waiting == 0)
    lab.start(run)
    before = run.version
    eventually(lambda: run.version > before + 3)
    assert run.status is Status.RUNNING and run.view().message == ""


def test_other_seconds_are_said_as_they_are(clock):
    run = Run(FOREVER, digits, clock=clock)
    run.start()
    clock.now += 31
    run.rest_if_unseen(30)
    assert run.view().message == "Paused: nobody had looked for 30 seconds."


def test_one_that_has_just_been_stopped_is_not_paused_after_all(clock):
    run = after(3, FOREVER)
    run.stop()
    run.looked_at -= 1_000
    run.rest_if_unseen(120)
    assert run.status is Status.STOPPED


def test_it_goes_on_as_if_it_had_never_paused(clock):
    run = Run(FULL_OF_CHANCE, digits, clock=clock)
    run.start()
    while run.wants_work:
        run.advance(0.0)
        clock.now += 121
        run.rest_if_unseen(120)
        assert run._course.at_rest, "what only training needs is given back"
        run.start()
    straight = after(1_000, FULL_OF_CHANCE)
    np.testing.assert_array_equal(run.view().theta, straight.view().theta)
    np.testing.assert_array_equal(run.view().history.train_loss, straight.view().history.train_loss)


def test_one_that_was_paused_gives_back_too_when_it_is_left_alone(lab, clock):
    run = after(5, run=lab.new_run(FULL_OF_CHANCE))
    clock.now += 119
    lab.keep_house()
    assert not run._course.at_rest
    clock.now += 2
    before = run.view().version
    clock.now += 121
    lab.keep_house()
    assert run._course.at_rest and run.version == before, "nobody sees a difference"
    np.testing.assert_array_equal(after(1_000, run=run).view().theta, after(1_000, FULL_OF_CHANCE).view().theta)


# --- room


def test_a_run_knows_what_it_holds():
    small, large = after(3), after(3, RECIPE.but(hidden=(100,)))
    assert 10 < large.size / small.size < 13
    plain, adam = after(3, FULL_OF_CHANCE.but(optimizer="gradient descent")), after(3, FULL_OF_CHANCE)
    assert adam.size - plain.size >= 2 * plain.view().theta.nbytes
    assert after(18).size - after(8).size >= 10 * small.view().theta.nbytes  # its film


def test_runs_that_hold_too_much_are_dropped_the_longest_unseen_first(lab, clock):
    runs = []
    for _ in range(3):
        runs.append(after(8, run=lab.new_run(RECIPE)))
        clock.now += 1
    held = runs[0].size
    assert 0.3 * MEGABYTE < held < 0.4 * MEGABYTE
    lab.new_run(RECIPE)
    assert all(lab.find(run.id) for run in runs), "they were looked at a moment ago"
    clock.now += RESTING
    runs[0].view()
    lab.new_run(RECIPE)
    assert [bool(lab.find(run.id)) for run in runs] == [True, False, True]
    assert lab.gone(runs[1].id) == RECIPE and lab.gone(runs[0].id) is None


def test_what_is_too_much_goes_when_the_house_is_kept_though_nobody_comes(lab, clock):
    runs = []
    for _ in range(3):
        runs.append(after(8, run=lab.new_run(RECIPE)))
        clock.now += 1
    clock.now += 2 * RESTING
    lab.keep_house()
    assert [bool(lab.find(run.id)) for run in runs] == [False, True, True]


def test_the_films_of_all_who_have_left_keep_a_few_moments_and_one_alone_keeps_all(clock, monkeypatch):
    lab = Lab(limits=Limits(), clock=clock)
    monkeypatch.setattr("nn.lab.lab.FILMS_LEFT", 500_000)
    one = after(15, run=lab.new_run(RECIPE))
    clock.now += 2 * LEFT
    lab.keep_house()
    assert len(one.film()) == 16
    others = [after(10, run=lab.new_run(RECIPE.but(hidden=(4,)))) for _ in range(8)]
    clock.now += 2 * LEFT
    one.view()
    lab.keep_house()
    assert len(one.film()) == 16, "somebody looks at it"
    assert sum(run.snapshots.size for run in others) <= 500_000
    assert all(run.film().iterations[[0, -1]].tolist() == [0, 10] and len(run.film()) > 3 for run in others)
    lab.close()


def test_runs_that_train_are_never_dropped(lab, clock):
    run = lab.new_run(FOREVER.but(hidden=(60,)))
    lab.start(run)
    eventually(lambda: run.size > 1.5 * MEGABYTE)
    clock.now += 2 * RESTING
    lab.new_run(RECIPE)
    assert lab.find(run.id) is run


def test_who_watches_a_run_counts_where_pages_look_again_and_again(lab, clock):
    here = []
    lab.in_view = lambda: here
    mine = [lab.new_run(RECIPE) for _ in range(100)]
    here += [run.id for run in mine]
    assert lab.refresh_seconds() == 0.2  # a hundred pages that look at nothing that moves
    here += [mine[0].id] * 99
    assert lab.refresh_seconds() == 0.2  # counted a moment ago
    clock.now += 1
    assert lab.refresh_seconds() == 1.25
