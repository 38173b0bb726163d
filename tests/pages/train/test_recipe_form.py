"""The form offers all that a recipe may be: whatever goes in comes out equal, and each setting has its widget."""

from collections.abc import Iterator

import numpy as np
import pytest
import streamlit as st
from presets import chosen_preset
from settings_form import with_all_groups
from streamlit.testing.v1 import AppTest

from nn.optimizers import OPTIMIZERS
from nn.presets import PRESETS
from nn.recipe import MNIST_TRAIN, NUMBERS, SETTINGS, Recipe
from nn.settings import Choice
from nn.storage import Saved
from nn.training import new_network
from pages.shared import session
from pages.train.recipe_form import OF_SOME_OPTIMIZERS, OF_THEIR_OWN_KIND, RATES, key_of, recipe_of, values_of


def random_number(name: str, rng: np.random.Generator) -> int | float:
    """Anything that the setting may be, the ends of its range and round numbers more often than chance has them."""
    setting = NUMBERS[name]
    if rng.random() < 0.2:
        return rng.choice([setting.low, setting.high, setting.default or setting.low])
    value = setting.low + (setting.high - setting.low) * rng.random() ** 3
    return round(value) if setting.whole else round(value, 3) or value if rng.random() < 0.5 else value


def random_recipe(rng: np.random.Generator) -> Recipe:
    fields = {name: SETTINGS[name].read(random_number(name, rng)) for name in NUMBERS}
    fields |= {s.name: str(rng.choice(list(s.choices))) for s in SETTINGS.values() if isinstance(s, Choice)}
    train = int(rng.integers(1, MNIST_TRAIN + 1))
    validation = int(rng.integers(0, MNIST_TRAIN - train + 1))
    test = int(rng.integers(0, MNIST_TRAIN - train - validation + 1))
    fields |= {"train_examples": train, "validation_examples": validation, "test_examples": test}
    fields["hidden"] = rng.integers(1, 2049, size=rng.integers(9)).tolist()
    fields["batch_size"] = int(rng.integers(1, train + 1)) if rng.random() < 0.8 else None
    fields[rng.choice(["epochs", "iterations"])] = None
    if not validation:
        fields["patience"] = 0
    return Recipe(**fields)


def recipes(n: int) -> list[Recipe]:
    rng = np.random.default_rng(7)
    return [random_recipe(rng) for _ in range(n)]


ODD = {
    "a batch of 100": Recipe(batch_size=100),
    "half an epoch": Recipe(iterations=None, epochs=0.5, batch_size=64),
    "wide": Recipe(hidden=(1500, 2048)),
    "deep": Recipe(hidden=(9,) * 8),
    "a rate between two": Recipe(learning_rate=0.30000001),
    "momentum that is not used": Recipe(momentum=0.5, weight_decay=0.25),
    "one digit": Recipe(train_examples=1, test_examples=0),
    "long": Recipe(iterations=1_000_000, seed=2**32 - 1),
    "the slowest decay": Recipe(optimizer="adam", beta2=0.999999, momentum=0.9999),
    **{name: preset.recipe for name, preset in PRESETS.items()},
}


@pytest.mark.parametrize("recipe", ODD.values(), ids=ODD)
def test_the_widgets_values_are_the_recipes(recipe: Recipe) -> None:
    assert recipe_of(values_of(recipe)) == recipe


def test_two_hundred_random_recipes_come_out_equal() -> None:
    for recipe in recipes(200):
        assert recipe_of(values_of(recipe)) == recipe


def form() -> None:
    """A page of nothing but the form, with the recipe that the test has put into the session."""
    import streamlit as st

    from pages.train.recipe_form import learning_rate_slider, load_into_form, recipe_form

    state = st.session_state
    if "given" in state:
        load_into_form(state.pop("given"))
    if "typed" in state:  # what the harness cannot do: it only picks what is offered
        state.recipe_batch_size = state.pop("typed")
    state.draft = recipe_form(state.first)
    learning_rate_slider(lambda: None)


@pytest.fixture
def app() -> AppTest:
    app = AppTest.from_function(form, default_timeout=30)
    app.session_state.first = PRESETS["blog"].recipe
    return with_all_groups(app)


def came_out(app: AppTest) -> Recipe | None:
    assert not app.exception
    return app.session_state.draft.recipe


def test_they_come_out_of_the_widgets_equal(app: AppTest) -> None:
    for recipe in [*ODD.values(), *recipes(10)]:
        app.session_state.given = recipe
        app.run().run()  # the second time, every widget has answered for itself
        assert came_out(app) == recipe


def test_a_group_that_is_closed_again_keeps_what_was_set_in_it(app: AppTest) -> None:
    app.number_input(key="recipe_l2").set_value(0.25).run()
    app.session_state[key_of(SETTINGS["l2"].group)] = False
    app.run()
    assert "recipe_l2" not in {widget.key for widget in app.number_input}
    assert came_out(app) == Recipe(l2=0.25)
    with_all_groups(app)
    assert app.number_input(key="recipe_l2").value == 0.25


