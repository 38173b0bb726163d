"""``presets`` and ``models``: what there is."""

import argparse

from nn.commands.options import Parser
from nn.models import load_shipped, shipped
from nn.recipe import PRESETS, Recipe


def add_to(commands: "argparse._SubParsersAction[Parser]") -> None:
    presets = commands.add_parser("presets", help="list the named recipes", description="List the named recipes.")
    presets.set_defaults(run=_presets)
    models = commands.add_parser(
        "models", help="list the shipped networks", description="List the shipped networks and what they score."
    )
    models.set_defaults(run=_models)


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


def _sizes(recipe: Recipe) -> str:
    return "-".join(map(str, recipe.sizes))


def _length(recipe: Recipe) -> str:
    return f"{recipe.iterations:,} iterations" if recipe.iterations else f"{recipe.epochs:,g} epochs"


def _print_table(rows: list[tuple[str, ...]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
