"""What one server allows, in one place: each limit has a default and may be set by an environment variable.

The defaults let everything through that the form allows. Whoever shares a small machine with a crowd lowers them.
"""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from nn.network import blocks
from nn.recipe import Recipe

MEGABYTE = 1_000_000
log = logging.getLogger(__name__)


class LimitReached(RuntimeError):
    """The server allows no more; the message names the limit and says what to do."""


def _limit(default: int | str, low: int, high: int, meaning: str) -> Any:
    return field(default=default, metadata={"low": low, "high": high, "meaning": meaning})


@dataclass(frozen=True)
class Limits:
    """Every limit of a server. ``NN_`` and its name in capitals is the variable that sets it."""

    max_running: int = _limit(200, 1, 100_000, "Networks that train at the same time, of all visitors together.")
    max_running_each: int = _limit(8, 1, 100_000, "The same, of one visitor.")
    max_parameters: int = _limit(32_000_000, 1, 10**9, "Parameters of a network, every weight and bias counted.")
    max_work: int = _limit(
        60_000_000_000, 1, 10**15, "Length of a run: training digits times epochs, each showing of a digit counted."
    )
    film_mb: int = _limit(192, 1, 1_000_000, "Memory of all films together; they are thinned to keep to it.")
    film_mb_each: int = _limit(32, 1, 1_000_000, "Memory of one run's film.")
    memory_mb: int = _limit(
        320, 1, 1_000_000, "Memory of all runs with their films; resting ones are dropped to keep to it, oldest first."
    )
    unseen_seconds: int = _limit(120, 10, 10**9, "A run that nobody has looked at for so long pauses.")
    sets_mb: int = _limit(400, 1, 1_000_000, "Memory of all pictures that visitors have uploaded to learn from.")
    sets_mb_each: int = _limit(100, 1, 1_000_000, "The same, of one visitor.")
    runs_dir: str = _limit("", 0, 0, "A folder where runs are kept, so that a restart loses none. Empty: none are.")
    runs_mb: int = _limit(1_000, 1, 10**9, "What the kept runs may occupy there; those unused for longest go.")
    keep_seconds: int = _limit(5, 1, 10**6, "A run that goes on is written there about so often.")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Limits":
        """The limits as they are set. What means nothing is left at its default, with a warning in the log."""
        given = {f.name: environment.get(variable(f.name), "").strip() for f in fields(cls)}
        found: dict[str, Any] = {name: _read(name, text) for name, text in given.items() if text}
        return cls(**found)

    def check_recipe(self, recipe: Recipe) -> None:
        """LimitReached if this server lets nobody train such a network."""
        parameters = blocks(recipe.sizes)[-1].stop
        if parameters > self.max_parameters:
            raise LimitReached(
                f"This network has {parameters:,} parameters, and this server allows {self.max_parameters:,} "
                "(NN_MAX_PARAMETERS): choose fewer or smaller hidden layers."
            )
        work = recipe.total_iterations * (recipe.batch_size or recipe.train_examples)
        if work > self.max_work:
            raise LimitReached(
                f"This run would show {work:,} digits, and this server allows {self.max_work:,} (NN_MAX_WORK): "
                "choose fewer iterations or epochs, or fewer training digits."
            )

    def check_set(self, of_this_visitor: int, held: int) -> None:
        """LimitReached where one visitor's pictures, or all of them together, would take so many bytes."""
        if of_this_visitor > self.sets_mb_each * MEGABYTE:
            raise LimitReached(
                f"Your pictures would take {of_this_visitor / MEGABYTE:,.0f} MB of memory, and this server allows "
                f"{self.sets_mb_each} (NN_SETS_MB_EACH): upload fewer of them, or let the others go first."
            )
        if held > self.sets_mb * MEGABYTE:
            raise LimitReached(
                "This server has no room for more pictures at the moment (NN_SETS_MB): try again when others have left."
            )

    def check_running(self, running: int, of_this_visitor: int) -> None:
        """LimitReached if one more run may not start beside so many."""
        if of_this_visitor >= self.max_running_each:
            raise LimitReached(
                f"{of_this_visitor} of your networks are training, and this server allows no more at once "
                "(NN_MAX_RUNNING_EACH): pause or stop one of them first."
            )
        if running >= self.max_running:
            raise LimitReached(
                f"{running} networks are training, and this server allows no more at once (NN_MAX_RUNNING): "
                "try again when one of them has ended."
            )


def variable(name: str) -> str:
    """The environment variable that sets a limit."""
    return f"NN_{name.upper()}"


def limits_table() -> list[str]:
    """The lines of the README's table, in Markdown."""
    lines = ["| variable | what it limits | unless set |", "|---|---|---|"]
    for f in fields(Limits):
        default = f"{f.default:,}" if isinstance(f.default, int) else f.default or "empty"
        lines.append(f"| `{variable(f.name)}` | {f.metadata['meaning']} | {default} |")
    return lines


def _read(name: str, text: str) -> int | str:
    (limit,) = (f for f in fields(Limits) if f.name == name)
    default: int | str = limit.default  # type: ignore[assignment]
    if isinstance(default, str):
        return str(Path(text).expanduser())
    low, high = limit.metadata["low"], limit.metadata["high"]
    digits = text.replace(",", "").replace("_", "")
    if digits.isdecimal() and len(digits) < 20 and low <= int(digits) <= high:
        return int(digits)
    log.warning("%s is %r; allowed: %s to %s. It stays at %s.", variable(name), text, low, high, default)
    return default
