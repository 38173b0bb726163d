"""The two networks, one on plain and one on shuffled pixels: training them, their curves, and what they looked for."""

import numpy as np
import streamlit as st

from nn.explain.weights import clear_limit
from nn.lab.view import View
from pages.shared.experiment import Experiment
from pages.shared.heatmaps import FOOT, board_aspect, w1_heatmaps
from pages.shared.live import again_and_again
from pages.shared.live_figure import live_figure
from pages.shared.session import lab
from pages.shared.theme import palette
from pages.shared.widgets import facts
from pages.workbench import shuffle_words as words
from pages.workbench.figures import two_curves

ROWS = 10  # neurons whose weights are shown


def show_training(here: Experiment) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="shuffle_buttons"):
        st.button(
            "Train both again" if here.begun else "Train both",
            type="primary",
            icon=":material/play_arrow:",
            disabled=here.active,
            on_click=here.train,
            key="shuffle_train",
        )
        st.button(
            "Another permutation",
            icon=":material/shuffle:",
            on_click=here.shuffle_anew,
            help="Moves the pixels about in another way. What was trained on this one is dropped.",
            key="shuffle_anew",
        )
    st.session_state.shuffle_start = here.same_start
    st.toggle(
        "Shuffle the initial weights, too",
        key="shuffle_start",
        on_change=choose_start,
        args=[here],
        help="Both networks begin with the same weights, and then even chance is the same for both: every weight "
        "learns exactly what it learns on plain pixels, only in another place.",
    )
    again_and_again(lambda: show_progress(here), lambda: lab().refresh_seconds() if here.active else None)


def choose_start(here: Experiment) -> None:
    here.choose_start(bool(st.session_state.shuffle_start))


def show_progress(here: Experiment) -> None:
    plain, shuffled = here.plain.view(), here.shuffled.view()
    facts(words.facts_of(plain, shuffled))
    live_figure(
        two_curves(plain, shuffled, palette()), key="shuffle_curves", alt=words.two_curves_in_words(plain, shuffled)
    )
    st.markdown(words.outcome(plain, shuffled, len(lab().mnist.test_labels)))


def show_weights(here: Experiment, plain: View, shuffled: View) -> None:
    """The first rows of W1 of both networks, and those of the second with their pixels put back."""
    one, other = (view.network().layers[0].W[:ROWS] for view in (plain, shuffled))
    back = here.shuffle.restored(other)
    limit = max(clear_limit(one), clear_limit(other))
    boards = (
        ("plain", "Learned from plain pixels", one),
        ("moved", "Learned from shuffled pixels", other),
        ("back", "The same, its pixels put back", back),
    )
    st.markdown(f"**What the first {ROWS} neurons look for** (rows of W1), on one scale")
    for column, (key, title, W) in zip(st.columns(3, gap="medium"), boards, strict=True):
        with column:
            st.markdown(title)
            live_figure(
                w1_heatmaps(W, None, palette(), columns=5, limit=limit, width=None),
                height=f"calc(100cqw / {board_aspect(len(W), 5)} + {FOOT}px)",
                key=f"shuffle_w1_{key}",
                alt=f"{title}: the weights of the first {len(W)} neurons as 28 by 28 pictures.",
            )
    st.caption(words.below_the_weights(same=np.allclose(one, back, atol=1e-3)))
