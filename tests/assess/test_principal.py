"""Principal components against NumPy's singular values and scikit-learn, up to sign; and the map of digits."""

import numpy as np
import pytest
from sklearn.decomposition import PCA

from nn.assess.answers import ask
from nn.assess.atlas import classes_apart, inside, laid_near, map_of, nearest_classes, to_draw
from nn.assess.principal import components
from nn.dataset import Examples, load_mnist
from nn.models import load_shipped
from nn.network import Network


def cloud(m: int, n: int, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.standard_normal((m, n)) * 0.9 ** np.arange(n) @ np.linalg.qr(rng.standard_normal((n, n)))[0] + 3


def same_up_to_sign(one: np.ndarray, other: np.ndarray, atol: float) -> None:
    signs = np.sign((one * other).sum(axis=1))
    np.testing.assert_allclose(one * signs[:, None], other, rtol=0, atol=atol)


@pytest.mark.parametrize(("m", "n", "k"), [(400, 60, 2), (30, 80, 3), (50, 5, 5), (2, 4, 1), (1_700, 3, 2)])
def test_components_are_those_of_numpy_and_scikit_learn(m: int, n: int, k: int) -> None:
    points = cloud(m, n)
    found = components(points, k)
    _, singular, directions = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)
    np.testing.assert_allclose(found.variances, singular[:k] ** 2 / (m - 1), rtol=1e-10)
    same_up_to_sign(found.directions, directions[:k], 1e-9)
    theirs = PCA(k, svd_solver="full").fit(points)
    same_up_to_sign(found.directions, theirs.components_, 1e-9)
    assert found.explained == pytest.approx(theirs.explained_variance_ratio_.sum(), abs=1e-12)
    same_up_to_sign(found.places(points).T, theirs.transform(points).T, 1e-8)


def test_components_of_digits_in_single_precision_are_theirs() -> None:
    points = load_mnist().official.only(slice(0, 2_000)).X().T
    found, theirs = components(points), PCA(2, svd_solver="covariance_eigh").fit(points.astype(float))
    same_up_to_sign(found.directions, theirs.components_, 1e-5)
    assert found.explained == pytest.approx(theirs.explained_variance_ratio_.sum(), abs=1e-6)


def test_what_does_not_vary_and_what_is_no_number() -> None:
    found = components(np.ones((5, 3)))
    assert found.variances.tolist() == [0, 0] and np.isnan(found.explained)
    with pytest.raises(ValueError, match="not finite"):
        components(np.array([[1.0, np.nan], [0, 1]]))
    with pytest.raises(ValueError, match="two points"):
        components(np.ones((1, 3)))


# The map --------------------------------------------------------------------------------------------------------------


def test_a_map_lays_the_digits_out_by_what_its_layer_passes_on() -> None:
    network, examples = load_shipped("blog").network, load_mnist().official.only(slice(0, 1_600))
    A1 = network.layers[0].predict(examples.X()).T.astype(float)
    found = map_of(network, examples, 1, 10)
    theirs = PCA(2).fit(A1)
    same_up_to_sign(found.places.T, theirs.transform(A1).T, 1e-4)
    assert found.answers.given.tolist() == ask(network, examples).given.tolist()
    assert len(found.apart) == 3 and found.apart[0] < found.apart[1] < found.apart[2]
    between = sum(
        (examples.labels == k).sum() * np.square(A1[examples.labels == k].mean(axis=0) - A1.mean(axis=0)).sum()
        for k in range(10)
    )
    assert found.apart[1] == pytest.approx(between / np.square(A1 - A1.mean(axis=0)).sum(), abs=1e-5)


@pytest.mark.parametrize("hidden", [(), (1,), (3, 2)])
def test_any_network_has_a_map_of_each_layer(hidden: tuple[int, ...]) -> None:
    network, examples = Network((784, *hidden, 4)), load_mnist().official.only(slice(0, 40))
    network.theta[:] = np.random.default_rng(0).standard_normal(network.theta.size)
    for layer in range(len(network.layers) + 1):
        assert map_of(network, examples, layer, 10).places.shape == (40, 2)
    with pytest.raises(ValueError, match="no layer"):
        map_of(network, examples, len(network.layers) + 1, 10)


def test_a_network_that_has_overflowed_has_no_map_and_says_so() -> None:
    network = Network((784, 5, 10))
    network.theta[:] = np.inf
    assert not map_of(network, load_mnist().official.only(slice(0, 20)), 1, 10).sound


def test_classes_are_apart_from_not_at_all_to_wholly() -> None:
    labels = np.array([0, 0, 1, 1])
    assert classes_apart(np.array([[0.0], [2], [0], [2]]), labels, 2) == 0
    assert classes_apart(np.array([[0.0], [0], [2], [2]]), labels, 2) == 1
    assert np.isnan(classes_apart(np.ones((4, 1)), labels, 2))


def test_a_map_is_turned_and_mirrored_but_not_stretched() -> None:
    to = cloud(50, 2)
    to -= to.mean(axis=0)
    turn = np.array([[np.cos(2.0), np.sin(2.0)], [np.sin(2.0), -np.cos(2.0)]])
    np.testing.assert_allclose(laid_near(3 * to @ turn, to), 3 * to, atol=1e-12)


def test_who_looks_closer_keeps_what_was_seen_and_sees_more() -> None:
    rng = np.random.default_rng(1)
    places, wrong = rng.uniform(-1, 1, (3_000, 2)), rng.random(3_000) < 0.2
    whole = to_draw(wrong, inside(places, (-1, 1, -1, 1)), 600, 150)
    assert len(whole) == len(set(whole.tolist())) == 600 and wrong[whole].sum() == 150 and wrong[whole[-150:]].all()
    near = inside(places, (0, 0.5, 0, 0.5))
    closer = to_draw(wrong, near, 600, 150)
    assert set(whole[near[whole]].tolist()) <= set(closer.tolist()) and near[closer].all()
    assert len(closer) > near[whole].sum()
    assert not len(to_draw(wrong, np.zeros(3_000, bool), 600, 150))


def test_the_two_nearest_classes_of_those_that_are_there() -> None:
    places, labels = np.array([[0.0, 0], [5, 0], [6, 0], [0, 9]]), np.array([0, 3, 7, 9])
    assert nearest_classes(places, labels, 10) == (3, 7)
    assert nearest_classes(places[:1], labels[:1], 10) is None


def test_examples_of_other_classes_than_ten_have_a_map() -> None:
    rng = np.random.default_rng(0)
    examples = Examples(
        rng.integers(0, 256, (60, 784), np.uint8), rng.integers(0, 26, 60).astype(np.uint8), np.arange(60)
    )
    assert map_of(Network((784, 6, 26)), examples, 0, 26).places.shape == (60, 2)
