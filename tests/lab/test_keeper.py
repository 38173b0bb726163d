"""Runs are kept while they change, beside the training; a lab that begins anew finds them all."""

import errno
import json
import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from kept import RECIPE, Clock, after, digits, eventually

from nn.lab.keeper import Keeper
from nn.lab.lab import RESTING, Lab
from nn.lab.limits import Limits
from nn.lab.run import Run
from nn.lab.shelf import Shelf
from nn.lab.view import Status

TESTS = Path(__file__).parent.parent
FOREVER = RECIPE.but(iterations=1_000_000)


class Counting(Shelf):
    """A shelf that knows what was put on it; ``slow`` seconds pass each time."""

    def __init__(self, folder, clock):
        super().__init__(folder, 10**9)
        self.versions, self.clock, self.slow = [], clock, 0.0

    def put(self, record):
        self.clock.now += self.slow
        self.versions.append(record.version)
        return super().put(record)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def shelf(tmp_path, clock):
    return Counting(tmp_path, clock)


def keeping(shelf, clock, *runs):
    return Keeper(shelf, lambda: runs, seconds=5, clock=clock)


def training():
    run = Run(FOREVER, digits)
    run.start()
    run.advance(0.001)
    return run


def test_a_run_that_trains_is_written_every_few_seconds(shelf, clock):
    run = training()
    keeper = keeping(shelf, clock, run)
    for _ in range(50):
        run.advance(0.0)
        keeper.look()
        clock.now += 0.25
    assert len(shelf.versions) == 3  # after 0, 5 and 10 of 12.5 seconds


def test_a_run_in_passing_is_never_written(shelf, clock):
    run = training()
    run.passing = True
    keeper = keeping(shelf, clock, run)
    keeper.look()
    run.stop()
    keeper.look()
    keeper.close()
    assert not shelf.versions


def test_a_run_in_passing_is_gone_once_it_is_let_go():
    lab = Lab()
    run, other = lab.new_run(RECIPE), lab.new_run(RECIPE)
    run.passing = True
    for one in (run, other):
        one.step(1)
        lab.let_go(one)
    assert lab.find(run.id) is None and lab.find(other.id) is other
    assert lab.gone(run.id) is None and run.status is Status.STOPPED
    lab.close()


def test_a_run_that_rests_is_written_at_once_and_then_no_more(shelf, clock):
    run = training()
    keeper = keeping(shelf, clock, run)
    keeper.look()
    run.advance(0.0)
    run.pause()
    for _ in range(3):
        keeper.look()
    assert shelf.versions[1:] == [run.version]
    run.stop()
    keeper.look()
    assert shelf.take(run.id).status is Status.STOPPED


def test_a_run_that_goes_on_is_known_to_be_training_at_once(shelf, clock):
    run = after(3, FOREVER)
    keeper = keeping(shelf, clock, run)
    keeper.look()
    run.start()
    keeper.look()
    assert shelf.take(run.id).status is Status.RUNNING and len(shelf.versions) == 2
    run.advance(0.0)
    keeper.look()
    assert len(shelf.versions) == 2, "from then on every few seconds"


def test_where_writing_is_slow_it_is_done_less_often(shelf, clock):
    run = training()
    keeper, shelf.slow = keeping(shelf, clock, run), 2.0
    for _ in range(400):
        run.advance(0.0)
        keeper.look()
        clock.now += 0.25
    assert len(shelf.versions) == 5  # of 108 seconds: each writing of 2 is followed by 20 without


def test_where_many_train_all_are_written_in_turn_and_little_of_the_time(shelf, clock):
    runs = [training() for _ in range(20)]
    keeper, shelf.slow = keeping(shelf, clock, *runs), 0.1
    keeper.look()  # all are new
    before, shelf.versions = {run.id: shelf.take(run.id).version for run in runs}, []
    until = clock.now + 6 + 20 * 0.1 * 11
    while clock.now < until:
        for run in runs:
            run.advance(0.0)
        keeper.look()
        clock.now += 0.25
    assert all(shelf.take(run.id).version > before[run.id] for run in runs)
    assert len(shelf.versions) <= 28 / (0.1 * 11)


def test_a_run_among_many_at_work_keeps_less_of_its_film_until_it_rests(shelf, clock, monkeypatch):
    monkeypatch.setattr("nn.lab.keeper.FILM", 40 * 25_480)
    monkeypatch.setattr("nn.lab.keeper.FILM_LEAST", 3 * 25_480)
    runs = [after(16, FOREVER) for _ in range(8)]
    for run in runs:
        run.start()
    keeper = keeping(shelf, clock, *runs)
    keeper.look()
    assert [i for i, _ in shelf.take(runs[0].id).film.frames] == [0, 4, 8, 12, 16]
    runs[0].pause()
    keeper.look()
    assert len(shelf.take(runs[0].id).film.frames) == 17


def test_a_draft_holds_nothing_to_keep(shelf, clock):
    keeping(shelf, clock, Run(RECIPE, digits)).look()
    assert shelf.versions == []


def test_what_failed_is_tried_again_though_nothing_has_changed(shelf, clock, monkeypatch):
    def full(*args, **arrays):
        raise OSError(errno.ENOSPC, "No space left on device")

    run = after(3)
    keeper = keeping(shelf, clock, run)
    with monkeypatch.context() as patched:
        patched.setattr(np, "savez", full)
        for _ in range(3):
            keeper.look()
    assert len(shelf.versions) == 1 and shelf.trouble
    clock.now += 6
    keeper.look()
    assert shelf.trouble == "" and shelf.take(run.id) is not None


