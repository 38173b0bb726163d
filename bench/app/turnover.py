"""``load-sessions``: visitors who come and go all day, and one who never stops clicking: nothing may pile up."""

import asyncio

from bench.app.server import MEGABYTE, Server, serving
from bench.app.visitor import Visitor
from bench.report import Report, Target

MOST_GROWTH = 1.1
WARM = 30  # sessions, or reruns of one, after which what is made once has been made
PATIENCE = 60.0


def turnover(sessions: int, reruns: int) -> Report:
    """So many sessions opened and closed in turn; then so many reruns of one."""
    report = Report(f"{sessions} sessions in turn, and {reruns} reruns of one")
    with serving() as server:
        errors = asyncio.run(_come_and_go(server, min(sessions, WARM)))
        before, threads = server.memory, server.threads
        errors += asyncio.run(_come_and_go(server, sessions))
        between = server.memory
        errors += asyncio.run(_look(server, min(reruns, WARM)))
        again = server.memory
        errors += asyncio.run(_look(server, reruns))
        after, left_over = server.memory, server.threads - threads
        errors += server.complaints()
    report.targets = [
        Target("exceptions, error boxes and tracebacks", len(errors), at_most=0),
        Target("times the memory, after all sessions", between / before, at_most=MOST_GROWTH),
        Target("times the memory, after all reruns", after / again, at_most=MOST_GROWTH),
        Target("threads left over", left_over, at_most=0),
    ]
    report.facts = {
        "before (MB)": before / MEGABYTE,
        "after the sessions (MB)": between / MEGABYTE,
        "after the reruns (MB)": after / MEGABYTE,
    }
    report.say_seen(errors)
    return report


async def _come_and_go(server: Server, sessions: int) -> list[str]:
    errors: list[str] = []
    for _ in range(sessions):
        async with Visitor(server.port) as visitor:
            await visitor.until(lambda v=visitor: v.runs > 0, PATIENCE)  # type: ignore[misc]
            errors += visitor.errors
    return errors


async def _look(server: Server, reruns: int) -> list[str]:
    async with Visitor(server.port) as visitor:
        await visitor.until(lambda: visitor.runs > 0, PATIENCE)
        for _ in range(reruns):
            if not await visitor.answered(*await visitor.look_again(), PATIENCE):
                visitor.errors.append("a rerun was not answered")
                break
        return visitor.errors
