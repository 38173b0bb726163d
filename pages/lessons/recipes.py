"""What a beat may ``set``: changes to the article's recipe, by the names of its fields, checked by the recipe."""

import re
from collections.abc import Mapping
from typing import Any

from nn.recipe import SETTINGS, Recipe, RecipeError
from pages.shared.recipe_link import read

SET = "set "  # begins the name of such a setting: “set learning_rate”
BETWEEN = re.compile(r",\s*(?=[a-z])")  # the comma of “hidden 128,64” is within a value


def changes_in(text: str) -> list[tuple[str, str]]:
    """Each change in “learning_rate 10, hidden 128,64”: the field, and what is written of it."""
    parts = [part.strip().partition(" ") for part in BETWEEN.split(text.strip())]
    return [(SET + name, value.strip()) for name, _, value in parts]


def recipe_of(said: Mapping[str, str]) -> Recipe | None:
    """The article's recipe with what is said changed; None where nothing is. RecipeError where that cannot be."""
    changes = {name.removeprefix(SET): value for name, value in said.items() if name.startswith(SET)}
    return Recipe().but(**{name: _value(name, text) for name, text in changes.items()}) if changes else None


def line_named_by(error: RecipeError, said: Mapping[str, str]) -> str:
    """The first of the settings that the recipe complains about."""
    return next((SET + name for name in error.fields if SET + name in said), "")


def _value(name: str, text: str) -> Any:
    """What is written as the field's own type; or, where it is no such thing, as written, and the recipe refuses it."""
    try:
        return read(text, SETTINGS[name])
    except (KeyError, ValueError):
        return text
