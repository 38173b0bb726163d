"""Everything that moves while the run goes on: its numbers, its curves, and the first pictures of its weights."""

import streamlit as st

from nn.lab.run import Run, Status, View
from pages.shared.charts import symmetric_limit
from pages.shared.curves import curves, curves_in_words
from pages.shared.heatmaps import w1_heatmaps
from pages.shared.live import again_and_again
from pages.shared.live_figure import live_figure
from pages.shared.session import lab
from pages.shared.theme import palette
from pages.shared.widgets import facts
from pages.train import words

SHOWN_NEURONS = 10  # on this page; Weights shows all


def watch(run: Run) -> None:
    """Show the run again and again for as long as it trains."""

    def show() -> None:
        now = run.view()
        with st.container(gap=None):
            show_progress(now)
        charts, weights = st.columns([6, 5], gap="medium")
        with charts:
            live_figure(curves(now, palette()), key="curves", alt=curves_in_words(now))
        with weights:
            show_weights(now)

    again_and_again(show, lambda: lab().refresh_seconds() if run.view().active else None)


def show_progress(view: View) -> None:
    facts(words.facts_of(view))
    st.progress(view.progress)
    if view.status in (Status.DIVERGED, Status.FAILED):
        st.error(words.where_it_stands(view), icon=":material/error:")
    else:
        st.markdown(words.where_it_stands(view))


def show_weights(view: View) -> None:
    first = view.network().layers[0]
    W, b, n = first.W[:SHOWN_NEURONS], first.b[:SHOWN_NEURONS, 0], len(first.W)
    live_figure(
        w1_heatmaps(W, b, palette(), columns=5, limit=symmetric_limit(W)),
        key="w1",
        alt=words.weights_in_words(len(W), n),
    )
    st.caption(words.below_the_weights(view, len(W), n))
