"""Planes, surfaces and the rate finder: what lies on a plane is what those networks are, and cost."""

import numpy as np
import pytest

from nn.activations import Array
from nn.dataset import load_mnist
from nn.landscape.finder import LOWEST, Tried, find, rates, suggested
from nn.landscape.plane import PlaneError, around, random_direction, through
from nn.landscape.surface import Slope, grid_around, height_at, losses
from nn.landscape.survey import Walk, survey_around, survey_between
from nn.network import Network, blocks
from nn.recipe import Recipe
from nn.training import evaluate, new_network, train

SMALL = Recipe(hidden=(6, 5), activation="gelu", train_examples=120, test_examples=0, iterations=12, batch_size=40)
DATA = load_mnist().split(SMALL)


def trained(recipe: Recipe) -> Network:
    network = new_network(recipe)
    for _ in train(network, DATA, recipe, recipe.streams().training):
        pass
    return network


START, ONE, TWO = new_network(SMALL), trained(SMALL), trained(SMALL.but(learning_rate=0.4))
PLANE = through(START.theta, ONE.theta, TWO.theta)


def slope(plane=PLANE) -> Slope:
    return Slope(SMALL.sizes, SMALL.activation, plane, DATA.train)


def test_start_and_ends_lie_in_the_plane_and_cost_there_what_those_networks_cost() -> None:
    surface = slope()
    for network, (x, y) in zip((START, ONE, TWO), PLANE.project([START.theta, ONE.theta, TWO.theta]), strict=True):
        np.testing.assert_allclose(PLANE.theta(x, y), network.theta, atol=1e-6)
        assert surface.loss(x, y) == pytest.approx(evaluate(network, DATA.train).loss, rel=1e-5)


def test_any_other_point_costs_what_the_network_there_costs() -> None:
    there = START.with_parameters(PLANE.theta(0.7, -0.4).astype(np.float32))
    assert slope().loss(0.7, -0.4) == pytest.approx(evaluate(there, DATA.train).loss, rel=1e-5)
    assert slope().loss(0.7, -0.4) != pytest.approx(evaluate(START, DATA.train).loss, rel=1e-5)


def test_distances_on_paper_are_distances_between_networks() -> None:
    (a, b), apart = PLANE.project([ONE.theta, TWO.theta]), np.linalg.norm(ONE.theta - TWO.theta)
    assert np.linalg.norm(a - b) == pytest.approx(apart, rel=1e-4)
    assert PLANE.orthonormal and PLANE.across @ PLANE.up == pytest.approx(0, abs=1e-9)


def test_how_much_of_a_path_lies_within() -> None:
    aside = np.zeros_like(PLANE.origin)
    aside[0] = 1.0
    aside -= PLANE.project([PLANE.origin + aside])[0] @ np.stack([PLANE.across, PLANE.up])
    within, outside = PLANE.theta(3, 0), PLANE.theta(3, 0) + 4 * aside / np.linalg.norm(aside)
    assert PLANE.share_within([START.theta, ONE.theta]) == pytest.approx(1, abs=1e-4)
    assert PLANE.share_within([PLANE.origin, within, outside]) == pytest.approx(3 / 7)


@pytest.mark.parametrize("two", [ONE.theta, START.theta, np.full_like(ONE.theta, np.nan)], ids=["same", "none", "nan"])
def test_no_plane_without_two_ends(two: Array) -> None:
    with pytest.raises(PlaneError):
        through(START.theta, ONE.theta, two)


def test_no_plane_around_a_network_without_weights() -> None:
    for theta in (np.zeros_like(ONE.theta), np.full_like(ONE.theta, np.inf)):
        with pytest.raises(PlaneError):
            around(theta, SMALL.sizes, np.random.default_rng(0))


