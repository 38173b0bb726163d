"""``inside``: how fast a run can be looked into, and what its film costs.

The work of the pages is done as they do it, from the parameters to the figures as text, without the server and the
browser around it. Where this file builds what a page shows, it calls the same functions with the same sizes.
"""

import tracemalloc
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from bench.engine import MEGA, MILLISECONDS
from bench.race import Contender, Work, race
from bench.report import Report, Row, Target
from nn import Recipe, load_mnist
from nn.cores import one_thread_per_product
from nn.explain.digits import of_mnist
from nn.explain.film import Film, Questions, frame, history_of, questions, scale
from nn.explain.stages import stage_numbers, stages
from nn.explain.step import step
from nn.lab.run import Run
from nn.lab.snapshots import BUDGET, ROOM, Room, Snapshots
from nn.network import blocks
from pages.film.figures import confusion_heatmap, curves_with_moment, history_lines
from pages.shared.digits import png_uri
from pages.shared.heatmaps import w1_heatmaps
from pages.shared.theme import LIGHT

BLOG = Recipe()
LARGE = Recipe(hidden=(512, 256), initial="he", batch_size=128, optimizer="adam", learning_rate=0.001)
SCRUB, STAGE = 200.0, 500.0  # milliseconds
SHARE = 0.05  # of the time of training
VISITORS = 30
MOST_CROWDED = 1.02 * ROOM / MEGA  # the frames, and what Python needs to keep them


def look_inside(quick: bool) -> Report:
    """One scrub of the film, one stage of Step by step, and what snapshots cost in time and memory."""
    report = Report("Looking inside a run")
    short = {"iterations": 20, "train_examples": 1_000} if quick else {"iterations": 500, "train_examples": 2_000}
    blog, large = BLOG.but(**short), LARGE.but(**short | {"iterations": 20 if quick else 100})
    rounds = 2 if quick else 9

    looks = race(
        [
            Contender("a scrub, 784-10-10", scrubbing, {"recipe": blog}, repeat=5),
            Contender("a scrub, 784-512-256-10", scrubbing, {"recipe": large}, repeat=5),
            Contender("a digit through a whole film, 784-10-10", following, {"recipe": blog}, repeat=3),
            Contender("the slowest stage, 784-512-256-10", stepping, {"recipe": large}),
        ],
        rounds,
    )
    report.add_times(looks, MILLISECONDS, "ms")
    for name in looks.seconds:
        at_most = STAGE if "stage" in name else SCRUB
        report.targets.append(Target(f"{name} (ms)", looks.spread(name).median * MILLISECONDS, at_most=at_most))

    whole = BLOG.but(train_examples=2_000) if quick else BLOG
    settings = {"recipe": whole, "pairs": 5 if quick else 60}
    updates, few = (20, 5) if quick else (500, 100)
    longer = race([Contender("longer", filming, settings)], 2 if quick else 9).spread("longer")
    report.rows.append(Row("times as long with snapshots, 784-10-10", longer, "x"))
    report.targets += [
        Target("share of the time of training that snapshots take", longer.median - 1, at_most=SHARE),
        Target("film of 784-10-10, all 500 updates (MB)", film_of(BLOG, 500).size / MEGA, at_most=BUDGET / MEGA),
        Target("film of 784-512-256-10 (MB)", film_of(LARGE, 500).size / MEGA, at_most=BUDGET / MEGA),
        Target(f"films of {VISITORS} visitors (MB)", crowded(BLOG, updates) / MEGA, at_most=MOST_CROWDED),
        Target(f"large films of {VISITORS} visitors (MB)", crowded(LARGE, few) / MEGA, at_most=MOST_CROWDED),
    ]
    report.facts = {
        "one snapshot of 784-10-10 (microseconds)": 1e6 * seconds_of_one_snapshot(),
        "frames kept of 784-10-10": len(film_of(BLOG, 500)),
        "frames kept of 784-512-256-10": len(film_of(LARGE, 500)),
    }
    return report


# The work ------------------------------------------------------------------------------------------------------------


def carried_out(recipe: Recipe) -> Run:
    """A run to its end, on few digits: what is looked at afterwards costs the same."""
    one_thread_per_product()
    run = Run(recipe, load_mnist().split)
    run.start()
    while run.wants_work:
        run.advance(1.0)
    return run


def _asked(recipe: Recipe, film: Film) -> Questions:
    return questions(load_mnist().split(recipe, keep_floats=False), film.thetas[0].size)


