"""Kept runs as CSV: the table with a column for each setting, and the curves with a row for each point."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from nn.compare.difference import written
from nn.compare.kept import Curve, Kept
from nn.recipe import SETTINGS

SCORES = ("train_accuracy", "held_out_accuracy", "official_accuracy", "train_loss", "held_out_loss")
AXES = ("iteration", "epoch", "seconds")
FACTS = ("iterations_made", "epochs_made", "seconds", "parameters")


def table_csv(runs: Sequence[Kept]) -> str:
    """One row for each run: its name, how it went, and every setting of its recipe. Shares are 0..1, losses in nats."""
    head = ["run", "status", *SCORES, *FACTS, *(f"recipe_{name}" for name in SETTINGS)]
    return _csv(head, (_row(run) for run in runs))


def curves_csv(runs: Sequence[Kept]) -> str:
    """One row for each point of each curve; empty where nothing was held out."""
    names = [*AXES, *(field.name for field in fields(Curve) if field.name not in AXES)]
    rows = (
        [run.name, *(_number(getattr(run.curve, name)[i]) for name in names)]
        for run in runs
        for i in range(len(run.curve))
    )
    return _csv(["run", *names], rows)


def _row(run: Kept) -> list[str]:
    accuracies = [_number(score.accuracy) if score else "" for score in (run.train, run.held_out, run.official)]
    losses = [_number(score.loss) if score else "" for score in (run.train, run.held_out)]
    facts = [str(run.iteration), _number(run.epoch), _number(run.seconds), str(run.parameters)]
    settings = [written(name, getattr(run.recipe, name)).replace(",", " ") for name in SETTINGS]
    return [run.name, run.status.value, *accuracies, *losses, *facts, *settings]


def _number(value: Any) -> str:
    return "" if np.isnan(value) else f"{value:.10g}"


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A name that a spreadsheet would take for a formula has an apostrophe before it."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(head)
    for first, *rest in rows:
        writer.writerow([f"'{first}" if first[:1] in "=+-@" else first, *rest])
    return file.getvalue()
