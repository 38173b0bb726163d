"""``presets``, ``models``, ``settings`` and ``limits``: what there is."""

import argparse

from nn.commands.options import Parser
from nn.lab.limits import limits_table
from nn.models import load_shipped, shipped
from nn.presets import PRESETS
from nn.recipe import SETTINGS, Recipe
from nn.settings import Number, Setting, Widths, in_groups


def add_to(commands: "argparse._SubParsersAction[Parser]") -> None:
    presets = commands.add_parser("presets", help="list the named recipes", description="List the named recipes.")
    presets.set_defaults(run=_presets)
    models = commands.add_parser(
        "models", help="list the shipped networks", description="List the shipped networks and what they score."
    )
    models.set_defaults(run=_models)
    settings = commands.add_parser(
        "settings", help="list the settings of a run", description="List the settings of a run, as the README has them."
    )
    settings.set_defaults(run=_settings)
    limits = commands.add_parser(
        "limits", help="list the limits of a server", description="List what a server limits, as the README has it."
    )
    limits.set_defaults(run=_limits)


def _presets(chosen: argparse.Namespace) -> int:
    _print_table([(p.name, _sizes(p.recipe), _length(p.recipe), p.purpose) for p in PRESETS.values()])
    return 0


def _models(chosen: argparse.Namespace) -> int:
    saved = {name: load_shipped(name) for name in shipped()}
    _print_table(
        [
            (name, _sizes(s.recipe), f"{s.facts['official_accuracy']:.2%} of the official 10,000 test digits")
            for name, s in saved.items()
        ]
    )
    return 0


def _settings(chosen: argparse.Namespace) -> int:
    print("\n".join(settings_table()))
    return 0


def _limits(chosen: argparse.Namespace) -> int:
    print("\n".join(limits_table()))
    return 0


def settings_table() -> list[str]:
    """The lines of a table in Markdown: each group's heading, then its settings, in the order of their declaration."""
    lines = ["| setting | what it does | may be | in `blog` |", "|---|---|---|---|"]
    for group, settings in in_groups(SETTINGS.values()).items():
        lines.append(f"| **{group.title}** | | | |")
        lines += [f"| `{s.name}` | {s.meaning} | {_may_be(s)} | {_default(s)} |" for s in settings]
    return lines


def _may_be(setting: Setting) -> str:
    allowed = setting.span if isinstance(setting, Number) else setting.allowed
    return f"{allowed}; {setting.note}" if setting.note else allowed


def _default(setting: Setting) -> str:
    """What the article's network has, as a person writes it; None is called by the other way to write the setting."""
    if isinstance(setting, Widths):
        return ",".join(map(str, setting.default))
    if setting.default is None:
        return setting.note.removeprefix("or ")
    return f"{setting.default:,.10g}" if isinstance(setting, Number) else str(setting.default)


def _sizes(recipe: Recipe) -> str:
    return "-".join(map(str, recipe.sizes))


def _length(recipe: Recipe) -> str:
    return f"{recipe.iterations:,} iterations" if recipe.iterations else f"{recipe.epochs:,g} epochs"


def _print_table(rows: list[tuple[str, ...]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
