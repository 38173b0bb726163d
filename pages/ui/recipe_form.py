"""The settings of a run as widgets: a Recipe in, a Recipe out.

Each widget's value lives in the session under ``recipe_<field>`` and survives page changes; choosing a preset writes
all of them. What a field may be is decided by Recipe alone: a combination that cannot be is told in its own sentence.
"""

from typing import Any

import streamlit as st

from nn.activations import ACTIVATIONS
from nn.initializers import INITIALIZERS
from nn.recipe import PRESETS, Recipe, RecipeError

FULL = "full"
BATCH_SIZES = [FULL, 1024, 512, 256, 128, 64, 32, 16, 8, 1]
RATES = [digit * 10.0**power for power in range(-4, 2) for digit in (1, 2, 3, 5)] + [100.0]
RATES = [float(f"{rate:.0e}") for rate in RATES]
MOST_LAYERS = 5


def load_into_form(recipe: Recipe) -> None:
    """Set every widget to this recipe; call before the widgets are drawn, or in a callback."""
    values: dict[str, Any] = {
        "depth": len(recipe.hidden),
        "unit": "iterations" if recipe.iterations is not None else "epochs",
        "length": recipe.iterations if recipe.iterations is not None else recipe.epochs,
        "batch_size": recipe.batch_size or FULL,
        **{f"width_{i}": width for i, width in enumerate(recipe.hidden)},
    }
    for name in ("learning_rate", "activation", "initial", "train_examples", "test_examples", "seed"):
        values[name] = getattr(recipe, name)
    for name, value in values.items():
        st.session_state[f"recipe_{name}"] = value


def _load_preset() -> None:
    chosen = st.session_state.recipe_preset
    if chosen:
        load_into_form(PRESETS[chosen].recipe)


def learning_rate_slider(on_change: Any) -> None:
    """The one setting that may be turned while a run goes on."""
    rate = float(st.session_state.setdefault("recipe_learning_rate", Recipe().learning_rate))
    st.select_slider(
        "Learning rate",
        sorted({*RATES, rate}),
        key="recipe_learning_rate",
        format_func=lambda r: f"{r:g}",
        on_change=on_change,
        persist_state="session",
        help="How far each update goes against the gradient. It may be turned while training; the chart marks where.",
    )


def recipe_form() -> Recipe | None:
    """Draw all settings but the learning rate. None, and a sentence on the page, if they do not go together."""
    if "recipe_depth" not in st.session_state:
        load_into_form(PRESETS["blog"].recipe)
    st.pills(
        "Start from",
        list(PRESETS),
        default="blog",
        key="recipe_preset",
        on_change=_load_preset,
        persist_state="session",
        help="\n\n".join(f"**{p.name}**: {p.purpose}" for p in PRESETS.values()),
    )
    hidden = _hidden_layers()
    length = _length()
    batch = st.select_slider(
        "Batch size",
        BATCH_SIZES,
        key="recipe_batch_size",
        persist_state="session",
        help="How many digits are looked at before each update. Full: all of them, as the article does.",
    )
    with st.expander("Digits and seed"):
        train_examples = st.number_input("Training digits", 10, 60_000, step=1000, **_kept("train_examples"))
        test_examples = st.number_input("Held-out test digits", 10, 20_000, step=500, **_kept("test_examples"))
        seed = st.number_input(
            "Seed",
            0,
            2**32 - 1,
            step=1,
            help="Decides which digits are drawn, the initial values, and the order of the batches.",
            **_kept("seed"),
        )
    with st.expander("Neurons and initial values"):
        activation = st.selectbox("Activation", list(ACTIVATIONS), **_kept("activation"))
        st.caption(ACTIVATIONS[activation].purpose)
        initial = st.selectbox("Initial values", list(INITIALIZERS), **_kept("initial"))
        st.caption(INITIALIZERS[initial].purpose)
    try:
        return Recipe(
            hidden=hidden,
            activation=activation,
            initial=initial,
            learning_rate=float(st.session_state.recipe_learning_rate),
            batch_size=None if batch == FULL else int(batch),
            train_examples=int(train_examples),
            test_examples=int(test_examples),
            seed=int(seed),
            **length,
        )
    except RecipeError as error:
        st.warning(str(error))
        return None


def _kept(name: str) -> dict[str, Any]:
    return {"key": f"recipe_{name}", "persist_state": "session"}


def _hidden_layers() -> tuple[int, ...]:
    depth = st.number_input(
        "Hidden layers",
        0,
        MOST_LAYERS,
        step=1,
        help="The article has one, of ten neurons; Chang's paper tries three. None: pixels go straight to digits.",
        **_kept("depth"),
    )
    widths = []
    for row in range(0, depth, 3):
        for i, column in enumerate(st.columns(3, wrap=False)[: depth - row], start=row):
            st.session_state.setdefault(f"recipe_width_{i}", 10)
            widths.append(column.number_input(f"Layer {i + 1}", 1, 1024, step=1, **_kept(f"width_{i}")))
    return tuple(int(width) for width in widths)


def _length() -> dict[str, Any]:
    left, right = st.columns([1, 1], wrap=False, vertical_alignment="bottom")
    unit = right.selectbox("Unit", ["iterations", "epochs"], label_visibility="collapsed", **_kept("unit"))
    length = left.number_input(
        "Train for",
        1,
        100_000,
        step=1,
        help="One iteration is one update of all weights; one epoch is one pass over the training digits.",
        **_kept("length"),
    )
    return {"iterations": int(length) if unit == "iterations" else None, "epochs": length if unit == "epochs" else None}
