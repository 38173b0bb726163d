"""Successive halving: which runs go on, that they are the same runs, and what is said to be saved."""

from pathlib import Path

import numpy as np
import pytest

from nn.__main__ import main
from nn.recipe import Recipe
from nn.sweep.carry_out import Luggage, Piece, carry_out
from nn.sweep.grid import as_csv, grid
from nn.sweep.halving import Leg, due, legs_at_most, legs_done, reached, saved
from nn.sweep.hands import sweep
from nn.sweep.plan import Plan, PlanError, axis_from
from nn.sweep.results import Outcome, Results
from nn.sweep.slices import SweepInSlices

SMALL = Recipe(hidden=(4,), train_examples=100, test_examples=20, iterations=8, batch_size=40, dropout=0.1)
AXES = axis_from("learning_rate=0.1,0.3"), axis_from("optimizer=adam,momentum")
PLAN = Plan(SMALL, *AXES, (0, 1), halving=True)


def facts(results: Results) -> list[dict[str, object]]:
    return [results.outcomes[number].facts for number in sorted(results.outcomes)]


@pytest.fixture(scope="module")
def whole() -> Results:
    results = Results(PLAN)
    assert len(list(sweep(PLAN, results))) == legs_at_most(PLAN) == legs_done(results) == 14
    return results


def outcome(number: int, accuracy: float | None, updates: int, early: bool = True) -> Outcome:
    return Outcome(number, accuracy is None, accuracy, accuracy, None, 1.0, (), updates, early)


def test_a_run_that_was_left_goes_on_as_if_it_had_not_been() -> None:
    task = PLAN.tasks()[0]
    straight = carry_out(Piece(Leg(task)))
    left = carry_out(Piece(Leg(task, 3)))
    assert left.outcome.early and left.outcome.updates == 3 and left.halfway is not None
    assert carry_out(Piece(Leg(task), left.halfway)).outcome.facts == straight.outcome.facts
    assert carry_out(Piece(Leg(task, 3))).outcome.facts == left.outcome.facts != straight.outcome.facts


def test_half_of_the_cells_go_on_twice_and_half_of_the_updates_are_saved(whole: Results) -> None:
    ends = sorted(outcome.updates for outcome in whole.outcomes.values())
    assert ends == [2, 2, 2, 2, 4, 4, 8, 8]
    less = saved(whole)
    assert less is not None and (less.runs, less.updates, less.whole) == (6, 32, 64) and less.seconds > 0
    found = grid(whole)
    assert sorted(found.share.flat) == [0.25, 0.25, 0.5, 1.0]
    assert found.best is not None and found.share[found.best] == 1.0
    assert [line.split(",")[-2:] for line in as_csv(whole).splitlines()].count(["2", "1"]) == 4


def test_those_that_end_early_are_the_worse_ones(whole: Results) -> None:
    after = {2: {}, 4: {}}
    for (number, updates), left in whole.left.items():
        task = PLAN.tasks()[number]
        after[updates].setdefault((task.row, task.column), []).append(left.official_accuracy)
    for updates, share in ((2, 0.25), (4, 0.5)):
        means = {cell: np.mean(values) for cell, values in after[updates].items()}
        gone = {cell for cell in means if grid(whole).share[cell] == share}
        assert len(gone) == len(means) // 2
        assert max(means[cell] for cell in gone) <= min(means[cell] for cell in set(means) - gone)


def test_it_comes_to_the_same_however_it_is_carried_out(whole: Results, tmp_path: Path) -> None:
    path = tmp_path / "sweep.jsonl"
    begun = sweep(PLAN, Results(PLAN, path))
    for _ in range(10):  # into the second round
        next(begun)
    begun.close()  # type: ignore[attr-defined]
    assert len(list(sweep(PLAN, Results(PLAN, path)))) == 4
    assert facts(Results(PLAN, path)) == facts(whole)

    without_room, results = SweepInSlices(Results(PLAN), load, "me"), Results(PLAN)
    without_room.results, without_room._luggage = results, Luggage(0)
    while without_room.wants_work:
        without_room.advance(0.01)
    assert facts(results) == facts(whole)


def load(recipe: Recipe):
    from nn.dataset import load_mnist

    return load_mnist().split(recipe)


def test_a_line_lost_from_the_middle_of_the_file_changes_nothing(whole: Results, tmp_path: Path) -> None:
    path = tmp_path / "sweep.jsonl"
    list(sweep(PLAN, Results(PLAN, path)))
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0], *lines[2:], ""]))
    again = Results(PLAN, path)
    assert [(leg.task.number, leg.until) for leg in due(again)] == [(0, 2)]
    list(sweep(PLAN, again))
    assert facts(again) == facts(whole)


def test_what_diverged_or_ended_by_itself_is_not_asked_to_go_on() -> None:
    results = Results(PLAN)
    for task in PLAN.tasks():  # cell 0 diverges with one seed, cell 3 is the best
        results.add(outcome(task.number, None if task.number == 0 else 0.1 * (task.number % 4), 2, task.number != 0))
    assert {leg.task.number for leg in due(results)} == {2, 3, 6, 7}
    results.add(outcome(2, 0.9, 3, early=False))  # early stopping
    assert reached(results, Leg(PLAN.tasks()[2], 4)) is not None
    assert {leg.task.number for leg in due(results)} == {3, 6, 7}


def test_with_equal_scores_the_first_cells_go_on_and_too_short_runs_just_end() -> None:
    results = Results(PLAN)
    for task in PLAN.tasks():
        results.add(outcome(task.number, 0.5, 2))
    assert {leg.task.number for leg in due(results)} == {0, 1, 4, 5}
    short = Plan(SMALL.but(iterations=1), *AXES, (0,), halving=True)
    assert {leg.until for leg in due(Results(short))} == {None}


def test_a_file_with_halving_is_another_sweep_than_one_without(tmp_path: Path) -> None:
    path = tmp_path / "sweep.jsonl"
    Results(PLAN, path)
    assert Results(PLAN, path).plan.halving and Plan.from_json(PLAN.to_json()) == PLAN
    with pytest.raises(PlanError, match="another sweep"):
        Results(Plan(SMALL, *AXES, (0, 1)), path)


def test_the_command_says_what_was_saved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = "sweep --rows learning_rate=0.1,0.3 --columns hidden=3,4 --seeds 1 --processes 1 --halving".split()
    command += "--train-examples 100 --test-examples 20 --iterations 8 --batch-size 50 --results".split()
    assert main([*command, str(tmp_path / "mine.jsonl")]) == 0
    said = capsys.readouterr().out
    assert "3 of 4 runs; 16 of 32 updates were saved (50%)" in said and said.count("%)") == 4


def test_slices_stop_where_they_are_asked_and_hold_nothing_then() -> None:
    results, now = Results(PLAN), [0.0]
    mine = SweepInSlices(results, load, "me", clock=lambda: now[0])
    mine.prepare()
    assert mine.prepared and mine.wants_work
    now[0] = 100.0
    mine.rest_if_unseen(120)
    assert mine.wants_work
    mine.rest_if_unseen(60)
    mine.advance(1.0)
    assert not mine.wants_work and not mine.prepared and not results.outcomes
