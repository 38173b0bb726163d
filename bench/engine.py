"""Benchmarks of the network: the same training as its peers, side by side."""

from itertools import pairwise
from math import isinf

from bench import limits, ours, peers
from bench.ours import BLOG
from bench.peers import installed
from bench.race import Contender, Spread, race
from bench.report import Report, Row, Target
from nn import PRESETS, Recipe

OURS = "Ten Neurons"
MILLISECONDS, MEGA, BILLION = 1e3, 1e6, 1e9
PEERS = {
    "PyTorch": ("torch", "PyTorch is not installed, so it is left out: pip install -r requirements-bench.txt."),
    "scikit-learn": (
        "sklearn",
        "scikit-learn is not installed, so it is left out: pip install -r requirements-bench.txt.",
    ),
}


def fullbatch(quick: bool) -> Report:
    """One full-batch iteration of the article's network, beside the textbook code and PyTorch."""
    recipe = BLOG.but(train_examples=2_000) if quick else BLOG
    repeat, rounds = (2, 2) if quick else (7, 15)
    runners = [
        Contender(OURS, ours.updates, {"recipe": recipe, "many": 1}, repeat),
        Contender("the textbook code", peers.textbook, {"recipe": recipe}, repeat),
        Contender("X read once", limits.one_reading_of_X, {"recipe": recipe}, repeat),
    ]
    report = Report(f"Full batch, 784-10-10, {recipe.train_examples:,} examples, one iteration")
    runners += _peers(report, {"PyTorch": Contender("PyTorch", peers.pytorch, {"recipe": recipe, "many": 1}, repeat)})
    results = race(runners, rounds)
    report.add_times(results, MILLISECONDS, "ms")
    report.add_ratio(results, "the textbook code", OURS, at_least=2.3)
    report.add_ratio(results, "PyTorch", OURS, at_least=2.6)
    floor = 2 * results.spread("X read once").median
    report.targets.append(Target("times the memory floor", results.spread(OURS).median / floor, at_most=1.7))
    report.facts = {
        "memory floor, X read twice by all cores (ms)": floor * MILLISECONDS,
        "bandwidth measured (GB/s)": recipe.train_examples * 784 * 4 / (floor / 2) / BILLION,
    }
    return report


def epoch_10(quick: bool) -> Report:
    """One epoch of 784-10-10 in batches of 128 with momentum, beside PyTorch."""
    return _epoch(quick, (10,), "momentum", 0.02, {"PyTorch": 3.0})


def epoch_128(quick: bool) -> Report:
    """One epoch of 784-128-10 in batches of 128 with Adam, beside PyTorch and scikit-learn."""
    return _epoch(quick, (128,), "adam", 0.001, {"PyTorch": 2.0, "scikit-learn": 1.8})


def epoch_512(quick: bool) -> Report:
    """One epoch of 784-512-256-10 in batches of 128 with Adam, beside PyTorch, and its share of the peak."""
    return _epoch(quick, (512, 256), "adam", 0.001, {"PyTorch": 1.5})


def _epoch(quick: bool, hidden: tuple[int, ...], optimizer: str, rate: float, wanted: dict[str, float]) -> Report:
    recipe = Recipe(
        hidden=hidden,
        initial="he",
        optimizer=optimizer,
        learning_rate=rate,
        batch_size=128,
        iterations=None,
        epochs=10_000,
        train_examples=1_280 if quick else 60_000,
        test_examples=0,
    )
    updates = recipe.batches_per_epoch
    others = {
        "PyTorch": Contender("PyTorch", peers.pytorch, {"recipe": recipe, "many": updates}),
        "scikit-learn": Contender("scikit-learn", peers.scikit_learn, {"recipe": recipe}),
    }
    report = Report(f"{'-'.join(map(str, recipe.sizes))}, batch 128, {optimizer}, epoch of {recipe.train_examples:,}")
    runners = [
        Contender(OURS, ours.updates, {"recipe": recipe, "many": updates}),
        Contender("largest product", limits.largest_product, {}, repeat=3),
        *_peers(report, {name: others[name] for name in wanted}),
    ]
    results = race(runners, 2 if quick else 7)
    report.add_times(results)
    for name, least in wanted.items():
        report.add_ratio(results, name, OURS, at_least=least)
    peak = 2 * limits.PEAK**3 / results.spread("largest product").median
    report.facts = {
        "peak of the matrix library (Gflop/s)": peak / BILLION,
        "share of the peak": operations(recipe) / results.spread(OURS).median / peak,
    }
    return report


