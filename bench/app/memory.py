"""``server-memory``: what the server occupies while one visitor trains the article's network to its end."""

import asyncio

from bench.app.server import MEGABYTE, Server, serving
from bench.app.visitor import Visitor
from bench.report import Report, Target

MOST = 600  # megabytes
PATIENCE = 300.0  # seconds for the whole run


def memory(iterations: int) -> Report:
    """Open the app, train for so many iterations, and look at the memory all the while."""
    report = Report("Resident memory of the server with one visitor")
    with serving() as server:
        started = server.memory / MEGABYTE
        opened = asyncio.run(_train(server, iterations)) / MEGABYTE
        peak, after = server.peak / MEGABYTE, server.memory / MEGABYTE
    report.targets = [Target("resident memory at its peak (MB)", peak, at_most=MOST)]
    report.facts = {
        "server started, nobody there (MB)": started,
        "first page open (MB)": opened,
        "after the run (MB)": after,
    }
    return report


async def _train(server: Server, iterations: int) -> int:
    """Memory with the first page open, before training."""
    async with Visitor(server.port) as visitor:
        await visitor.until(lambda: visitor.runs > 0, PATIENCE)
        opened = server.memory
        await visitor.train(iterations, PATIENCE)
    return opened
