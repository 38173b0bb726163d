"""Runs carried out and digits followed through them, for the tests of what the Film page shows and says."""

import numpy as np

from nn.dataset import load_mnist
from nn.explain.film import DigitHistory
from nn.lab.run import Run
from nn.recipe import Recipe

SMALL = {"train_examples": 200, "test_examples": 50, "iterations": 6, "batch_size": 50, "learning_rate": 0.1}


def carried_out(recipe: Recipe, iterations: int = 0, run: Run | None = None) -> Run:
    run = run or Run(recipe, lambda r: load_mnist().split(r))
    run.step(iterations) if iterations else run.start()
    while run.wants_work:
        run.advance(1.0)
    return run


def told(*answers: tuple[int, float], every: int = 10) -> DigitHistory:
    probabilities = np.zeros((len(answers), 10), np.float32)
    for row, (digit, p) in zip(probabilities, answers, strict=True):
        row[:] = (1 - p) / 9
        row[digit] = p
    return DigitHistory(float(every) * np.arange(len(answers)), probabilities)
