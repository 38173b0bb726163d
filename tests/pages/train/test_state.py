"""What was learned is never lost by the way, a run that nobody started leaves nothing, and others' runs go on."""

import gc
import io
import time
from collections.abc import Callable

import numpy as np
import pytest
from presets import chosen_preset
from settings_form import with_all_groups
from streamlit.testing.v1 import AppTest

from nn.lab.run import Run
from nn.lab.view import Status
from nn.models import load_shipped
from nn.network import Network
from nn.recipe import Recipe
from nn.storage import Saved, save
from nn.training import evaluate
from pages.shared import session

LEARNED = load_shipped("blog").network


pytestmark = pytest.mark.usefixtures("lab_of_its_own")


def train_page(**query: str) -> AppTest:
    page = AppTest.from_file("../../../pages/train/page.py", default_timeout=60)
    for name, value in query.items():
        page.query_params[name] = value
    return with_all_groups(page)


def run_of(page: AppTest) -> Run:
    found = session.lab().find(page.session_state.ten_neurons.run_id)
    assert found is not None
    return found


def runs() -> int:
    return len(session.lab()._runs)


def press(page: AppTest, label: str) -> AppTest:
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception
    return page


def eventually(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < until, "it never came true"
        time.sleep(0.005)


def with_a_file(recipe: Recipe, network: Network = LEARNED, name: str = "mine.npz") -> AppTest:
    """A visitor who has opened this network, and has asked to train it further."""
    buffer = io.BytesIO()
    save(Saved(network, recipe), buffer)
    page = train_page()
    page.file_uploader(key="network_file").upload(name, buffer.getvalue(), "application/octet-stream").run()
    return press(page, "Train it further")


# What was learned ----------------------------------------------------------------------------------------------------

SOME = {"train_examples": 2_000, "test_examples": 100, "learning_rate": 0.01}


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(batch_size=100, **SOME),
        Recipe(iterations=None, epochs=0.5, batch_size=77, **SOME),
        Recipe(seed=4_000_000_000, dropout=0.123, l2=1e-5, optimizer="adamw", weight_decay=1e-7, **SOME),
    ],
    ids=["any batch", "half an epoch", "odd values"],
)
def test_a_file_is_trained_further_with_its_own_recipe_and_what_it_had_learned(recipe: Recipe) -> None:
    page = with_a_file(recipe)
    run = run_of(page)
    assert run.recipe == recipe and run.continued
    np.testing.assert_array_equal(run.view().theta, LEARNED.theta)
    assert "all that the network of your file has learned" in " ".join(m.value for m in page.markdown)
    press(page, "+1")
    eventually(lambda: run.view().status is Status.PAUSED)
    page.run()
    assert run_of(page) is run and run.view().iteration == 1
    assert evaluate(run.view().network(), session.lab().mnist.official).accuracy > 0.8


def test_a_wide_network_is_opened_as_it_is() -> None:
    wide = Network((784, 1500, 10))
    wide.theta[:] = 0.001
    assert run_of(with_a_file(Recipe(hidden=(1500,), **SOME), wide)).recipe.hidden == (1500,)


def test_settings_that_leave_the_layers_alone_keep_what_was_learned() -> None:
    page = with_a_file(Recipe(**SOME))
    page.number_input(key="recipe_seed").set_value(3).run()
    page.selectbox(key="recipe_batch_size").set_value("64").run()
    run = run_of(page)
    assert (run.recipe.seed, run.recipe.batch_size) == (3, 64) and run.continued
    np.testing.assert_array_equal(run.view().theta, LEARNED.theta)
    assert runs() == 1 and not page.info


def test_other_layers_are_asked_about_before_anything_is_lost() -> None:
    page = with_a_file(Recipe(**SOME))
    run = run_of(page)
    page.number_input(key="recipe_width_0").set_value(20).run()
    assert run_of(page) is run and "784-10-10" in page.info[0].value and "784-20-10" in page.info[0].value
    page.number_input(key="recipe_width_0").set_value(10).run()
    assert run_of(page) is run and not page.info
    page.selectbox(key="recipe_activation").set_value("tanh").run()
    assert run_of(page) is run and "with tanh" in page.info[0].value
    press(page, "New network")
    assert run_of(page).recipe.activation == "tanh" and not run_of(page).continued and not page.info


