"""Edits of a network: exact, repeatable, undone by going back, and the original never changed."""

import numpy as np
import pytest

from nn.activations import ACTIVATIONS
from nn.dataset import Examples
from nn.explain.workbench import (
    Edits,
    Ranking,
    Report,
    UndoHistory,
    Without,
    affordable,
    affordable_one_by_one,
    apply,
    most_lost,
    one_by_one,
    passed_on,
    report,
    smallest,
    weight_count,
)
from nn.initializers import initialize
from nn.network import Network
from nn.training import evaluate

SHAPES = [(784, 7, 10), (784, 9, 6, 10), (784, 4, 5, 6, 10)]
EVERYTHING = Edits(frozenset({(1, 2)}), (((1, 3), 1.7),), prune=0.3, noise=0.4, seed=5)


def made(sizes=(784, 7, 10), activation="relu", seed=0):
    """A network with weights and biases, so that every neuron says something."""
    network = Network(sizes, activation)
    rng = np.random.default_rng(seed)
    initialize(network, "he", rng)
    for layer in network.layers:
        layer.b[:] = rng.uniform(0.5, 2.5, layer.b.shape)
    return network


def digits(m=300, seed=1):
    rng = np.random.default_rng(seed)
    pixels = rng.integers(0, 256, (m, 784), dtype=np.uint8)
    return Examples(pixels, rng.integers(0, 10, m).astype(np.uint8), np.arange(m))


# Edits ---------------------------------------------------------------------------------------------------------------


def test_no_edits_give_the_same_network_bit_for_bit():
    for sizes in [(784, 10), *SHAPES]:
        network = made(sizes)
        twin = apply(network, Edits(seed=3))
        assert twin.theta.tobytes() == network.theta.tobytes() and twin.theta is not network.theta
        assert twin.activation == network.activation and not Edits(seed=3)


def test_the_original_is_never_changed():
    network = made()
    before = network.theta.copy()
    network.theta.flags.writeable = False  # as those of the shipped networks
    for layer in network.layers:
        layer.W.flags.writeable = layer.b.flags.writeable = False
    twin = apply(network, EVERYTHING)
    assert network.theta.tobytes() == before.tobytes() and twin.theta.tobytes() != before.tobytes()
    report(network, digits())
    list(one_by_one(network, 1, range(7), digits()))
    assert network.theta.tobytes() == before.tobytes()


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", SHAPES)
def test_a_neuron_that_is_off_makes_no_difference_to_any_answer(sizes, activation):
    network, X = made(sizes, activation), digits().X()
    for layer in range(1, len(sizes) - 1):
        network.layers[layer - 1].b[2] = 20  # awake for every digit
        off = apply(network, Edits().switched((layer, 2), on=False))
        without = off.predict(X)
        assert not np.array_equal(without, network.predict(X))  # it did make one before
        off.layers[layer - 1].W[2] = 100  # whatever it sees and says, nobody hears it
        off.layers[layer - 1].b[2] = -7
        np.testing.assert_array_equal(off.predict(X), without)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_off_is_what_removing_the_neuron_is(activation):
    network, X = made((784, 7, 10), activation), digits().X()
    smaller = Network((784, 6, 10), activation)
    keep = [0, 1, 2, 4, 5, 6]
    for mine, theirs in zip(smaller.layers, network.layers, strict=True):
        mine.b[:] = theirs.b if mine is smaller.layers[1] else theirs.b[keep]
    smaller.layers[0].W[:] = network.layers[0].W[keep]
    smaller.layers[1].W[:] = network.layers[1].W[:, keep]
    off = apply(network, Edits(off=frozenset({(1, 3)})))
    np.testing.assert_allclose(off.predict(X), smaller.predict(X), rtol=2e-4, atol=1e-6)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_off_equals_times_zero(activation):
    network = made((784, 9, 6, 10), activation)
    for place in ((1, 4), (2, 5)):
        off, scaled = (apply(network, e) for e in (Edits().switched(place, False), Edits().scaled(place, 0)))
        np.testing.assert_array_equal(off.theta, scaled.theta)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", SHAPES)
