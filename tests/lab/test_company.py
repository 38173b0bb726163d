"""Who may steer a run and who only watches it; runs that take each other's place; and what the others see."""

import logging
from dataclasses import FrozenInstanceError

import pytest

from nn.lab.company import Company, Place
from nn.lab.lab import REMEMBERED, RESTING, Lab
from nn.lab.run import Run
from nn.recipe import Recipe

RECIPE = Recipe(hidden=(4,), train_examples=100, test_examples=20, iterations=5)


@pytest.fixture
def lab():
    made = Lab()
    yield made
    made.close()


def make():
    return Run(RECIPE, lambda recipe: None)


def test_two_names_that_say_nothing_of_each_other():
    runs = [make() for _ in range(50)]
    assert len({run.id for run in runs} | {run.key for run in runs}) == 100
    assert all(len(name) == 22 for run in runs for name in (run.id, run.key))


def test_only_the_key_itself_controls():
    run, other = make(), make()
    assert run.controlled_by(run.key)
    wrong = (
        run.id,
        other.key,
        run.key[:-1],
        run.key + "A",
        run.key.swapcase(),
        run.key_hash,
        "",
        "é" * 22,
        "x" * 10**6,
    )
    assert not any(run.controlled_by(key) for key in (*wrong, "x" * 1_000_000))


def test_the_key_is_in_nothing_that_others_get_to_see(caplog, tmp_path):
    run = make()
    with caplog.at_level(logging.DEBUG):
        seen = [repr(run), str(run.view()), repr(vars(run.view())), repr(run.place), repr(run.saved().facts)]
    assert not any(run.key in text for text in [*seen, caplog.text])


def test_the_lab_finds_what_a_key_steers_and_nothing_for_any_other(lab):
    run, _ = lab.new_run(RECIPE), lab.new_run(RECIPE)
    assert lab.controlled_by(run.key) is run
    for wrong in ("", run.id, run.key[1:], "\N{SNOWMAN}" * 22, run.key_hash):
        assert lab.controlled_by(wrong) is None


def test_a_run_that_takes_another_s_place_is_found_by_the_same_key_and_from_the_other(lab):
    first = lab.new_run(RECIPE)
    second = lab.new_run(RECIPE, follows=first)
    third = lab.new_run(RECIPE, follows=second)
    assert first.key == third.key and len({first.id, second.id, third.id}) == 3
    assert lab.controlled_by(first.key) is third
    assert lab.newest(first) is lab.newest(second) is lab.newest(third) is third


def test_the_way_to_the_newest_leads_over_runs_that_are_gone(lab):
    first = lab.new_run(RECIPE)
    second = lab.new_run(RECIPE, follows=first)
    lab.let_go(first)  # a draft goes at once
    third = lab.new_run(RECIPE, follows=second)
    lab.let_go(second)
    assert lab.find(first.id) is None and lab.successor(first.id) is third is lab.newest(first)


def test_a_run_without_a_successor_is_its_own_newest_and_an_unknown_id_has_none(lab):
    run = lab.new_run(RECIPE)
    assert lab.newest(run) is run and lab.successor(run.id) is None and lab.successor("") is None


def test_only_so_many_successors_are_remembered(lab):
    run = first = lab.new_run(RECIPE)
    for _ in range(REMEMBERED + 1):
        run, old = lab.new_run(RECIPE, follows=run), run
        lab.let_go(old)
    assert lab.successor(first.id) is None and lab.controlled_by(first.key) is run


def test_what_a_forgotten_run_was_to_do_is_still_known(lab):
    lab.films.size = 0
    run = lab.new_run(RECIPE.but(seed=7))
    run.looked_at -= 2 * RESTING
    lab.new_run(RECIPE)
    assert lab.find(run.id) is None and lab.gone(run.id) == RECIPE.but(seed=7)
    assert lab.gone("never") is None and lab.gone("") is None


def test_a_place_changes_its_number_only_when_it_changes():
    company, choices = Company(), {"digit": "test-4"}
    assert company.place == Place()
    company.show_place("weights", choices)
    before = company.place
    company.show_place("weights", {"digit": "test-4"})
    assert company.place is before and before.number == 1
    choices["digit"] = "test-5"
    assert before.choices == {"digit": "test-4"}, "what was shown is what it was"
    company.show_place("weights", choices)
    company.show_place("film", choices)
    assert (company.place.page, company.place.number) == ("film", 3)
    with pytest.raises(FrozenInstanceError):
        before.page = "another"
    with pytest.raises(TypeError):
        before.choices["digit"] = "test-6"


def test_the_last_command_is_noted_with_who_gave_it():
    company = Company()
    company.note("one", "paused")
    company.note("another", "paused")
    assert (company.noted.by, company.noted.what, company.noted.number) == ("another", "paused", 2)
