"""The Film page's figures are of one moment: the point on the curves, right and wrong, one digit's lines."""

import numpy as np
import pytest
from filmed import SMALL, carried_out, told

from nn.dataset import load_mnist
from nn.explain.film import frame, questions
from nn.lab.run import Run
from nn.recipe import Recipe
from pages.film.figures import confusion_heatmap, curves_with_moment, history_lines
from pages.film.measured import measured_at
from pages.film.words import confusion_in_words
from pages.shared.theme import LIGHT
from pages.shared.words import with_article


@pytest.fixture(scope="module")
def run() -> Run:
    return carried_out(Recipe(hidden=(8,), **SMALL))


def test_the_point_stands_on_the_curves(run):
    view, film = run.view(), run.film()
    figure = curves_with_moment(view, film, 3, LIGHT)
    *_, accuracy, loss = figure.plotly.data
    assert accuracy.x == (3, 3) and loss.x == (3, 3)
    np.testing.assert_allclose(accuracy.y, [100 * view.history.train_accuracy[3], 100 * view.history.test_accuracy[3]])
    np.testing.assert_allclose(loss.y, [view.history.train_loss[3], view.history.test_loss[3]], rtol=1e-6)
    assert figure.plotly.layout.shapes[-1].x0 == 3
    moved = curves_with_moment(view, film, 5, LIGHT)
    assert moved.plotly.layout.shapes[-1].x0 == 5 and len(moved.traces) == len(figure.traces)


def test_a_frame_between_two_measurements_has_the_one_before():
    recipe = Recipe(hidden=(8,), **SMALL | {"iterations": 100, "train_examples": 5_000})
    run = carried_out(recipe)
    every, view, film = recipe.measure_every, run.view(), run.film()
    assert every > 1
    assert view.history.iteration[measured_at(view, film, every - 1)] == 0
    assert view.history.iteration[measured_at(view, film, every)] == every
    assert view.history.iteration[measured_at(view, film, 100)] == 100


def test_what_broke_down_was_not_measured():
    run = carried_out(Recipe(hidden=(8,), **SMALL | {"learning_rate": 1000.0, "iterations": 300}))
    view, film = run.view(), run.film()
    assert film.put_back
    assert measured_at(view, film, len(film) - 1) is None and measured_at(view, film, len(film) - 2) is None
    assert measured_at(view, film, 0) == 0
    assert len(curves_with_moment(view, film, len(film) - 1, LIGHT).plotly.layout.shapes) == 1


def test_confusion_is_counts_with_blue_for_right_and_orange_for_wrong(run):
    asked = questions(load_mnist().split(run.recipe, keep_floats=False), 6_000)
    now = frame(run.film(), 2, asked)
    (heat,) = confusion_heatmap(now, LIGHT).plotly.data
    z = np.array(heat.z)
    assert (np.diag(z) >= 0).all() and (z[~np.eye(10, dtype=bool)] <= 0).all()
    for truth in range(10):
        for answer in range(10):
            n = int(now.confusion[truth, answer])
            assert heat.text[truth][answer] == (str(n) if n else "") and (z[truth, answer] != 0) == (n > 0)
    truth, answer, times = now.worst
    assert f"to take {with_article(truth)} for {with_article(answer)} ({times} times)" in confusion_in_words(now)


def test_ten_lines_with_the_moment_marked():
    figure = history_lines(told((3, 0.4), (7, 0.5), (7, 0.95)), 1, 20, LIGHT)
    *lines, points = figure.plotly.data
    assert [line.name for line in lines] == list("0123456789")
    np.testing.assert_allclose(lines[7].y, [100 * 0.6 / 9, 50, 95], rtol=1e-5)
    assert max(lines, key=lambda line: line.line.width).name == "7"
    assert set(points.x) == {10} and figure.plotly.layout.shapes[0].x0 == 10
    np.testing.assert_allclose([points.y[7], points.y[3]], [50, 50 / 9], rtol=1e-5)


def test_a_long_film_s_lines_are_thinned_and_the_moment_stays_on_them():
    told_often = told(*((7, 0.5 + 0.4 * k / 999) for k in range(1_000)))
    for i in (0, 333, 999):
        *lines, points = history_lines(told_often, i, 10_000, LIGHT).plotly.data
        x, y = np.array(lines[7].x), np.array(lines[7].y)
        assert 250 <= len(x) <= 251 and x[0] == 0 and x[-1] == 9_990 and np.diff(x).max() <= 50
        assert y[x == 10 * i] == points.y[7]
    assert len(history_lines(told_often, 333, 10_000, LIGHT).to_json()) < 40_000  # sent for every moment
