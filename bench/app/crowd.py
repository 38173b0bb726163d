"""``load``: a class opens the app, everybody presses Train at once, and every chart has to keep moving."""

import asyncio
import time
from statistics import quantiles

from bench.app.server import MEGABYTE, serving
from bench.app.stay import all_stay
from bench.race import Spread
from bench.report import Report, Row, Target

LONGEST_GAP = 4.0  # seconds
LEAST_SHARE = 0.5  # of what everybody would have if all had the same
LEAST_TOGETHER = 0.75  # of the speed of one alone
MOST_MEMORY = 690  # megabytes


def crowd(visitors: int, seconds: float) -> Report:
    """``visitors`` arrive together, press Train as soon as they can, and watch for ``seconds`` or to the end."""
    report = Report(f"{visitors} visitors training 784-10-10 at once")
    with serving() as server:
        alone = asyncio.run(all_stay(server, 1, min(seconds, 10.0)))[0]
        server.watch()
        own = time.process_time()
        start = time.perf_counter()
        stays = asyncio.run(all_stay(server, visitors, seconds))
        own = (time.process_time() - own) / (time.perf_counter() - start)
        cores, peak = server.cores_used, server.peak / MEGABYTE
        errors = [error for stay in [alone, *stays] for error in stay.errors] + server.complaints()

    gaps = [gap for stay in stays for gap in stay.gaps]
    speeds = [stay.per_second for stay in stays]
    together, updates = sum(speeds), [stay.updates for stay in stays]
    report.rows = [
        Row("from one movement of a chart to the next", Spread.of(gaps), "s"),
        Row("longest wait of each visitor", Spread.of([max(stay.gaps) for stay in stays]), "s"),
        Row("first page", Spread.of([stay.first_page for stay in stays]), "s"),
        Row("first page of a server just started", Spread.of([alone.first_page]), "s"),
        Row("updates of each visitor's network", Spread.of(speeds), "1/s"),
    ]
    report.targets = [
        Target("exceptions, error boxes and tracebacks", len(errors), at_most=0),
        Target("longest wait for a chart to move (s)", max(gaps), at_most=LONGEST_GAP),
        Target("smallest share of the fair share", min(updates) * visitors / sum(updates), at_least=LEAST_SHARE),
        Target("share of the speed of one alone", together / alone.per_second, at_least=LEAST_TOGETHER),
        Target("resident memory at its peak (MB)", peak, at_most=MOST_MEMORY),
    ]
    report.facts = {
        "19 of 20 waits are shorter than (s)": quantiles(gaps, n=20, method="inclusive")[-1],
        "updates a second, all together": together,
        "updates a second, one alone": alone.per_second,
        "cores the server kept busy": cores,
        "cores the visitors kept busy": own,
    }
    report.say_seen(errors)
    return report
