"""Options of the command line: one for every field of a Recipe, made from the fields themselves.

So a new field of the recipe is an option at once, and what is allowed is said in one place only: the recipe checks, and
its complaints are repeated here in the names of the options.
"""

import argparse
import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, NoReturn, get_type_hints

from nn.activations import ACTIVATIONS
from nn.initializers import INITIALIZERS
from nn.models import shipped
from nn.optimizers import OPTIMIZERS
from nn.recipe import FIELD_NAMES, RANGES, Recipe, RecipeError
from nn.schedules import SCHEDULES

CHOICES: dict[str, Mapping[str, Any]] = {
    "activation": ACTIVATIONS,
    "initial": INITIALIZERS,
    "optimizer": OPTIMIZERS,
    "schedule": SCHEDULES,
}
HELP = {
    "hidden": "neurons of each hidden layer, as 128,64; or none",
    "batch_size": "examples an update, or full",
    "iterations": "updates; give this or --epochs",
    "epochs": "passes over the training examples; give this or --iterations",
    "patience": "stop after so many measurements without a lower validation loss; 0: never",
}
NOTHING = {"none", "full"}  # what a person writes for None


class Parser(argparse.ArgumentParser):
    """Complains in one sentence, without printing all options first."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message.rstrip('.')}. See `{self.prog} --help`.\n")


def add_recipe(parser: argparse.ArgumentParser, names: set[str] = FIELD_NAMES) -> None:
    """An option for each of the named fields of a recipe. Those that are not given stay out of the parsed arguments."""
    group = parser.add_argument_group("recipe")
    for field in fields(Recipe):
        if field.name in names:
            group.add_argument(
                option(field.name),
                nargs="+" if field.name == "hidden" else None,
                default=argparse.SUPPRESS,
                metavar=field.name.upper().rsplit("_", 1)[-1],
                help=_help(field.name).replace("%", "%%"),
            )


def recipe_from(chosen: argparse.Namespace, base: Recipe, parser: argparse.ArgumentParser) -> Recipe:
    """The recipe with the given options changed. Ends the program with one sentence if that cannot be."""
    given = {name: _value(name, text) for name, text in vars(chosen).items() if name in FIELD_NAMES}
    try:
        return base.but(**given)
    except RecipeError as error:
        parser.error(in_options(str(error)))


def option(name: str) -> str:
    return "--" + name.replace("_", "-")


def in_options(message: str) -> str:
    """A recipe's complaint with every field called by its option's name (but momentum, where it is a choice)."""
    complaint, allowed, choices = message.partition("allowed:")
    names = r"(?<![-\w'])(" + "|".join(FIELD_NAMES) + r")(?![-\w'])"
    return re.sub(names, lambda found: option(found[1]), complaint) + allowed + choices


def writable(path: Path) -> str | None:
    """Why a file cannot be written there, as one sentence, or None if it can."""
    if path.is_dir():
        return f"--save {path} is a folder; name a file in it."
    if not path.parent.is_dir():
        return f"--save {path} cannot be written: there is no folder {path.parent}."
    probe = path.with_name(path.name + ".part")
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        return f"--save {path} cannot be written ({error.strerror})."
    return None


def add_model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--model", required=True, help=f"an .npz that train --save wrote, or one of {', '.join(shipped())}"
    )


def _help(name: str) -> str:
    if name in CHOICES:
        return f"one of: {', '.join(CHOICES[name])}"
    said = HELP.get(name, "")
    if name not in RANGES:
        return said
    low, high = RANGES[name]
    limits = f"{low:,g} to {high:,.10g}"
    return f"{said} ({limits})" if said else limits


def _value(name: str, text: str | list[str]) -> Any:
    """What was typed as the field's type, or the text itself where it is no such thing: the recipe then refuses it."""
    if name == "hidden":
        words = [word for part in text for word in part.split(",") if word]
        widths = () if words == ["none"] else tuple(_number(word, int) for word in words)
        return " ".join(text) if str in map(type, widths) else widths
    assert isinstance(text, str)
    kind = str(get_type_hints(Recipe)[name])
    if "None" in kind and text.lower() in NOTHING:
        return None
    if "float" in kind:
        return _number(text, float)
    if "int" in kind:
        return _number(text, int)
    if "bool" in kind:
        return {"yes": True, "true": True, "no": False, "false": False}.get(text.lower(), text)
    spaced = text.replace("-", " ")  # --optimizer gradient-descent needs no quotes
    return spaced if spaced in CHOICES.get(name, {}) else text


def _number(text: str, kind: type[int] | type[float]) -> int | float | str:
    try:
        return kind(text)
    except ValueError:
        return text
