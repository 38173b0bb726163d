"""``load``: a class opens the app, everybody presses Train at once, and every chart has to keep moving."""

import asyncio
import time
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import quantiles

from bench.app.server import MEGABYTE, Server, serving
from bench.app.visitor import Visitor
from bench.race import Spread
from bench.report import Report, Row, Target

LONGEST_GAP = 3.0  # seconds
MOST_MEMORY = 690  # megabytes
PATIENCE = 60.0  # seconds that somebody waits for a first page before leaving


@dataclass
class Stay:
    """What one visitor saw: seconds to the first page, and between movements of the chart once Train was pressed."""

    first_page: float = 0.0
    gaps: list[float] = field(default_factory=list)
    per_second: float = 0.0  # updates
    errors: list[str] = field(default_factory=list)


def crowd(visitors: int, seconds: float) -> Report:
    """``visitors`` arrive together, press Train as soon as they can, and watch for ``seconds`` or to the end."""
    report = Report(f"{visitors} visitors training 784-10-10 at once")
    with serving() as server:
        alone = asyncio.run(_all(server, 1, min(seconds, 10.0)))[0]
        server.watch()
        own = time.process_time()
        start = time.perf_counter()
        stays = asyncio.run(_all(server, visitors, seconds))
        own = (time.process_time() - own) / (time.perf_counter() - start)
        cores, peak = server.cores_used, server.peak / MEGABYTE
        errors = [error for stay in [alone, *stays] for error in stay.errors] + server.complaints()

    gaps = [gap for stay in stays for gap in stay.gaps]
    together = sum(stay.per_second for stay in stays)
    report.rows = [
        Row("from one movement of a chart to the next", Spread.of(gaps), "s"),
        Row("longest wait of each visitor", Spread.of([max(stay.gaps) for stay in stays]), "s"),
        Row("first page", Spread.of([stay.first_page for stay in stays]), "s"),
        Row("first page of a server just started", Spread.of([alone.first_page]), "s"),
        Row("updates of each visitor's network", Spread.of([stay.per_second for stay in stays]), "1/s"),
    ]
    report.targets = [
        Target("exceptions, error boxes and tracebacks", len(errors), at_most=0),
        Target("longest wait for a chart to move (s)", max(gaps), at_most=LONGEST_GAP),
        Target("resident memory at its peak (MB)", peak, at_most=MOST_MEMORY),
    ]
    report.facts = {
        "19 of 20 waits are shorter than (s)": quantiles(gaps, n=20, method="inclusive")[-1],
        "updates a second, all together": together,
        "updates a second, one alone": alone.per_second,
        "share of the speed of one alone": together / alone.per_second if alone.per_second else 0.0,
        "cores the server kept busy": cores,
        "cores the visitors kept busy": own,
    }
    report.skipped = [f"Seen: {error}" for error in dict.fromkeys(errors)]
    return report


async def _all(server: Server, visitors: int, seconds: float) -> list[Stay]:
    return await asyncio.gather(*(_stay(server.port, seconds) for _ in range(visitors)))


async def _stay(port: int, seconds: float) -> Stay:
    stay, came = Stay(), time.perf_counter()
    async with Visitor(port) as visitor:
        arrived = await visitor.until(lambda: visitor.runs > 0, PATIENCE)
        stay.first_page = time.perf_counter() - came
        if not arrived:
            stay.errors = [*visitor.errors, "no first page"]
            stay.gaps = [stay.first_page]
            return stay
        pressed = time.perf_counter()
        await visitor.press("start")
        await visitor.until(lambda: visitor.reads("Finished") or bool(visitor.errors), seconds)
        left = time.perf_counter()
        if not visitor.reads("Finished"):
            await visitor.press("stop")  # nobody's run goes on behind the next measurement
            await visitor.until(lambda: visitor.reads("Stopped"), seconds)
        moved = [moment for moment in visitor.chart_moved if pressed < moment <= left]
        stay.gaps = [b - a for a, b in pairwise([pressed, *moved, left])]
        stay.per_second, stay.errors = visitor.per_second, visitor.errors
    return stay
