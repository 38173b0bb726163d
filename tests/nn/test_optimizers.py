"""Each optimizer against its formula as the paper writes it, parameter by parameter, in plain Python."""

from math import sqrt

import numpy as np
import pytest

from nn.optimizers import CACHED, EPSILON, OPTIMIZERS, Adam
from nn.recipe import Recipe

RATE, BETA, DECAY, SHRINK, STEPS = 0.1, 0.9, 0.99, 0.05, 8


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
        s = DECAY * s + (1 - DECAY) * g * g
        theta -= RATE * g / (sqrt(s) + EPSILON)
    return theta


def adam(theta, grads, shrink=0.0):
    v = s = 0.0
    for t, g in enumerate(grads, start=1):
        v = BETA * v + (1 - BETA) * g
        s = DECAY * s + (1 - DECAY) * g * g
        theta -= RATE * shrink * theta
        theta -= RATE * (v / (1 - BETA**t)) / (sqrt(s / (1 - DECAY**t)) + EPSILON)
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
    return OPTIMIZERS[name].make(theta, Recipe(momentum=BETA, decay=DECAY, weight_decay=SHRINK))


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
    v = s = np.zeros(n)
    optimizer = Adam(parts, BETA, DECAY, SHRINK)
    for t, g in enumerate(grads, start=1):
        optimizer.step(parts, g.copy(), RATE)
        v = BETA * v + (1 - BETA) * g
        s = DECAY * s + (1 - DECAY) * g**2
        whole -= RATE * SHRINK * whole
        whole -= RATE * v / (1 - BETA**t) / (np.sqrt(s / (1 - DECAY**t)) + EPSILON)
    np.testing.assert_allclose(parts, whole, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("name", FORMULAS)
def test_it_finds_the_bottom_of_a_bowl(name):
    theta = np.array([3.0, -2.0])
    optimizer = OPTIMIZERS[name].make(theta, Recipe(momentum=0.5, decay=0.9))
    for step in range(400):
        optimizer.step(theta, 2 * theta * [1, 0.3], 0.05 * (1 - step / 400))
    assert np.abs(theta).max() < 0.01
