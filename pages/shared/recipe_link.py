"""A recipe in an address, short and readable: the preset nearest to it, and what differs from that.

``recipe=blog&seed=3&rate=0.05``. Which settings there are and what each may be is declared in nn/recipe.py. Whatever
means nothing is left out, so that an address always stands for some recipe.
"""

from collections.abc import Mapping
from typing import Any

from nn.presets import PRESETS
from nn.recipe import SETTINGS, Recipe, RecipeError
from nn.settings import Choice, Number, Setting

PRESET = "recipe"
SHORT = {"learning_rate": "rate", "batch_size": "batch"}  # what an address calls them
NAMES = {SHORT.get(name, name): name for name in SETTINGS}  # by what an address calls it: the setting
NOTHING, ALL = "none", "full"
LONGEST = 80  # letters of a value: eight layers


# From a recipe to an address -----------------------------------------------------------------------------------------


def parameters_of(recipe: Recipe) -> dict[str, str]:
    """The recipe as an address says it."""
    preset = nearest_preset(recipe)
    changed = differences(recipe, PRESETS[preset].recipe)
    return {PRESET: preset} | {SHORT.get(name, name): written(value, SETTINGS[name]) for name, value in changed.items()}


def nearest_preset(recipe: Recipe) -> str:
    """The name of the preset that the fewest settings differ from; of two, the first."""
    return min(PRESETS, key=lambda name: len(differences(recipe, PRESETS[name].recipe)))


def differences(recipe: Recipe, preset: Recipe) -> dict[str, Any]:
    """The settings that differ, with the recipe's values. Of the two lengths, the one that it has."""
    changed = {name: getattr(recipe, name) for name in SETTINGS if getattr(recipe, name) != getattr(preset, name)}
    return {name: value for name, value in changed.items() if value is not None or name == "batch_size"}


def written(value: Any, setting: Setting) -> str:
    if isinstance(setting, Number):
        if value is None or setting.whole:
            return ALL if value is None else str(value)
        return f"{value:g}" if float(f"{value:g}") == value else repr(value)
    if isinstance(setting, Choice):
        return str(value).replace(" ", "-")
    return ",".join(map(str, value)) or NOTHING


def in_words(recipe: Recipe) -> str:
    """For who cannot change it: the preset, and each setting that differs, in Markdown."""
    preset = nearest_preset(recipe)
    changed = differences(recipe, PRESETS[preset].recipe)
    said = "".join(f"\n- {SETTINGS[name].label}: {written(value, SETTINGS[name])}" for name, value in changed.items())
    return f"**{preset}**: {PRESETS[preset].purpose}" + (f"\n\nBut with:\n{said}" if said else "")


# From an address to a recipe -----------------------------------------------------------------------------------------


def recipe_from(asked: Mapping[str, str]) -> tuple[Recipe | None, list[str]]:
    """The recipe that an address asks for, None if it asks for none; and which of its parameters mean nothing."""
    preset, given, refused = PRESETS["blog"].recipe, {}, []
    if asked.get(PRESET) in PRESETS:
        preset = PRESETS[asked[PRESET]].recipe
    elif PRESET in asked:
        refused.append(PRESET)
    for called, name in NAMES.items():
        if called in asked:
            try:
                given[name] = read(asked[called], SETTINGS[name])
            except ValueError:
                refused.append(called)
    if PRESET not in asked and not given:
        return None, refused
    recipe, impossible = _as_far_as_possible(preset, given)
    return recipe, refused + [SHORT.get(name, name) for name in impossible]


def read(text: str, setting: Setting) -> Any:
    """The value that was written. ValueError where it is none, or not allowed."""
    if len(text) > LONGEST:
        raise ValueError("too long for any value")
    if isinstance(setting, Number):
        if setting.optional and text == ALL:
            return setting.read(None)
        return setting.read(int(text) if setting.whole else float(text))
    if isinstance(setting, Choice):
        return setting.read(text if text in setting.choices else text.replace("-", " "))
    return setting.read([] if text == NOTHING else [int(n) for n in text.split(",")])


def _as_far_as_possible(preset: Recipe, given: dict[str, Any]) -> tuple[Recipe, list[str]]:
    """The preset with what was given; settings that do not go together with the others are left out, and named."""
    refused: list[str] = []
    while given:
        try:
            return preset.but(**given), refused
        except RecipeError as error:
            wrong = [name for name in given if name in error.fields]
            if not wrong:
                return preset, refused + list(given)
            refused += wrong
            given = {name: value for name, value in given.items() if name not in wrong}
    return preset, refused
