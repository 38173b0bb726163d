"""In what recipes differ: setting by setting, in the order of their declaration, and nothing that they share."""

from collections.abc import Sequence
from typing import Any

from nn.presets import PRESETS, Preset
from nn.recipe import SETTINGS, Recipe

NOTHING = {"batch_size": "full", "iterations": "–", "epochs": "–"}  # what it means where such a setting is not given


def differing(recipes: Sequence[Recipe]) -> list[str]:
    """The settings that are not the same in all of them."""
    return [name for name in SETTINGS if len({getattr(recipe, name) for recipe in recipes}) > 1]


def nearest_preset(recipe: Recipe) -> tuple[Preset, list[str]]:
    """The preset that differs from the recipe in the fewest settings, and in which; of equals, the first."""
    found = [(preset, differing([preset.recipe, recipe])) for preset in PRESETS.values()]
    return min(found, key=lambda pair: len(pair[1]))


def written(name: str, value: Any) -> str:
    """The value of a setting, as one reads it."""
    if value is None:
        return NOTHING[name]
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, str):
        return value
    return str(value) if name == "seed" else f"{value:,}" if isinstance(value, int) else f"{value:g}"


def changes_in_words(recipe: Recipe) -> str:
    """The preset that it is nearest to, and what is changed in it: "blog, with learning rate 0.3"."""
    preset, names = nearest_preset(recipe)
    told = [
        f"{SETTINGS[name].label.lower()} {written(name, getattr(recipe, name))}"
        for name in names
        if getattr(recipe, name) is not None or name == "batch_size"
    ]
    return f"{preset.name}, with {', '.join(told)}" if told else preset.name
