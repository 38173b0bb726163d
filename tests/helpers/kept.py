"""Runs that are left and kept, and a clock that passes when it is told to, for the tests of the lab."""

import time

from nn.dataset import load_mnist
from nn.lab.run import Run
from nn.recipe import Recipe

RECIPE = Recipe(hidden=(8,), train_examples=300, test_examples=60, iterations=20, initial="he", learning_rate=0.3)


def digits(recipe):
    return load_mnist().split(recipe)


def after(iterations, recipe=RECIPE, run=None):
    """A run that has made so many updates more and then paused, or has come to its end."""
    run = run or Run(recipe, digits)
    run.step(iterations)
    while run.wants_work:
        run.advance(0.01)
    return run


def eventually(condition, seconds=20):
    """Wait for a condition; a machine under load may take its time."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it never came true"
        time.sleep(0.002)


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self):
        self.now = 1_000.0

    def __call__(self):
        return self.now
