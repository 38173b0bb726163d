"""``load-first``: everybody opens the link at once, at a server that has just started and at one that is warm."""

import asyncio
import time

from bench.app.server import Server, serving
from bench.app.visitor import Visitor
from bench.race import Spread
from bench.report import Report, Row, Target

MOST_COLD, MOST_WARM = 4.0, 1.0  # seconds, median
PATIENCE = 60.0


def first_pages(visitors: int) -> Report:
    """So many first pages at once, cold and then warm."""
    report = Report(f"First page of {visitors} visitors who come at once")
    with serving() as server:
        cold, seen = asyncio.run(_all(server, visitors))
        warm, more = asyncio.run(_all(server, visitors))
        errors = seen + more + server.complaints()
    report.rows = [Row("cold server", Spread.of(cold), "s"), Row("warm server", Spread.of(warm), "s")]
    report.targets = [
        Target("exceptions, error boxes and tracebacks", len(errors), at_most=0),
        Target("first page of a cold server, median (s)", Spread.of(cold).median, at_most=MOST_COLD),
        Target("first page of a warm server, median (s)", Spread.of(warm).median, at_most=MOST_WARM),
    ]
    report.facts = {"longest, cold (s)": max(cold), "longest, warm (s)": max(warm)}
    report.say_seen(errors)
    return report


async def _all(server: Server, visitors: int) -> tuple[list[float], list[str]]:
    found = await asyncio.gather(*(_first_page(server.port) for _ in range(visitors)))
    return [seconds for seconds, _ in found], [error for _, errors in found for error in errors]


async def _first_page(port: int) -> tuple[float, list[str]]:
    came = time.perf_counter()
    async with Visitor(port) as visitor:
        arrived = await visitor.until(lambda: visitor.runs > 0, PATIENCE)
        return time.perf_counter() - came, visitor.errors + ["no first page"] * (not arrived)
