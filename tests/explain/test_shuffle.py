"""One permutation for every digit: nothing is lost by it, and a dense network learns as well as before."""

import gc
import weakref

import numpy as np
import pytest

from nn.dataset import load_mnist
from nn.explain.shuffle import RECIPE, Shuffle, chance
from nn.lab.run import Run
from nn.lab.view import Status
from nn.network import Network
from nn.training import new_network

SMALL = RECIPE.but(train_examples=3_000, test_examples=1_000, epochs=6)
SHUFFLE = Shuffle(3)


def trained(data, start=None, recipe=SMALL):
    run = Run(recipe, data, start_from=start)
    run.start()
    while run.wants_work:
        run.advance(1.0)
    view = run.view()
    assert view.status is Status.FINISHED and view.final is not None
    return view


@pytest.fixture(scope="module")
def plain():
    return trained(lambda recipe: load_mnist().split(recipe))


def shuffled_data(recipe):
    return SHUFFLE.data(load_mnist(), recipe)


def test_runs_with_the_same_shuffle_share_its_digits_as_long_as_one_of_them_goes():
    mnist, recipe = load_mnist(), SMALL.but(train_examples=100, test_examples=20)
    one = Shuffle(7).data(mnist, recipe)
    assert Shuffle(7).data(mnist, recipe.but(learning_rate=0.5)) is one
    others = (Shuffle(8).data(mnist, recipe), Shuffle(7).data(mnist, recipe.but(seed=2)))
    assert one not in others and not np.array_equal(one.official.pixels, others[0].official.pixels)
    kept = weakref.ref(one)
    del one
    gc.collect()
    assert kept() is None


def test_shuffled_rows_lie_one_after_the_other():
    assert SHUFFLE.shuffled(np.zeros((5, 784), np.uint8)).flags.c_contiguous  # training takes whole rows out of them


def test_every_pixel_comes_to_exactly_one_place_and_moves():
    assert sorted(SHUFFLE.order) == list(range(784))
    assert (SHUFFLE.order != np.arange(784)).mean() > 0.98
    np.testing.assert_array_equal(SHUFFLE.order[SHUFFLE.inverse], np.arange(784))


def test_the_inverse_puts_everything_back():
    rows = np.random.default_rng(0).random((5, 784))
    moved = SHUFFLE.shuffled(rows)
    assert not np.array_equal(moved, rows)
    np.testing.assert_array_equal(SHUFFLE.restored(moved), rows)
    np.testing.assert_array_equal(SHUFFLE.shuffled(SHUFFLE.restored(rows)), rows)
    np.testing.assert_array_equal(SHUFFLE.shuffled(rows[2]), moved[2])  # the same for every image


def test_a_seed_is_a_permutation_and_another_one_another():
    np.testing.assert_array_equal(Shuffle(3).order, SHUFFLE.order)
    assert Shuffle(4) != SHUFFLE and not np.array_equal(Shuffle(4).order, SHUFFLE.order)


def test_the_data_are_the_same_digits_shuffled_and_no_more_of_them():
    mnist = load_mnist()
    moved, plain = SHUFFLE.data(mnist, SMALL), mnist.split(SMALL)
    for name in ("train", "validation", "test", "official"):
        a, b = getattr(moved, name), getattr(plain, name)
        assert len(a.pixels) == len(a) == len(b)
        np.testing.assert_array_equal(a.labels, b.labels)
        np.testing.assert_array_equal(SHUFFLE.restored(a.X().T), b.X().T)
    assert len(moved.train.pixels) == 3_000  # not all 60,000


def test_a_network_with_its_columns_shuffled_answers_shuffled_digits_as_before():
    network, moved = new_network(RECIPE), SHUFFLE.start(RECIPE)
    np.testing.assert_array_equal(SHUFFLE.restored(moved.layers[0].W), network.layers[0].W)
    np.testing.assert_array_equal(moved.layers[1].W, network.layers[1].W)
    rows = load_mnist().test_pixels[:200].astype(np.float32) / 255
    np.testing.assert_allclose(moved.predict(SHUFFLE.shuffled(rows).T), network.predict(rows.T), atol=1e-5)


def test_both_runs_end_within_chance_of_each_other(plain):
    moved = trained(shuffled_data)
    one, other = (view.final.official.accuracy for view in (plain, moved))
    assert one > 0.85 and other > 0.85
    assert abs(one - other) < 0.02


def test_a_network_that_learned_plain_digits_cannot_read_shuffled_ones(plain):
    network: Network = plain.network()
    examples = SHUFFLE.of_examples(load_mnist().official)
    right = (network.predict(examples.X()).argmax(axis=0) == examples.labels).mean()
    assert right < 0.3


def test_from_the_same_start_it_learns_the_very_same_network(plain):
    moved = trained(shuffled_data, SHUFFLE.start(SMALL))
    W, other = plain.network().layers[0].W, moved.network().layers[0].W
    assert np.abs(W - other).max() > 0.1
    np.testing.assert_allclose(SHUFFLE.restored(other), W, atol=2e-3)  # sums in another order round otherwise
    np.testing.assert_allclose(moved.history.test_accuracy, plain.history.test_accuracy, atol=0.005)


def test_chance_is_two_standard_errors():
    assert chance(0.9, 0.9, 10_000) == pytest.approx(2 * (2 * 0.09 / 10_000) ** 0.5)
    assert chance(1.0, 1.0, 100) == 0