def test_a_factor_acts_on_what_the_neuron_passes_on(sizes, activation):
    network, X = made(sizes, activation), digits(1).X()
    for layer in range(1, len(sizes) - 1):
        edits = Edits(off=frozenset({(layer, 0)}), scales=(((layer, 1), 2.5),))
        changed = apply(network, edits)
        said, before = passed_on(changed, edits, layer, X), passed_on(network, Edits(), layer, X)
        expected = before.copy()
        expected[0], expected[1] = 0, before[1] * np.float32(2.5)
        np.testing.assert_array_equal(said, expected)
        after = network.layers[layer]  # in the unchanged layer above, what it says does the same
        np.testing.assert_allclose(
            changed.layers[layer].predict(before[:, None]), after.predict(said[:, None]), rtol=1e-4, atol=1e-5
        )


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.999, 1.0])
@pytest.mark.parametrize("sizes", [(784, 10), *SHAPES])
def test_the_share_of_weights_cut_is_exact_and_they_are_the_smallest(sizes, share):
    network = made(sizes)
    twin = apply(network, Edits(prune=share))
    before, after = (np.concatenate([layer.W.ravel() for layer in n.layers]) for n in (network, twin))
    assert np.count_nonzero(before) == len(before) == weight_count(network)
    gone = after == 0
    assert gone.sum() == round(share * len(before)) == len(smallest(network, share))
    if gone.any() and not gone.all():
        assert np.abs(before[gone]).max() <= np.abs(before[~gone]).min()
    np.testing.assert_array_equal(after[~gone], before[~gone])
    for mine, theirs in zip(twin.layers, network.layers, strict=True):
        np.testing.assert_array_equal(mine.b, theirs.b)


def test_noise_is_repeatable_grows_with_its_size_and_leaves_biases_alone():
    network = made((784, 40, 30, 10))
    one, again, other = (apply(network, Edits(noise=0.5, seed=s)) for s in (1, 1, 2))
    np.testing.assert_array_equal(one.theta, again.theta)
    assert not np.array_equal(one.theta, other.theta)
    twice = apply(network, Edits(noise=1.0, seed=1))
    for before, a, b in zip(network.layers, one.layers, twice.layers, strict=True):
        drawn = a.W - before.W
        assert drawn.std() / before.W.std() == pytest.approx(0.5, rel=0.15)  # 300 weights in the last layer
        np.testing.assert_allclose(b.W - before.W, 2 * drawn, atol=1e-5)
        np.testing.assert_array_equal(a.b, before.b)


def test_what_is_cut_stays_cut_under_noise():
    network = made()
    places = smallest(network, 0.6)
    noisy = apply(network, Edits(prune=0.6, noise=1.0))
    weights = np.concatenate([layer.W.ravel() for layer in noisy.layers])
    assert not weights[places].any() and np.count_nonzero(weights) == weight_count(network) - len(places)


@pytest.mark.parametrize("place", [(0, 0), (2, 0), (1, 7), (1, -1)])
def test_a_neuron_that_is_not_there_is_refused(place):
    network = made((784, 7, 10))
    for edits in (Edits(off=frozenset({place})), Edits(scales=((place, 2.0),))):
        with pytest.raises(IndexError, match="There is no neuron"):
            apply(network, edits)
    with pytest.raises(IndexError, match="There is no neuron"):
        list(one_by_one(network, place[0], range(place[1], place[1] + 1), digits(10)))


def test_without_hidden_layers_weights_can_be_cut_and_disturbed():
    network = made((784, 10))
    with pytest.raises(IndexError):
        apply(network, Edits(off=frozenset({(1, 0)})))
    assert np.count_nonzero(apply(network, Edits(prune=0.25, noise=0.1)).layers[0].W) == 5880


def test_a_neuron_that_is_switched_on_again_has_its_factor_still():
    edits = Edits().scaled((1, 3), 2.0).switched((1, 3), on=False)
    assert edits.off == {(1, 3)} and edits.factor((1, 3)) == 2.0
    assert edits.switched((1, 3), on=True) == Edits().scaled((1, 3), 2.0)
    assert edits.switched((1, 3), on=True).scaled((1, 3), 1.0) == Edits()


