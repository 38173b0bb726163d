"""Who holds which record among kept runs: the most accurate, the quickest, the smallest.

Only runs that came to their end count, by the official test digits, which nothing ever learns from. A run that began
with a network from a file has no record of speed: what that one had cost is not known.

Next: past.py.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nn.compare.kept import Kept
from nn.lab.view import Status

LEVELS = (0.80, 0.90, 0.95, 0.97, 0.98, 0.99)  # accuracies above which the smallest and the quickest are looked for


@dataclass(frozen=True)
class Record:
    """What the record is of, with the accuracy that was asked for (None: as high as can be), and the run that holds it.

    ``holder`` is None where no run is eligible.
    """

    kind: str
    above: float | None
    holder: Kept | None


MOST_ACCURATE, QUICKEST, SMALLEST, FEWEST_UPDATES = "most accurate", "quickest", "smallest", "fewest updates"
BY: dict[str, Callable[[Kept], float]] = {
    QUICKEST: lambda run: run.seconds,
    SMALLEST: lambda run: run.parameters,
    FEWEST_UPDATES: lambda run: run.iteration,
}


def records(runs: Sequence[Kept], above: float) -> list[Record]:
    """The highest accuracy, and the best of each other kind among runs above so much. Of equals, the first holds it."""
    counted = [run for run in runs if run.status is Status.FINISHED and run.official is not None]
    found = [Record(MOST_ACCURATE, None, max(counted, key=accuracy, default=None))]
    good = [run for run in counted if accuracy(run) > above]
    for kind, measure in BY.items():
        eligible = good if kind == SMALLEST else [run for run in good if not run.continued]
        found.append(Record(kind, above, min(eligible, key=measure, default=None)))
    return found


def accuracy(run: Kept) -> float:
    """On the official test digits, 0..1; below that where it was not measured."""
    return run.official.accuracy if run.official else -1.0
