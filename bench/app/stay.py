"""What many visitors of the benchmarks do: come, press Train as soon as they can, watch, and leave."""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise

from bench.app.server import Server
from bench.app.visitor import Visitor

PATIENCE = 60.0  # seconds that somebody waits for a first page before leaving


@dataclass
class Stay:
    """What one visitor saw: seconds to the first page, and between movements of the chart once Train was pressed."""

    first_page: float = 0.0
    gaps: list[float] = field(default_factory=list)
    per_second: float = 0.0  # updates
    updates: int = 0  # made in the end
    errors: list[str] = field(default_factory=list)


async def all_stay(server: Server, visitors: int, seconds: float) -> list[Stay]:
    """So many arrive together."""
    return await asyncio.gather(*(stay(server.port, seconds) for _ in range(visitors)))


async def stay(port: int, seconds: float) -> Stay:
    """One visit: it ends after so many seconds, or when the run is finished or something goes wrong."""
    found, came = Stay(), time.perf_counter()
    async with Visitor(port) as visitor:
        arrived = await visitor.until(lambda: visitor.runs > 0, PATIENCE)
        found.first_page = time.perf_counter() - came
        if not arrived:
            found.errors = [*visitor.errors, "no first page"]
            found.gaps = [found.first_page]
            return found
        pressed = time.perf_counter()
        await visitor.press("start")
        await visitor.until(lambda: visitor.reads("Finished") or bool(visitor.errors), seconds)
        left = time.perf_counter()
        await stop(visitor, seconds)
        moved = [moment for moment in visitor.chart_moved if pressed < moment <= left]
        found.gaps = [b - a for a, b in pairwise([pressed, *moved, left])]
        found.updates = visitor.iterations
        found.per_second, found.errors = visitor.per_second, visitor.errors
    return found


async def stop(visitor: Visitor, seconds: float) -> None:
    """End the run: nobody's goes on behind the next measurement."""
    ended = time.perf_counter() + seconds
    while not (visitor.errors or visitor.reads("Finished") or visitor.reads("Stopped")):
        with suppress(LookupError):  # the page is being drawn, or the run has come to its end just now
            await visitor.press("stop")
        await visitor.until(lambda: visitor.reads("Stopped") or visitor.reads("Finished"), 5)
        if time.perf_counter() > ended:
            visitor.errors.append("the run could not be stopped")
