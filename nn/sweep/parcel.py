"""What travels to a machine of a cluster and back: numbers, text and arrays, which no two versions read differently.

And the program itself, its source with the digits as one archive, for a worker that does not have it. Which program a
worker has is known by a digest of both.

Next: abroad.py.
"""

import hashlib
import io
import platform
import zipfile
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from nn.cores import one_thread_per_product
from nn.dataset import PATH
from nn.recipe import Recipe
from nn.sweep.carry_out import Done, Halfway, Piece
from nn.sweep.halving import Leg
from nn.sweep.plan import Task
from nn.sweep.results import Outcome

NN = Path(__file__).parent.parent
Plain = dict[str, Any]


def piece_to_plain(piece: Piece) -> Plain:
    """0.7 kB, and for a run that goes on its memory: 65 kB for the article's network."""
    task = piece.leg.task
    plain = {"task": [task.number, task.row, task.column], "recipe": task.recipe.to_json(), "until": piece.leg.until}
    return plain | _halfway_to_plain(piece.halfway)


def piece_from_plain(plain: Plain) -> Piece:
    number, row, column = plain["task"]
    task = Task(number, row, column, Recipe.from_json(plain["recipe"]))
    return Piece(Leg(task, plain["until"]), _halfway_from_plain(plain))


def done_to_plain(done: Done) -> Plain:
    return {"outcome": asdict(done.outcome)} | _halfway_to_plain(done.halfway)


def done_from_plain(plain: Plain) -> Done:
    outcome = plain["outcome"] | {"curve": tuple((int(i), float(share)) for i, share in plain["outcome"]["curve"])}
    return Done(Outcome(**outcome), _halfway_from_plain(plain))


def _halfway_to_plain(halfway: Halfway | None) -> Plain:
    return {"remembered": halfway.remembered, "curve": halfway.curve} if halfway else {}


def _halfway_from_plain(plain: Plain) -> Halfway | None:
    return Halfway(plain["remembered"], tuple(map(tuple, plain["curve"]))) if "remembered" in plain else None


def versions() -> dict[str, str]:
    """What results hang on besides the program."""
    return {"Python": ".".join(platform.python_version_tuple()[:2]), "NumPy": np.__version__}


@cache
def digest() -> str:
    """Of the program that this process runs, as it is on the disk, and of the digits."""
    found = hashlib.sha256()
    for path in _files():
        content = path.read_bytes()
        found.update(f"{path.relative_to(NN).as_posix()} {len(content)}\n".encode() + content)
    return found.hexdigest()[:16]


@cache
def one_thread() -> None:
    """A worker does its products as this process would; once is enough."""
    one_thread_per_product()


def archive() -> bytes:
    """All that a worker needs: 12 MB."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for path in _files():
            packed.write(path, Path("nn") / path.relative_to(NN))
    return file.getvalue()


def _files() -> list[Path]:
    return [*sorted(NN.rglob("*.py")), PATH]
