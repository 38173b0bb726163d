"""What whoever keeps a server running gets to know of it."""

import sys
from dataclasses import FrozenInstanceError

import pytest
from kept import RECIPE, after, eventually

from nn.lab.health import give_back_memory, resident_bytes
from nn.lab.lab import Lab
from nn.lab.limits import Limits


def test_a_lab_tells_how_it_is_doing(tmp_path):
    lab = Lab(limits=Limits(runs_dir=str(tmp_path)))
    before = lab.health()
    assert (before.runs, before.running, before.slices, before.run_bytes, before.kept) == (0, 0, 0, 0, 0)
    resting, training = after(5, run=lab.new_run(RECIPE)), lab.new_run(RECIPE.but(iterations=1_000_000))
    lab.start(training)
    eventually(lambda: lab.health().slices > 5 and lab.health().kept == 2)
    now = lab.health()
    assert (now.runs, now.running, now.waiting, now.trouble) == (2, 1, 1, "")
    assert now.run_bytes > now.film_bytes > 6 * resting.view().theta.nbytes
    assert now.threads > before.threads and 0 <= now.longest_wait < 60
    with pytest.raises(FrozenInstanceError):
        now.runs = 3
    lab.close()


def test_to_ask_is_no_look_at_a_run():
    lab = Lab()
    run = lab.new_run(RECIPE)
    before = run.looked_at
    lab.health()
    assert run.looked_at == before


def test_the_memory_of_the_process():
    assert 20e6 < resident_bytes() < 20e9 if sys.platform == "linux" else resident_bytes() is None


def test_memory_may_be_given_back_at_any_time():
    before = resident_bytes()
    give_back_memory()
    assert before is None or resident_bytes() <= before + 1e6
