"""Benchmarks of the network: the same training as its peers, side by side."""

from itertools import pairwise

from bench import contenders
from bench.contenders import BLOG, PEAK, installed
from bench.race import Contender, race
from bench.report import Report
from nn import Recipe

OURS = "Ten Neurons"
MILLISECONDS, BILLION = 1e3, 1e9
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
        Contender(OURS, contenders.ours, {"recipe": recipe, "updates": 1}, repeat),
        Contender("the textbook code", contenders.textbook, {"recipe": recipe}, repeat),
        Contender("X read once", contenders.one_reading_of_X, {"recipe": recipe}, repeat),
    ]
    report = Report(f"Full batch, 784-10-10, {recipe.train_examples:,} examples, one iteration")
    runners += _peers(
        report, {"PyTorch": Contender("PyTorch", contenders.pytorch, {"recipe": recipe, "updates": 1}, repeat)}
    )
    results = race(runners, rounds)
    report.add_times(results, MILLISECONDS, "ms")
    report.add_ratio(results, "the textbook code", OURS, at_least=2.0)
    report.add_ratio(results, "PyTorch", OURS, at_least=2.5)
    floor = 2 * results.spread("X read once").median
    report.facts = {
        "memory floor, X read twice by all cores (ms)": floor * MILLISECONDS,
        "times the memory floor": results.spread(OURS).median / floor,
        "bandwidth measured (GB/s)": recipe.train_examples * 784 * 4 / (floor / 2) / BILLION,
    }
    return report


def epoch_10(quick: bool) -> Report:
    """One epoch of 784-10-10 in batches of 128 with momentum, beside PyTorch."""
    return _epoch(quick, (10,), "momentum", 0.1, {"PyTorch": 2.0})


def epoch_128(quick: bool) -> Report:
    """One epoch of 784-128-10 in batches of 128 with Adam, beside PyTorch and scikit-learn."""
    return _epoch(quick, (128,), "adam", 0.001, {"PyTorch": 1.5, "scikit-learn": 1.6})


def epoch_512(quick: bool) -> Report:
    """One epoch of 784-512-256-10 in batches of 128 with Adam, beside PyTorch, and its share of the peak."""
    return _epoch(quick, (512, 256), "adam", 0.001, {"PyTorch": 1.05})


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
    peers = {
        "PyTorch": Contender("PyTorch", contenders.pytorch, {"recipe": recipe, "updates": updates}),
        "scikit-learn": Contender("scikit-learn", contenders.scikit_learn, {"recipe": recipe}),
    }
    report = Report(f"{'-'.join(map(str, recipe.sizes))}, batch 128, {optimizer}, epoch of {recipe.train_examples:,}")
    runners = [
        Contender(OURS, contenders.ours, {"recipe": recipe, "updates": updates}),
        Contender("largest product", contenders.largest_product, {}, repeat=3),
        *_peers(report, {name: peers[name] for name in wanted}),
    ]
    results = race(runners, 2 if quick else 7)
    report.add_times(results)
    for name, least in wanted.items():
        report.add_ratio(results, name, OURS, at_least=least)
    peak = 2 * PEAK**3 / results.spread("largest product").median
    report.facts = {
        "peak of the matrix library (Gflop/s)": peak / BILLION,
        "share of the peak": operations(recipe) / results.spread(OURS).median / peak,
    }
    return report


def operations(recipe: Recipe) -> float:
    """Multiplications and additions in the matrix products of one epoch: forward, dW, and dA but for the pixels."""
    forward = [2 * n_in * n for n_in, n in pairwise(recipe.sizes)]
    return float(recipe.train_examples * (3 * sum(forward) - forward[0]))


def _peers(report: Report, wanted: dict[str, Contender]) -> list[Contender]:
    """Those that are installed; the report says which are not."""
    found = []
    for name, contender in wanted.items():
        module, sentence = PEERS[name]
        if installed(module):
            found.append(contender)
        else:
            report.skipped.append(sentence)
    return found
