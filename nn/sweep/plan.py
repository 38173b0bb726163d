"""What a sweep is to do: a recipe, two of its settings with the values that they take, and the seeds of each cell.

Next: results.py.
"""

import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nn.recipe import SETTINGS, Recipe, RecipeError
from nn.settings import Number, Setting, Widths

MOST_TASKS = 10_000


class PlanError(ValueError):
    """There can be no such sweep; the message says why in one sentence."""


@dataclass(frozen=True)
class Axis:
    """A setting and the values that it takes, in their order."""

    name: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Task:
    """One run: its number in the plan, its cell, and its recipe, which alone decides what it comes to."""

    number: int
    row: int
    column: int
    recipe: Recipe


@dataclass(frozen=True)
class Plan:
    """A grid with ``rows`` down and ``columns`` across; with ``halving`` its worse cells end early (halving.py).

    PlanError if any of its cells is no recipe.
    """

    recipe: Recipe
    rows: Axis
    columns: Axis
    seeds: tuple[int, ...]
    halving: bool = False

    def __post_init__(self) -> None:
        if self.rows.name == self.columns.name:
            raise PlanError(f"Rows and columns are both {self.rows.name}: choose two different settings.")
        if not self.seeds or len(set(self.seeds)) < len(self.seeds):
            raise PlanError("Each cell needs at least one seed, and each seed once.")
        n = len(self.rows.values) * len(self.columns.values) * len(self.seeds)
        if n > MOST_TASKS:
            raise PlanError(f"That makes {n:,} runs; at most {MOST_TASKS:,} are possible.")
        try:
            for row, column in itertools.product(self.rows.values, self.columns.values):
                self.cell(row, column)
        except RecipeError as error:
            raise PlanError(str(error)) from None

    def cell(self, row: Any, column: Any) -> Recipe:
        return self.recipe.but(**{self.rows.name: row, self.columns.name: column})

    def cell_at(self, row: int, column: int) -> Recipe:
        return self.cell(self.rows.values[row], self.columns.values[column])

    def tasks(self) -> list[Task]:
        """Every run. The first seed of all cells comes first: so the whole grid is seen roughly before it is exact."""
        return list(self._tasks)

    @cached_property
    def _tasks(self) -> tuple[Task, ...]:
        places = itertools.product(self.seeds, enumerate(self.rows.values), enumerate(self.columns.values))
        return tuple(
            Task(number, i, j, self.cell(row, column).but(seed=seed))
            for number, (seed, (i, row), (j, column)) in enumerate(places)
        )

    def to_json(self) -> str:
        """The plan in one line: two plans are the same if their lines are."""
        axes = {"rows": [self.rows.name, self.rows.values], "columns": [self.columns.name, self.columns.values]}
        early = {"halving": True} if self.halving else {}
        return json.dumps({"recipe": self.recipe.facts(), "seeds": self.seeds} | axes | early, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Plan":
        """The plan that ``to_json`` wrote. PlanError for anything else."""
        try:
            found: Mapping[str, Any] = json.loads(text)
            recipe = Recipe().but(**found["recipe"])
            rows, columns = (_axis(*found[name]) for name in ("rows", "columns"))
            return cls(recipe, rows, columns, tuple(map(int, found["seeds"])), found.get("halving") is True)
        except (LookupError, TypeError, ValueError, ArithmeticError, RecursionError) as error:
            raise PlanError(f"This is no plan of a sweep ({error}).") from None


def _axis(name: str, values: list[Any]) -> Axis:
    return Axis(name, tuple(SETTINGS[name].read(value) for value in values))


def axis_from(text: str) -> Axis:
    """The axis of "learning_rate=0.03,0.1,0.3". PlanError if it is none.

    Layers are joined by a dash: "hidden=10,128-64".
    """
    name, _, values = text.partition("=")
    name = name.strip().replace("-", "_")
    if name not in SETTINGS or name == "seed":
        raise PlanError(f"{name!r} is not a setting that a sweep can vary; they are {', '.join(sorted(SETTINGS))}.")
    setting, words = SETTINGS[name], [word.strip() for word in values.split(",") if word.strip()]
    if not words or len(set(words)) < len(words):
        raise PlanError(f"{name} needs values, each once: {name}=A,B,C.")
    try:
        return Axis(name, tuple(setting.read(_value(setting, word)) for word in words))
    except ValueError:
        raise PlanError(f"{name} is {values!r}; allowed: {setting.allowed}.") from None


def _value(setting: Setting, word: str) -> Any:
    if isinstance(setting, Widths):
        return () if word == "none" else tuple(map(int, word.split("-")))
    if isinstance(setting, Number):
        if setting.optional and word in ("none", "full"):
            return None
        return int(word) if setting.whole else float(word)
    return word if word in setting.allowed.split(", ") else word.replace("-", " ")
