"""How long a loss surface takes, and how soon a click on Experiments is answered while a sweep goes on.

Rows of the report of ``experiments``.
"""

import asyncio
import time

from bench.race import Contender, Spread, Work, race
from bench.report import Report, Row, Target
from nn import PRESETS, Recipe, load_mnist, new_network
from nn.landscape.plane import through
from nn.landscape.surface import SAMPLE, Slope, grid_around, losses

MOST_SECONDS = 3.0  # for a surface of the article's network
MOST_MILLISECONDS = 500.0  # for a click
MILLISECONDS = 1e3
PATIENCE = 120.0  # seconds for one answer
BETWEEN = 0.3  # seconds between two clicks


def add_surface(report: Report, quick: bool) -> None:
    """The seconds of a whole surface, from laying the plane to its last point."""
    recipe = PRESETS["blog"].recipe
    results = race([Contender("surface", surveying, {"recipe": recipe})], 1 if quick else 7, warm_up=not quick)
    report.add_times(results)
    report.targets.append(Target("seconds of a surface", results.spread("surface").median, at_most=MOST_SECONDS))


def surveying(recipe: Recipe) -> Work:
    """The work of one surface: a plane through three networks of this recipe, on as many digits as a page takes."""
    thetas = [new_network(recipe.but(seed=seed)).theta for seed in range(3)]
    digits = load_mnist().split(recipe).train.only(slice(0, SAMPLE))

    def work() -> None:
        plane = through(*thetas)
        xs, ys = grid_around(plane.project(thetas))
        for _ in losses(Slope(recipe.sizes, recipe.activation, plane, digits), xs, ys):
            pass

    return work


def add_clicks(report: Report, quick: bool, clicks: int = 40) -> None:
    """Milliseconds from a click to the page that answers it, with nothing going on and while a sweep does."""
    from bench.app.server import serving  # here, not earlier: those who measure the network alone need no pages

    with serving() as server:
        quiet, busy, errors = asyncio.run(_clicking(server.port, 3 if quick else clicks))
        errors += server.complaints()
    report.rows += [
        Row("a click, nothing going on", Spread.of(quiet).times(MILLISECONDS), "ms"),
        Row("a click while a sweep goes on", Spread.of(busy).times(MILLISECONDS), "ms"),
    ]
    slowest = max(busy) * MILLISECONDS
    report.targets.append(Target("milliseconds of the slowest click", slowest, at_most=MOST_MILLISECONDS))
    report.say_seen(errors)


async def _clicking(port: int, clicks: int) -> tuple[list[float], list[float], list[str]]:
    """The seconds of clicks before a sweep begins, and of as many during it."""
    from bench.app.visitor import Visitor

    async with Visitor(port, "experiments", "try=sweep") as visitor:

        def can_stop() -> bool:
            return not visitor.find("button", "experiments_sweep_stop").element.button.disabled

        async def answers(n: int) -> list[float]:
            """A click has the whole page drawn again: the seconds of each until that has been done."""
            found = []
            for _ in range(n):
                asked, fragment = await visitor.look_again()
                if not await visitor.answered(asked, fragment, PATIENCE):
                    raise TimeoutError(f"a click was not answered: {visitor.errors}")
                found.append(time.perf_counter() - asked)
                await asyncio.sleep(BETWEEN)
            return found

        await visitor.until(lambda: visitor.runs > 0, PATIENCE)
        await answers(2)  # warms the server up, and does not count
        quiet = await answers(clicks)
        await visitor.answered(*await visitor.press("experiments_sweep_begin"), PATIENCE)
        if not await visitor.until(can_stop, PATIENCE):
            raise TimeoutError(f"the sweep did not begin: {visitor.errors}")
        busy = await answers(clicks)
        if can_stop():
            await visitor.answered(*await visitor.press("experiments_sweep_stop"), PATIENCE)
        else:
            visitor.errors.append("the sweep was over before the last click")
        return quiet, busy, list(visitor.errors)
