"""Everything of a run that outlives its process, and how it becomes a file's arrays and comes back from them.

A record that was read is complete and fits together, or RecordError was raised: half a run is none.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from nn.activations import Array
from nn.assess.vitals import width
from nn.lab.snapshots import Frames
from nn.lab.view import Final, RateChange, Status
from nn.network import blocks
from nn.recipe import Recipe
from nn.training import Score

FORMAT = 1
DAMAGED = (LookupError, TypeError, ValueError, ArithmeticError, RecursionError)  # what a strange value may raise
MEMORY = "memory."  # begins the names of what the training itself remembers (nn/memory.py)


class RecordError(ValueError):
    """This is no record, or it is damaged."""


@dataclass(frozen=True)
class Label:
    """What has to be known of a kept run without reading all of it. The key itself is kept nowhere: only its hash."""

    id: str
    key_hash: str
    follows: str  # the id of the run whose place it took, or ""
    recipe: Recipe


@dataclass(frozen=True, eq=False)
class Record:
    """A run between two updates. ``table`` (k, 5) are the rows of its curves, ``memory`` what its training remembers.

    A run that is over remembers nothing. ``vitals`` (k, width) are those that were taken of its network; a run that
    was kept before there were any has none of the time until then.
    """

    label: Label
    version: int
    status: Status
    message: str
    iteration: int
    epoch: float
    seconds: float
    put_back: bool
    learning_rate: float
    rate_changes: tuple[RateChange, ...]
    continued: bool
    final: Final | None
    theta: Array
    table: Array
    vitals: Array
    film: Frames
    memory: Mapping[str, Array]

    @property
    def size(self) -> int:
        """Bytes, about."""
        film = sum(frame.nbytes for _, frame in self.film.frames)
        written = self.table.nbytes + self.vitals.nbytes
        return film + self.theta.nbytes + written + sum(array.nbytes for array in self.memory.values())


def to_arrays(record: Record) -> dict[str, Array]:
    """The record as arrays, with a checksum over all of them."""
    iterations, frames = zip(*record.film.frames, strict=True)
    arrays = {
        "label": np.array(json.dumps(_label_facts(record.label))),
        "facts": np.array(json.dumps(_facts(record))),
        "theta": record.theta,
        "table": record.table,
        "vitals": record.vitals,
        "film_iterations": np.array(iterations, np.int64),
        "film": np.stack(frames),
        **{MEMORY + name: value for name, value in record.memory.items()},
    }
    return arrays | {"checksum": np.array(_checksum(arrays))}


def from_arrays(arrays: Mapping[str, Array]) -> Record:
    """The record again. RecordError if anything in it is not as it was written."""
    try:
        checked = {name: array for name, array in arrays.items() if name != "checksum"}
        if str(arrays["checksum"]) != _checksum(checked):
            raise RecordError("its checksum is another")
        return _fitting(_record(checked))
    except DAMAGED as error:
        raise RecordError(str(error) or type(error).__name__) from None


def label_from(array: Array) -> Label:
    """The label alone. RecordError if it is none."""
    try:
        found = json.loads(str(array))
        recipe = Recipe.from_json(found["recipe"])
        return Label(str(found["id"]), str(found["key_hash"]), str(found["follows"]), recipe)
    except DAMAGED as error:
        raise RecordError(str(error)) from None


def _label_facts(label: Label) -> dict[str, str]:
    return {"id": label.id, "key_hash": label.key_hash, "follows": label.follows, "recipe": label.recipe.to_json()}


def _facts(record: Record) -> dict[str, Any]:
    names = ("version", "message", "iteration", "epoch", "seconds", "put_back", "learning_rate", "continued")
    final = record.final
    return {name: getattr(record, name) for name in names} | {
        "format": FORMAT,
        "status": record.status.value,
        "rate_changes": [[change.iteration, change.rate] for change in record.rate_changes],
        "final": final and [_pair(final.train), _pair(final.test), _pair(final.official)],
        "film_every": record.film.every,
        "film_thinned": record.film.thinned,
    }


def _pair(score: Score | None) -> list[float] | None:
    return None if score is None else [score.loss, score.accuracy]


def _record(arrays: Mapping[str, Array]) -> Record:
    facts = json.loads(str(arrays["facts"]))
    if facts["format"] != FORMAT:
        raise RecordError(f"its format is {facts['format']}")
    final = facts["final"] and [None if pair is None else Score(*pair) for pair in facts["final"]]
    # Each frame becomes a vector of its own, so that one that is dropped later gives back its memory.
    frames = [(i, theta.copy()) for i, theta in zip(arrays["film_iterations"].tolist(), arrays["film"], strict=True)]
    label = label_from(arrays["label"])
    return Record(
        label=label,
        version=int(facts["version"]),
        status=Status(facts["status"]),
        message=str(facts["message"]),
        iteration=int(facts["iteration"]),
        epoch=float(facts["epoch"]),
        seconds=float(facts["seconds"]),
        put_back=bool(facts["put_back"]),
        learning_rate=float(facts["learning_rate"]),
        rate_changes=tuple(RateChange(int(iteration), float(rate)) for iteration, rate in facts["rate_changes"]),
        continued=bool(facts["continued"]),
        final=Final(*final) if final else None,
        theta=arrays["theta"],
        table=arrays["table"],
        vitals=arrays.get("vitals", np.empty((0, width(label.recipe.sizes)), np.float32)),
        film=Frames(int(facts["film_every"]), int(facts["film_thinned"]), tuple(frames)),
        memory={name.removeprefix(MEMORY): a for name, a in arrays.items() if name.startswith(MEMORY)},
    )


def _fitting(record: Record) -> Record:
    """The same, if its parts fit the recipe and each other."""
    recipe, parameters = record.label.recipe, blocks(record.label.recipe.sizes)[-1].stop
    of_parameters = [record.theta, *(frame for _, frame in record.film.frames)]
    iterations = [iteration for iteration, _ in record.film.frames]
    if any(array.shape != (parameters,) or array.dtype != np.float32 for array in of_parameters):
        raise RecordError("its parameters do not fit its recipe")
    if not 0 <= record.iteration <= recipe.total_iterations or record.table.shape[1:] != (5,):
        raise RecordError("its curves do not fit its recipe")
    if record.vitals.shape[1:] != (width(recipe.sizes),) or record.vitals.dtype != np.float32:
        raise RecordError("its vitals do not fit its recipe")
    if iterations[0] != 0 or iterations != sorted(set(iterations)) or iterations[-1] > record.iteration:
        raise RecordError("its film is out of order")
    return replace(record, learning_rate=recipe.but(learning_rate=record.learning_rate).learning_rate)


def _checksum(arrays: Mapping[str, Array]) -> str:
    """SHA-256 of all names, shapes and values."""
    sum = hashlib.sha256()
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        sum.update(f"{name} {array.dtype.str} {array.shape} ".encode())
        sum.update(array.tobytes() if array.dtype.kind == "U" else array.data)
    return sum.hexdigest()
