"""The settings of a run as widgets: a Recipe in, a Recipe out.

Each widget's value lives in the session under ``recipe_<field>`` and survives page changes; choosing a preset writes
all of them. What a field may be is decided by Recipe alone: a combination that cannot be is told in its own sentence.
What a beginner needs is open; the rest waits in groups, each field with one sentence on what it does.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol

import streamlit as st

from nn.activations import ACTIVATIONS
from nn.initializers import INITIALIZERS
from nn.optimizers import OPTIMIZERS
from nn.recipe import MEANINGS, PRESETS, Recipe, RecipeError
from nn.schedules import SCHEDULES

FULL = "full"
BATCH_SIZES = [FULL, 1024, 512, 256, 128, 64, 32, 16, 8, 1]
RATES = [float(f"{digit}e{power}") for power in range(-4, 2) for digit in (1, 2, 3, 5)] + [100.0]
MOST_LAYERS = 5
MOST_LENGTH = {"iterations": 100_000, "epochs": 1000}

# field: label, lowest, highest, step; what it does is said in MEANINGS
NUMBERS: dict[str, tuple[str, float, float, float]] = {
    "train_examples": ("Training digits", 10, 60_000, 1000),
    "test_examples": ("Held-out test digits", 0, 20_000, 500),
    "seed": ("Seed", 0, 2**32 - 1, 1),
    "momentum": ("Momentum", 0.0, 0.999, 0.01),
    "beta2": ("Decay of squares (beta2)", 0.0, 0.9999, 0.001),
    "weight_decay": ("Weight decay", 0.0, 1.0, 0.01),
    "l2": ("L2", 0.0, 1.0, 0.0001),
    "dropout": ("Dropout", 0.0, 0.9, 0.05),
    "label_smoothing": ("Label smoothing", 0.0, 0.5, 0.01),
    "validation_examples": ("Validation digits", 0, 20_000, 500),
    "patience": ("Patience", 0, 1000, 1),
    "shift": ("Shift, pixels", 0.0, 8.0, 0.5),
    "rotation": ("Rotation, degrees", 0.0, 60.0, 1.0),
    "scale": ("Scale, fraction", 0.0, 0.5, 0.01),
    "aspect": ("Aspect, fraction", 0.0, 0.5, 0.01),
    "shear": ("Shear, fraction", 0.0, 0.8, 0.05),
    "elastic": ("Elastic, pixels", 0.0, 4.0, 0.1),
    "stroke_width": ("Stroke width, pixels", 0.0, 1.0, 0.05),
    "oversample": ("Rare forms", 0.0, 5.0, 0.5),
}
JITTER = ("shift", "rotation", "scale", "aspect", "shear", "elastic", "stroke_width", "oversample")
DIRECT = {*NUMBERS, "learning_rate", "activation", "initial", "optimizer", "schedule"}  # widget value = field value


class Named(Protocol):
    """A choice that explains itself in one sentence."""

    @property
    def purpose(self) -> str: ...


def load_into_form(recipe: Recipe) -> None:
    """Set every widget to this recipe; call before the widgets are drawn, or in a callback."""
    values = {name: value for name, value in asdict(recipe).items() if name in DIRECT}
    values |= {
        "depth": len(recipe.hidden),
        "unit": "iterations" if recipe.iterations is not None else "epochs",
        "length": int(recipe.iterations if recipe.iterations is not None else recipe.epochs or 1),
        "batch_size": recipe.batch_size or FULL,
        **{f"width_{i}": width for i, width in enumerate(recipe.hidden)},
    }
    for name, value in values.items():
        st.session_state[f"recipe_{name}"] = value


@dataclass(frozen=True)
class Draft:
    """What the form says at this moment: a recipe, or why there is none."""

    recipe: Recipe | None
    problem: str = ""


def _load_preset() -> None:
    """A click on the preset that is chosen already would take the choice back; here it sets everything anew."""
    chosen = st.session_state.recipe_preset or st.session_state.recipe_last_preset
    st.session_state.recipe_preset = st.session_state.recipe_last_preset = chosen
    load_into_form(PRESETS[chosen].recipe)


def settings_touched() -> None:
    """Whatever was set by hand is no preset any more."""
    st.session_state.recipe_preset = None


def _unit_changed() -> None:
    """The same length in the other unit: 5 epochs of 641 batches are 3,205 iterations."""
    settings_touched()
    size = st.session_state.recipe_batch_size
    batches = 1 if size == FULL else math.ceil(st.session_state.recipe_train_examples / size)
    length = st.session_state.recipe_length
    longer = length * batches if st.session_state.recipe_unit == "iterations" else round(length / batches)
    st.session_state.recipe_length = min(max(1, longer), MOST_LENGTH[st.session_state.recipe_unit])


def learning_rate_slider(on_change: Callable[[], None]) -> None:
    """The one setting that may be turned while a run goes on."""
    rate = float(st.session_state.setdefault("recipe_learning_rate", Recipe().learning_rate))
    st.select_slider(
        "Learning rate",
        sorted({*RATES, rate}),
        format_func=lambda r: f"{r:g}",
        help="How far each update goes against the gradient. It may be turned while training; the chart marks where.",
        **_kept("learning_rate", on_change),
    )


def recipe_form(initial_recipe: Recipe) -> Draft:
    """Draw all settings but the learning rate, with this recipe for somebody who has not touched them yet."""
    if "recipe_depth" not in st.session_state:
        load_into_form(initial_recipe)
        preset = next((name for name, p in PRESETS.items() if p.recipe == initial_recipe), None)
        st.session_state.recipe_preset = st.session_state.recipe_last_preset = preset
    st.pills(
        "Start from",
        list(PRESETS),
        on_change=_load_preset,
        help="\n\n".join(f"**{p.name}**: {p.purpose}" for p in PRESETS.values()),
        key="recipe_preset",
        persist_state="session",
    )
    chosen = st.session_state.recipe_preset
    st.caption(PRESETS[chosen].purpose if chosen else "Settings of your own.")
    fields: dict[str, Any] = {"hidden": _hidden_layers(), **_length(), "batch_size": _batch_size()}
    with st.expander("Digits and seed"):
        fields |= _numbers("train_examples", "test_examples", "seed")
    with st.expander("Neurons and initial values"):
        fields["activation"] = _choice("Activation", "activation", ACTIVATIONS)
        fields["initial"] = _choice("Initial values", "initial", INITIALIZERS)
    with st.expander("Optimizer and schedule"):
        optimizer = fields["optimizer"] = _choice("Optimizer", "optimizer", OPTIMIZERS)
        fields |= _numbers(*OPTIMIZERS[optimizer].uses)
        fields["schedule"] = _choice("Learning rate over the run", "schedule", SCHEDULES)
    with st.expander("Against learning by heart"):
        st.caption("A network that only memorises does worse on digits it has never seen.")
        fields |= _numbers("l2", "dropout", "label_smoothing", "validation_examples", "patience")
    with st.expander("Jitter: new digits from old"):
        st.caption("Each digit is changed a little, at random, every time it is shown.")
        fields |= _numbers(*JITTER)
    try:
        return Draft(Recipe(learning_rate=float(st.session_state.recipe_learning_rate), **fields))
    except RecipeError as error:
        return Draft(None, _in_the_forms_words(str(error)))


def _in_the_forms_words(sentence: str) -> str:
    """A field's name is what the code calls it; the form has labels."""
    labels = {name: f"“{label}”" for name, (label, *_) in NUMBERS.items()} | {"batch_size": "“Batch size”"}
    return re.sub(r"\b[a-z0-9_]+\b", lambda word: labels.get(word[0], word[0]), sentence)


