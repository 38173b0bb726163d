"""The work of this program: each function prepares it and gives what is to be timed.

It does more in each step than it is compared with: it also counts the right answers, scores the held-out digits where
there are any, and watches for divergence.
"""

import subprocess
import sys
from itertools import count

import numpy as np

from bench.race import Work
from nn import Recipe, evaluate, load_mnist, new_network, train
from nn.augment import jitter
from nn.cores import one_thread_per_product

BLOG = Recipe(iterations=1_000_000)  # the article's network, for as long as anybody asks
LOOKS = 4  # scorings of the official test digits in an epoch; they are not timed


def _cores_as_the_command_line(recipe: Recipe) -> None:
    if recipe.batch_size is None:
        one_thread_per_product()


def updates(recipe: Recipe, many: int) -> Work:
    """So many updates by nn.train, on the cores as `python -m nn train` uses them."""
    _cores_as_the_command_line(recipe)
    data = load_mnist().split(recipe)
    steps = train(new_network(recipe), data, recipe, recipe.streams().training)

    def work() -> None:
        for _ in range(many):
            next(steps)

    return work


def until(recipe: Recipe, accuracy: float) -> Work:
    """Train from the start until the official test digits are recognised so well; gives the seconds of training.

    Each time with another seed: the recipe's own, then the one after, and so on.
    """
    _cores_as_the_command_line(recipe)
    mnist, seeds = load_mnist(), count(recipe.seed)

    def work() -> float:
        mine = recipe.but(seed=next(seeds))
        network = new_network(mine)
        for step in train(network, mnist.split(mine), mine, mine.streams().training):
            if step.iteration % every(mine) == 0 and evaluate(network, mnist.official).accuracy >= accuracy:
                return step.seconds
        return float("inf")

    return work


def every(recipe: Recipe) -> int:
    """Updates between two looks at the official test digits."""
    return max(1, recipe.batches_per_epoch // LOOKS)


def jittering(recipe: Recipe) -> Work:
    """The recipe's jitter of one batch."""
    digits = load_mnist().split(recipe, keep_floats=False).train
    pixels, rng = digits.X(slice(0, recipe.batch_size)).T, np.random.default_rng(0)
    out = np.empty_like(pixels)
    return lambda: jitter(pixels, recipe.jitter, rng, out)


WATCHED = """
import re, resource, runpy, sys
from pathlib import Path
try:
    runpy.run_module("nn", run_name="__main__", alter_sys=True)
finally:
    status = Path("/proc/self/status")  # what resource says on Linux includes the process that started this one
    if status.exists():
        peak = int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1]) * 1024
    else:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(peak, file=sys.stderr)
"""


def peak_memory(*command: str) -> float:
    """The most memory, in bytes, that `python -m nn COMMAND ...` held in a process of its own."""
    words = [sys.executable, "-c", WATCHED, *command]
    done = subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    lines = done.stderr.splitlines()
    if done.returncode:
        said = [line for line in lines if not line.isdecimal()]
        raise RuntimeError(f"python -m nn {' '.join(command)} failed: {said[-1]}")
    return float(lines[-1])
