"""``load-visit``: one real visit, as it was observed, replayed by many at once and compared with that of one alone.

Somebody opens the app, trains, turns the learning rate, draws two digits, walks a few stages of a step and scrubs the
film, with the pauses that people make. What counts is how long each action waits for its answer.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from statistics import median, quantiles

from bench.app.pad import a_drawing
from bench.app.server import Server, serving
from bench.app.stay import stop
from bench.app.visitor import Visitor
from bench.race import Spread
from bench.report import Report, Row, Target

PATIENCE = 60.0
ARRIVALS = 10.0  # seconds in which the crowd comes in: nobody clicks in step with everybody else
MOST_WAITED = 1.5  # seconds that 19 of 20 actions may wait: what the issue grants a stroke


@dataclass(frozen=True)
class Action:
    """Something that the visitor did, ``pause`` seconds after the answer to what came before."""

    name: str
    pause: float
    act: Callable[[Visitor], Awaitable[tuple[float, str]]]


def _stroke(strokes: int, digit: int) -> Callable[[Visitor], Awaitable[tuple[float, str]]]:
    return lambda visitor: visitor.draw(a_drawing(strokes, digit))


def _scrub(at: float | None, asked: int) -> Callable[[Visitor], Awaitable[tuple[float, str]]]:
    wanted = {"at": at, "speed": 1, "asked": asked}
    return lambda visitor: visitor.send("film_transport", "moved", wanted)


VISIT = (
    Action("press Train", 2.1, lambda v: v.press("start")),
    Action("turn the rate", 6.4, lambda v: v.slide("recipe_learning_rate", "0.2")),
    Action("open Draw", 5.0, lambda v: v.turn_to("draw")),
    Action("draw a stroke", 2.6, _stroke(1, 0)),
    Action("draw a stroke", 1.1, _stroke(2, 0)),
    Action("clear", 2.8, lambda v: v.press("draw_clear")),
    Action("draw a stroke", 1.7, _stroke(1, 1)),
    Action("draw a stroke", 0.9, _stroke(2, 1)),
    Action("open Step by step", 3.2, lambda v: v.turn_to("steps")),
    *[Action("next stage", 1.9, lambda v: v.press("steps_next"))] * 4,
    Action("open Film", 2.4, lambda v: v.turn_to("film")),
    *[Action("scrub", 0.4, _scrub(float(place), i)) for i, place in enumerate((30, 20, 12, 6, 2, 1, 0), 1)],
)


def visits(visitors: int, pace: float) -> Report:
    """The visit by one, and by so many at once; ``pace`` is how many times as fast as it was they go."""
    report = Report(f"A visit replayed by {visitors} at once, and by one")
    with serving() as server:
        asyncio.run(_all(server, 1, 4 * pace))  # wakes everything up, and does not count
        one, seen = asyncio.run(_all(server, 1, pace))
        server.watch()
        many, more = asyncio.run(_all(server, visitors, pace))
        cores = server.cores_used
        errors = seen + more + server.complaints()
    for name in dict.fromkeys(("open the app", *(action.name for action in VISIT))):
        report.rows.append(Row(f"{name}, one", Spread.of(one[name]), "s"))
        report.rows.append(Row(f"{name}, {visitors}", Spread.of(many[name]), "s"))
    waits = [wait for found in many.values() for wait in found]
    alone = [wait for found in one.values() for wait in found]
    late = quantiles(waits, n=20, method="inclusive")[-1]
    report.targets = [
        Target("exceptions, error boxes and tracebacks", len(errors), at_most=0),
        Target("19 of 20 actions wait less than (s)", late, at_most=MOST_WAITED),
    ]
    report.facts = {
        "median wait of one (s)": median(alone),
        "median wait of many (s)": median(waits),
        "longest wait of many (s)": max(waits),
        "time spent waiting, times that of one": sum(waits) / visitors / sum(alone),
        "cores the server kept busy": cores,
    }
    report.say_seen(errors)
    return report


async def _all(server: Server, visitors: int, pace: float) -> tuple[dict[str, list[float]], list[str]]:
    """By name, how long each action waited; and what went wrong."""
    found = await asyncio.gather(*(_visit(server.port, i / visitors * ARRIVALS, pace) for i in range(visitors)))
    waits: defaultdict[str, list[float]] = defaultdict(list)
    for visit, _ in found:
        for name, seconds in visit:
            waits[name].append(seconds)
    return waits, [error for _, errors in found for error in errors]


async def _visit(port: int, arrival: float, pace: float) -> tuple[list[tuple[str, float]], list[str]]:
    await asyncio.sleep(arrival / pace)
    came = time.perf_counter()
    async with Visitor(port) as visitor:
        await visitor.until(lambda: visitor.runs > 0, PATIENCE)
        waits = [("open the app", time.perf_counter() - came)]
        for action in VISIT:
            await asyncio.sleep(action.pause / pace)
            asked, fragment = await action.act(visitor)
            if not await visitor.answered(asked, fragment, PATIENCE):
                visitor.errors.append(f"no answer within {PATIENCE:g} s: {action.name}")
                break
            waits.append((action.name, time.perf_counter() - asked))
        await visitor.answered(*await visitor.turn_to(""), PATIENCE)
        await stop(visitor, PATIENCE)
        return waits, visitor.errors
