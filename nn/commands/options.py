"""Options of the command line: one for every setting of a recipe, made from its declaration.

So a new setting is an option at once, and what is allowed is said in one place only: the recipe checks, and its
complaints are repeated here in the names of the options.
"""

import argparse
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from nn.activations import Array
from nn.models import shipped
from nn.network import Network
from nn.nine_looks import predict_nine_times
from nn.recipe import DRAWN, FIELD_NAMES, OLD_NAMES, SETTINGS, Recipe, RecipeError
from nn.settings import Choice, Number, Setting, Widths

NOTHING = {"none", "full"}  # what a person writes for None


class Parser(argparse.ArgumentParser):
    """Complains in one sentence, in the name of the command at hand, without printing all options first."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, **settings)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """A command refuses an option that it does not know by itself, rather than leave that to `python -m nn`."""
        chosen, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return chosen, unknown

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message.rstrip('.')}. See `{self.prog} --help`.\n")


def add_recipe(parser: argparse.ArgumentParser, names: set[str] = FIELD_NAMES) -> None:
    """An option for each of the named fields of a recipe. Those that are not given stay out of the parsed arguments."""
    group = parser.add_argument_group("recipe")
    for setting in SETTINGS.values():
        if setting.name in names:
            group.add_argument(
                option(setting.name),
                nargs="+" if isinstance(setting, Widths) else None,
                default=argparse.SUPPRESS,
                metavar="N,N|none" if isinstance(setting, Widths) else setting.name.upper().rsplit("_", 1)[-1],
                help=_help(setting).replace("%", "%%"),
            )
    for old, name in OLD_NAMES.items():
        if name in names:
            group.add_argument(option(old), dest=name, default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def recipe_from(chosen: argparse.Namespace, base: Recipe, parser: argparse.ArgumentParser) -> Recipe:
    """The recipe with the given options changed. Ends the program with one sentence if that cannot be."""
    given = {name: _value(SETTINGS[name], text) for name, text in vars(chosen).items() if name in FIELD_NAMES}
    try:
        return base.but(**given)
    except RecipeError as error:
        parser.error(_complaint(error, chosen, base))


def option(name: str) -> str:
    return "--" + name.replace("_", "-")


def in_options(message: str) -> str:
    """A recipe's complaint with every field called by its option's name (but momentum, where it is a choice)."""
    complaint, allowed, choices = message.partition("allowed:")
    names = r"(?<![-\w'])(" + "|".join(FIELD_NAMES) + r")(?![-\w'])"
    return re.sub(names, lambda found: option(found[1]), complaint) + allowed + choices


def _complaint(error: RecipeError, chosen: argparse.Namespace, base: Recipe) -> str:
    """The recipe's complaint as somebody at the command line needs it: what was typed, and what can be done."""
    said = in_options(str(error)).rstrip(".")
    if error.fields == ("hidden",):
        return f"--hidden is {' '.join(chosen.hidden)}; {said.partition('; ')[2]}, or none"
    if "batch_size" in error.fields:
        return said.replace("leave it out to use", "write full for") if len(error.fields) > 1 else f"{said}, or full"
    if error.fields == DRAWN:
        others = [name for name in DRAWN if name not in chosen and getattr(base, name)]
        lower = " or ".join(f"{option(name)}, which is {getattr(base, name):,} unless given" for name in others)
        return f"{said}; lower {lower}" if lower else said
    return said


def writable(path: Path, name: str) -> str | None:
    """Why a file cannot be written where the option of this name says, as one sentence, or None if it can."""
    if path.is_dir():
        return f"{name} {path} is a folder; name a file in it."
    if not path.parent.is_dir():
        return f"{name} {path} cannot be written: there is no folder {path.parent}."
    probe = path.with_name(path.name + ".part")
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        return f"{name} {path} cannot be written ({error.strerror})."
    return None


def add_model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--model", required=True, help=f"an .npz that train --save wrote, or one of {', '.join(shipped())}"
    )


def add_looks(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--nine-looks",
        action="store_true",
        help="look nine times, at each picture as it is and moved by a pixel each way, and take the mean: nine times "
        "the work, a little more is read rightly",
    )


def predicting(network: Network, chosen: argparse.Namespace) -> Callable[[Array], Array]:
    """How the network is asked: once, or nine times."""
    return partial(predict_nine_times, network) if chosen.nine_looks else network.predict


def _help(setting: Setting) -> str:
    if isinstance(setting, Choice):
        return f"{setting.meaning} One of: {setting.allowed}"
    notes = [setting.span] if isinstance(setting, Number) else []
    if setting.note:
        notes.append(in_options(setting.note))
    return f"{setting.meaning.rstrip('.')} ({'; '.join(notes)})"


def _value(setting: Setting, text: str | list[str]) -> Any:
    """What was typed as the setting's type; or, where it is no such thing, as typed, and the recipe refuses it."""
    if isinstance(text, list):
        words = [word for part in text for word in part.split(",") if word]
        widths = () if words == ["none"] else tuple(_number(word, int) for word in words)
        return " ".join(text) if str in map(type, widths) else widths
    if isinstance(setting, Number):
        if setting.optional and text.lower() in NOTHING:
            return None
        return _number(text, int if setting.whole else float)
    spaced = text.replace("-", " ")  # --optimizer gradient-descent needs no quotes
    return spaced if isinstance(setting, Choice) and spaced in setting.choices else text


def _number(text: str, kind: type[int] | type[float]) -> int | float | str:
    try:
        return kind(text)
    except ValueError:
        return text
