"""W1 at a moment of the film, as pictures to be clicked."""

import streamlit as st

from nn.explain.film import Film, Frame
from nn.lab.run import View
from pages.film import words
from pages.film.cinema import cinema
from pages.shared.choosers import choose_neuron
from pages.shared.heatmaps import FOOT, board_aspect, w1_heatmaps
from pages.shared.live_figure import live_figure
from pages.shared.session import current_run, session
from pages.shared.theme import palette

SHOWN_NEURONS = 24  # Weights has all of them


def show_weights(view: View, film: Film, now: Frame) -> None:
    n = len(now.W1)
    shown = min(n, SHOWN_NEURONS)
    live_figure(
        w1_heatmaps(
            now.W1[:shown],
            now.b1[:shown],
            palette(),
            limit=cinema().limit_of(film),
            chosen=session().neuron,
            clickable=True,
            width=None,
        ),
        height=f"calc(100cqw / {board_aspect(shown)} + {FOOT}px)",
        key="film_w1",
        alt=words.weights_in_words(view, now, shown, n),
        on_pick=pick,
    )
    st.caption(words.below_the_weights(view, shown, n))


def pick(number: int) -> None:
    """From now on all pages look at this neuron; what is none is not heard, as a browser may send anything."""
    if 0 <= number < current_run().recipe.sizes[1]:
        choose_neuron(number)