def test_a_random_direction_is_as_long_as_the_network_neuron_by_neuron() -> None:
    direction = random_direction(ONE.theta, SMALL.sizes, np.random.default_rng(0))
    for block in blocks(SMALL.sizes):
        d, W = (v[block.start : block.stop].reshape(block.shape) for v in (direction, ONE.theta))
        lengths = np.linalg.norm(W, axis=1) if block.name.startswith("W") else np.zeros(len(W))
        np.testing.assert_allclose(np.linalg.norm(d, axis=1), lengths, rtol=1e-5)
    plane = around(ONE.theta, SMALL.sizes, np.random.default_rng(0))
    np.testing.assert_allclose(plane.across, direction, rtol=1e-4)
    assert (plane.up != plane.across).any()
    assert slope(plane).loss(0, 0) == pytest.approx(evaluate(ONE, DATA.train).loss, rel=1e-5)


def test_a_grid_holds_its_points_and_the_surface_has_its_height_at_them() -> None:
    xs, ys = grid_around(PLANE.project([START.theta, ONE.theta, TWO.theta]), n=4)
    found = np.array(list(losses(slope(), xs, ys))).reshape(4, 4)
    assert xs[0] < 0 < xs[-1] and ys[0] < 0 < ys[-1]
    heights = height_at(xs, ys, found, np.array([xs[1], xs[3], xs[-1] + 1]), np.array([ys[2], ys[3], 0]))
    assert heights[:2] == pytest.approx([found[2, 1], found[3, 3]]) and np.isnan(heights[2])
    middle = height_at(xs, ys, found, np.array([(xs[0] + xs[1]) / 2]), np.array([ys[0]]))
    assert middle == pytest.approx((found[0, 0] + found[0, 1]) / 2)


def test_the_rate_rises_until_it_breaks_down_and_a_third_of_the_best_is_suggested() -> None:
    tried = list(find(SMALL.but(initial="he", optimizer="adam"), DATA, updates=40))
    assert [one.rate for one in tried] == pytest.approx(rates(40)[: len(tried)]) and tried[0].rate == LOWEST
    assert len(tried) < 40, "a rate of 10 breaks it down"
    found = suggested(tried)
    assert found is not None and 0.0003 < found < 0.3
    assert suggested(tried[:10]) is None, "rates that do nothing suggest nothing"


def test_the_suggestion_is_read_off_the_curve() -> None:
    places = np.linspace(-5, 1, 31)  # powers of ten; the lowest loss is at -1
    valley = [Tried(float(10**p), 0.5 + min(1.8, (p + 1) ** 2)) for p in places]
    assert suggested(valley) == pytest.approx(0.03)
    assert suggested(valley[:1]) is None


def test_a_survey_knows_what_the_networks_cost_that_lie_in_it() -> None:
    walks = [Walk("one", (START.theta, ONE.theta)), Walk("two", (START.theta, TWO.theta))]
    aside = Walk("broken", (START.theta, np.full_like(ONE.theta, np.nan)))
    survey, found = survey_between([*walks, aside], SMALL.sizes, SMALL.activation, DATA.train)
    assert survey.costs == pytest.approx([evaluate(n, DATA.train).loss for n in (START, ONE, TWO)], rel=1e-5)
    assert [shadow.name for shadow in survey.shadows] == ["one", "two", "broken"]
    assert [shadow.share for shadow in survey.shadows[:2]] == pytest.approx([1, 1], abs=1e-4)
    assert len(survey.shadows[2].points) == 1, "of a run that broke down only what are numbers"
    assert next(found) > 0
    alone, _ = survey_around(walks[0], SMALL.sizes, SMALL.activation, DATA.train, np.random.default_rng(1))
    assert alone.costs == pytest.approx([evaluate(ONE, DATA.train).loss], rel=1e-5) and not alone.between
    assert (alone.xs[0], alone.xs[-1]) == (-1, 1) and alone.shadows[0].share < 0.5


def test_a_network_that_is_too_large_is_refused_in_a_sentence() -> None:
    with pytest.raises(PlaneError, match="3,201,356 parameters, and surfaces are computed up to 2,000,000"):
        survey_around(Walk("", (START.theta,)), (784, 2048, 774, 10), "relu", DATA.train, np.random.default_rng(0))
