"""Many runs, few workers: everybody gets on, and what goes wrong in one run is no concern of the others."""

import gc
import logging
import sys
import threading

import pytest
from kept import eventually

from nn.dataset import load_mnist
from nn.lab.lab import Lab
from nn.lab.run import Run
from nn.lab.scheduler import Scheduler
from nn.lab.view import Status
from nn.recipe import Recipe

FOREVER = Recipe(hidden=(8,), train_examples=400, test_examples=0, iterations=1_000_000, learning_rate=0.01)
SHORT = FOREVER.but(iterations=20)


def make(recipe=FOREVER):
    return Run(recipe, lambda r: load_mnist().split(r))


@pytest.fixture
def scheduler():
    made = Scheduler(slice_seconds=0.005)
    yield made
    made.close()


def begin(scheduler, run):
    run.start()
    scheduler.submit(run)
    return run


def test_no_thread_starts_before_the_first_run_does():
    before = threading.active_count()
    scheduler = Scheduler(workers=3)
    assert threading.active_count() == before
    scheduler.close()


def test_a_run_is_carried_to_its_end(scheduler):
    run = begin(scheduler, make(SHORT))
    eventually(lambda: run.view().over)
    assert run.view().status is Status.FINISHED
    eventually(lambda: scheduler.waiting == 0)


def test_all_runs_get_on_whoever_came_first(scheduler):
    runs = [begin(scheduler, make(FOREVER.but(seed=seed))) for seed in range(4)]
    eventually(lambda: all(run.view().iteration > 20 for run in runs))


def test_a_short_run_does_not_wait_for_a_long_one(scheduler):
    long = begin(scheduler, make())
    short = begin(scheduler, make(SHORT))
    eventually(lambda: short.view().over)
    assert not long.view().over


def test_two_workers_work_at_once_and_never_on_the_same_run():
    scheduler = Scheduler(workers=2, slice_seconds=0.002)
    runs = [begin(scheduler, make(FOREVER.but(seed=seed))) for seed in range(3)]
    eventually(lambda: all(run.view().iteration > 100 for run in runs))
    scheduler.close()
    for run in runs:
        assert len(run.view().history) == run.view().iteration  # no update was made twice


def test_submitting_twice_is_harmless(scheduler):
    run = make()
    for _ in range(3):
        begin(scheduler, run)
    eventually(lambda: run.view().iteration > 5)
    assert scheduler.waiting == 1


def test_a_run_that_takes_long_to_get_ready_keeps_nobody_waiting(scheduler):
    ready = threading.Event()

    def slowly(recipe):
        ready.wait(20)
        return load_mnist().split(recipe)

    late, light = begin(scheduler, Run(FOREVER, slowly)), begin(scheduler, make(SHORT))
    other = make(SHORT.but(seed=1))
    other.prepare()
    begin(scheduler, other)
    eventually(lambda: other.view().over)
    assert late.view().iteration == 0 and not light.view().over, "one after the other gets ready"
    ready.set()
    eventually(lambda: late.view().iteration > 0 and light.view().over)


def test_a_paused_run_leaves_the_queue_and_comes_back(scheduler):
    run = begin(scheduler, make())
    eventually(lambda: run.view().iteration > 5)
    run.pause()
    eventually(lambda: scheduler.waiting == 0)
    at = run.view().iteration
    begin(scheduler, run)
    eventually(lambda: run.view().iteration > at)


def test_pause_and_resume_in_quick_succession_never_strand_a_run(scheduler):
    run = begin(scheduler, make())
    for _ in range(200):
        run.pause()
        begin(scheduler, run)
    at = run.view().iteration
    eventually(lambda: run.view().iteration > at + 5)


def test_a_run_that_fails_leaves_its_worker_alive(scheduler, caplog):
    def broken(recipe):
        raise RuntimeError("made to fail")

    with caplog.at_level(logging.CRITICAL, "nn.lab.scheduler"):
        failing, sound = begin(scheduler, Run(FOREVER, broken)), begin(scheduler, make(SHORT))
        eventually(lambda: sound.view().over and failing.view().over)
    assert failing.view().status is Status.FAILED and "made to fail" in failing.view().message
    assert sound.view().status is Status.FINISHED


def test_a_run_that_diverges_is_no_failure(scheduler):
    run = begin(scheduler, make(FOREVER.but(learning_rate=5000.0)))
    eventually(lambda: run.view().over)
    assert run.view().status is Status.DIVERGED


def test_closing_ends_the_workers_and_takes_no_more_runs(scheduler):
    run = begin(scheduler, make())
    eventually(lambda: run.view().iteration > 0)
    scheduler.close()
    assert not any(t.name.startswith("training-") and t.is_alive() for t in scheduler._workers)
    other = begin(scheduler, make())
    assert other.view().iteration == 0


# --- the lab


@pytest.fixture
def lab():
    made = Lab(scheduler=Scheduler(slice_seconds=0.005))
    yield made
    made.scheduler.close()


def test_the_lab_finds_a_run_again(lab):
    run = lab.new_run(FOREVER)
    assert lab.find(run.id) is run and lab.find("another") is None


def test_the_lab_starts_and_steps(lab):
    run = lab.new_run(FOREVER)
    lab.step(run, 3)
    eventually(lambda: run.view().status is Status.PAUSED)
    assert run.view().iteration == 3
    lab.start(run)
    eventually(lambda: run.view().iteration > 3)


def test_runs_with_the_same_draw_share_their_digits(lab):
    data = lab.data(FOREVER)
    assert lab.data(FOREVER.but(learning_rate=0.5, hidden=(30,))) is data
    assert lab.data(FOREVER.but(seed=1)) is not data
    assert lab.data(FOREVER.but(batch_size=10)).train.floats is None


def test_one_draw_is_kept_as_floats_and_the_others_are_shared_as_they_are(lab):
    first, second = lab.data(FOREVER), lab.data(FOREVER.but(seed=1))
    assert first.train.floats is not None and second.train.floats is None
    assert lab.data(FOREVER) is first and lab.data(FOREVER.but(seed=1)) is second
    del first, second
    gc.collect()
    assert lab.data(FOREVER.but(seed=1)).train.floats is not None, "nobody holds the first any more"


def test_a_training_need_not_wait_long_for_who_draws_a_page(lab: Lab) -> None:
    """Python lets a thread compute for 5 ms before another may go on: as long as several small updates take."""
    assert sys.getswitchinterval() <= 0.001
