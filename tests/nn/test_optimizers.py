"""Each optimizer against its formula as the paper writes it, parameter by parameter, in plain Python; Muon by SVD."""

from inspect import Parameter, signature
from math import sqrt

import numpy as np
import pytest

from nn.network import blocks
from nn.optimizers import CACHED, EPSILON, OPTIMIZERS, Adam, Muon, orthogonalised
from nn.recipe import FIELD_NAMES, Recipe

RATE, BETA, BETA2, SHRINK, STEPS = 0.1, 0.9, 0.99, 0.05, 8


def gradient_descent(theta, grads):
    for g in grads:
        theta -= RATE * g
    return theta


def momentum(theta, grads):
    v = 0.0
    for g in grads:
        v = BETA * v + g
        theta -= RATE * v
    return theta


def nesterov(theta, grads):
    v = 0.0
    for g in grads:
        v = BETA * v + g
        theta -= RATE * (g + BETA * v)
    return theta


def rmsprop(theta, grads):
    s = 0.0
    for g in grads:
        s = BETA2 * s + (1 - BETA2) * g * g
        theta -= RATE * g / (sqrt(s) + EPSILON)
    return theta


def adam(theta, grads, shrink=0.0):
    m = v = 0.0
    for t, g in enumerate(grads, start=1):
        m = BETA * m + (1 - BETA) * g
        v = BETA2 * v + (1 - BETA2) * g * g
        theta -= RATE * shrink * theta
        theta -= RATE * (m / (1 - BETA**t)) / (sqrt(v / (1 - BETA2**t)) + EPSILON)
    return theta


def adamw(theta, grads):
    return adam(theta, grads, SHRINK)


FORMULAS = {
    "gradient descent": gradient_descent,
    "momentum": momentum,
    "nesterov": nesterov,
    "rmsprop": rmsprop,
    "adam": adam,
    "adamw": adamw,
}


def made(name, theta):
    return Recipe(optimizer=name, momentum=BETA, beta2=BETA2, weight_decay=SHRINK).new_optimizer(theta)


def problem(n=40, dtype=np.float64):
    rng = np.random.default_rng(0)
    grads = rng.normal(size=(STEPS, n))
    grads[:, 0] = 0  # a pixel that is never inked
    grads[:, 1] *= 1e-9
    return rng.normal(size=n).astype(dtype), grads.astype(dtype)


def test_every_optimizer_has_a_formula_here():
    assert {*FORMULAS, "muon"} == set(OPTIMIZERS)  # Muon's is one of matrices, further down