def scrubbing(recipe: Recipe) -> Work:
    """What the Film page does when the slider comes to another moment: every picture of it, as text."""
    run, rng = carried_out(recipe), np.random.default_rng(0)
    film = run.film()
    asked, limit, known = _asked(recipe, film), scale(film), history_of(film, of_mnist(load_mnist(), 0).X)

    def work() -> int:
        film, view = run.film(), run.view()
        i = film.nearest(float(rng.integers(recipe.total_iterations)))
        now = frame(film, i, asked)
        figures = (
            curves_with_moment(view, film, i, LIGHT),
            w1_heatmaps(now.W1[:24], now.b1[:24], LIGHT, limit=limit, chosen=0, clickable=True, width=None),
            confusion_heatmap(now, LIGHT),
            history_lines(known, i, recipe.total_iterations, LIGHT),
        )
        strip = [png_uri(asked.examples.pixels[asked.examples.index[k]]) for k in asked.strip]
        return sum(len(figure.to_json()) for figure in figures) + sum(map(len, strip))

    return work


def following(recipe: Recipe) -> Work:
    """What happens when another digit is pinned: every frame of the film is asked about it."""
    run, rng = carried_out(recipe), np.random.default_rng(0)

    def work() -> int:
        digit = of_mnist(load_mnist(), int(rng.integers(10_000)))
        return len(history_of(run.film(), digit.X).places)

    return work


def stepping(recipe: Recipe) -> Callable[[], Any]:
    """Walk one step through all its stages; gives the seconds of the slowest, with the step itself."""
    run, rng = carried_out(recipe.but(iterations=10)), np.random.default_rng(0)
    network = run.view().network()

    def work() -> float:
        digit = of_mnist(load_mnist(), int(rng.integers(10_000)))
        assert digit.label is not None
        start = perf_counter()
        walked = step(network, digit.X, digit.label, recipe, recipe.learning_rate)
        taken = perf_counter() - start
        slowest = 0.0
        for stage in stages(len(network.layers)):
            start = perf_counter()
            stage_numbers(walked, stage, neuron=0)
            slowest = max(slowest, perf_counter() - start)
        return taken + slowest

    return work


def filming(recipe: Recipe, pairs: int) -> Callable[[], Any]:
    """Two runs make one update each in turn, one of them on film; gives how many times as long that one takes.

    Side by side within some milliseconds, because a busy machine's speed changes more than a snapshot costs.
    """
    one_thread_per_product()
    data = load_mnist().split(recipe)
    filmed, other = (Run(recipe.but(iterations=1_000_000), lambda _: data, budget=budget) for budget in (BUDGET, 0))

    def seconds(run: Run) -> float:
        run.step(1)
        start = perf_counter()
        run.advance(1.0)
        return perf_counter() - start

    def work() -> float:
        ratios = []
        for pair in range(pairs):
            order = (filmed, other) if pair % 2 else (other, filmed)
            took = {run.id: seconds(run) for run in order}
            ratios.append(took[filmed.id] / took[other.id])
        return median(ratios)

    return work


# The film alone ------------------------------------------------------------------------------------------------------


def _theta(recipe: Recipe) -> Any:
    return np.ones(blocks(recipe.sizes)[-1].stop, np.float32)


def seconds_of_one_snapshot(many: int = 500) -> float:
    """Of the article's network, while its film grows."""
    theta = _theta(BLOG)
    film, start = Snapshots(theta), perf_counter()
    for i in range(1, many + 1):
        film.take(i, theta)
    return (perf_counter() - start) / many


def film_of(recipe: Recipe, iterations: int) -> Snapshots:
    """The film of a run of so many updates."""
    theta = _theta(recipe)
    film = Snapshots(theta)
    for i in range(1, iterations + 1):
        film.take(i, theta)
    return film


def crowded(recipe: Recipe, iterations: int) -> float:
    """The most memory, in bytes, that thirty films of so many updates occupy together, as the allocator counts it."""
    tracemalloc.start()
    try:
        room, films, most = Room(), [], 0
        for _ in range(VISITORS):
            films.append(Snapshots(_theta(recipe), room=room))
        moving = _theta(recipe)
        for i in range(1, iterations + 1):
            for film in films:
                film.take(i, moving)
            most = max(most, tracemalloc.get_traced_memory()[0] - moving.nbytes)
        return float(most)
    finally:
        tracemalloc.stop()
