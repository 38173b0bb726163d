"""What a setting is: a value unless another is given, what it may be, and in one sentence what it does.

Each field of a Recipe is declared once, as a number, a choice or widths of one of its groups. The checks, the form on
the Train page, the options of the command line and the README's table all follow from that, so a new setting is one
declaration, and the code that uses it. Nothing in here knows which settings there are: recipe.py does.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from types import NoneType
from typing import Any, Protocol, get_args

import numpy as np


@dataclass(frozen=True)
class Setting(ABC):
    """What every kind of setting has. ``name``, ``default`` and ``types`` are those of the field that declares it."""

    group: "Group"
    label: str
    meaning: str
    note: str = ""  # how else it may be written
    name: str = ""
    default: Any = None
    types: tuple[Any, ...] = ()

    @property
    @abstractmethod
    def allowed(self) -> str:
        """What it may be, as the end of a sentence."""

    @abstractmethod
    def read(self, value: Any) -> Any:
        """The value as a recipe keeps it, of the field's own type. ValueError if it is not allowed."""


@dataclass(frozen=True)
class Number(Setting):
    """A number from ``low`` to ``high``, both allowed; ``step`` is what one press on + adds to it."""

    low: float = 0
    high: float = 0
    step: float = 1

    @property
    def whole(self) -> bool:
        return int in self.types

    @property
    def optional(self) -> bool:
        """Whether None is allowed and means something."""
        return NoneType in self.types

    @property
    def span(self) -> str:
        return f"{self.low:,g} to {self.high:,.10g}"

    @property
    def allowed(self) -> str:
        return f"{'a whole number' if self.whole else 'a number'} from {self.span}"

    def read(self, value: Any) -> Any:
        if value is None and self.optional:
            return None
        if not _is_number(value, self.low, self.high, self.whole):
            raise ValueError("not a number, or out of range")
        return int(value) if self.whole else float(value)


class Named(Protocol):
    """One of a choice's possibilities, which explains itself in one sentence."""

    @property
    def purpose(self) -> str: ...


@dataclass(frozen=True)
class Choice(Setting):
    """One of several by name, each with its purpose."""

    choices: Mapping[str, Named] = field(default_factory=dict)

    @property
    def allowed(self) -> str:
        return ", ".join(self.choices)

    def read(self, value: Any) -> str:
        if not isinstance(value, str) or value not in self.choices:
            raise ValueError("not one of the choices")
        return value


@dataclass(frozen=True)
class Widths(Setting):
    """The sizes of up to ``most`` layers, each from ``low`` to ``high``."""

    low: int = 1
    high: int = 1
    most: int = 1

    @property
    def allowed(self) -> str:
        return f"up to {self.most} whole numbers from {self.low} to {self.high}"

    def read(self, value: Any) -> tuple[int, ...]:
        if not isinstance(value, Iterable):
            raise ValueError("not several numbers")
        widths = tuple(value)
        if len(widths) > self.most or not all(_is_number(n, self.low, self.high, whole=True) for n in widths):
            raise ValueError("too many, or not all of them allowed")
        return tuple(int(n) for n in widths)


def _is_number(value: Any, low: float, high: float, whole: bool) -> bool:
    kinds = (int, np.integer) if whole else (int, float, np.integer, np.floating)
    return isinstance(value, kinds) and not isinstance(value, bool) and bool(low <= value <= high)


@dataclass(frozen=True)
class Group:
    """Settings that belong together: a heading for them and, where it helps, a sentence on what they are for."""

    title: str
    about: str = ""

    def number(
        self, default: float | None, low: float, high: float, step: float, label: str, meaning: str, note: str = ""
    ) -> Any:
        """Declare a field that holds a number: a whole one if its type is int, or none at all if its type says so."""
        return _declared(default, Number(self, label, meaning, note, low=low, high=high, step=step))

    def choice(self, default: str, choices: Mapping[str, Named], label: str, meaning: str) -> Any:
        """Declare a field that holds the name of one of several."""
        return _declared(default, Choice(self, label, meaning, choices=choices))

    def widths(
        self, default: tuple[int, ...], low: int, high: int, most: int, label: str, meaning: str, note: str = ""
    ) -> Any:
        """Declare a field that holds the sizes of some layers."""
        return _declared(default, Widths(self, label, meaning, note, low=low, high=high, most=most))


def _declared(default: Any, setting: Setting) -> Any:
    return field(default=default, metadata={"setting": setting})


def settings_of(recipe: type) -> dict[str, Setting]:
    """The settings that the fields of a dataclass declare, by name, in their order."""
    return {
        f.name: replace(f.metadata["setting"], name=f.name, default=f.default, types=get_args(f.type) or (f.type,))
        for f in fields(recipe)
        if "setting" in f.metadata
    }


def in_groups(settings: Iterable[Setting]) -> dict[Group, list[Setting]]:
    """The settings of each group, groups and settings in the order of their declaration."""
    groups: dict[Group, list[Setting]] = {}
    for setting in settings:
        groups.setdefault(setting.group, []).append(setting)
    return groups
