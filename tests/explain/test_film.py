"""A frame is what the network was at that moment, and a digit drawn today has been on film all along."""

import numpy as np
import pytest

from nn.activations import ACTIVATIONS
from nn.dataset import load_mnist
from nn.explain.film import DigitHistory, Film, frame, history_of, questions, scale
from nn.lab.run import Run
from nn.lab.view import Status
from nn.recipe import Recipe
from nn.training import new_network

RECIPE = Recipe(hidden=(8,), train_examples=400, test_examples=100, iterations=12, initial="he", learning_rate=0.3)


def carried_out(recipe=RECIPE, iterations=None):
    run = Run(recipe, lambda r: load_mnist().split(r))
    run.step(iterations) if iterations else run.start()
    while run.wants_work:
        run.advance(0.01)
    return run


def asked_of(recipe, parameters=10_000):
    return questions(load_mnist().split(recipe, keep_floats=False), parameters)


@pytest.fixture(scope="module")
def run():
    return carried_out()


# --- what every frame is asked


def test_the_run_s_own_test_digits_are_asked_about():
    data, asked = load_mnist().split(RECIPE), asked_of(RECIPE)
    assert len(asked) == 100 and asked.kind == "test"
    np.testing.assert_array_equal(asked.examples.index, data.test.index)
    np.testing.assert_array_equal(asked.X, data.test.X())
    digit = asked.digit(load_mnist(), 7)
    np.testing.assert_array_equal(digit.X[:, 0], asked.X[:, 7])
    assert digit.label == asked.labels[7] and digit.name.startswith("train-")


def test_without_test_digits_others_stand_in():
    validated = asked_of(RECIPE.but(test_examples=0, validation_examples=50))
    assert validated.kind == "validation" and len(validated) == 50
    official = asked_of(RECIPE.but(test_examples=0))
    assert official.kind == "official" and len(official) == 1_000
    np.testing.assert_array_equal(official.digit(load_mnist(), 3).X[:, 0], official.X[:, 3])


def test_a_large_network_is_asked_about_fewer():
    recipe = RECIPE.but(test_examples=5_000)
    assert [len(asked_of(recipe, n)) for n in (8_000, 535_818, 4_000_000, 10**9)] == [1_000, 1_000, 500, 100]


def test_the_strip_has_one_of_each_class():
    asked = asked_of(RECIPE)
    assert asked.labels[asked.strip].tolist() == list(range(10))
    few = asked_of(RECIPE.but(test_examples=3))
    assert sorted(few.labels[few.strip]) == sorted(set(few.labels.tolist()))


# --- one moment


def test_a_frame_is_what_the_run_measured_at_that_moment(run):
    film, asked, history = run.film(), asked_of(RECIPE), run.view().history
    for i in (0, 5, 12):
        now = frame(film, i, asked)
        assert now.iteration == i == history.iteration[i] and now.sound
        assert now.accuracy == history.test_accuracy[i]
    np.testing.assert_array_equal(frame(film, 0, asked).W1, new_network(RECIPE).layers[0].W)


def test_confusion_counts_every_digit_once(run):
    film, asked = run.film(), asked_of(RECIPE)
    now, network = frame(film, 6, asked), run.film().network(6)
    answers = network.predict(asked.X).argmax(axis=0)
    np.testing.assert_array_equal(now.answers, answers)
    np.testing.assert_array_equal(now.sureness, network.predict(asked.X).max(axis=0))
    for truth in range(10):
        for answer in range(10):
            assert now.confusion[truth, answer] == ((asked.labels == truth) & (answers == answer)).sum()
    truth, answer, times = now.worst
    mistakes = now.confusion.copy()
    np.fill_diagonal(mistakes, 0)
    assert truth != answer and times == mistakes[truth, answer] == mistakes.max()


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("hidden", [(), (5,), (6, 5, 4)])
def test_every_network_has_a_film(hidden, activation):
    recipe = RECIPE.but(hidden=hidden, activation=activation, initial="lecun", iterations=3)
    film, asked = carried_out(recipe).film(), asked_of(recipe)
    now = frame(film, 3, asked)
    assert now.W1.shape == ((*hidden, 10)[0], 784) and now.confusion.sum() == 100
    assert history_of(film, asked.X[:, :1]).probabilities.shape == (4, 10)


def test_the_moment_of_divergence_is_on_film_and_says_so():
    run = carried_out(RECIPE.but(learning_rate=500.0, iterations=500))
    film, asked = run.film(), asked_of(RECIPE)
    assert run.view().status is Status.DIVERGED
    assert frame(film, 0, asked).sound and frame(film, len(film) - 1, asked).sound
    theta = film.thetas[0].copy()
    theta[::3], theta[1::3] = np.inf, np.nan
    broken = Film(film.sizes, film.activation, np.arange(2), (film.thetas[0], theta))
    now = frame(broken, 1, asked)
    assert not now.sound and np.isfinite(now.W1).all() and np.isfinite(now.sureness).all()
    assert np.isfinite(history_of(broken, asked.X[:, :1]).probabilities).all()
    assert scale(broken) == scale(Film(film.sizes, film.activation, np.arange(1), film.thetas[:1]))


def test_one_scale_serves_all_frames(run):
    film = run.film()
    limit = scale(film, looks=len(film))
    shares = [(np.abs(frame(film, i, asked_of(RECIPE)).W1) > limit).mean() for i in range(len(film))]
    assert max(shares) <= 0.001
    assert scale(film) <= limit


# --- one digit through all moments


def test_a_digit_s_history_is_every_frame_s_own_answer(run):
    film, x = run.film(), asked_of(RECIPE).X[:, 4:5]
    found = history_of(film, x)
    assert found.places.tolist() == list(range(13))
    for i in range(13):
        np.testing.assert_array_equal(found.probabilities[i], film.network(i).predict(x)[:, 0])


def test_a_growing_film_asks_only_its_new_frames(monkeypatch):
    run, x = carried_out(RECIPE, 5), asked_of(RECIPE).X[:, :1]
    early = history_of(run.film(), x)
    run.start()
    while run.wants_work:
        run.advance(0.01)
    film, asked = run.film(), []
    network = Film.network
    monkeypatch.setattr(Film, "network", lambda self, i: asked.append(i) or network(self, i))
    late = history_of(film, x, early)
    assert asked == list(range(6, 13))
    np.testing.assert_array_equal(late.probabilities, history_of(film, x).probabilities)


def told(answers_and_sureness):
    """A history in which the answer (digit, probability) is given, frame after frame, ten updates apart."""
    probabilities = np.zeros((len(answers_and_sureness), 10))
    for row, (digit, p) in zip(probabilities, answers_and_sureness, strict=True):
        row[:] = (1 - p) / 9
        row[digit] = p
    return DigitHistory(10.0 * np.arange(len(probabilities)), probabilities)


def test_since_when_an_answer_holds():
    found = told([(3, 0.4), (7, 0.5), (7, 0.95), (7, 0.8), (7, 0.92), (7, 0.99)])
    assert (found.end, found.for_good(), found.for_good(0.9), found.changes) == (7, 1, 4, 1)
    assert told([(7, 0.95)] * 3).for_good(0.9) == 0
    assert told([(7, 0.95), (7, 0.6)]).for_good(0.9) is None
    assert told([(1, 0.9), (2, 0.9), (1, 0.9)]).changes == 2
