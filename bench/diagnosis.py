"""``diagnosis``: how often the rules cry wolf. Fifty ordinary runs, of which nobody would say that anything is wrong.

The presets with several seeds, shortened, and the usual variants of small networks. Each rule may speak up in two of
them at most; which did, and what it said, is among the facts.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from bench.report import Report, Target
from nn import PRESETS, load_mnist
from nn.lab.checkup import check_up
from nn.lab.run import Run
from nn.recipe import Recipe

MOST_FALSE = 2  # alarms of one rule
DIGITS: dict[str, Any] = {"train_examples": 6_000, "test_examples": 1_000, "validation_examples": 0}
SMALL = Recipe(hidden=(32,), initial="he", batch_size=64, iterations=None, epochs=2, **DIGITS)
USUAL = (
    SMALL,
    SMALL.but(optimizer="momentum", learning_rate=0.01),
    SMALL.but(optimizer="adam", learning_rate=0.001),
    SMALL.but(activation="tanh", initial="xavier"),
    SMALL.but(hidden=(), batch_size=128),
)


def ordinary(seeds: int, updates: int) -> Iterator[Recipe]:
    """Every preset and every usual variant with so many seeds; the presets for so many updates."""
    for seed in range(seeds):
        for preset in PRESETS.values():
            full = preset.recipe.batch_size is None
            shorter = {} if full else DIGITS
            yield preset.recipe.but(**shorter, iterations=updates, seed=seed)
        for recipe in USUAL:
            yield recipe.but(seed=seed)


def alarms(quick: bool) -> Report:
    """How often a rule of the diagnosis speaks up in fifty ordinary runs."""
    recipes = list(ordinary(1, 10) if quick else ordinary(5, 60))
    said: dict[str, str] = {}
    found: Counter[str] = Counter()
    for number, recipe in enumerate(recipes):
        run = Run(recipe, load_mnist().split)
        run.step(recipe.total_iterations - 1)  # not to the end, where it would be scored on everything
        while run.wants_work:
            run.advance(60)
        for finding in check_up(run.view(), load_mnist()):
            found[finding.name] += 1
            said[f"run {number}, {finding.name}"] = finding.evidence
    report = Report(f"Diagnosis of {len(recipes)} ordinary runs")
    report.targets = [Target("most alarms of one rule", max(found.values(), default=0), at_most=MOST_FALSE)]
    report.facts = {"runs": len(recipes), "alarms": found.total(), **found, **said}
    return report
