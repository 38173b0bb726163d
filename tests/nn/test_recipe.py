"""A recipe is checked when it is made: every bad field is one sentence that names it, its value and what is allowed."""

import json
from dataclasses import FrozenInstanceError, asdict, fields

import numpy as np
import pytest

from nn.pictures import Pictures
from nn.presets import PRESETS
from nn.recipe import FIELD_NAMES, NUMBERS, OLD_NAMES, RANGES, SETTINGS, Recipe, RecipeError, fitted


def refusal(**changes):
    with pytest.raises(RecipeError) as caught:
        Recipe(**changes)
    message = str(caught.value)
    assert "\n" not in message and message.endswith(".")
    assert caught.value.fields and all(field in message for field in caught.value.fields)
    return message


BAD = {
    "hidden": ["128", 10, (0,), (2049,), (1.5,), (True,), (10,) * 9, None],
    "activation": ["swish", None, 3, ["relu"]],
    "initial": ["random", 0],
    "inputs": ["normalised", True],
    "optimizer": ["sgd", None],
    "schedule": ["linear", 1.0],
    "learning_rate": [0, -0.1, 1e5, float("nan"), float("inf"), "0.1", None, True, [0.1], 10**400],
    "batch_size": [0, -1, 60_001, 2.5, "full", True],
    "iterations": [0, -1, 1_000_001, 1.5, float("nan")],
    "train_examples": [0, -1, 60_001, None, 1.0],
    "validation_examples": [-1, 60_000, None],
    "test_examples": [-1, 60_000, None],
    "seed": [-1, 2**32, 0.5, None, "7"],
    "momentum": [-0.1, 1, float("nan")],
    "beta2": [-0.1, 1],
    "weight_decay": [-1, 1.1],
    "l2": [-1, 1.1],
    "dropout": [-0.1, 1, 0.96],
    "label_smoothing": [-0.1, 1],
    "patience": [-1, 0.5],
    "shuffled_labels": [-0.1, 1.1, "all"],
    "bias_gradient": ["summed", True],
}


@pytest.mark.parametrize(("field", "value"), [(f, v) for f, values in BAD.items() for v in values], ids=repr)
def test_a_bad_value_is_named_with_what_is_allowed(field, value):
    message = refusal(**{field: value})
    assert message.startswith(f"{field} is {value!r}") and "allowed: " in message


@pytest.mark.parametrize("field", RANGES)
def test_every_range_is_held_at_both_ends(field):
    low, high = RANGES[field]
    assert f"{field} is" in refusal(**{field: high * 2 + 1})
    if field not in ("batch_size", "iterations", "epochs"):  # None means something there
        assert f"{field} is None" in refusal(**{field: None})
    assert f"{field} is" in refusal(**{field: low - 1})


def test_every_number_of_a_recipe_has_a_range():
    numbers = {f.name for f in fields(Recipe) if "int" in str(f.type) or "float" in str(f.type)} - {"hidden"}
    assert numbers == set(RANGES)


def test_the_length_is_given_once():
    assert "exactly one" in refusal(iterations=None)
    assert "exactly one" in refusal(epochs=2)
    assert Recipe(iterations=None, epochs=2).total_iterations == 2


def test_what_does_not_fit_together():
    assert "60,000" in refusal(train_examples=59_001)
    assert "batch_size is 200" in refusal(train_examples=100, batch_size=200)
    assert "validation_examples" in refusal(patience=3)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"seed": -1}, ("seed",)),
        ({"hidden": 3}, ("hidden",)),
        ({"optimizer": "sgd"}, ("optimizer",)),
        ({"iterations": None}, ("iterations", "epochs")),
        ({"train_examples": 60_000}, ("train_examples", "validation_examples", "test_examples")),
        ({"train_examples": 100, "batch_size": 200}, ("batch_size", "train_examples")),
        ({"patience": 3}, ("patience", "validation_examples")),
        ({"sedd": 1}, ("sedd",)),
    ],
    ids=str,
)
def test_an_error_carries_the_fields_it_speaks_of(changes, named):
    with pytest.raises(RecipeError) as caught:
        Recipe().but(**changes)
    assert caught.value.fields == named


def test_every_field_is_declared_with_a_label_a_meaning_and_a_default_that_is_allowed():
    assert [*SETTINGS, "pictures"] == [f.name for f in fields(Recipe)]
    for name, setting in SETTINGS.items():
        assert setting.name == name and setting.label and setting.meaning.endswith(".") and setting.allowed
        assert setting.read(setting.default) == getattr(Recipe(), name)
    assert len({setting.label for setting in SETTINGS.values()}) == len(SETTINGS)


