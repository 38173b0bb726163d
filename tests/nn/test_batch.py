"""The gradient of a batch is the same however it is cut into pieces, and whoever computes them."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from nn import Recipe, load_mnist, new_network
from nn.augment import oversampling
from nn.batch import Batches, BatchGradient, room_for_digits
from nn.cores import spread
from nn.dataset import CHUNK


def gradient(recipe, batch=None, keep_floats=True):
    data = load_mnist().split(recipe, keep_floats)
    network = new_network(recipe)
    loss, right, m = BatchGradient(network, data.train, recipe, np.random.default_rng(0)).forward_backward(batch)
    return network.grad, loss, right, m


@pytest.mark.parametrize("examples", [1, CHUNK, CHUNK + 1, 5 * CHUNK + 7])
def test_pieces_add_up_to_the_whole(examples):
    recipe = Recipe(train_examples=examples, hidden=(12,))
    grad, loss, right, m = gradient(recipe)
    data = load_mnist().split(recipe)
    network = new_network(recipe)
    Y = np.eye(10, dtype=np.float32)[data.train.labels].T
    whole = network.forward(data.train.X(), Y) / examples
    network.backward(Y)
    assert m == examples
    assert right == np.count_nonzero(network.A.argmax(axis=0) == data.train.labels)
    assert loss == pytest.approx(whole, rel=1e-5)
    np.testing.assert_allclose(grad, network.grad, rtol=1e-3, atol=2e-6)


def test_bytes_and_floats_give_the_same_gradient():
    recipe = Recipe(train_examples=3000)
    np.testing.assert_array_equal(gradient(recipe, keep_floats=True)[0], gradient(recipe, keep_floats=False)[0])


def test_on_one_core_or_many_it_is_the_same_bit_for_bit(monkeypatch):
    recipe = Recipe(train_examples=6000, dropout=0.3, shift=1.0)
    many = gradient(recipe)
    monkeypatch.setattr("nn.batch.spread", lambda work, pieces: [work(piece) for piece in pieces])
    alone = gradient(recipe)
    np.testing.assert_array_equal(many[0], alone[0])
    assert many[1:] == alone[1:]


def test_spread_keeps_the_order():
    assert spread(lambda x: x * x, range(20)) == [x * x for x in range(20)]


def test_an_epoch_is_a_shuffle_unless_rare_forms_come_more_often():
    plain = Recipe(train_examples=300, batch_size=128, iterations=10)
    examples = load_mnist().split(plain).train

    def epoch(recipe):
        source = Batches(examples, recipe, np.random.default_rng(0))
        return [next(source) for _ in range(3)]

    assert [len(b) for b in epoch(plain)] == [128, 128, 44]
    np.testing.assert_array_equal(np.sort(np.concatenate(epoch(plain))), np.arange(300))
    often = np.bincount(np.concatenate(epoch(plain.but(oversample=3))), minlength=300)
    assert often.sum() == 300 and often.max() > 1 and often.min() == 0


def test_who_is_at_work_when_the_program_ends_finishes_alone(monkeypatch):
    closed = ThreadPoolExecutor(2)
    closed.shutdown()
    monkeypatch.setattr("nn.cores._threads", lambda: closed)
    assert spread(lambda x: x * x, range(20)) == [x * x for x in range(20)]


def test_many_networks_in_one_thread_use_the_same_room_for_digits():
    room = room_for_digits()
    for seed in range(3):
        gradient(Recipe(hidden=(4,), train_examples=500, batch_size=64, seed=seed, iterations=1), np.arange(64), False)
    assert room_for_digits() is room
    with ThreadPoolExecutor(1) as other:
        assert other.submit(room_for_digits).result() is not room


def test_rare_forms_are_looked_for_once_for_all_who_learn_from_the_same_digits(monkeypatch):
    recipe = Recipe(train_examples=300, batch_size=128, iterations=10, oversample=3)
    examples, asked = load_mnist().split(recipe).train, []

    def counted(*given):
        asked.append(given)
        return oversampling(*given)

    monkeypatch.setattr("nn.batch.oversampling", counted)
    first, again = (next(Batches(examples, recipe, np.random.default_rng(0))) for _ in range(2))
    np.testing.assert_array_equal(first, again)
    next(Batches(examples, recipe.but(oversample=2), np.random.default_rng(0)))
    next(Batches(load_mnist().split(recipe).train, recipe, np.random.default_rng(0)))
    assert [given[2] for given in asked] == [3, 2, 3]


def test_an_error_in_a_piece_is_not_taken_for_the_end():
    asked = []

    def fail(x):
        asked.append(x)
        raise RuntimeError("made to fail")

    with pytest.raises(RuntimeError, match="made to fail"):
        spread(fail, range(4))
    assert sorted(asked) == sorted(set(asked))
