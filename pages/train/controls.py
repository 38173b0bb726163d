"""The buttons that steer the run, the slider of its learning rate, and what is to be said about the settings."""

import streamlit as st

from nn.lab.run import Run
from nn.lab.view import Status, View
from nn.recipe import Recipe
from nn.training import gentler_rate
from pages.shared.session import lab
from pages.shared.steering import command, current_run, is_late, replace_run, steers
from pages.shared.words import as_text
from pages.train import words
from pages.train.diagram import parameters
from pages.train.recipe_form import Draft, learning_rate_slider, load_into_form, settings_touched
from pages.train.state import NEW_NETWORK, begin_again, fits

A_LOT = 20_000_000_000  # products in one update: about two seconds


# What the visitor does -----------------------------------------------------------------------------------------------


def start(draft: Draft) -> None:
    recipe = draft.recipe

    def train(run: Run) -> None:
        lab().start(begin_again(recipe) if run.view().over and recipe else run)

    command("started training", train)


def step(iterations: int) -> None:
    made = f"made {iterations} updates" if iterations > 1 else "made one update"
    command(made, lambda run: lab().step(run, iterations))


def pause() -> None:
    command("paused the training", Run.pause)


def stop() -> None:
    command("stopped the training", Run.stop)


def turn_learning_rate() -> None:
    rate = float(st.session_state.recipe_learning_rate)
    if is_late(rate):
        st.session_state.recipe_learning_rate = current_run().view().learning_rate
        return
    settings_touched()
    command(f"turned the learning rate to {rate:g}", lambda run: run.set_learning_rate(rate))


def new_network(draft: Draft) -> None:
    if (recipe := draft.recipe) is not None:
        command(NEW_NETWORK, lambda run: replace_run(recipe))


def try_smaller_rate(rate: float) -> None:
    def train(run: Run) -> None:
        recipe = run.recipe.but(learning_rate=rate)
        load_into_form(recipe)
        lab().start(begin_again(recipe))

    command(f"started again with a learning rate of {rate:g}", train)


# What the visitor sees -----------------------------------------------------------------------------------------------


def controls(run: Run, view: View, draft: Draft) -> None:
    """The buttons: always in the same places, so that nothing moves under the pointer.

    All of them rest while the browser has not said yet whether it has the key to this run.
    """
    begun, over, active = view.iteration > 0, view.over, view.active
    rest = not steers(run)
    needs_draft = over or view.status is Status.READY
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            "Resume" if begun and not over and not active else "Train",
            type="primary",
            icon=":material/play_arrow:",
            disabled=rest or active or needs_draft and draft.recipe is None,
            on_click=start,
            args=[draft],
            key="start",
            width=118,
        )
        st.button("Pause", icon=":material/pause:", disabled=rest or not active, on_click=pause, key="pause")
        for n in (1, 10):
            off = rest or active or over
            st.button(f"+{n}", help="So many updates, then pause", disabled=off, on_click=step, args=[n])
        st.button(
            "Stop",
            icon=":material/stop:",
            help="End this run here and keep what it has learned",
            disabled=rest or over or not begun and not active,
            on_click=stop,
            key="stop",
        )
        st.button(
            "New network",
            icon=":material/refresh:",
            help="Fresh initial values, with the settings as they are now"
            + (": what its file had learned is left behind" if view.continued else ""),
            disabled=rest or draft.recipe is None,
            on_click=new_network,
            args=[draft],
            key="new",
        )
        with st.container(width=240):
            learning_rate_slider(turn_learning_rate)
    say_what_the_settings_do(run, view, draft)


def say_what_the_settings_do(run: Run, view: View, draft: Draft) -> None:
    """When the settings beside the run are not the run's own, or cannot be carried out."""
    if draft.recipe is None:
        st.warning(words.do_not_go_together(as_text(draft.problem)), icon=":material/warning:")
    elif view.status is Status.READY and not fits(run, draft.recipe):
        st.info(words.does_not_fit(view.recipe, draft.recipe), icon=":material/info:")
    elif view.status is not Status.READY and draft.recipe != view.recipe.but(learning_rate=draft.recipe.learning_rate):
        st.info(words.SETTINGS_WAIT, icon=":material/info:")
    if draft.recipe and not view.active and (work := work_of_one_update(draft.recipe)) > A_LOT:
        st.info(words.a_long_update(work), icon=":material/hourglass:")
    if view.status is Status.DIVERGED:
        rate = gentler_rate(view.recipe, view.learning_rate)
        st.button(f"Start again with a learning rate of {rate:g}", on_click=try_smaller_rate, args=[rate], key="retry")


def work_of_one_update(recipe: Recipe) -> int:
    """Weights times digits: how many products one forward pass over a batch computes."""
    return parameters(recipe) * (recipe.batch_size or recipe.train_examples)
