"""``load-memory``: what a server holds when it is warm, while a crowd trains, and some time after all have left."""

import asyncio
import time

from bench.app.server import MEGABYTE, Server, serving
from bench.app.stay import all_stay
from bench.app.visitor import Visitor
from bench.report import Report, Target

MOST_MEMORY = 690  # megabytes
MOST_LEFT = 1.15  # of a warm idle server
PATIENCE = 120.0
SETTLED = 45.0  # seconds after which the house has been put in order twice


def memory_left(visitors: int, seconds: float, after: float) -> Report:
    """Every page shown once; then so many train for so long, and leave; and ``after`` so many seconds more."""
    report = Report(f"Resident memory with {visitors} visitors who train, and {after:g} s after they have left")
    with serving() as server:
        started = server.memory / MEGABYTE
        errors = asyncio.run(_every_page(server))
        time.sleep(min(SETTLED, after))
        warm = server.memory / MEGABYTE
        server.watch()
        stays = asyncio.run(all_stay(server, visitors, seconds))
        peak, together = server.peak / MEGABYTE, server.memory / MEGABYTE
        time.sleep(after)
        left = server.memory / MEGABYTE
        errors += [error for stay in stays for error in stay.errors] + server.complaints()
    report.targets = [
        Target("exceptions, error boxes and tracebacks", len(errors), at_most=0),
        Target("resident memory at its peak (MB)", peak, at_most=MOST_MEMORY),
        Target("times as much as before, after they have left", left / warm, at_most=MOST_LEFT),
    ]
    report.facts = {
        "just started (MB)": started,
        "warm, every page shown once (MB)": warm,
        "when the last one leaves (MB)": together,
        "later (MB)": left,
    }
    report.say_seen(errors)
    return report


async def _every_page(server: Server) -> list[str]:
    """One visitor looks at every page there is, with a run that has been trained a little."""
    async with Visitor(server.port) as visitor:
        await visitor.until(lambda: visitor.runs > 0, PATIENCE)
        await visitor.train(5, PATIENCE)
        for page in list(visitor.pages):
            await visitor.answered(*await visitor.turn_to(page), PATIENCE)
        return visitor.errors
