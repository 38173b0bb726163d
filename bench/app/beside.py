"""``page-cost``: what it costs a training to be watched. The same run on the page and on the command line, in turn.

Two things may cost time: the updates themselves, when the page's work shares the processor with them (the program's own
clock, which both show, tells), and waits between them (the wall's clock, from the first update seen to the end, tells).
"""

import asyncio
import json
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

from bench.app.server import ROOT, Server, serving
from bench.app.visitor import Visitor
from bench.race import Spread
from bench.report import Report, Row, Target

MOST = 1.25
PATIENCE = 300.0  # seconds for one run


@dataclass(frozen=True)
class Took:
    """Seconds of one run: ``computing`` by the program's own clock, ``wall`` from its first to its last update."""

    computing: float
    wall: float


def page_beside_command(iterations: int, pairs: int) -> Report:
    """``pairs`` runs of so many iterations on the page, and as many from the command line, alternating."""
    with serving() as server:
        page, command, errors = asyncio.run(_pairs(server, iterations, pairs))
        errors += server.complaints()
    computing = Spread.of([p.computing / c.computing for p, c in zip(page, command, strict=True)])
    wall = Spread.of([p.wall / c.wall for p, c in zip(page, command, strict=True)])
    report = Report(f"784-10-10 for {iterations} iterations, with the Train page open and from the command line")
    report.rows = [
        Row("command line, computing", Spread.of([c.computing for c in command]), "s"),
        Row("page open, computing", Spread.of([p.computing for p in page]), "s"),
        Row("command line, start to end", Spread.of([c.wall for c in command]), "s"),
        Row("page open, start to end", Spread.of([p.wall for p in page]), "s"),
        Row("computing with the page open", computing, "x"),
        Row("start to end with the page open", wall, "x"),
    ]
    report.targets = [
        Target("times the command line's computing time", computing.median, at_most=MOST),
        Target("times the command line's time from start to end", wall.median, at_most=MOST),
    ]
    report.say_seen(errors)
    return report


async def _pairs(server: Server, iterations: int, pairs: int) -> tuple[list[Took], list[Took], list[str]]:
    page, command = [], []
    async with Visitor(server.port) as visitor:
        await visitor.until(lambda: visitor.runs > 0, PATIENCE)
        await _on_the_page(visitor, iterations)  # warms the server up, and does not count
        for pair in range(pairs):
            for turn in (pair, pair + 1):
                if turn % 2:
                    page.append(await _on_the_page(visitor, iterations))
                else:
                    command.append(await asyncio.to_thread(_on_the_command_line, iterations))
        return page, command, list(visitor.errors)


async def _on_the_page(visitor: Visitor, iterations: int) -> Took:
    await visitor.train(iterations, PATIENCE)
    return Took(float(visitor.facts["Seconds"]), iterations / visitor.per_second)


def _on_the_command_line(iterations: int) -> Took:
    """Its wall time begins when the progress bar appears: the digits are loaded by then."""
    command = [sys.executable, "-m", "nn", "train", "--preset", "blog", "--iterations", str(iterations), "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        begun: list[float] = []
        errors = process.stderr

        def listen() -> None:
            while errors.read1(4096):  # type: ignore[attr-defined]
                begun.append(time.perf_counter())

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        found = json.loads(process.stdout.readline())
        ended = time.perf_counter()
    return Took(float(found["seconds"]), ended - begun[0])
