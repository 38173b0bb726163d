"""Pictures on their way in, the room that a server has for them, and runs whose pictures have gone."""

import io

import numpy as np
import pytest
from kept import Clock, eventually
from own_files import digits, kaggle, npz

from nn.lab.intake import UNREADABLE, Intake
from nn.lab.lab import NOT_HERE, Lab
from nn.lab.limits import LimitReached, Limits
from nn.lab.run import Run
from nn.owndata.own_set import own_set
from nn.owndata.reading import read
from nn.recipe import Recipe

TINY = Recipe(hidden=(4,), initial="he", iterations=4)


@pytest.fixture
def lab(tmp_path):
    made = Lab(limits=Limits(runs_dir=str(tmp_path), keep_seconds=1))
    yield made
    made.close()


def the_set(m=60, shift=0):
    pixels, labels = digits(m)
    return own_set(read(io.BytesIO(npz(images=np.roll(pixels, shift, axis=1), labels=labels))))


# Reading in turns -----------------------------------------------------------------------------------------------------


def test_a_file_is_read_in_slices_and_let_go():
    file = io.BytesIO(kaggle(400))
    intake = Intake([file], "mine.csv", "somebody")
    shares = []
    while intake.wants_work:
        intake.advance(0.0)
        shares.append(intake.share)
    assert len(shares) > 2 and shares == sorted(shares) and len(intake.found) == 400 and not intake.problem
    intake.advance(1.0)  # nothing is left to do


def test_what_cannot_be_read_is_a_sentence():
    intake = Intake([io.BytesIO(b"")], "mine.csv", "somebody")
    intake.advance(1.0)
    assert intake.problem == "The file is empty (0 bytes)." and intake.found is None and not intake.wants_work


def test_a_bug_is_a_sentence_as_well_and_stands_in_the_log(caplog, monkeypatch):
    monkeypatch.setattr("nn.owndata.reading.checked", lambda found: 1 / 0)
    intake = Intake([io.BytesIO(kaggle(20))], "mine.csv", "somebody")
    intake.advance(9.0)
    assert intake.problem == UNREADABLE and "ZeroDivisionError" in caplog.text


def test_it_ends_when_it_is_stopped_or_nobody_looks():
    clock = Clock()
    stopped = Intake([io.BytesIO(kaggle(20))], "a", "b", clock)
    stopped.stop()
    left = Intake([io.BytesIO(kaggle(20))], "a", "b", clock)
    clock.now += 100
    left.rest_if_unseen(120)
    assert not stopped.wants_work and left.wants_work
    clock.now += 100
    left.rest_if_unseen(120)
    assert not left.wants_work and left.found is None


def test_the_scheduler_reads_it(lab):
    intake = Intake([io.BytesIO(kaggle(60))], "mine.csv", "somebody")
    lab.start_series(intake)
    eventually(lambda: not intake.wants_work)
    assert len(intake.found) == 60


# Room -----------------------------------------------------------------------------------------------------


def test_equal_sets_are_one_and_take_room_once(lab):
    one, two, other = the_set(), the_set(), the_set(shift=1)
    assert lab.welcome_set(one) is one and lab.welcome_set(two) is one and lab.welcome_set(other) is other


def test_a_server_has_so_much_room_for_all_and_for_each(lab):
    lab.limits = Limits(sets_mb=1, sets_mb_each=1)
    one, other = the_set(900), the_set(900, shift=1)
    lab.welcome_set(one)
    with pytest.raises(LimitReached, match="NN_SETS_MB\\)"):
        lab.welcome_set(other)
    with pytest.raises(LimitReached, match="NN_SETS_MB_EACH"):
        lab.welcome_set(other, beside=900_000)
    del one
    assert lab.welcome_set(other) is other  # the first has gone with who held it


# Runs -----------------------------------------------------------------------------------------------------


def test_a_kept_run_knows_its_pictures_by_their_fingerprint_and_asks_for_them(lab, tmp_path):
    own = lab.welcome_set(the_set())
    run = lab.new_run(own.recipe(TINY))
    lab.step(run, 2)
    eventually(lambda: not run.wants_work)
    lab.close()
    del run, own
    again = Lab(limits=Limits(runs_dir=str(tmp_path)))
    (label,) = again._keeper.shelf.labels()
    run = again.find(label.id)
    assert run.view().iteration == 2 and run.recipe.pictures.classes == tuple("0123456789")
    assert again.digits(run.recipe) is None
    with pytest.raises(LimitReached, match="upload the same file"):
        again.start(run)
    own = again.welcome_set(the_set())
    assert again.digits(run.recipe) is own
    again.start(run)
    eventually(lambda: run.view().over)
    assert run.view().iteration == 4 and run.view().final.official.accuracy >= 0
    assert "aside_accuracy" in run.saved().facts and "official_accuracy" not in run.saved().facts
    assert not any((tmp_path / file).stat().st_size > 500_000 for file in tmp_path.iterdir())  # no picture is in it
    again.close()


def test_a_run_goes_as_if_it_had_never_stopped(lab):
    own = lab.welcome_set(the_set())
    recipe = own.recipe(TINY)
    whole, halves = Run(recipe, lab.data), Run(recipe, lab.data)
    for run, parts in ((whole, (4,)), (halves, (2, 2))):
        for n in parts:
            run.step(n)
            while run.wants_work:
                run.advance(1.0)
            run.looked_at = -1e9
            run.rest_if_unseen(1)
    assert np.array_equal(whole.view().theta, halves.view().theta)


def test_nothing_is_drawn_from_pictures_that_are_not_here(lab):
    recipe = the_set().recipe(TINY)
    with pytest.raises(RuntimeError, match=NOT_HERE[:40]):
        lab.data(recipe)
