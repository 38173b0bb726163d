"""The settings beside the run: a form for who steers it; who watches is told what they are."""

import streamlit as st

from nn.lab.run import Run
from nn.presets import PRESETS
from nn.recipe import Recipe
from pages.shared.recipe_link import in_words
from pages.shared.session import session
from pages.shared.steering import replace_run, told_of_limits, watches
from pages.shared.theme import palette
from pages.train import diagram, words
from pages.train.recipe_form import Draft, fill_form, is_filled, recipe_form
from pages.train.state import follow_the_settings


def settings(run: Run) -> Draft:
    """Show them, with the network as a picture; what they say at this moment. A lesson may hide them."""
    if session().hides("settings"):
        keep_up_with(run)
        return Draft(recipe_now(run))
    st.subheader("Settings")
    if watches(run):
        st.markdown(in_words(run.recipe))
        if run.view().rate_changes:
            st.caption(f"On the way the learning rate was turned to {run.view().learning_rate:g}.")
        draft = Draft(run.recipe)
    else:
        keep_up_with(run)
        if run.recipe.pictures:
            about_own_pictures(run.recipe)
        draft = recipe_form(recipe_now(run))
        follow_the_settings(draft.recipe)
    recipe = draft.recipe or run.recipe
    st.html(diagram.network_picture(recipe, palette()))
    st.caption(diagram.in_words(recipe))
    return draft


def about_own_pictures(recipe: Recipe) -> None:
    """What it learns from, and the way back."""

    def back() -> None:
        with told_of_limits():
            fill_form(replace_run(PRESETS["blog"].recipe).recipe)

    st.caption(words.own_pictures(recipe))
    st.button("Back to MNIST's digits", on_click=back, icon=":material/undo:", key="back_to_mnist")


def recipe_now(run: Run) -> Recipe:
    return run.recipe.but(learning_rate=run.view().learning_rate)


def keep_up_with(run: Run) -> None:
    """What another tab has done, or what this visitor has gone back to: the form shows the settings of that.

    Otherwise two tabs that steer one run would set it up by turns, each by its own form.
    """
    now, rate = session(), run.view().learning_rate
    if not is_filled() or now.form_of != run.id:
        fill_form(recipe_now(run))
    elif rate != now.form_rate and run.noted.by != now.name:
        st.session_state.recipe_learning_rate = rate
    now.form_of, now.form_rate = run.id, rate
