"""The curves of a run, however long it is."""

from types import SimpleNamespace

import numpy as np
from sent import check_sent

from nn.lab.history import History
from nn.lab.view import RateChange
from nn.recipe import Recipe
from pages.shared.curves import MOST_POINTS, curves, curves_in_words
from pages.shared.session import Mark
from pages.shared.theme import DARK, LIGHT

RNG = np.random.default_rng(0)


def a_view(rows, turned=()):
    h = History(np.arange(rows), *RNG.random((4, rows)))
    changes = tuple(RateChange(i, 0.2) for i in turned)
    return SimpleNamespace(id="a", total=rows, history=h, rate_changes=changes, recipe=Recipe())


def test_the_curves_hold_the_history():
    view = a_view(7)
    train, loss, test, _ = curves(view, LIGHT).data
    assert train.x.tolist() == list(range(7)) and loss.yaxis == "y2"
    np.testing.assert_allclose(train.y, 100 * view.history.train_accuracy, rtol=1e-6)
    np.testing.assert_allclose(loss.y, view.history.train_loss, rtol=1e-6)
    np.testing.assert_allclose(test.y, 100 * view.history.test_accuracy, rtol=1e-6)


def test_a_long_run_sends_no_more_than_a_screen_shows():
    figure = curves(a_view(100_000), DARK)
    for line in figure.data:
        assert len(line.x) == len(line.y) == MOST_POINTS and (line.x[0], line.x[-1]) == (0, 99_999)
    assert len(figure.to_json()) < 60_000


def test_a_turned_learning_rate_is_marked_where_it_was_turned():
    layout = curves(a_view(50, turned=(10, 30)), LIGHT).layout
    assert [line.x0 for line in layout.shapes] == [note.x for note in layout.annotations] == [10, 30]
    assert layout.annotations[0].text == "rate 0.2"


def test_what_is_sent_is_the_figure():
    check_sent(curves(a_view(30, turned=(4,)), DARK))


def test_what_was_guessed_and_what_is_so_stand_at_the_end_of_the_accuracies():
    view, marks = a_view(7), (Mark("your guess: 60%", 60.0), Mark("it is 34.7%", 34.7))
    *lines, guess, truth = curves(view, LIGHT, marks=marks).data
    assert len(lines) == 4 and [(*m.x, *m.y, *m.text) for m in (guess, truth)] == [
        (7, 60.0, "your guess: 60%"),
        (7, 34.7, "it is 34.7%"),
    ]
    assert guess.yaxis is None and guess.marker.symbol != truth.marker.symbol
    assert curves_in_words(view, marks=marks).endswith(
        "Marked at the end: your guess: 60%. Marked at the end: it is 34.7%."
    )
