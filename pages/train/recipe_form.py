"""The settings of a run as widgets: a Recipe in, a Recipe out, and the same one if nobody touched it.

Which settings there are, in which groups, from where to where, and what each does: all that is declared in nn/recipe.py
and read from there, so that a new setting has its widget at once. Only layers, length, batch size and learning rate
have widgets of their own kind. A widget's value lives in the session under ``recipe_<name>`` and survives page changes;
choosing a preset writes all of them. A combination that cannot be is told in the recipe's own sentence.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from nn.optimizers import OPTIMIZERS
from nn.presets import PRESETS
from nn.recipe import NUMBERS, RANGES, RUN, SETTINGS, Recipe, RecipeError, fitted
from nn.settings import Choice, Group, Number, Setting, Widths, in_groups

FULL = "full"
BATCH_SIZES = (1024, 512, 256, 128, 64, 32, 16, 8, 1)  # to choose from; any other may be typed
RATES = [float(f"{digit}e{power}") for power in range(-4, 2) for digit in (1, 2, 3, 5)] + [100.0]
ADDED = 10  # neurons of a layer that was not there before
OF_THEIR_OWN_KIND = {"hidden", "iterations", "epochs", "batch_size", "learning_rate"}
OF_SOME_OPTIMIZERS = {name for kind in OPTIMIZERS.values() for name in kind.uses}


# --- a recipe as the values of widgets, and back


def values_of(recipe: Recipe) -> dict[str, Any]:
    """What each widget holds for this recipe, by the widget's name: both lengths too, of which ``unit`` names one."""
    values = {name: getattr(recipe, name) for name in (*SETTINGS, "pictures") if name != "hidden"}
    if recipe.iterations is not None:
        values |= {"unit": "iterations", "epochs": in_epochs(recipe.iterations, recipe.batches_per_epoch)}
    elif recipe.epochs is not None:
        values |= {"unit": "epochs", "iterations": in_iterations(recipe.epochs, recipe.batches_per_epoch)}
    return {
        **values,
        "batch_size": FULL if recipe.batch_size is None else str(recipe.batch_size),
        "depth": len(recipe.hidden),
        **{f"width_{i}": width for i, width in enumerate(recipe.hidden)},
    }


def recipe_of(values: Mapping[str, Any]) -> Recipe:
    """The recipe that widgets with these values stand for. RecipeError if there is none."""
    unused = "iterations" if values["unit"] == "epochs" else "epochs"
    given = {name: values[name] for name in SETTINGS if name not in ("hidden", "batch_size")}
    hidden = [values[f"width_{i}"] for i in range(values["depth"])]
    given |= {"hidden": hidden, "batch_size": _batch(values["batch_size"]), "pictures": values.get("pictures")}
    return Recipe(**{**given, unused: None})


def in_iterations(epochs: float, batches_per_epoch: int) -> int:
    return int(_within_range("iterations", round(epochs * batches_per_epoch)))


def in_epochs(iterations: int, batches_per_epoch: int) -> float:
    return float(_within_range("epochs", round(iterations / batches_per_epoch, 3)))


def _within_range(name: str, value: float) -> float:
    low, high = RANGES[name]
    return min(max(value, low), high)


def _batch(chosen: str) -> Any:
    """None for all digits, or a number; what is no number stays as it was typed, and the recipe refuses it."""
    if chosen == FULL:
        return None
    return int(chosen) if chosen.isdecimal() else chosen


# --- what callbacks do


def load_into_form(recipe: Recipe) -> None:
    """Set every widget to this recipe; call before the widgets are drawn, or in a callback."""
    for name, value in values_of(recipe).items():
        st.session_state[f"recipe_{name}"] = value


def is_filled() -> bool:
    return "recipe_depth" in st.session_state


def fill_form(recipe: Recipe) -> None:
    """Set every widget to this recipe and, where it is one, choose its preset."""
    load_into_form(recipe)
    _choose_preset(next((name for name, p in PRESETS.items() if p.recipe == recipe), None))


def preset_key() -> str:
    """The key of the row of presets: another one whenever the choice changes by other means than a click on it.

    A browser sends the state of all widgets with each click. On quick clicks it may not have heard yet that the choice
    was taken back, and what it says would be taken for a click on the preset, which sets everything anew.
    """
    return f"recipe_preset_{st.session_state.setdefault('recipe_preset_number', 0)}"


def settings_touched() -> None:
    """Whatever was set by hand is no preset any more."""
    if st.session_state.get(preset_key()) is not None:
        _choose_preset(None)


def _choose_preset(name: str | None) -> None:
    st.session_state.pop(preset_key(), None)
    st.session_state.recipe_preset_number = st.session_state.get("recipe_preset_number", 0) + 1
    st.session_state[preset_key()] = name
    st.session_state.recipe_last_preset = name or st.session_state.get("recipe_last_preset")


def _load_preset(key: str) -> None:
    """A click on the preset that is chosen already would take the choice back; here it sets everything anew."""
    if key != preset_key():
        return
    chosen = st.session_state[key] or st.session_state.recipe_last_preset
    st.session_state[key] = st.session_state.recipe_last_preset = chosen
    load_into_form(fitted(PRESETS[chosen].recipe, st.session_state.get("recipe_pictures")))


