"""Everything that moves while the run goes on: its numbers, its curves, and the first pictures of its weights."""

from functools import partial

import streamlit as st

from nn.activations import Array
from nn.lab.run import Run
from nn.lab.shipped import like, shipped_run
from nn.lab.view import Status, View
from nn.network import Network
from nn.training import new_network
from pages.shared.charts import Figure, symmetric_limit
from pages.shared.choosers import weights_chooser
from pages.shared.company import looks_by_itself, seconds_between_looks
from pages.shared.curves import curves, curves_in_words
from pages.shared.heatmaps import w1_heatmaps
from pages.shared.live import again_and_again
from pages.shared.live_figure import live_figure
from pages.shared.once import once
from pages.shared.session import CHANGE, lab, session
from pages.shared.steering import current_run, other_run, watches
from pages.shared.theme import palette
from pages.shared.widgets import facts
from pages.train import words
from pages.train.health import show_finding, show_vitals

SHOWN_NEURONS = 10  # on this page; Weights shows all
FAINT = 2.5  # times the usual scale: for what is not the visitor's own yet


def watch(run: Run) -> None:
    """Show the run again and again for as long as it trains; behind its curves those of a shipped run of its kind."""
    alike = like(run.recipe)
    ghost = shipped_run(alike).view() if alike else None

    def show() -> None:
        if current_run() is not run:  # a button in here has turned to another
            st.rerun()
        now, marks = run.view(), session().marks
        other = other_run(run)
        behind, name = (other.view(), words.OTHER_RUN) if other is not None else (ghost, "")
        seen = (behind.id, behind.version) if behind is not None else None
        with st.container(gap=None):
            show_progress(now, watches(run))
            room = 320 if show_finding(run, now) else 360  # so that no line above pushes the curves out of sight
        charts, weights = st.columns([6, 5], gap="medium")
        with charts:
            draw = partial(curves, now, palette(), room, ghost=behind, marks=marks, ghost_name=name)
            figure = once(now, (curves, palette(), room, marks, seen), draw)
            alt = curves_in_words(now, ghost, marks) + words.beside_in_words(other.view() if other else None)
            live_figure(figure, key="curves", alt=alt)
        with weights:
            show_weights(run, now, ghost)
        show_vitals(run, now)

    at_rest = seconds_between_looks() if looks_by_itself(run) else None
    again_and_again(show, lambda: lab().refresh_seconds() if run.view().changing else at_rest)


def show_progress(view: View, watched: bool) -> None:
    facts(words.facts_of(view))
    st.progress(view.progress)
    if view.status in (Status.DIVERGED, Status.FAILED):
        st.error(words.where_it_stands(view), icon=":material/error:")
    else:
        stands = words.where_it_stands_for_a_watcher if watched else words.where_it_stands
        st.markdown(stands(view))


def show_weights(run: Run, view: View, ghost: View | None) -> None:
    """The first rows of W1: as they are, or what learning changed in them; before it begins, a shipped run's change."""
    change, n = weights_chooser("train_show") == CHANGE, view.recipe.sizes[1]
    foretold = ghost if change and not view.iteration else None
    now, began = (
        (foretold.network(), new_network(foretold.recipe)) if foretold is not None else (view.network(), run.first())
    )
    W, b = (x - y if change else x for x, y in zip(first_rows(now), first_rows(began), strict=True))
    faint = FAINT if foretold else 1

    def build() -> Figure:
        return w1_heatmaps(W, b, palette(), columns=5, limit=symmetric_limit(W) * faint)

    figure = once(view, (w1_heatmaps, change, palette()), build)
    live_figure(figure, key="w1", alt=words.weights_in_words(len(W), n, change))
    st.caption(words.below_the_weights(view, len(W), n, change, foretold.id if foretold else ""))


def first_rows(network: Network) -> tuple[Array, Array]:
    """W1 and b1 of the neurons that are shown here: (k, 784) and (k,)."""
    layer = network.layers[0]
    return layer.W[:SHOWN_NEURONS], layer.b[:SHOWN_NEURONS, 0]
