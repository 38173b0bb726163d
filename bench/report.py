"""What a benchmark found: rows of measurements, figures to meet, facts; as a table, as JSON, as a chart."""

import os
import platform
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

import numpy as np
from threadpoolctl import threadpool_info

from bench.race import Results, Spread
from nn.cores import cores


@dataclass(frozen=True)
class Row:
    """One measured quantity, in ``unit``, with its quartiles."""

    name: str
    value: Spread
    unit: str


@dataclass(frozen=True)
class Target:
    """A figure to meet: at least, or at most, so much."""

    name: str
    measured: float
    at_least: float | None = None
    at_most: float | None = None

    @property
    def met(self) -> bool:
        low = float("-inf") if self.at_least is None else self.at_least
        high = float("inf") if self.at_most is None else self.at_most
        return low <= self.measured <= high

    @property
    def wanted(self) -> str:
        return f"at least {self.at_least:g}" if self.at_least is not None else f"at most {self.at_most:g}"


@dataclass
class Report:
    """Everything one benchmark has to say. ``skipped`` holds a sentence for each thing that could not be measured."""

    title: str
    rows: list[Row] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)

    def add_times(self, results: Results, factor: float = 1.0, unit: str = "s") -> None:
        for name in results.seconds:
            self.rows.append(Row(name, results.spread(name).times(factor), unit))

    def add_ratio(self, results: Results, slow: str, fast: str, at_least: float | None = None) -> None:
        """How many times as fast ``fast`` is; a figure to meet if ``at_least`` says so."""
        if slow not in results.seconds:
            return
        name, ratio = f"times as fast as {slow}", results.ratio(slow, fast)
        self.rows.append(Row(name, ratio, "x"))
        if at_least is not None:
            self.targets.append(Target(name, ratio.median, at_least=at_least))

    def say_seen(self, errors: list[str]) -> None:
        """What visitors saw go wrong, each of its kind once."""
        self.skipped += [f"Seen: {error}" for error in dict.fromkeys(errors)]

    @property
    def met(self) -> bool:
        return all(target.met for target in self.targets)

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "met": self.met,
            "targets": [
                {"name": t.name, "measured": _digits(t.measured), "wanted": t.wanted, "met": t.met}
                for t in self.targets
            ],
            "measured": {
                r.name: {
                    "median": _digits(r.value.median),
                    "low": _digits(r.value.low),
                    "high": _digits(r.value.high),
                    "unit": r.unit,
                }
                for r in self.rows
            },
            "facts": {name: _digits(v) if isinstance(v, float) else v for name, v in self.facts.items()},
            "skipped": self.skipped,
        }

    def as_table(self) -> str:
        width = max((len(r.name) for r in self.rows), default=0)
        lines = [self.title]
        for r in self.rows:
            v = r.value
            lines.append(f"  {r.name:{width}}  {v.median:>9.4g} {r.unit:4} ({v.low:.4g} to {v.high:.4g})")
        for name, fact in self.facts.items():
            lines.append(f"  {name}: {fact:.4g}" if isinstance(fact, float) else f"  {name}: {fact}")
        for t in self.targets:
            lines.append(f"  {'met' if t.met else 'MISSED'}: {t.name} {t.measured:.4g}, wanted {t.wanted}")
        return "\n".join([*lines, *(f"  {sentence}" for sentence in self.skipped)])


def _digits(value: float) -> float | None:
    """Four significant digits: more would be noise. None for what was never reached."""
    return float(f"{value:.4g}") if isfinite(value) else None


def machine() -> dict[str, Any]:
    """What the figures depend on."""
    blas = [library for library in threadpool_info() if library["user_api"] == "blas"]
    return {
        "cores": cores(),
        "busy before (load average)": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "blas": ", ".join(f"{b['internal_api']} {b['version']}, {b.get('architecture', 'unknown')}" for b in blas),
    }
