"""W1 at a moment of the film, as pictures to be clicked."""

import streamlit as st

from nn.explain.film import Film, Frame
from nn.lab.view import View
from pages.film import words
from pages.film.cinema import cinema, source
from pages.shared.choosers import choose_neuron
from pages.shared.heatmaps import FOOT, board_aspect, w1_heatmaps
from pages.shared.live_figure import live_figure
from pages.shared.session import CHANGE, session
from pages.shared.theme import palette

SHOWN_NEURONS = 24  # Weights has all of them


def show_weights(view: View, film: Film, now: Frame) -> None:
    change, n = session().weights == CHANGE, len(now.W1)
    shown = min(n, SHOWN_NEURONS)
    W, b = now.W1[:shown], now.b1[:shown]
    if change:
        first = film.network(0).layers[0]
        W, b = W - first.W[:shown], b - first.b[:shown, 0]
    live_figure(
        w1_heatmaps(
            W,
            b,
            palette(),
            limit=cinema().limit_of(film, change),
            chosen=session().neuron or 0,
            clickable=True,
            width=None,
        ),
        height=f"calc(100cqw / {board_aspect(shown)} + {FOOT}px)",
        key="film_w1",
        alt=words.weights_in_words(view, now, shown, n, change),
        on_pick=pick,
    )
    st.caption(words.below_the_weights(view, shown, n, change))


def pick(number: int) -> None:
    """From now on all pages look at this neuron. What names none is ignored: a browser may send anything."""
    if 0 <= number < source().recipe.sizes[1]:
        choose_neuron(number)
