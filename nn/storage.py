"""Networks to and from .npz files, without pickle: a file from a stranger is data, never code.

A file holds ``recipe`` (JSON text), ``theta`` (one vector), ``facts`` (JSON text: accuracies and the like, as measured
when it was saved) and, if kept, ``history`` arrays. Everything is checked before it is believed.

This was the last one. Next: see the network learn, with `streamlit run app.py`, or look inside it: nn/explain.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from nn.activations import Array
from nn.archive import read_arrays
from nn.network import Network
from nn.recipe import Recipe, RecipeError

FORMAT = 1
LARGEST = 256 * 2**20  # bytes after decompression; a bigger file is refused before it is unpacked


class StorageError(ValueError):
    """The file holds no network of ours; the message says what is wrong with it."""


@dataclass(frozen=True, eq=False)
class Saved:
    """A network as it came out of a file: how it was made, what it scored, and how it got there."""

    network: Network
    recipe: Recipe
    facts: Mapping[str, Any] = field(default_factory=dict)
    history: Mapping[str, Array] = field(default_factory=dict)

    @property
    def learning_rate(self) -> float:
        """The last one: the recipe's, unless the facts say that it was turned on the way."""
        try:
            return self.recipe.but(learning_rate=self.facts.get("learning_rate")).learning_rate
        except RecipeError:  # not there, or nothing that a rate can be
            return self.recipe.learning_rate


def save(saved: Saved, file: Path | BinaryIO, dtype: type = np.float32) -> None:
    """Write an .npz. ``dtype`` float16 halves the size and rounds the parameters to three digits."""
    arrays: dict[str, Any] = {f"history_{name}": values for name, values in saved.history.items()}
    np.savez_compressed(
        file,
        allow_pickle=False,
        format=np.int64(FORMAT),
        recipe=np.array(saved.recipe.to_json()),
        facts=np.array(json.dumps(dict(saved.facts))),
        theta=saved.network.theta.astype(dtype),
        **arrays,
    )


def load(source: Path | bytes) -> Saved:
    """Read what ``save`` wrote. StorageError, in one sentence, for anything else: cut, pickled, misshapen, NaN."""
    try:
        arrays = _read(source)
    except StorageError:
        raise
    except FileNotFoundError:
        raise StorageError(f"There is no file {source!s}.") from None
    except IsADirectoryError:
        raise StorageError(f"{source!s} is a folder, not an .npz file.") from None
    except Exception:  # a damaged archive makes NumPy raise nearly anything, MemoryError and TokenError too
        raise StorageError("This is not a readable .npz file: it is cut short, damaged, or of another kind.") from None

    missing = {"format", "recipe", "theta"} - set(arrays)
    if missing:
        raise StorageError("This .npz file holds no network of this program.")
    if arrays["format"].shape != () or arrays["format"] != FORMAT:
        raise StorageError("This network was saved in a format that this version cannot read.")
    recipe, facts = _recipe(arrays["recipe"]), _facts(arrays.get("facts"))
    theta, network = arrays["theta"], Network(recipe.sizes, recipe.activation)
    if theta.shape != network.theta.shape:
        raise StorageError(
            f"The parameters do not fit the network: layers {'-'.join(map(str, recipe.sizes))} have "
            f"{network.theta.size:,} parameters, the file has an array of shape {theta.shape}."
        )
    if theta.dtype not in (np.float16, np.float32, np.float64) or not np.isfinite(theta).all():
        raise StorageError("The parameters in this file are not all finite numbers: it was saved from a broken run.")
    with np.errstate(over="ignore"):
        network.theta[:] = theta
    if not np.isfinite(network.theta).all():
        raise StorageError("The parameters in this file are too large to compute with.")
    history = {name.removeprefix("history_"): a for name, a in arrays.items() if name.startswith("history_")}
    if len({len(values) if values.ndim else -1 for values in history.values()}) > 1:
        raise StorageError("The curves in this file are damaged: they are not all of the same length.")
    return Saved(network, recipe, facts, history)


def _read(source: Path | bytes) -> dict[str, Array]:
    raw = source if isinstance(source, bytes) else Path(source).read_bytes()
    if not raw:
        raise StorageError("This file is empty (0 bytes).")
    arrays = read_arrays(raw, LARGEST)
    if any(array.dtype.kind not in "iufU" for array in arrays.values()):
        raise ValueError("neither numbers nor text")
    return arrays


def _text(array: Array) -> str:
    if array.shape != () or array.dtype.kind != "U":
        raise StorageError("This .npz file holds no network of this program: its texts are not texts.")
    return str(array)


def _recipe(array: Array) -> Recipe:
    try:
        return Recipe.from_json(_text(array))
    except RecipeError as error:
        raise StorageError(f"The recipe in this file cannot be used. {error}") from None


def _facts(array: Array | None) -> dict[str, Any]:
    if array is None:
        return {}
    try:
        facts = json.loads(_text(array))
    except (ValueError, RecursionError):
        raise StorageError("The facts in this file are not valid JSON.") from None
    return {name: fact for name, fact in facts.items() if _can_be(name, fact)} if isinstance(facts, dict) else {}


def _can_be(name: str, fact: object) -> bool:
    """Whether a fact may be believed: accuracies are shares, updates are counted, nothing takes less than no time.

    What is left out is unknown from then on; the network of the file is not the worse for it.
    """
    number = fact if isinstance(fact, int | float) and not isinstance(fact, bool) else math.nan
    if name.endswith("_accuracy"):
        return 0 <= number <= 1
    if name in ("iterations", "seconds", "loss"):
        return 0 <= number < LARGEST and (name != "iterations" or isinstance(fact, int))
    return not isinstance(fact, float) or math.isfinite(fact)