def operations(recipe: Recipe) -> float:
    """Multiplications and additions in the matrix products of one epoch: forward, dW, and dA but for the pixels."""
    forward = [2 * n_in * n for n_in, n in pairwise(recipe.sizes)]
    return float(recipe.train_examples * (3 * sum(forward) - forward[0]))


GOALS = {0.97: ("fast", 0.5), 0.98: ("fast", 1.5), 0.99: ("keen", 14.0)}  # accuracy: the preset for it, and seconds
SEEDS = 10


def time_to_accuracy(quick: bool) -> Report:
    """Seconds of training to 97, 98 and 99 % on the official test digits, of ten seeds, and the same in PyTorch."""
    report = Report(f"Seconds to a test accuracy, median of {SEEDS} seeds")
    for accuracy, (preset, soon) in GOALS.items():
        goal = f"{accuracy:.0%}" + f" ({preset})"
        recipe = PRESETS[preset].recipe
        if quick:
            recipe, accuracy = recipe.but(train_examples=1_280, epochs=3), 0.2
        settings = {"recipe": recipe, "accuracy": accuracy}
        runners = [Contender(OURS, ours.until, settings)]
        runners += _peers(report, {"PyTorch": Contender("PyTorch", peers.pytorch_until, settings)})
        results = race(runners, 2 if quick else SEEDS, warm_up=False)
        for name, seconds in results.seconds.items():
            report.rows.append(Row(f"{goal}, {name}", results.spread(name), "s"))
            report.facts[f"{goal}, {name}: seeds that never got there"] = sum(map(isinf, seconds))
        if "PyTorch" in results.seconds:
            report.targets.append(Target(f"{goal}, times as soon", results.ratio("PyTorch", OURS).median, at_least=1.0))
        report.targets.append(Target(f"{goal}, seconds", results.spread(OURS).median, at_most=soon))
    return report


def jitter(quick: bool) -> Report:
    """The jitter of one batch of `strong`, beside the whole training step that it is a part of."""
    report = Report("Jitter of one batch of `strong`")
    recipe = PRESETS["strong"].recipe.but(epochs=10_000)  # for as long as it takes to measure
    runners = [
        Contender("jitter", ours.jittering, {"recipe": recipe}, repeat=5),
        Contender("a training step", ours.updates, {"recipe": recipe, "many": 1}, repeat=5),
    ]
    results = race(runners, 2 if quick else 15)
    report.add_times(results, MILLISECONDS, "ms")
    share = 1 / results.ratio("a training step", "jitter").median
    report.targets.append(Target("share of a training step", share, at_most=0.5))
    return report


def memory(quick: bool) -> Report:
    """The most memory that `python -m nn train --preset strong` ever holds."""
    report = Report("Peak memory of training `strong`")
    peak = ours.peak_memory("train", "--preset", "strong", "--epochs", "0.02" if quick else "0.5") / MEGA
    report.rows.append(Row("most memory held", Spread.of([peak]), "MB"))
    report.targets.append(Target("megabytes", peak, at_most=600))
    return report


def _peers(report: Report, wanted: dict[str, Contender]) -> list[Contender]:
    """Those that are installed; the report says which are not."""
    found = []
    for name, contender in wanted.items():
        module, sentence = PEERS[name]
        if installed(module):
            found.append(contender)
        elif sentence not in report.skipped:
            report.skipped.append(sentence)
    return found