@pytest.mark.parametrize("name", FORMULAS)
def test_it_follows_its_formula(name):
    theta, grads = problem()
    expected = [FORMULAS[name](float(t), grads[:, i].tolist()) for i, t in enumerate(theta)]
    optimizer = made(name, theta)
    for g in grads:
        optimizer.step(theta, g.copy(), RATE)
    np.testing.assert_allclose(theta, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", FORMULAS)
def test_it_works_in_place_and_in_float32(name):
    theta, grads = problem(dtype=np.float32)
    address, optimizer = theta.ctypes.data, made(name, theta)
    optimizer.step(theta, grads[0], RATE)
    assert theta.ctypes.data == address and theta.dtype == np.float32 and np.isfinite(theta).all()


def test_adams_stretches_make_the_same_step_as_the_whole_vector():
    n = 2 * CACHED + 17
    rng = np.random.default_rng(0)
    theta, grads = rng.normal(size=n), rng.normal(size=(3, n))
    whole, parts = theta.copy(), theta.copy()
    m = v = np.zeros(n)
    optimizer = Adam(parts, BETA, BETA2, SHRINK)
    for t, g in enumerate(grads, start=1):
        optimizer.step(parts, g.copy(), RATE)
        m = BETA * m + (1 - BETA) * g
        v = BETA2 * v + (1 - BETA2) * g**2
        whole -= RATE * SHRINK * whole
        whole -= RATE * m / (1 - BETA**t) / (np.sqrt(v / (1 - BETA2**t)) + EPSILON)
    np.testing.assert_allclose(parts, whole, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("kind", OPTIMIZERS.values(), ids=OPTIMIZERS)
def test_an_optimizer_is_made_with_exactly_what_it_uses(kind):
    taken = signature(kind.make).parameters.values()
    needed = {p.name for p in taken if p.default is Parameter.empty}
    assert needed <= {"theta", *kind.uses} <= {p.name for p in taken}
    assert set(kind.uses) <= FIELD_NAMES | {"sizes"}


def test_what_an_optimizer_does_not_use_makes_no_difference():
    theta, grads = problem()
    plain, other = theta.copy(), theta.copy()
    for moved, recipe in ((plain, Recipe(optimizer="adam")), (other, Recipe(optimizer="adam", weight_decay=0.5))):
        recipe.new_optimizer(moved).step(moved, grads[0].copy(), RATE)
    np.testing.assert_array_equal(plain, other)


@pytest.mark.parametrize("name", FORMULAS)
def test_it_finds_the_bottom_of_a_bowl(name):
    theta = np.array([3.0, -2.0])
    optimizer = Recipe(optimizer=name, momentum=0.5, beta2=0.9).new_optimizer(theta)
    for step in range(400):
        optimizer.step(theta, 2 * theta * [1, 0.3], 0.05 * (1 - step / 400))
    assert np.abs(theta).max() < 0.01


# --- Muon, which steps by whole matrices

SIZES = (12, 8, 6, 4)


def parts(vector):
    """W1, b1, W2, b2, W3, b3 of a vector as long as theta."""
    return [vector[b.start : b.stop].reshape(b.shape) for b in blocks(SIZES)]


def steps_of_muon(grads):
    """Theta after each step, all zeros before the first."""
    theta = np.zeros(grads.shape[1])
    optimizer = Muon(theta, SIZES, BETA, BETA2)
    for g in grads:
        optimizer.step(theta, g.copy(), RATE)
        yield theta.copy()


def gradients(seed=0):
    return np.random.default_rng(seed).normal(size=(STEPS, blocks(SIZES)[-1].stop))


def test_muon_moves_a_matrix_equally_far_in_every_direction_of_its_momentum():
    before, V = np.zeros_like(gradients()[0]), np.zeros_like(gradients()[0])
    for g, theta in zip(gradients(), steps_of_muon(gradients()), strict=True):
        V = BETA * V + g
        for number in (0, 2):  # W1 and W2
            step, ahead = parts(before - theta)[number], parts(g + BETA * V)[number]
            left, _, right = np.linalg.svd(ahead, full_matrices=False)
            moved = left.T @ (step / (RATE * 0.2 * max(step.shape) ** 0.5)) @ right.T
            assert 0.6 < np.diag(moved).min() and np.diag(moved).max() < 1.25
            np.testing.assert_allclose(moved, np.diag(np.diag(moved)), atol=1e-9)  # and in no other direction
        before = theta


def test_muon_leaves_biases_and_the_last_layer_to_adam():
    *_, theta = steps_of_muon(gradients())
    for number in (1, 3, 4, 5):
        grads = np.array([parts(g)[number].ravel() for g in gradients()])  # (STEPS, numbers)
        expected = [adam(0.0, of_one.tolist()) for of_one in grads.T]
        np.testing.assert_allclose(parts(theta)[number].ravel(), expected, rtol=1e-9, atol=1e-12)


def test_muon_is_adam_where_there_is_no_hidden_layer():
    theta, grads = problem(n=7 * 4 + 4)
    muon, plain = theta.copy(), theta.copy()
    for moved, optimizer in ((muon, Muon(muon, (7, 4), BETA, BETA2)), (plain, Adam(plain, BETA, BETA2))):
        for g in grads:
            optimizer.step(moved, g.copy(), RATE)
    np.testing.assert_array_equal(muon, plain)


def test_muon_works_in_place_in_float32_and_again_the_same():
    thetas = []
    for _ in range(2):
        theta = np.zeros(blocks(SIZES)[-1].stop, np.float32)
        address, optimizer = theta.ctypes.data, Muon(theta, SIZES, BETA, BETA2)
        for g in gradients().astype(np.float32):
            optimizer.step(theta, g, RATE)
        assert theta.ctypes.data == address and theta.dtype == np.float32 and np.isfinite(theta).all()
        thetas.append(theta)
    np.testing.assert_array_equal(*thetas)


@pytest.mark.parametrize("shape", [(6, 9), (9, 6), (5, 5)], ids=str)
def test_five_rounds_make_all_directions_nearly_as_strong(shape):
    rng = np.random.default_rng(0)
    left, _, right = np.linalg.svd(rng.normal(size=shape), full_matrices=False)
    strengths = np.geomspace(1, 0.02, min(shape))
    made = orthogonalised(left * strengths @ right, rounds=5)
    np.testing.assert_allclose(left.T @ made @ right.T, np.diag(np.diag(left.T @ made @ right.T)), atol=1e-9)
    values = np.linalg.svd(made, compute_uv=False)
    assert 0.65 < values.min() and values.max() < 1.25
    few = np.linalg.svd(orthogonalised(left * strengths @ right), compute_uv=False)
    assert few.max() / few.min() < 5 and few.max() < 1.25  # they were 50 times apart


def test_where_nothing_is_to_be_learned_nothing_moves():
    assert not orthogonalised(np.zeros((3, 4), np.float32)).any()


def test_muon_goes_to_the_bottom_of_a_bowl_of_matrices():
    goal = np.random.default_rng(1).normal(size=blocks(SIZES)[-1].stop)
    theta = np.zeros_like(goal)
    optimizer = Muon(theta, SIZES, 0.5, 0.9)
    for step in range(400):
        optimizer.step(theta, theta - goal, 0.1 * (1 - step / 400))
    assert np.abs(theta - goal).max() < 0.01
