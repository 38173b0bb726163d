"""What a server allows: read from the environment, checked where a run is made or started, said in one sentence."""

import logging
from dataclasses import fields

import pytest
from kept import RECIPE, after

from nn.lab.lab import Lab
from nn.lab.limits import LimitReached, Limits, limits_table, variable
from nn.presets import PRESETS
from nn.recipe import Recipe

FOREVER = RECIPE.but(iterations=1_000_000)


@pytest.fixture
def lab_with():
    made = []

    def make(**limits):
        made.append(Lab(limits=Limits(**limits)))
        return made[-1]

    yield make
    for lab in made:
        lab.close()


def refusal(action, *args):
    with pytest.raises(LimitReached) as found:
        action(*args)
    assert "\n" not in str(found.value) and str(found.value).endswith(".")
    return str(found.value)


# --- the environment


def test_without_an_environment_the_defaults_hold():
    assert Limits.from_environment({}) == Limits() == Limits.from_environment({"NN_FILM_MB": " ", "NN_ANYTHING": "5"})


def test_each_limit_is_read_from_its_variable():
    found = Limits.from_environment({"NN_MAX_RUNNING": "12", "NN_FILM_MB": "1,000", "NN_RUNS_DIR": "/srv/runs"})
    assert (found.max_running, found.film_mb, found.runs_dir) == (12, 1_000, "/srv/runs")


@pytest.mark.parametrize("text", ["many", "-1", "0", "1.5", "1e3", "9" * 30, "²", "nan"])
def test_what_means_nothing_is_the_default_and_one_warning(text, caplog):
    with caplog.at_level(logging.WARNING):
        assert Limits.from_environment({"NN_MAX_RUNNING": text}) == Limits()
    assert len(caplog.records) == 1 and "NN_MAX_RUNNING" in caplog.text


def test_the_table_names_every_limit():
    table = "\n".join(limits_table())
    assert all(f"`{variable(f.name)}`" in table and f.metadata["meaning"] in table for f in fields(Limits))


# --- what it lets through


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_may_be_trained(preset):
    Limits().check_recipe(PRESETS[preset].recipe)


def test_the_largest_and_longest_that_the_form_allows_may_be_trained():
    Limits().check_recipe(Recipe(hidden=(2048,) * 8, iterations=1_000_000, train_examples=60_000, test_examples=0))
    longest = Recipe(batch_size=1, iterations=None, epochs=10_000, train_examples=60_000, test_examples=0)
    Limits().check_recipe(longest)


# --- what it refuses


def test_a_network_with_too_many_parameters(lab_with):
    lab = lab_with(max_parameters=7_000)
    lab.new_run(RECIPE)
    said = refusal(lab.new_run, RECIPE.but(hidden=(9,)))
    assert "7,165" in said and "7,000" in said and "NN_MAX_PARAMETERS" in said


def test_a_run_that_would_take_too_long(lab_with):
    lab = lab_with(max_work=6_000)
    lab.new_run(RECIPE)  # 20 updates of 300 digits
    assert "NN_MAX_WORK" in refusal(lab.new_run, RECIPE.but(iterations=21))
    lab.new_run(RECIPE.but(batch_size=30, iterations=200))
    assert "6,030" in refusal(lab.new_run, RECIPE.but(batch_size=30, iterations=201))


def test_more_at_once_than_the_server_allows(lab_with):
    lab = lab_with(max_running=2)
    first, second, third = (lab.new_run(FOREVER) for _ in range(3))
    lab.start(first)
    lab.start(second)
    for action in (lambda: lab.start(third), lambda: lab.step(third, 1)):
        assert "NN_MAX_RUNNING)" in refusal(action)
    assert not third.wants_work
    lab.start(second)  # it runs already
    first.pause()
    lab.start(third)
    assert third.wants_work


def test_more_at_once_than_one_visitor_may_have(lab_with):
    lab = lab_with(max_running_each=1)
    mine = lab.new_run(FOREVER)
    lab.start(mine)
    another, somebody_else_s = lab.new_run(FOREVER, follows=mine), lab.new_run(FOREVER)
    assert "NN_MAX_RUNNING_EACH" in refusal(lab.start, another)
    lab.start(somebody_else_s)
    lab.let_go(mine)
    lab.start(another)


def test_the_room_of_films_and_runs_is_what_the_limits_say(lab_with):
    lab = lab_with(film_mb=1)
    assert lab.films.size == 1_000_000
    after(20, run=lab.new_run(RECIPE))
    after(20, RECIPE, lab.new_run(RECIPE.but(hidden=(100,))))
    assert lab.films.used <= 1_000_000


def test_one_run_s_film_keeps_to_its_own_room(lab_with):
    run = after(20, run=lab_with(film_mb_each=1).new_run(RECIPE.but(hidden=(30,))))
    assert 0.5e6 < run.snapshots.size <= 1e6 and run.film().iterations[[0, -1]].tolist() == [0, 20]