def test_a_run_that_diverges_after_a_file_starts_again_from_the_file() -> None:
    page = with_a_file(Recipe(**SOME).but(learning_rate=9_000.0, iterations=50))
    run = run_of(page)
    run.start()
    while run.wants_work:
        run.advance(1.0)
    page.run()
    assert run.view().status is Status.DIVERGED
    page.button(key="retry").click().run()
    run_of(page).pause()
    np.testing.assert_array_equal(run_of(page).first().theta, LEARNED.theta)


def test_the_preset_of_before_is_not_said_to_be_the_files() -> None:
    page = with_a_file(Recipe(**SOME))
    assert chosen_preset(page) is None


def test_what_went_on_from_a_file_says_so_in_its_own_file() -> None:
    assert run_of(with_a_file(Recipe(**SOME))).saved().facts["continued"] is True
    assert "continued" not in run_of(train_page()).saved().facts


def test_a_run_that_was_forgotten_is_not_replaced_without_a_word() -> None:
    page = train_page()
    session.lab()._runs.clear()
    page.run()
    assert "not here any more" in page.session_state.ten_neurons.notice


# Drafts --------------------------------------------------------------------------------------------------------------


def test_turning_settings_before_training_leaves_no_runs_behind() -> None:
    page = train_page()
    for seed in range(1, 6):
        page.number_input(key="recipe_seed").set_value(seed).run()
        press(page, "New network")
    assert runs() == 1 and run_of(page).recipe.seed == 5
    gc.collect()
    assert session.lab().films.used == run_of(page).view().theta.nbytes


def test_a_run_that_has_made_an_update_can_be_found_again_after_another_took_its_place() -> None:
    page = train_page()
    run = run_of(page)
    run.step(1)
    run.advance(1.0)
    press(page, "New network")
    assert session.lab().find(run.id) is run and run.view().status is Status.STOPPED and runs() == 2


# Links ---------------------------------------------------------------------------------------------------------------


def test_who_comes_by_a_link_cannot_end_the_run_of_somebody_else() -> None:
    theirs = session.lab().new_run(Recipe(**SOME).but(iterations=1_000_000))
    theirs.step(1)
    theirs.advance(1.0)
    theirs.start()
    page = train_page(run=theirs.id)
    assert run_of(page) is theirs
    assert all(page.button(key=key).disabled for key in ("start", "pause", "stop", "new"))
    assert theirs.view().active and run_of(page) is theirs


def test_who_comes_by_a_link_cannot_take_away_what_somebody_else_has_not_started() -> None:
    theirs = session.lab().new_run(Recipe(**SOME))
    page = train_page(run=theirs.id)
    page.number_input(key="recipe_seed").set_value(7).run()
    assert run_of(page) is theirs and session.lab().newest(theirs) is theirs and theirs.recipe.seed == 0
    assert theirs.view().status is Status.READY


# Names ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["*final* ~~old~~.npz", "![x](y).npz", ":smile: <b>.npz"])
def test_the_name_of_a_file_is_text(name: str) -> None:
    said = with_a_file(Recipe(**SOME), name=name).success[0].value
    assert not set("*~[]<>").intersection(said) and ":smile:" not in said


def test_what_a_damaged_file_says_is_text() -> None:
    buffer = io.BytesIO()
    save(Saved(LEARNED, Recipe()), buffer)
    with np.load(io.BytesIO(buffer.getvalue())) as file:
        arrays = {key: file[key] for key in file.files}
    arrays["recipe"] = np.array(Recipe().to_json().replace('"relu"', '"![x](y)"'))
    out = io.BytesIO()
    np.savez(out, **arrays)
    page = train_page()
    page.file_uploader(key="network_file").upload("a.npz", out.getvalue(), "application/octet-stream").run()
    assert "Nothing else has changed" in page.error[0].value and "![x]" not in page.error[0].value