def _kept(name: str, on_change: Callable[[], None] = settings_touched) -> dict[str, Any]:
    return {"key": f"recipe_{name}", "persist_state": "session", "on_change": on_change}


def _numbers(*names: str) -> dict[str, float]:
    """A number input for each of these fields."""
    values: dict[str, float] = {}
    for name in names:
        label, low, high, step = NUMBERS[name]
        whole = isinstance(step, int)
        values[name] = st.number_input(
            label, low, high, step=step, format=None if whole else "%.4g", help=MEANINGS[name], **_kept(name)
        )
    return values


def _choice(label: str, name: str, choices: Mapping[str, Named]) -> str:
    """A select box whose choice explains itself underneath."""
    chosen = str(st.selectbox(label, list(choices), **_kept(name)))
    st.caption(choices[chosen].purpose)
    return chosen


def _hidden_layers() -> tuple[int, ...]:
    depth = st.number_input(
        "Hidden layers",
        0,
        MOST_LAYERS,
        step=1,
        help="The article has one, of ten neurons; Chang's paper tries three. None: pixels go straight to digits.",
        **_kept("depth"),
    )
    for i in range(depth):
        st.session_state.setdefault(f"recipe_width_{i}", 10)
    return tuple(
        int(st.number_input(f"Neurons in layer {i + 1}", 1, 1024, step=1, **_kept(f"width_{i}"))) for i in range(depth)
    )


def _length() -> dict[str, int | None]:
    unit = st.segmented_control(
        "Train for so many", ["iterations", "epochs"], required=True, **_kept("unit", _unit_changed)
    )
    length = st.number_input(
        f"Number of {unit}",
        1,
        MOST_LENGTH[unit],
        step=1,
        help="One iteration is one update of all weights; one epoch is one pass over the training digits.",
        label_visibility="collapsed",
        **_kept("length"),
    )
    return {"iterations": length, "epochs": None} if unit == "iterations" else {"iterations": None, "epochs": length}


def _batch_size() -> int | None:
    size = st.select_slider(
        "Batch size",
        BATCH_SIZES,
        help="How many digits are looked at before each update. Full: all of them, as the article does.",
        **_kept("batch_size"),
    )
    return None if size == FULL else int(size)
