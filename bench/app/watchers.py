"""``load-watch``: a speaker trains, and the whole room follows by the link to watch."""

import asyncio
import time
from dataclasses import dataclass, field
from itertools import pairwise

from bench.app.server import Server, serving
from bench.app.visitor import Visitor
from bench.race import Spread
from bench.report import Report, Row, Target

MOST_TIMES = 1.3  # the time alone
LONGEST_GAP = 3.0  # seconds
PATIENCE = 120.0


@dataclass
class Watched:
    """One training with its audience: its seconds, and the waits of each watcher for the chart to move."""

    seconds: float = 0.0
    gaps: list[list[float]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def watchers(audience: int, iterations: int) -> Report:
    """The same training alone and before so many watchers."""
    report = Report(f"{audience} watchers of one run of {iterations} updates, 784-10-10")
    with serving() as server:
        asyncio.run(_train(server, 0, min(iterations, 50)))  # wakes everything up, and does not count
        alone = asyncio.run(_train(server, 0, iterations))
        server.watch()
        watched = asyncio.run(_train(server, audience, iterations))
        cores = server.cores_used
        errors = alone.errors + watched.errors + server.complaints()
    longest = [max(gaps) for gaps in watched.gaps]
    report.rows = [
        Row("longest wait of each watcher", Spread.of(longest), "s"),
        Row("from one movement of a chart to the next", Spread.of([g for gaps in watched.gaps for g in gaps]), "s"),
    ]
    report.targets = [
        Target("exceptions, error boxes and tracebacks", len(errors), at_most=0),
        Target("times as long as alone", watched.seconds / alone.seconds, at_most=MOST_TIMES),
        Target("longest wait of a watcher (s)", max(longest), at_most=LONGEST_GAP),
    ]
    report.facts = {
        "alone (s)": alone.seconds,
        "watched (s)": watched.seconds,
        "cores the server kept busy": cores,
    }
    report.say_seen(errors)
    return report


async def _train(server: Server, audience: int, iterations: int) -> Watched:
    found = Watched()
    async with Visitor(server.port) as speaker:
        await speaker.until(lambda: speaker.runs > 0, PATIENCE)
        await speaker.set_up(iterations, PATIENCE)
        link = f"run={speaker.run}&follow=1"
        room = [Visitor(server.port, query=link) for _ in range(audience)]
        try:
            await asyncio.gather(*(watcher.__aenter__() for watcher in room))
            for watcher in room:
                await watcher.until(lambda w=watcher: w.runs > 0 and w.reads("Ready"), PATIENCE)  # type: ignore[misc]
            pressed = time.perf_counter()
            await speaker.press("start")
            await speaker.until(lambda: speaker.reads("Finished"), PATIENCE)
            ended = time.perf_counter()
            found.seconds = ended - pressed
            found.gaps = [_gaps(watcher, pressed, ended) for watcher in room]
            found.errors = [error for visitor in [speaker, *room] for error in visitor.errors]
        finally:
            await asyncio.gather(*(watcher.__aexit__(None, None, None) for watcher in room))
    return found


def _gaps(watcher: Visitor, pressed: float, ended: float) -> list[float]:
    moved = [moment for moment in watcher.chart_moved if pressed < moment <= ended]
    return [b - a for a, b in pairwise([pressed, *moved, ended])]