def test_the_end_of_a_range_is_allowed_and_a_step_leads_from_one_value_to_another():
    for number in NUMBERS.values():
        assert number.read(number.low) == number.low and number.read(number.high) == number.high
        assert 0 < number.step <= number.high - number.low


def test_a_field_holds_its_own_type():
    recipe = Recipe(rotation=12, learning_rate=1, momentum=0)
    assert all(isinstance(value, float) for value in (recipe.rotation, recipe.learning_rate, recipe.momentum))
    assert isinstance(Recipe(seed=np.uint8(3)).seed, int)


def test_a_recipe_never_changes():
    with pytest.raises(FrozenInstanceError):
        Recipe().seed = 3
    assert Recipe() == Recipe() and hash(Recipe()) == hash(Recipe())


def test_but_changes_some_fields_and_checks_again():
    recipe = Recipe().but(seed=7, hidden=[20, 5])
    assert recipe.seed == 7 and recipe.hidden == (20, 5) and Recipe().seed == 0
    with pytest.raises(RecipeError, match="seed is -1"):
        recipe.but(seed=-1)
    with pytest.raises(RecipeError, match="'sedd' is not a field.*seed"):
        recipe.but(sedd=1)


def test_but_swaps_one_length_for_the_other():
    by_epochs = Recipe().but(epochs=3)
    assert by_epochs.iterations is None and by_epochs.epochs == 3
    assert by_epochs.but(iterations=10).epochs is None


def test_counting():
    recipe = Recipe(hidden=(20,), train_examples=105, batch_size=10, iterations=None, epochs=2)
    assert recipe.sizes == (784, 20, 10)
    assert recipe.batches_per_epoch == 11 and recipe.total_iterations == 22
    assert recipe.measure_every == 1 and Recipe().measure_every == 1
    assert Recipe(batch_size=100).measure_every == 41
    assert recipe.but(epochs=0.001).total_iterations == 1


@pytest.mark.parametrize("recipe", [p.recipe for p in PRESETS.values()] + [Recipe(hidden=())], ids=[*PRESETS, "none"])
def test_to_json_and_back(recipe):
    assert Recipe.from_json(recipe.to_json()) == recipe
    assert json.loads(recipe.to_json()) == {
        k: list(v) if k == "hidden" else v for k, v in asdict(recipe).items() if k != "pictures"
    }


def test_numbers_from_numpy_become_plain_ones():
    recipe = Recipe(hidden=np.array([12]), iterations=np.int64(5), learning_rate=np.float64(0.5))
    assert recipe == Recipe(hidden=(12,), iterations=5, learning_rate=0.5)
    assert Recipe.from_json(recipe.to_json()) == recipe


def test_an_older_file_lacks_fields_and_gets_the_defaults():
    assert Recipe.from_json('{"seed": 4}') == Recipe(seed=4)


def test_a_file_may_call_a_field_by_its_old_name():
    recipe = Recipe.from_json('{"decay": 0.99, "pen": 0.5, "rare": 2}')
    assert recipe == Recipe(beta2=0.99, stroke_width=0.5, oversample=2)
    assert set(OLD_NAMES.values()) <= FIELD_NAMES and not set(OLD_NAMES) & FIELD_NAMES


@pytest.mark.parametrize(
    "text", ["", "[]", "7", "{", '{"seed": -1}', '{"color": 1}', '{"hidden": {}, "a": 1}', "[" * 10**5]
)
def test_json_that_is_no_recipe(text):
    with pytest.raises(RecipeError):
        Recipe.from_json(text)


def test_the_streams_of_one_seed_are_independent_and_repeatable():
    a, b = Recipe(seed=1).streams(), Recipe(seed=1).streams()
    first = a.split.random(), a.initial.random(), a.training.random()
    assert first == (b.split.random(), b.initial.random(), b.training.random())
    assert len(set(first)) == 3


def test_the_blog_preset_is_the_articles():
    recipe = PRESETS["blog"].recipe
    assert recipe.sizes == (784, 10, 10) and recipe.batch_size is None
    assert (recipe.learning_rate, recipe.iterations) == (0.1, 500)
    assert (recipe.train_examples, recipe.test_examples) == (41_000, 1_000)
    assert (recipe.activation, recipe.initial, recipe.optimizer) == ("relu", "blog", "gradient descent")


def test_every_preset_states_its_purpose():
    assert all(p.name == name and p.purpose.endswith(".") for name, p in PRESETS.items())


def test_few_pictures_make_some_hundred_updates_all_the_same() -> None:
    few, many = (fitted(PRESETS["fast"].recipe, Pictures("f" * 16, count, ("a", "b"))) for count in (300, 50_000))
    assert few.total_iterations >= 200 and few.batch_size < few.train_examples / 10
    assert many.batch_size == 512 and many.epochs == PRESETS["fast"].recipe.epochs