def test_one_run_that_cannot_be_kept_is_no_concern_of_the_others(shelf, clock, caplog):
    broken, sound = after(2), after(2)
    broken.record = None
    with caplog.at_level(logging.ERROR):
        keeping(shelf, clock, broken, sound).look()
    assert broken.id in caplog.text and broken.key not in caplog.text
    assert sound.id in shelf and broken.id not in shelf


def test_stopping_while_it_is_being_kept_gives_the_memory_back():
    run = after(3)
    with run._work:
        run.stop()
    assert run.record(0).memory == {} and run._course.at_rest


# --- the lab


@pytest.fixture
def labs(tmp_path):
    """Makes labs that keep their runs in one folder, one after the other as servers do; all are closed in the end."""
    made = []

    def another(folder="runs", **settings):
        made.append(Lab(limits=Limits(runs_dir=str(tmp_path / folder)), **settings))
        return made[-1]

    yield another
    for lab in made:
        lab.close()


def test_a_lab_that_begins_anew_finds_the_runs_of_the_one_before(labs):
    first = labs()
    run = first.new_run(RECIPE)
    after(7, run=run)
    first.close()
    second = labs()
    found = second.find(run.id)
    assert found.id == run.id and found is second.find(run.id)
    np.testing.assert_array_equal(found.view().theta, run.view().theta)
    second.start(found)
    eventually(lambda: found.view().over)
    np.testing.assert_array_equal(found.view().theta, after(1_000, run=run).view().theta)
    assert found.view().final == run.view().final
    second.close()
    assert labs().find(run.id).view().status is Status.FINISHED


def test_a_run_at_work_when_the_server_ends_comes_back_paused(labs):
    lab = labs()
    run = lab.new_run(FOREVER)
    lab.start(run)
    eventually(lambda: run.view().iteration >= 3)
    lab.close()
    found = labs().find(run.id).view()
    assert found.status is Status.PAUSED and "server" in found.message
    assert found.iteration == run.view().iteration


def test_after_a_restart_the_key_still_steers_and_leads_to_the_newest(labs, tmp_path):
    lab = labs()
    first = lab.new_run(RECIPE)
    after(3, run=first)
    draft = lab.new_run(RECIPE, follows=first)
    lab.let_go(first)
    last = lab.new_run(RECIPE, follows=draft)
    lab.let_go(draft)
    after(2, run=last)
    stranger = after(1, run=lab.new_run(RECIPE))
    lab.close()
    lab = labs()
    assert lab.newest(lab.find(first.id)).id == last.id
    assert lab.controlled_by(first.key).id == last.id and lab.controlled_by(stranger.key).id == stranger.id
    for wrong in ("", first.id, first.key_hash, first.key + "x"):
        assert lab.controlled_by(wrong) is None
    follower = lab.new_run(RECIPE, follows=lab.find(last.id))
    assert follower.key == first.key and lab.controlled_by(first.key) is follower
    lab.close()
    everything = b"".join(path.read_bytes() for path in (tmp_path / "runs").iterdir())
    assert first.key.encode() not in everything and first.key.encode("utf-32-le") not in everything


def test_a_run_dropped_from_memory_comes_back_from_the_disk(labs, clock):
    lab = labs(clock=clock)
    run = after(5, run=lab.new_run(RECIPE))
    clock.now += 2 * RESTING
    lab.films.size = 0
    lab.new_run(RECIPE)
    assert run.id not in lab._runs
    found = lab.find(run.id)
    assert found is not run and found.view().iteration == 5
    assert found.version > run.version  # what was computed for the old one is not shown for this one
    lab.close()


def test_many_who_ask_at_once_find_the_same_run(labs):
    lab = labs()
    kept = after(2, run=lab.new_run(RECIPE))
    lab.close()
    lab, found = labs(), []
    askers = [threading.Thread(target=lambda: found.append(lab.find(kept.id))) for _ in range(8)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert len(found) == 8 and all(run is found[0] for run in found)


def test_without_a_folder_nothing_is_kept_and_no_thread_starts():
    before = threading.active_count()
    lab = Lab(limits=Limits())
    after(2, run=lab.new_run(RECIPE))
    assert threading.active_count() == before and lab.trouble == ""
    lab.close()


def test_a_folder_that_cannot_be_is_a_sentence_and_training_goes_on(labs, tmp_path):
    (tmp_path / "file").write_text("")
    lab = labs("file")
    run = after(3, run=lab.new_run(RECIPE))
    assert "cannot be kept on disk" in lab.trouble and lab.find(run.id) is run
    lab.close()


def test_closing_ends_the_keeping_thread(labs):
    def keeping():
        return sum(thread.name == "keeping" for thread in threading.enumerate())

    lab, before = labs(), keeping()
    lab.new_run(RECIPE)
    assert keeping() == before + 1
    lab.close()
    assert keeping() == before


def test_a_server_that_is_killed_while_it_trains_loses_nothing_but_the_last_seconds(labs, tmp_path):
    recipe = RECIPE.but(batch_size=30, iterations=20_000, optimizer="adam", learning_rate=0.001, dropout=0.2, shift=1)
    program = [sys.executable, TESTS / "helpers" / "killed_training.py", tmp_path / "runs", recipe.to_json()]
    env = os.environ | {"PYTHONPATH": str(TESTS.parent)}
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True, env=env) as server:
        id, key = json.loads(server.stdout.readline())
        eventually(lambda: (tmp_path / "runs" / f"{id}.npz").exists())
        server.kill()
    lab = labs()
    run = lab.controlled_by(key)
    assert run.id == id and run.view().status is Status.PAUSED and run.view().iteration < 20_000
    to = run.view().iteration + 50
    same = after(to, recipe)
    np.testing.assert_array_equal(after(50, run=run).view().theta, same.view().theta)
    np.testing.assert_array_equal(run.view().history.train_loss, same.view().history.train_loss)
