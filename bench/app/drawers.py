"""``load-draw``: a room full of open pages, and a part of the room draws a stroke every second.

Nobody waits for an answer before the next stroke, as people do not. A stroke is answered by the first answer that was
begun after it; what comes late, or never, counts as that late.
"""

import asyncio
import time
from statistics import quantiles

from bench.app.pad import a_drawing
from bench.app.server import Server, serving
from bench.app.visitor import Visitor
from bench.race import Spread
from bench.report import Report, Row, Target

MOST_MEDIAN, MOST_95 = 0.3, 1.5  # seconds
PATIENCE = 60.0
STROKES = 4  # that one drawing has, before the next begins


def drawers(visitors: int, drawing: int, seconds: float) -> Report:
    """So many have the app open, and ``drawing`` of them draw for so long."""
    report = Report(f"{visitors} visitors, {drawing} of them drawing a stroke every second")
    with serving() as server:
        waits, errors = asyncio.run(_all(server, visitors, drawing, seconds))
        cores = server.cores_used
        errors += server.complaints()
    late = quantiles(waits, n=20, method="inclusive")[-1]
    report.rows = [Row("from lifting the pen to the answer", Spread.of(waits), "s")]
    report.targets = [
        Target("exceptions, error boxes and tracebacks", len(errors), at_most=0),
        Target("from lifting the pen to the answer, median (s)", Spread.of(waits).median, at_most=MOST_MEDIAN),
        Target("19 of 20 are shorter than (s)", late, at_most=MOST_95),
    ]
    report.facts = {"strokes": len(waits), "longest (s)": max(waits), "cores the server kept busy": cores}
    report.say_seen(errors)
    return report


async def _all(server: Server, visitors: int, drawing: int, seconds: float) -> tuple[list[float], list[str]]:
    everybody = [Visitor(server.port, "draw" if i < drawing else "") for i in range(visitors)]
    try:
        await asyncio.gather(*(visitor.__aenter__() for visitor in everybody))
        for visitor in everybody:
            await visitor.until(lambda v=visitor: v.runs > 0, PATIENCE)  # type: ignore[misc]
        server.watch()
        waits = await asyncio.gather(*(_draw(v, i / drawing, seconds) for i, v in enumerate(everybody[:drawing])))
        return [wait for one in waits for wait in one], [error for v in everybody for error in v.errors]
    finally:
        await asyncio.gather(*(visitor.__aexit__(None, None, None) for visitor in everybody))


async def _draw(visitor: Visitor, first: float, seconds: float) -> list[float]:
    """Strokes at fixed times, a second apart; how long each of them waited."""
    begun, lifted = time.perf_counter() + first, []
    for stroke in range(round(seconds)):
        await asyncio.sleep(max(0.0, begun + stroke - time.perf_counter()))
        asked, _ = await visitor.draw(a_drawing(1 + stroke % STROKES, digit=stroke // STROKES))
        lifted.append(asked)
    await visitor.until(lambda: bool(visitor.answers) and visitor.answers[-1][0] > lifted[-1], PATIENCE)
    left = time.perf_counter()
    return [next((came for began, came in visitor.answers if began > asked), left) - asked for asked in lifted]
