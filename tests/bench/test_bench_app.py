"""Visitors who speak the app's own protocol: they see a run from first to last, and every load is a crowd of two."""

import asyncio
from contextlib import contextmanager

import pytest

pytest.importorskip("psutil")
pytest.importorskip("websockets")

from bench.app import crowd, cuts, drawers, first_page, left, nonsense, ramp, turnover, visit, watchers  # noqa: E402
from bench.app.server import serving  # noqa: E402
from bench.app.visitor import Visitor  # noqa: E402


@pytest.fixture(scope="module")
def server():
    with serving() as server:
        yield server


async def two_runs(port: int) -> tuple[list[float], list[str]]:
    speeds = []
    async with Visitor(port) as visitor:
        assert await visitor.until(lambda: visitor.runs > 0, 60)
        for _ in range(2):
            await visitor.train(8, 60)
            assert visitor.facts["Updates"] == "8 / 8" and visitor.chart_moved
            assert await visitor.until(lambda: visitor.measured().tolist() == list(range(9)), 60)  # comes after them
            speeds.append(visitor.per_second)
        return speeds, list(visitor.errors)


def test_a_visitor_trains_twice_and_watches(server) -> None:
    speeds, errors = asyncio.run(two_runs(server.port))
    assert all(speed > 0 for speed in speeds)
    assert errors == [] and server.complaints() == []


LOADS = {
    "crowd": lambda: crowd.crowd(2, 2),
    "visit": lambda: visit.visits(1, 20),
    "drawers": lambda: drawers.drawers(3, 2, 2),
    "watchers": lambda: watchers.watchers(2, 5),
    "left": lambda: left.memory_left(1, 1, 0),
    "turnover": lambda: turnover.turnover(2, 2),
    "first_page": lambda: first_page.first_pages(2),
    "cuts": lambda: cuts.cuts(2, 1, 2, 1.1),
    "malformed": lambda: nonsense.malformed(200, seed=3),
}
EXACT = ("exceptions", "visitors who came back to another run", "updates missing", "changes to")


@pytest.mark.parametrize("name", LOADS)
def test_a_load_of_few_shows_nobody_an_error(name, server, monkeypatch):
    @contextmanager
    def the_same():
        server.watch()
        yield server

    for module in (crowd, cuts, drawers, first_page, left, nonsense, turnover, visit, watchers):
        monkeypatch.setattr(module, "serving", the_same)
    report = LOADS[name]()
    assert report.skipped == []
    assert all(target.met for target in report.targets if target.name.startswith(EXACT))
    assert all(target.measured >= 0 for target in report.targets)


def test_the_ramp_stops_where_something_gives_way(server):
    async def unhappy() -> str:
        async with Visitor(server.port) as visitor:
            assert await ramp._begin(visitor)
            assert ramp._trouble([visitor], visitor.chart_moved[0]) == ""
            visitor.errors.append("No room.")
            return ramp._trouble([visitor], visitor.chart_moved[0])

    assert asyncio.run(unhappy()) == "somebody saw: No room."


def test_a_chart_that_stands_still_ends_the_ramp():
    class Still:
        errors: list[str] = []
        chart_moved = [100.0]

    assert "a chart stood still" in ramp._trouble([Still()], 100.0)  # a long time ago, by the clock
