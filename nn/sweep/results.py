"""The file of a sweep: its plan in the first line, then a line of JSON for each run that is over, or was left early.

A line is added whole and handed to the disk before the next run is counted, so whatever interrupts a sweep, all that is
done is there. A last line that was cut off is no result: it is left out, and its run is made again.

Next: halving.py.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from nn.sweep.plan import Plan, PlanError


@dataclass(frozen=True)
class Outcome:
    """What one run came to. Accuracies 0..1, the loss in nats; None where it diverged before there was any.

    ``curve`` has some points of it, [iteration, training accuracy]. ``updates`` were made; ``early`` says that it was
    left there, as halving.py wants it, before its end. ``seconds`` is the one fact that a repeated run does not share.
    """

    task: int
    diverged: bool
    official_accuracy: float | None
    train_accuracy: float | None
    loss: float | None
    seconds: float
    curve: tuple[tuple[int, float], ...]
    updates: int = 0  # unknown, in files of before
    early: bool = False

    @property
    def facts(self) -> dict[str, Any]:
        """All that a repeated run shares."""
        return asdict(self) | {"seconds": None}


class Results:
    """What is done of a plan, in memory and in a file. PlanError if the file is another sweep's, or none.

    ``outcomes`` has what each run came to so far, by task; ``left`` what those that were left came to by then, by task
    and update: of one that went on after that, both are known.
    """

    def __init__(self, plan: Plan, path: Path | None = None) -> None:
        self.plan, self.path = plan, path
        self.outcomes: dict[int, Outcome] = {}
        self.left: dict[tuple[int, int], Outcome] = {}
        if path is not None and path.exists() and path.stat().st_size:
            self._read(path)
        elif path is not None:
            _add(path, plan.to_json())

    def add(self, outcome: Outcome) -> None:
        """It is kept for good when this returns. OSError if the disk refuses it."""
        if self.path is not None:
            _add(self.path, json.dumps(asdict(outcome), allow_nan=False))
        self._take(outcome)

    def _take(self, outcome: Outcome) -> None:
        known = self.outcomes.get(outcome.task)
        if outcome.early:
            self.left[outcome.task, outcome.updates] = outcome
        if known is None or known.early and outcome.updates >= known.updates:
            self.outcomes[outcome.task] = outcome

    def _read(self, path: Path) -> None:
        whole, _, torn = path.read_bytes().rpartition(b"\n")
        lines = whole.decode(errors="replace").splitlines()
        try:
            there = Plan.from_json(lines[0])
        except (PlanError, IndexError):
            raise PlanError(f"{path.name} is not the file of a sweep; name another.") from None
        if there != self.plan:
            raise PlanError(f"{path.name} holds another sweep, with other settings or seeds; name another file.")
        for line in lines[1:]:
            outcome = _outcome(line)
            if outcome is not None:
                self._take(outcome)
        if torn:
            os.truncate(path, len(whole) + 1)


def _outcome(line: str) -> Outcome | None:
    """One line of the file; None if it is damaged: the run is made again then."""
    try:
        found = json.loads(line)
        curve = tuple((int(iteration), float(share)) for iteration, share in found.pop("curve"))
        return Outcome(curve=curve, **found)
    except (LookupError, TypeError, ValueError, AttributeError):
        return None


def _add(path: Path, line: str) -> None:
    with path.open("ab") as file:
        file.write(line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
