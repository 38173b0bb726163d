"""For a visitor whose run has not begun: what will be on film, and how to have it."""

import streamlit as st

from nn.lab.run import Run
from nn.lab.view import View
from nn.presets import PRESETS
from pages.film import words
from pages.shared.session import lab
from pages.shared.steering import command, current_run, name_of_run, replace_run, steers


def nothing_on_film(view: View) -> None:
    blog = view.recipe == PRESETS["blog"].recipe or view.over
    layers = words.layers(view)
    if view.message:
        st.error(view.message, icon=":material/error:")
    st.markdown(words.nothing_yet(view, name_of_run()))
    name = "Train the article's network now" if blog else f"Train your network now, {layers}"
    if steers(current_run()):
        st.button(name, type="primary", icon=":material/movie:", on_click=begin, key="film_begin")


def begin() -> None:
    """Train what is ready; where a run ended before its first update, the article's network instead."""

    def train(run: Run) -> None:
        lab().start(replace_run(PRESETS["blog"].recipe) if run.view().over else run)

    command("started training", train)
