"""How fast a sweep is: on two processes and on a cluster of two workers, beside one run after the other.

Each contender is the command that a user gives, `python -m nn sweep`, from its start to its end, by turns. Every
process takes one thread for its products, and the batches are too small to be shared out, so one run keeps one core
busy. Only the cluster's own start is not counted: it is there before. What one task costs Dask is measured with tasks
that do nothing.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.peers import installed
from bench.race import Results, Spread
from bench.report import Report, Row, Target
from nn import Recipe
from nn.sweep.carry_out import Piece
from nn.sweep.halving import due
from nn.sweep.plan import Plan, axis_from
from nn.sweep.results import Results as SweepResults

ROOT = Path(__file__).parent.parent
ALONE, TWO, CLUSTER = "one after the other", "on 2 processes", "on a Dask cluster of 2 workers"
ROWS, COLUMNS = "learning_rate=0.01,0.03,0.1,0.3,1", "hidden=16,24,32,48,64"
MISSING = "distributed is not installed, so no cluster is measured: pip install -r requirements-cluster.txt."
MILLISECONDS = 1e3


def sweeps(quick: bool) -> Report:
    """A sweep of 5 x 5 cells on 2 processes and on a Dask cluster of 2 workers, beside one run after the other."""
    report = Report("A sweep of 25 short runs, from the command's start to its end")
    if installed("distributed"):
        with two_workers() as address:
            _race(report, quick, {ALONE: [], TWO: ["--processes", "2"], CLUSTER: ["--dask", address]})
            _cost_of_a_task(report, address, 50 if quick else 2_000)
    else:
        report.skipped.append(MISSING)
        _race(report, quick, {ALONE: [], TWO: ["--processes", "2"]})
    return report


def _race(report: Report, quick: bool, contenders: dict[str, list[str]]) -> None:
    updates, rounds = (2, 1) if quick else (3_000, 3)
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    facts = []
    for number in range(rounds):
        names = list(contenders)
        for name in names[number % len(names) :] + names[: number % len(names)]:
            taken, found = _swept(updates, contenders[name])
            seconds[name].append(taken)
            facts.append(found)
    results = Results(seconds)
    report.add_times(results)
    for name, at_least in ((TWO, 1.7), (CLUSTER, 1.6)):
        if name in contenders:
            ratio = results.ratio(ALONE, name)
            report.rows.append(Row(f"{name}: times as fast", ratio, "x"))
            report.targets.append(Target(f"times as fast {name}", ratio.median, at_least=at_least))
    report.facts["the same results, bit for bit"] = "yes" if all(found == facts[0] for found in facts) else "NO"


def _swept(updates: int, more: list[str]) -> tuple[float, list[Any]]:
    """The seconds that the command took, and what it found, without its seconds."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sweep.jsonl"
        command = [sys.executable, "-m", "nn", "sweep", "--rows", ROWS, "--columns", COLUMNS, "--seeds", "1"]
        command += ["--iterations", str(updates), "--batch-size", "128", "--initial", "he", "--results", str(file)]
        start = time.perf_counter()
        subprocess.run([*command, "--processes", "1", *more], cwd=ROOT, check=True, capture_output=True)
        seconds = time.perf_counter() - start
        lines = [json.loads(line) | {"seconds": None} for line in file.read_text().splitlines()[1:]]
    return seconds, sorted(lines, key=lambda line: int(line["task"]))


@contextmanager
def two_workers() -> Iterator[str]:
    """The address of a cluster on this machine: two workers, each a process with one thread."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        yield str(cluster.scheduler_address)


def _cost_of_a_task(report: Report, address: str, many: int) -> None:
    """What it takes to hand out a task and take in its outcome, where there is nothing to do; and what it carries."""
    import cloudpickle

    from nn.sweep import parcel
    from nn.sweep.cluster import ClusterHands

    seeds = tuple(range(many))
    plan = Plan(Recipe(batch_size=128), axis_from("learning_rate=0.1"), axis_from("hidden=10"), seeds)
    pieces = [Piece(leg) for leg in due(SweepResults(plan))]
    outcome: dict[str, Any] = {"diverged": False, "official_accuracy": 0.9, "train_accuracy": 0.9, "loss": 0.1}
    outcome |= {"seconds": 1.0, "curve": [(i, 0.5) for i in range(60)], "updates": 500, "early": False}
    hands = ClusterHands(address)
    try:
        hands.work = lambda plain: {"outcome": outcome | {"task": plain["task"][0]}}
        start = time.perf_counter()
        done = list(hands.carry(pieces))
        taken = time.perf_counter() - start
    finally:
        hands.close()
    report.rows.append(Row("cost of a task", Spread.of([taken / many * MILLISECONDS]), "ms"))
    report.facts["a task carries (bytes)"] = len(cloudpickle.dumps(parcel.piece_to_plain(pieces[0])))
    with tempfile.TemporaryDirectory() as folder:
        results = SweepResults(plan, Path(folder) / "sweep.jsonl")
        start = time.perf_counter()
        for one in done:
            results.add(one.outcome)
        report.facts["to keep an outcome on the disk (ms)"] = (time.perf_counter() - start) / many * MILLISECONDS
        assert results.path is not None
        report.facts["a line of the file (bytes)"] = results.path.stat().st_size // many
