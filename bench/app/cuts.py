"""``load-cut``: the Wi-Fi drops some of those who train, who are back after a while: the same run, and all of it."""

import asyncio
import time

import numpy as np

from bench.app.server import Server, serving
from bench.app.stay import stop
from bench.app.visitor import Visitor
from bench.report import Report, Target

PATIENCE = 60.0


def cuts(visitors: int, cut: int, seconds: float, longest: float) -> Report:
    """So many train for so long; ``cut`` of them lose their line once, for 1 s to ``longest``."""
    report = Report(f"{visitors} visitors who train, {cut} of them cut off and back after 1 to {longest:g} s")
    with serving() as server:
        found = asyncio.run(_all(server, visitors, cut, seconds, longest))
        errors = [error for _, _, errors in found for error in errors] + server.complaints()
    report.targets = [
        Target("exceptions, error boxes and tracebacks", len(errors), at_most=0),
        Target("visitors who came back to another run", sum(not same for same, _, _ in found), at_most=0),
        Target("updates missing in their curves", sum(missing for _, missing, _ in found), at_most=0),
    ]
    report.say_seen(errors)
    return report


async def _all(
    server: Server, visitors: int, cut: int, seconds: float, longest: float
) -> list[tuple[bool, int, list[str]]]:
    breaks = [*np.linspace(1, longest, cut), *[0.0] * (visitors - cut)]
    return await asyncio.gather(*(_stay(server.port, seconds, one) for one in breaks))


async def _stay(port: int, seconds: float, away: float) -> tuple[bool, int, list[str]]:
    """Whether it was the same run all the time, how many updates are missing in its curves, and what went wrong."""
    async with Visitor(port) as visitor:
        await visitor.until(lambda: visitor.runs > 0, PATIENCE)
        begun = time.perf_counter()
        await visitor.press("start")
        await visitor.until(lambda: visitor.iterations > 0, PATIENCE)
        run, before = visitor.run, visitor.iterations
        if away:
            visitor.cut()
            await asyncio.sleep(away)
            asked = time.perf_counter()
            await visitor.come_back()
            await visitor.answered(asked, "", PATIENCE)
        left = max(0.0, seconds - (time.perf_counter() - begun))
        await visitor.until(lambda: visitor.reads("Finished") or bool(visitor.errors), left)
        await stop(visitor, PATIENCE)
        x = visitor.measured()
        missing = int(np.setdiff1d(np.arange(x.max(initial=0) + 1), x).size)
        return visitor.run == run and visitor.iterations >= before, missing, visitor.errors
