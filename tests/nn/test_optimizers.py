"""Each optimizer against its formula as the paper writes it, parameter by parameter, in plain Python."""

from inspect import Parameter, signature
from math import sqrt

import numpy as np
import pytest

from nn.optimizers import CACHED, EPSILON, OPTIMIZERS, Adam
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
    assert set(FORMULAS) == set(OPTIMIZERS)


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
    assert set(kind.uses) <= FIELD_NAMES


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
