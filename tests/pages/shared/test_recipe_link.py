"""The link is the lesson: every recipe comes back from its address, and no address is an error."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from nn.presets import PRESETS
from nn.recipe import SETTINGS, Recipe, RecipeError
from nn.settings import Choice, Number, Setting, Widths
from pages.shared.hiding import PARTS, parts_in
from pages.shared.recipe_link import NAMES, PRESET, in_words, parameters_of, recipe_from
from pages.shared.session import _from_address


def values_of(setting: Setting) -> some.SearchStrategy[Any]:
    if isinstance(setting, Choice):
        return some.sampled_from(list(setting.choices))
    if isinstance(setting, Widths):
        return some.lists(some.integers(setting.low, setting.high), max_size=setting.most)
    assert isinstance(setting, Number)
    if setting.whole:
        return some.integers(int(setting.low), int(setting.high))
    return some.floats(setting.low, setting.high)


@some.composite
def recipes(draw: some.DrawFn) -> Recipe:
    """Any recipe: a preset with some settings changed, as far as they go together."""
    recipe = PRESETS[draw(some.sampled_from(list(PRESETS)))].recipe
    for name in draw(some.lists(some.sampled_from(list(SETTINGS)), unique=True)):
        try:
            recipe = recipe.but(**{name: draw(values_of(SETTINGS[name]))})
        except RecipeError:
            pass  # does not go together with what was drawn before
    return recipe


@settings(max_examples=200, deadline=None)
@given(recipes())
def test_any_recipe_comes_back_from_its_address(recipe: Recipe) -> None:
    assert recipe_from(parameters_of(recipe)) == (recipe, [])


def test_an_address_is_short_and_readable() -> None:
    assert parameters_of(Recipe(seed=3, learning_rate=0.05)) == {"recipe": "blog", "rate": "0.05", "seed": "3"}
    for name, preset in PRESETS.items():
        assert parameters_of(preset.recipe) == {"recipe": name}
        assert in_words(preset.recipe) == f"**{name}**: {preset.purpose}"
    assert "- Seed: 3" in in_words(Recipe(seed=3))


@pytest.mark.parametrize(
    "asked, recipe, refused",
    [
        ({}, None, []),
        ({"digit": "17"}, None, []),
        ({"seed": "3"}, Recipe(seed=3), []),
        ({"recipe": "blogg", "seed": "3"}, Recipe(seed=3), ["recipe"]),
        ({"recipe": "blog", "rate": "1e9", "seed": "3"}, Recipe(seed=3), ["rate"]),
        ({"recipe": "blog", "batch": "50000"}, Recipe(), ["batch"]),
        ({"recipe": "blog", "iterations": "5", "epochs": "2"}, Recipe(), ["iterations", "epochs"]),
        ({"recipe": "deep", "hidden": "none"}, PRESETS["deep"].recipe.but(hidden=()), []),
    ],
)
def test_what_means_nothing_is_left_out_and_named(
    asked: dict[str, str], recipe: Recipe | None, refused: list[str]
) -> None:
    assert recipe_from(asked) == (recipe, refused)


names = some.sampled_from([PRESET, *NAMES, "run", "control", "digit", "network", "neuron", "moment", "show", "hide"])
nonsense = some.one_of(
    some.text(max_size=30),
    some.integers().map(str),
    some.floats().map(str),
    some.lists(some.integers(-5, 5000), max_size=12).map(lambda numbers: ",".join(map(str, numbers))),
    some.sampled_from(
        ["nan", "-inf", "9" * 5000, "full", "none", "1_0", "\N{SUPERSCRIPT TWO}", "%00", "ink7-", "\x00"]
    ),
    some.sampled_from([*PRESETS, *PARTS, "your run", "deep", "17", "0.5"]),
)


@settings(max_examples=2000, deadline=None)
@given(some.dictionaries(names, nonsense, max_size=6))
def test_no_address_is_an_error_and_what_is_wrong_is_told_once(asked: dict[str, str]) -> None:
    made = _from_address(asked)
    recipe, refused = recipe_from(asked)
    assert made.recipe == recipe and made.notice.count("means nothing here") == bool(
        refused or parts_in(asked.get("hide", ""))[1]
    )


def test_the_parts_that_a_link_hides() -> None:
    assert parts_in("") == (frozenset(), [])
    assert parts_in("files,,gallery") == (frozenset({"files", "gallery"}), [])
    assert parts_in("files,everything") == (frozenset({"files"}), ["hide"])
