"""What is kept of runs: thin curves, the newest scores, names, deleted and brought back, within a budget."""

import numpy as np
import pytest

from nn.compare import collection
from nn.compare.as_csv import curves_csv, table_csv
from nn.compare.collection import Collection
from nn.compare.difference import changes_in_words, differing, nearest_preset
from nn.compare.kept import MOST_POINTS, curve_of, kept
from nn.compare.repeated import along, free_seeds, repeats_of
from nn.dataset import load_mnist
from nn.lab.history import History
from nn.lab.run import Run
from nn.presets import PRESETS
from nn.recipe import Recipe

SMALL = Recipe(hidden=(4,), train_examples=100, test_examples=20, iterations=6, batch_size=50)


def trained(recipe: Recipe = SMALL, updates: int = 0) -> Run:
    run = Run(recipe, load_mnist().split)
    if updates:
        run.step(updates)
    else:
        run.start()
    while run.wants_work:
        run.advance(1.0)
    return run


def test_what_is_kept_of_a_finished_run_is_what_it_scored() -> None:
    view = trained().view()
    found = kept(view, "one")
    assert view.final is not None
    assert (found.official, found.train, found.held_out) == (view.final.official, view.final.train, view.final.test)
    assert found.over and found.parameters == 784 * 4 + 4 + 4 * 10 + 10
    assert found.curve.epoch[-1] == found.curve.iteration[-1] / 2
    assert found.curve.seconds[-1] == pytest.approx(view.seconds, rel=1 / 6)


def test_only_what_a_recipe_alone_gives_is_a_repeat_of_it() -> None:
    run, whole, other = trained(updates=2), trained(SMALL.but(seed=7)), trained(SMALL.but(learning_rate=0.3))
    assert kept(run.view(), "").official is None
    runs = [kept(one.view(), "") for one in (run, whole, other)]
    assert list(repeats_of(SMALL, runs)) == [7]
    run.set_learning_rate(0.5)
    run.start()
    while run.wants_work:
        run.advance(1.0)
    assert run.view().over and not repeats_of(SMALL, [kept(run.view(), "")])
    assert free_seeds([0, 2, 7], 3) == [1, 3, 4]


def test_the_band_of_curves_goes_from_lowest_to_highest_as_far_as_all_go() -> None:
    x = np.array([0.0, 1, 2, 3])
    grid, low, mean, high = along([(x, x), (x[:3], 4 - x[:3]), (np.array([0.0, 2]), np.array([2.0, 2]))])
    assert grid.tolist() == [0, 1, 2]
    assert (low.tolist(), mean.tolist(), high.tolist()) == ([0, 1, 2], [2, 2, 2], [4, 3, 2])


def test_nothing_held_out_has_no_score() -> None:
    assert kept(trained(SMALL.but(test_examples=0)).view(), "").held_out is None


def test_a_long_curve_is_thinned_and_keeps_its_ends() -> None:
    view = trained().view()
    n = 10_000
    history = History(*[np.arange(n)] * 5)
    curve = curve_of(history, view)
    assert len(curve) == MOST_POINTS and (curve.iteration[0], curve.iteration[-1]) == (0, n - 1)


def test_runs_are_added_once_renamed_deleted_and_brought_back_to_where_they_were() -> None:
    mine, runs = Collection(), [trained(updates=n) for n in (1, 2, 3)]
    for run in [*runs, runs[0]]:
        mine.add(run.view())
    mine.add(Run(SMALL, load_mnist().split).view())
    assert [run.name for run in mine.runs] == ["Run 1", "Run 2", "Run 3"]
    mine.rename(runs[1].id, "  the   second ")
    mine.rename(runs[2].id, "   ")
    mine.delete(runs[1].id)
    mine.add(runs[1].view())
    assert [run.name for run in mine.runs] == ["Run 1", "Run 3"] and mine.deleted == "the second"
    mine.undo()
    assert [run.name for run in mine.runs] == ["Run 1", "the second", "Run 3"] and not mine.deleted


def test_a_run_that_goes_on_is_brought_up_to_date_under_its_name() -> None:
    mine, run = Collection(), trained(updates=1)
    mine.add(run.view())
    mine.rename(run.id, "mine")
    run.step(1)
    while run.wants_work:
        run.advance(1.0)
    mine.add(run.view())
    assert [(kept.name, kept.iteration) for kept in mine.runs] == [("mine", 2)]


def test_the_oldest_networks_go_first_and_their_scores_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = [trained(updates=n) for n in (1, 2, 3)]
    monkeypatch.setattr(collection, "MOST_BYTES", 2 * runs[0].view().theta.nbytes)
    mine = Collection()
    for run in runs:
        mine.add(run.view())
    assert [run.theta is None for run in mine.runs] == [True, False, False]
    assert len(mine.runs[0].curve) and mine.runs[0].train is not None


def test_only_what_differs_is_told() -> None:
    blog = PRESETS["blog"].recipe
    assert differing([blog, blog.but(learning_rate=0.3, seed=1)]) == ["learning_rate", "seed"]
    assert differing([blog]) == [] and changes_in_words(blog) == "blog"
    assert changes_in_words(blog.but(learning_rate=0.3, seed=2000)) == "blog, with learning rate 0.3, seed 2000"
    assert nearest_preset(PRESETS["fast"].recipe.but(epochs=2))[0].name == "fast"
    assert changes_in_words(blog.but(hidden=(), batch_size=64)) == "blog, with hidden layers none, batch size 64"


def test_files_hold_every_run_and_point_and_no_formula() -> None:
    mine, run = Collection(), trained()
    mine.add(run.view())
    mine.rename(run.id, '=1+1, "quoted"')
    head, line = table_csv(mine.runs).splitlines()
    assert head.startswith("run,status,train_accuracy") and line.startswith('"\'=1+1, ""quoted""",finished,')
    assert len(curves_csv(mine.runs).splitlines()) == 1 + len(run.view().history)
