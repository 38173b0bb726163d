"""Records of kept runs, their films within a budget, and a kept run asked like one that is still there."""

from dataclasses import replace

import numpy as np
import pytest

from nn.compare import collection, kept
from nn.compare.collection import Collection
from nn.compare.kept import Kept
from nn.compare.past import PastRun
from nn.compare.records import FEWEST_UPDATES, MOST_ACCURATE, QUICKEST, SMALLEST, records
from nn.dataset import load_mnist
from nn.lab.run import Run
from nn.lab.view import Status
from nn.recipe import Recipe
from nn.training import Score

SMALL = Recipe(hidden=(4,), train_examples=100, test_examples=20, iterations=6, batch_size=50)


def trained(seed: int = 0) -> Run:
    run = Run(SMALL.but(seed=seed), load_mnist().split)
    run.start()
    run.advance(60)
    return run


RUN = trained()
ONE = kept.kept(RUN.view(), "one")


def scored(name: str, accuracy: float, **facts: object) -> Kept:
    return replace(ONE, name=name, official=Score(0.1, accuracy), **facts)  # type: ignore[arg-type]


def test_each_record_is_held_by_the_best_of_those_that_count() -> None:
    runs = [
        scored("small", 0.972, parameters=500, seconds=9.0, iteration=80),
        scored("quick", 0.98, parameters=900, seconds=1.0, iteration=90),
        scored("too poor", 0.97, parameters=10, seconds=0.1, iteration=1),
        scored("from a file", 0.99, parameters=950, seconds=0.2, iteration=2, continued=True),
        scored("stopped", 0.999, status=Status.STOPPED, parameters=1),
    ]
    found = {record.kind: record.holder.name for record in records(runs, 0.97) if record.holder}
    assert found == {MOST_ACCURATE: "from a file", QUICKEST: "quick", SMALLEST: "small", FEWEST_UPDATES: "small"}
    assert [record.holder for record in records([], 0.97)] == [None] * 4


def test_a_kept_run_has_its_moments_and_its_end_in_full() -> None:
    mine = Collection()
    mine.add(RUN.view(), RUN.film)
    past, film = PastRun(mine.runs[0]), RUN.film()
    assert past.film().iterations.tolist() == film.iterations.tolist() == [0, 1, 2, 3, 4, 5, 6]
    np.testing.assert_allclose(past.film().thetas[3], film.thetas[3], atol=1e-3)
    assert (past.film().thetas[-1] == RUN.view().theta).all()
    view = past.view()
    assert (view.iteration, view.final, len(view.history)) == (6, RUN.view().final, len(RUN.view().history))
    assert past.view() is view and not view.changing


def test_a_film_is_thinned_and_the_newest_find_room_where_networks_leave_it(monkeypatch: pytest.MonkeyPatch) -> None:
    size = RUN.view().theta.nbytes  # in half the bytes: a film of 6 moments takes three times as much
    monkeypatch.setattr(kept, "FILM", 3 * size)
    monkeypatch.setattr(collection, "MOST_BYTES", 8 * size)
    mine = Collection()
    for run in (trained(1), trained(2), trained(3)):
        mine.add(run.view(), run.film)
    films = [run.film for run in mine.runs]
    assert films[0] is films[1] is None and all(run.theta is not None for run in mine.runs)
    assert films[2] is not None and len(films[2]) == 6 and films[2].iterations[[0, -1]].tolist() == [0, 6]
    monkeypatch.setattr(kept, "FILM", 2 * size)
    assert kept.thinned(RUN.film()) is None, "four moments are no film"
