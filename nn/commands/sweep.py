"""``sweep``: two settings varied as a grid of short runs with other seeds, on several processes or on a cluster."""

import argparse
import os
import sys
from concurrent.futures import BrokenExecutor
from pathlib import Path

from tqdm import tqdm

from nn.commands import Failure
from nn.commands.options import Parser, add_recipe, recipe_from, writable
from nn.cores import cores
from nn.presets import PRESETS
from nn.recipe import FIELD_NAMES
from nn.sweep.grid import as_csv, grid, written
from nn.sweep.halving import legs_at_most, legs_done, saved
from nn.sweep.hands import Hands, HandsError, alone, processes, sweep
from nn.sweep.plan import Plan, PlanError, axis_from
from nn.sweep.results import Results

INTERRUPTED = 130
VALUES = "NAME=A,B,C"


def add_to(commands: "argparse._SubParsersAction[Parser]") -> None:
    parser = commands.add_parser(
        "sweep",
        help="vary two settings as a grid of short runs",
        description="Vary two settings as a grid, with several seeds a cell. The same command goes on where it ended.",
    )
    parser.add_argument("--preset", default="blog", help=f"one of: {', '.join(PRESETS)}; default blog")
    parser.add_argument("--rows", required=True, metavar=VALUES, help="a setting and its values: learning_rate=0.1,0.3")
    parser.add_argument("--columns", required=True, metavar=VALUES, help="another: hidden=10,32,128-64")
    parser.add_argument("--seeds", type=int, default=3, help="how many runs of each cell, from --seed on; default 3")
    parser.add_argument("--processes", type=int, default=cores(), help=f"how many runs at a time; default {cores()}")
    parser.add_argument(
        "--halving", action="store_true", help="end the worse half of the cells after a quarter, and again after half"
    )
    parser.add_argument(
        "--dask",
        default=os.environ.get("DASK_SCHEDULER", ""),
        metavar="ADDRESS",
        help="carry it out on the Dask cluster of this scheduler, tcp://HOST:PORT; default $DASK_SCHEDULER, if set",
    )
    parser.add_argument(
        "--results", type=Path, default=Path("sweep.jsonl"), metavar="FILE.jsonl", help="default sweep.jsonl"
    )
    parser.add_argument("--csv", type=Path, metavar="FILE.csv", help="write a row for each run there")
    add_recipe(parser, FIELD_NAMES)
    parser.set_defaults(run=lambda chosen: run(chosen, parser))


def run(chosen: argparse.Namespace, parser: Parser) -> int:
    if chosen.preset not in PRESETS:
        parser.error(f"--preset is {chosen.preset!r}; allowed: {', '.join(PRESETS)}")
    recipe = recipe_from(chosen, PRESETS[chosen.preset].recipe, parser)
    for name, most in (("seeds", 100), ("processes", 64)):
        if not 1 <= getattr(chosen, name) <= most:
            parser.error(f"--{name} is {getattr(chosen, name)}; allowed: 1 to {most}")
    for name in ("results", "csv"):
        path = getattr(chosen, name)
        if path and (problem := writable(path, f"--{name}")):
            parser.error(problem)
    seeds = tuple(range(recipe.seed, recipe.seed + chosen.seeds))
    try:
        plan = Plan(recipe.but(seed=0), axis_from(chosen.rows), axis_from(chosen.columns), seeds, chosen.halving)
        results = Results(plan, chosen.results)
    except PlanError as error:
        parser.error(str(error))
    kept = f"{{:,}} runs are kept in {results.path}. The same command goes on from there"
    try:
        ended = _carry_out(plan, results, _hands(chosen))
        if chosen.csv:
            chosen.csv.write_text(as_csv(results))
    except BrokenExecutor:
        raise Failure(
            "A process was ended from outside, perhaps for want of memory: "
            f"{kept.format(len(results.outcomes))}; fewer --processes need less."
        ) from None
    except HandsError as error:
        raise Failure(f"{error} {kept.format(len(results.outcomes))}.") from None
    except OSError as error:
        raise Failure(f"{error.filename or chosen.results} could not be written ({error.strerror}).") from None
    _tell(plan, results)
    return 0 if ended else INTERRUPTED


def _hands(chosen: argparse.Namespace) -> Hands:
    """Who carries it out: a cluster if its address is given."""
    if not chosen.dask:
        return processes(chosen.processes) if chosen.processes > 1 else alone()
    try:
        from nn.sweep.cluster import cluster
    except ImportError:
        raise Failure(
            "A sweep on a cluster needs Dask's package distributed: pip install -r requirements-cluster.txt."
        ) from None
    return cluster(chosen.dask, lambda sentence: tqdm.write(sentence, file=sys.stderr))


def _carry_out(plan: Plan, results: Results, hands: Hands) -> bool:
    """All that is not done yet, with a progress bar; False if Ctrl-C has ended it before."""
    outcomes = sweep(plan, results, hands)
    try:
        with tqdm(
            total=legs_at_most(plan), initial=legs_done(results), unit="run", file=sys.stderr, dynamic_ncols=True
        ) as bar:
            for _ in outcomes:
                if bar.update():  # it is drawn now and then only
                    found = grid(results)
                    bar.set_postfix(best="–" if found.best is None else f"{found.mean[found.best]:.2%}", refresh=False)
    except KeyboardInterrupt:
        outcomes.close()  # type: ignore[attr-defined]
        kept = len(Results(plan, results.path).outcomes)  # perhaps it came while a line was written
        said = f"Interrupted: {kept:,} of {len(plan.tasks()):,} runs are kept in {results.path}."
        print(f"{said} The same command goes on from there.", file=sys.stderr)
        return False
    return True


def _tell(plan: Plan, results: Results) -> None:
    """The grid in percent, the best cell, and what halving saved."""
    found = grid(results)
    print(f"official test digits right, mean of the seeds; down {plan.rows.name}, across {plan.columns.name}")
    print(" " * 12 + "".join(f"{written(value):>12}" for value in plan.columns.values))
    for i, value in enumerate(plan.rows.values):
        shown = ["–" if mean != mean else f"{mean:.2%}" for mean in found.mean[i]]
        shown = [f"({text})" if share < 1 else text for text, share in zip(shown, found.share[i], strict=True)]
        print(f"{written(value):>12}" + "".join(f"{text:>12}" for text in shown))
    if found.best is not None:
        row, column = (
            f"{axis.name} {written(axis.values[i])}"
            for axis, i in zip((plan.rows, plan.columns), found.best, strict=True)
        )
        spread = found.spread[found.best]
        give = "" if spread != spread else f", its seeds {100 * spread:.2f} points apart (standard deviation)"
        print(f"best: {row}, {column}, with {found.mean[found.best]:.2%}{give}")
    if less := saved(results):
        print(
            f"ended early, in brackets: {less.runs} of {len(plan.tasks())} runs; {less.updates:,} of {less.whole:,} "
            f"updates were saved ({less.updates / less.whole:.0%}), about {less.seconds:.0f} s of computing"
        )
