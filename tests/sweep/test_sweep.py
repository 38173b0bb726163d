"""A sweep: its plan, its file that survives what interrupts it, and the same results however it is carried out."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nn.__main__ import main
from nn.recipe import Recipe
from nn.sweep.carry_out import Piece, carry_out
from nn.sweep.grid import as_csv, grid
from nn.sweep.halving import Leg
from nn.sweep.hands import processes, sweep
from nn.sweep.plan import Plan, PlanError, axis_from
from nn.sweep.results import Results

SMALL = Recipe(hidden=(4,), train_examples=100, test_examples=20, iterations=4, batch_size=50)
PLAN = Plan(SMALL, axis_from("learning_rate=0.1,0.3"), axis_from("hidden=3,5-4"), (0, 1))


def facts(results: Results) -> list[dict[str, object]]:
    return [results.outcomes[number].facts for number in sorted(results.outcomes)]


def test_on_two_processes_it_comes_to_the_same_bit_for_bit(tmp_path: Path) -> None:
    plan = replace(PLAN, halving=True)  # so that runs travel that were left and go on
    alone, shared_out = Results(plan), Results(plan, tmp_path / "sweep.jsonl")
    assert len(list(sweep(plan, alone))) == len(list(sweep(plan, shared_out, processes(2)))) == 14
    assert facts(alone) == facts(shared_out) == facts(Results(plan, tmp_path / "sweep.jsonl"))


def test_left_in_the_middle_it_goes_on_where_it_was_and_makes_a_torn_line_again(tmp_path: Path) -> None:
    path = tmp_path / "sweep.jsonl"
    begun = sweep(PLAN, Results(PLAN, path))
    next(begun), next(begun)
    begun.close()  # type: ignore[attr-defined]
    path.write_bytes(path.read_bytes()[:-10])
    again = Results(PLAN, path)
    assert list(again.outcomes) == [0]
    assert [outcome.task for outcome in sweep(PLAN, again)] == [1, 2, 3, 4, 5, 6, 7]
    whole = Results(PLAN)
    list(sweep(PLAN, whole))
    assert facts(Results(PLAN, path)) == facts(whole)


def test_each_cell_has_its_own_recipe_and_the_first_seed_comes_first() -> None:
    tasks = PLAN.tasks()
    assert [task.recipe.seed for task in tasks] == [0] * 4 + [1] * 4
    assert [(task.recipe.learning_rate, task.recipe.hidden) for task in tasks[:4]] == [
        (rate, hidden) for rate in (0.1, 0.3) for hidden in ((3,), (5, 4))
    ]
    assert Plan.from_json(PLAN.to_json()) == PLAN


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("learning-rate=0.1,1", (0.1, 1.0)),
        ("hidden=none,10,128-64", ((), (10,), (128, 64))),
        ("batch_size=64,full", (64, None)),
        ("optimizer=adam,gradient-descent", ("adam", "gradient descent")),
    ],
)
def test_an_axis_is_read_as_it_is_written(text: str, values: tuple[object, ...]) -> None:
    assert axis_from(text).values == values


@pytest.mark.parametrize("text", ["", "seed=1,2", "rate=1", "learning_rate", "learning_rate=x", "hidden=0", "l2=0,0"])
def test_an_axis_that_means_nothing_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(PlanError, match=r"^.+\.$"):
        axis_from(text)


def test_the_file_of_another_sweep_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "sweep.jsonl"
    Results(PLAN, path)
    before = path.read_bytes()
    other = Plan(SMALL, PLAN.rows, PLAN.columns, (5,))
    with pytest.raises(PlanError, match="holds another sweep"):
        Results(other, path)
    assert path.read_bytes() == before
    path.write_text("my diary\n")
    with pytest.raises(PlanError, match="not the file of a sweep"):
        Results(PLAN, path)


def test_the_best_cell_has_the_highest_mean_and_none_that_diverged() -> None:
    plan = Plan(SMALL, axis_from("learning_rate=0.1,10000"), axis_from("hidden=4,5"), (0, 1))
    results = Results(plan)
    list(sweep(plan, results))
    found = grid(results)
    assert found.best is not None and found.best[0] == 0 and found.diverged[1].sum() > 0
    assert found.mean[found.best] == np.nanmax(found.mean[0]) and found.over.min() == 2
    assert len(as_csv(results).splitlines()) == 9 and grid(Results(plan)).best is None


def test_a_task_alone_decides_what_it_comes_to() -> None:
    piece = Piece(Leg(PLAN.tasks()[3]))
    assert carry_out(piece).outcome.facts == carry_out(piece).outcome.facts


COMMAND = ["sweep", "--rows", "learning_rate=0.1,0.3", "--columns", "hidden=3,4", "--seeds", "1", "--processes", "1"]
COMMAND += ["--train-examples", "100", "--test-examples", "20", "--iterations", "3", "--batch-size", "50"]


def test_the_command_keeps_tells_and_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.jsonl"
    made = []

    def interrupted(piece):
        if len(made) == 2:
            raise KeyboardInterrupt
        made.append(piece)
        return carry_out(piece)

    with monkeypatch.context() as only_here:
        only_here.setattr("nn.sweep.hands.carry_out", interrupted)
        assert main([*COMMAND, "--results", str(path)]) == 130
    said = capsys.readouterr()
    assert "2 of 4 runs are kept in" in said.err and "same command goes on" in said.err
    assert main([*COMMAND, "--results", str(path), "--csv", str(tmp_path / "mine.csv")]) == 0
    said = capsys.readouterr()
    assert "best: learning_rate" in said.out and len((tmp_path / "mine.csv").read_text().splitlines()) == 5
    assert [json.loads(line)["task"] for line in path.read_text().splitlines()[1:]] == [0, 1, 2, 3]


def test_what_cannot_be_swept_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["sweep", "--rows", "seed=1,2", "--columns", "hidden=3"])
    assert "not a setting that a sweep can vary" in capsys.readouterr().err