def test_a_new_session_begins_with_the_runs_own_recipe(app: AppTest) -> None:
    assert came_out(app) == PRESETS["blog"].recipe and chosen_preset(app) == "blog"
    other = AppTest.from_function(form, default_timeout=30)
    other.session_state.first = ODD["half an epoch"]
    assert came_out(other.run()) == ODD["half an epoch"] and chosen_preset(other) is None


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_setting_that_is_used_has_its_widget_with_its_whole_range(app: AppTest, optimizer: str) -> None:
    app.selectbox(key="recipe_optimizer").set_value(optimizer).run()
    inputs = {widget.key.removeprefix("recipe_"): widget for widget in app.number_input}
    for number in NUMBERS.values():
        if number.name in OF_THEIR_OWN_KIND:
            continue
        if number.name in OF_SOME_OPTIMIZERS and number.name not in OPTIMIZERS[optimizer].uses:
            assert number.name not in inputs
            continue
        widget = inputs[number.name]
        assert (widget.label, widget.help) == (number.label, number.meaning)
        assert (widget.min, widget.max, widget.step) == (number.low, number.high, number.step)
    choices = {s.name: list(s.choices) for s in SETTINGS.values() if isinstance(s, Choice)}
    assert choices.items() <= {box.key.removeprefix("recipe_"): box.options for box in app.selectbox}.items()
    headings = {s.group.title for s in SETTINGS.values() if s.name not in OF_THEIR_OWN_KIND}
    assert headings <= {expander.label for expander in app.expander}


def test_what_an_optimizer_does_not_use_is_kept_for_the_next(app: AppTest) -> None:
    app.selectbox(key="recipe_optimizer").set_value("adam").run()
    app.number_input(key="recipe_momentum").set_value(0.5).run()
    app.selectbox(key="recipe_optimizer").set_value("rmsprop").run()
    app.run()
    assert came_out(app).momentum == 0.5
    app.selectbox(key="recipe_optimizer").set_value("momentum").run()
    assert app.number_input(key="recipe_momentum").value == 0.5


def test_a_batch_size_that_nobody_offered_is_one_of_the_choices_then(app: AppTest) -> None:
    box = app.selectbox(key="recipe_batch_size")
    assert box.options[:2] == ["full", "1024"] and box.proto.accept_new_options
    app.session_state.typed = "100"
    app.run()
    assert "100" in app.selectbox(key="recipe_batch_size").options and came_out(app).batch_size == 100
    app.selectbox(key="recipe_batch_size").set_value("full").run()
    assert came_out(app).batch_size is None and "100" not in app.selectbox(key="recipe_batch_size").options


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("many", "“Batch size” is 'many'; allowed: a whole number from 1 to 60,000."),
        ("0", "“Batch size” is 0; allowed"),
        ("50000", "“Batch size” is 50,000, more than the 41,000 “Training digits”"),
    ],
    ids=str,
)
def test_a_batch_size_that_cannot_be_is_told_in_the_forms_words(app: AppTest, typed: str, said: str) -> None:
    app.session_state.typed = typed
    app.run()
    assert came_out(app) is None and said in app.session_state.draft.problem


def test_a_fraction_of_an_epoch_survives_a_change_of_unit(app: AppTest) -> None:
    app.session_state.given = Recipe(iterations=500, batch_size=64)
    app.run()
    app.button_group(key="recipe_unit").set_value("epochs").run()
    assert app.number_input(key="recipe_epochs").value == 0.78
    assert came_out(app).total_iterations == 500
    app.button_group(key="recipe_unit").set_value("iterations").run()
    assert came_out(app) == Recipe(iterations=500, batch_size=64)


def test_no_two_learning_rates_look_alike(app: AppTest) -> None:
    app.session_state.given = Recipe(learning_rate=0.30000001)
    app.run()
    shown = app.select_slider(key="recipe_learning_rate").options
    assert len(set(shown)) == len(shown) == len(RATES) + 1 and {"0.3", "0.30000001", "100"} <= set(shown)


@pytest.fixture
def page() -> Iterator[AppTest]:
    yield AppTest.from_file("../../../pages/train/page.py", default_timeout=30).run()
    st.cache_resource.clear()


@pytest.mark.parametrize("name", ["a batch of 100", "half an epoch", "wide"])
def test_a_network_from_a_file_keeps_what_it_has_learned(page: AppTest, name: str) -> None:
    recipe = ODD[name].but(train_examples=300, test_examples=10)
    learned = new_network(recipe.but(seed=99))
    page.session_state.ten_neurons.opened = Saved(learned, recipe)
    page.session_state.ten_neurons.opened_name = "mine.npz"
    page.run()
    next(b for b in page.button if b.label == "Train it further").click().run()
    page.run()
    run = session.lab().find(page.session_state.ten_neurons.run_id)
    assert run is not None and run.recipe == recipe
    np.testing.assert_array_equal(run.view().theta, learned.theta)


def test_what_a_browser_says_late_of_the_preset_is_no_click_on_it() -> None:
    """On two quick turns of a slider the second request still says "blog", which the first has taken back."""
    app = AppTest.from_function(late)
    app.run()
    assert not app.exception and [text.value for text in app.markdown] == ["0.5", "None"]


def late() -> None:
    import streamlit as st

    from nn.presets import PRESETS
    from pages.train import recipe_form

    recipe_form.fill_form(PRESETS["blog"].recipe)
    before = recipe_form.preset_key()
    recipe_form.settings_touched()
    st.session_state.recipe_learning_rate = 0.5
    st.session_state[before] = "blog"
    recipe_form._load_preset(before)
    st.markdown(str(st.session_state.recipe_learning_rate))
    st.markdown(str(st.session_state[recipe_form.preset_key()]))
