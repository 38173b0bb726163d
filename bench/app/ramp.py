"""``load-ramp``: more and more visitors train, until somebody waits too long or sees an error."""

import asyncio
import time
from contextlib import AsyncExitStack

from bench.app.server import MEGABYTE, Server, serving
from bench.app.visitor import Visitor
from bench.report import Report

TOO_LONG = 10.0  # seconds without a movement of somebody's chart
UPDATES = 1_000_000  # of each run: none ends before the ramp does


def ramp(most: int, step: int, seconds: float) -> Report:
    """``step`` visitors more every so many seconds, up to ``most``."""
    report = Report(f"Visitors who train, {step} more every {seconds:g} s, until one waits {TOO_LONG:g} s")
    with serving() as server:
        held, why = asyncio.run(_climb(server, most, step, seconds))
        complaints = server.complaints()
        report.facts = {
            "visitors whose charts all moved": held,
            "what gave way first": why or f"nothing, up to {most}",
            "resident memory by then (MB)": server.memory / MEGABYTE,
            "cores the server kept busy": server.cores_used,
        }
    report.say_seen(complaints)
    return report


async def _climb(server: Server, most: int, step: int, seconds: float) -> tuple[int, str]:
    """How many there were when all was well, and what was not any more."""
    room: list[Visitor] = []
    async with AsyncExitStack() as doors:
        while len(room) < most:
            server.watch()
            new = [Visitor(server.port) for _ in range(min(step, most - len(room)))]
            came = time.perf_counter()
            await asyncio.gather(*(doors.enter_async_context(visitor) for visitor in new))
            arrived = await asyncio.gather(*(_begin(visitor) for visitor in new))
            room += new
            if not all(arrived):
                return len(room) - len(new), f"with {len(room)}, a first page took more than {TOO_LONG:g} s"
            await asyncio.sleep(max(seconds, 1.0))
            if why := _trouble(room, came):
                return len(room) - len(new), f"with {len(room)}, {why}"
    return len(room), ""


async def _begin(visitor: Visitor) -> bool:
    if not await visitor.until(lambda: visitor.runs > 0, TOO_LONG):
        return False
    await visitor.set_up(UPDATES, 6 * TOO_LONG)
    await visitor.press("start")
    visitor.chart_moved = [time.perf_counter()]
    return True


def _trouble(room: list[Visitor], since: float) -> str:
    for visitor in room:
        if visitor.errors:
            return f"somebody saw: {visitor.errors[0]}"
        moved = [moment for moment in visitor.chart_moved if moment >= since]
        waits = [b - a for a, b in zip([since, *moved], [*moved, time.perf_counter()], strict=True)]
        if max(waits) > TOO_LONG:
            return f"a chart stood still for {max(waits):.0f} s"
    return ""