def test_the_same_changes_in_another_order_are_the_same():
    assert Edits().scaled((2, 1), 2).scaled((1, 5), 0.5) == Edits().scaled((1, 5), 0.5).scaled((2, 1), 2)


# Going back ----------------------------------------------------------------------------------------------------------


def test_undo_and_redo_walk_the_same_way_back_and_forth():
    a, b = Edits(prune=0.1), Edits(prune=0.2)
    history = UndoHistory().then(a).then(b)
    assert history.undone().now == a and history.undone().undone().now == Edits()
    assert history.undone().undone().undone() == history.undone().undone()
    assert history.undone().undone().redone().redone() == history == history.redone()


def test_a_new_change_forgets_what_was_undone_and_no_change_is_none():
    history = UndoHistory().then(Edits(prune=0.1)).undone().then(Edits(noise=0.1))
    assert not history.future and history.undone().now == Edits()
    assert history.then(Edits(noise=0.1)) is history


def test_the_history_is_bounded():
    history = UndoHistory()
    for i in range(1, 1000):
        history = history.then(Edits(seed=i))
    assert len(history.past) == 200 and history.now.seed == 999 and history.past[0].seed == 799


# What it costs -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sizes", [(784, 10), *SHAPES])
def test_the_report_counts_what_evaluate_counts(sizes):
    network, examples = made(sizes), digits(3200)
    found = report(network, examples)
    assert found.accuracy == evaluate(network, examples).accuracy and found.digits == 3200
    answers, labels = network.predict(examples.X()).argmax(axis=0), examples.labels
    for digit in range(10):
        assert found.by_class[digit] == pytest.approx((answers[labels == digit] == digit).mean())


def test_a_digit_that_is_not_there_has_no_share():
    found = report(made(), digits(1))
    assert np.isnan(found.by_class).sum() == 9


def test_the_digit_most_lost():
    counts = np.full(10, 100)
    before, after = Report(np.full(10, 90), counts), Report(np.arange(90, 80, -1), counts)
    assert most_lost(before, after) == (9, 9)
    assert most_lost(after, before)[1] == 0
    assert after.accuracy == pytest.approx(0.855)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_one_by_one_is_what_switching_off_each_gives(activation):
    network, examples = made((784, 9, 6, 10), activation), digits(1700)
    for layer, n in ((1, 9), (2, 6)):
        for found in one_by_one(network, layer, range(n), examples):
            switched = apply(network, Edits().switched((layer, found.neuron), on=False))
            assert found.accuracy == report(switched, examples).accuracy


def test_the_ranking_names_the_dearest_first():
    ranking = Ranking(0.8, 100, (Without(0, 0.7), Without(1, 0.81), Without(2, 0.3)))
    assert [w.neuron for w in ranking.dearest_first] == [2, 0, 1]
    assert ranking.change(Without(2, 0.3)) == pytest.approx(-50)


def test_a_network_that_has_diverged_is_asked_without_a_warning():
    network = made()
    network.theta[:] = np.nan
    found = report(apply(network, EVERYTHING), digits())
    assert 0 <= found.accuracy < 0.3 and np.isnan(network.theta).all()
    network.theta[:] = 3e38  # finite still, but no sum of it is
    assert 0 <= report(network, digits()).accuracy < 0.3
    assert len(list(one_by_one(network, 1, range(7), digits()))) == 7


def test_small_networks_are_asked_about_all_digits_and_large_ones_about_fewer():
    many = Examples(np.zeros((10_000, 1), np.uint8), np.zeros(10_000, np.uint8), np.arange(10_000))
    assert len(affordable(Network((784, 10, 10)), many)) == 10_000
    large = Network((784, 1024, 1024, 1024, 10))
    assert 100 <= len(affordable(large, many)) < 10_000
    assert len(affordable_one_by_one(Network((784, 10, 10)), 1, 10, many)) == 10_000
    assert 100 <= len(affordable_one_by_one(large, 1, 64, many)) < len(affordable(large, many))
    assert len(affordable(large, many.only(slice(0, 7)))) == 7
    largest = Network((784, *[1024] * 8, 10))
    multiplications = 64 * sum(layer.W.size for layer in largest.layers[1:])
    assert multiplications * len(affordable_one_by_one(largest, 1, 64, many)) < 5e10
