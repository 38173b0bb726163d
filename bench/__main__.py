"""`python -m bench` lists the benchmarks; `python -m bench NAME ... [--json]` runs some, `all` runs all."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from bench import app, engine
from bench.chart import svg
from bench.diagnosis import alarms
from bench.report import Report, machine
from bench.surface import add_clicks, add_surface


def inside(quick: bool) -> Report:
    """One scrub of the film, one stage of Step by step, and what a run's snapshots cost."""
    from bench.inside import look_inside  # here, not earlier: those who measure the network alone need no pages

    return look_inside(quick)


def look(quick: bool) -> Report:
    """How fast a page of many digits is computed: Errors, for all test digits and the largest shipped network."""
    from bench.look import look_at_many

    return look_at_many(quick)


def experiments(quick: bool) -> Report:
    """A sweep of 25 cells on 2 processes and on a Dask cluster; a loss surface; clicks while a sweep goes on."""
    from bench.experiments import sweeps

    report = sweeps(quick)
    add_surface(report, quick)
    add_clicks(report, quick)
    return report


BENCHMARKS: dict[str, Callable[[bool], Report]] = {
    "fullbatch": engine.fullbatch,
    "epoch-10": engine.epoch_10,
    "epoch-128": engine.epoch_128,
    "epoch-512": engine.epoch_512,
    "time-to-accuracy": engine.time_to_accuracy,
    "jitter": engine.jitter,
    "memory": engine.memory,
    "inside": inside,
    "look": look,
    "diagnosis": alarms,
    "experiments": experiments,
    "load": app.load,
    "load-visit": app.load_visit,
    "load-draw": app.load_draw,
    "load-watch": app.load_watch,
    "load-memory": app.load_memory,
    "load-sessions": app.load_sessions,
    "load-first": app.load_first,
    "load-cut": app.load_cut,
    "load-ramp": app.load_ramp,
    "malformed": app.malformed,
    "page-cost": app.page_cost,
    "server-memory": app.server_memory,
    "draw-latency": app.draw_latency,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked for; 0, or 1 if a figure was missed."""
    parser = argparse.ArgumentParser("python -m bench", description="Measurements against peers, side by side.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="benchmarks to run, or `all`")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON on stdout; tables go to stderr")
    parser.add_argument("--quick", action="store_true", help="tiny sizes, to see that everything works")
    parser.add_argument("--chart", type=Path, metavar="FILE", help="write a chart of the figures, as SVG")
    crowd = parser.add_argument_group("for `load`")
    crowd.add_argument("--visitors", type=int, default=60, metavar="N", help="how many, up to 100; 60")
    crowd.add_argument("--seconds", type=int, default=40, metavar="S", help="how long, 5 to 300; 40")
    chosen = parser.parse_args(arguments)
    if not (1 <= chosen.visitors <= 100 and 5 <= chosen.seconds <= 300):
        parser.error("--visitors may be 1 to 100, and --seconds 5 to 300")

    names = list(BENCHMARKS) if "all" in chosen.names else chosen.names
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"there is no benchmark {unknown[0]!r}; there are {', '.join(BENCHMARKS)}, and all")
    if not names:
        print(listing())
        return 0

    benchmarks = BENCHMARKS | {"load": partial(app.load, visitors=chosen.visitors, seconds=chosen.seconds)}
    reports: dict[str, Report] = {}
    for name in names:
        reports[name] = benchmarks[name](chosen.quick)
        print(reports[name].as_table(), end="\n\n", file=sys.stderr if chosen.json else sys.stdout, flush=True)
    if chosen.chart:
        chosen.chart.write_text(svg(list(reports.values())))
    if chosen.json:
        found = {name: report.as_json() for name, report in reports.items()}
        print(json.dumps({"machine": machine(), "met": all(r.met for r in reports.values()), **found}))
    return 0 if chosen.quick or all(report.met for report in reports.values()) else 1


def listing() -> str:
    """Every benchmark with its sentence."""
    width = max(map(len, BENCHMARKS))
    return "\n".join(f"{name:{width}}  {(run.__doc__ or '').splitlines()[0]}" for name, run in BENCHMARKS.items())


if __name__ == "__main__":
    sys.exit(main())
