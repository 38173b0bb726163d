"""A visitor who speaks the app's own protocol sees a run from its first update to its last."""

import asyncio

import pytest

pytest.importorskip("psutil")
pytest.importorskip("websockets")

from bench.app.server import serving  # noqa: E402
from bench.app.visitor import Visitor  # noqa: E402


async def two_runs(port: int) -> tuple[list[float], list[str]]:
    speeds = []
    async with Visitor(port) as visitor:
        assert await visitor.until(lambda: visitor.runs > 0, 60)
        for _ in range(2):
            await visitor.train(20, 60)
            assert visitor.facts["Updates"] == "20 / 20" and visitor.chart_moved
            speeds.append(visitor.per_second)
        return speeds, list(visitor.errors)


def test_a_visitor_trains_twice_and_watches() -> None:
    with serving() as server:
        speeds, errors = asyncio.run(two_runs(server.port))
        assert all(speed > 0 for speed in speeds)
        assert errors == [] and server.complaints() == []