def _unit_changed() -> None:
    """The same length in the other unit: 5 epochs of 641 batches are 3,205 iterations."""
    settings_touched()
    state = st.session_state
    size = _batch(state.recipe_batch_size)
    batches = -(-state.recipe_train_examples // size) if isinstance(size, int) and size else 1
    if state.recipe_unit == "iterations":
        state.recipe_iterations = in_iterations(state.recipe_epochs, batches)
    else:
        state.recipe_epochs = in_epochs(state.recipe_iterations, batches)


# --- the form


@dataclass(frozen=True)
class Draft:
    """What the form says at this moment: a recipe, or why there is none."""

    recipe: Recipe | None
    problem: str = ""


def learning_rate_slider(on_change: Callable[[], None]) -> None:
    """The one setting that may be turned while a run goes on."""
    rate = float(st.session_state.setdefault("recipe_learning_rate", Recipe().learning_rate))
    st.select_slider(
        SETTINGS["learning_rate"].label,
        sorted({*RATES, rate}),
        format_func=lambda r: f"{r:g}" if float(f"{r:g}") == r else repr(r),
        help=f"{SETTINGS['learning_rate'].meaning} It may be turned while training; the chart marks where.",
        **_kept("learning_rate", on_change),
    )


def recipe_form(initial_recipe: Recipe) -> Draft:
    """Draw all settings but the learning rate, with this recipe for somebody who has not touched them yet."""
    if not is_filled():
        fill_form(initial_recipe)
    _preset()
    _hidden_layers()
    _length()
    _batch_size()
    for group, settings in in_groups(SETTINGS.values()).items():
        if group == RUN:
            _widgets(settings)
            continue
        with st.expander(group.title, key=key_of(group), on_change="rerun") as part:
            if part.open:  # most visitors open none, and its widgets would be a fifth of what a first page costs
                if group.about:
                    st.caption(group.about)
                _widgets(settings)
    try:
        return Draft(recipe_of(_values()))
    except RecipeError as error:
        return Draft(None, _in_the_forms_words(error))


def key_of(group: Group) -> str:
    """The key of the part of the form that holds this group: True while it is open."""
    return f"settings_{group.title}"


def _values() -> dict[str, Any]:
    """What the widgets say, by name; each is asked for, since to go through all of the session's state takes long."""
    widths = [f"width_{i}" for i in range(st.session_state.recipe_depth)]
    names = ["unit", "depth", "pictures", *widths, *(name for name in SETTINGS if name != "hidden")]
    return {name: st.session_state[f"recipe_{name}"] for name in names}


def _in_the_forms_words(error: RecipeError) -> str:
    """A field's name is what the code calls it; the form has labels."""
    names = "|".join(error.fields)
    return re.sub(rf"\b({names})\b", lambda name: f"“{SETTINGS[name[0]].label}”", str(error))


def _kept(name: str, on_change: Callable[[], None] = settings_touched) -> dict[str, Any]:
    return {"key": f"recipe_{name}", "persist_state": "session", "on_change": on_change}


def _is_used(setting: Setting) -> bool:
    """What only some optimizers use is shown where the chosen one does; its value is kept either way."""
    return setting.name not in OF_SOME_OPTIMIZERS - {*OPTIMIZERS[st.session_state.recipe_optimizer].uses}


def _widgets(settings: list[Setting]) -> None:
    for setting in settings:
        if setting.name not in OF_THEIR_OWN_KIND and _is_used(setting):
            _widget(setting)


def _widget(setting: Setting) -> None:
    if isinstance(setting, Choice):
        chosen = st.selectbox(setting.label, list(setting.choices), **_kept(setting.name))
        st.caption(setting.choices[chosen].purpose)
    elif isinstance(setting, Number):
        _number(setting)


def _number(setting: Number, **look: Any) -> None:
    """A number input with the setting's label and meaning, unless ``look`` has others."""
    kind = int if setting.whole else float
    look = {"label": setting.label, "help": setting.meaning, **look}
    st.number_input(
        min_value=kind(setting.low),
        max_value=kind(setting.high),
        step=kind(setting.step),
        format=None if setting.whole else "%.6g",
        **look,
        **_kept(setting.name),
    )


def _preset() -> None:
    st.pills(
        "Start from",
        list(PRESETS),
        on_change=_load_preset,
        args=[preset_key()],
        help="\n\n".join(f"**{p.name}**: {p.purpose}" for p in PRESETS.values()),
        key=preset_key(),
        persist_state="session",
    )
    chosen = st.session_state[preset_key()]
    st.caption(PRESETS[chosen].purpose if chosen else "Settings of your own.")


def _hidden_layers() -> None:
    hidden = SETTINGS["hidden"]
    assert isinstance(hidden, Widths)
    depth = st.number_input(
        hidden.label,
        0,
        hidden.most,
        step=1,
        help="The article has one, of ten neurons; Chang's paper tries three. None: pixels go straight to digits.",
        **_kept("depth"),
    )
    for i in range(depth):
        st.session_state.setdefault(f"recipe_width_{i}", ADDED)
        st.number_input(f"Neurons in layer {i + 1}", hidden.low, hidden.high, step=1, **_kept(f"width_{i}"))


def _length() -> None:
    """How many updates or epochs. A recipe calls an update an iteration, as the article does; the pages do not."""
    said = {"iterations": "updates", "epochs": "epochs"}
    unit = st.segmented_control(
        "Train for", list(said), format_func=said.__getitem__, required=True, **_kept("unit", _unit_changed)
    )
    _number(
        NUMBERS[unit],
        label=f"Number of {said[unit]}",
        label_visibility="collapsed",
        help="One update changes every weight once; one epoch is one pass over the training digits.",
    )


def _batch_size() -> None:
    """A choice of usual sizes, and any other typed into it."""
    setting, chosen = SETTINGS["batch_size"], st.session_state.recipe_batch_size
    sizes = [str(size) for size in BATCH_SIZES]
    st.selectbox(
        setting.label,
        [FULL, *sizes] if chosen in (FULL, *sizes) else [FULL, chosen, *sizes],
        accept_new_options=True,
        help=f"{setting.meaning} Full: all of them, as the article does. Choose one, or type any other number.",
        **_kept("batch_size"),
    )
