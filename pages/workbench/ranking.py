"""What the network can do without: each neuron of the page of tiles at hand is switched off alone."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from nn.explain.workbench import Ranking, affordable_one_by_one, one_by_one, report
from pages.shared.live import out_of_turn
from pages.shared.live_figure import live_figure
from pages.shared.theme import palette
from pages.workbench import words
from pages.workbench.bench import Bench
from pages.workbench.figures import ranking_bars

AT_ONCE = 16  # neurons that are tried one by one without being asked for


def show_ranking(here: Bench) -> None:
    if not here.hidden:
        return
    st.subheader("What can it do without?")
    known = here.rankings.get((here.layer, here.page))
    if known is None:
        known = ask_for_ranking(here)
    if known is None:
        st.caption(words.BEFORE_THE_RANKING)
        return
    st.markdown(words.worth(known))
    live_figure(
        ranking_bars(known, palette(), here.neuron),
        key="workbench_ranking",
        alt=words.ranking_in_words(known),
        on_pick=here.select,
    )
    st.caption(words.below_the_ranking(known, every=len(here.shown) == here.network.sizes[here.layer]))


def ask_for_ranking(here: Bench) -> Ranking | None:
    """Few neurons are tried at once, many when the button is pressed; None while it is not."""
    place = st.empty()
    if len(here.shown) > AT_ONCE and not place.button(
        f"Try {words.neurons_at_hand(here.shown, here.network.sizes[here.layer])} of layer {here.layer} one by one",
        icon=":material/fact_check:",
        help="Switches off one neuron after the other and counts how many test digits are still read rightly.",
        key="workbench_rank",
    ):
        return None
    made = here.rankings[here.layer, here.page] = rank(here, place)
    return made


def rank(here: Bench, place: DeltaGenerator) -> Ranking:
    """Try them one after the other, saying in ``place`` how far it has come where that takes a while."""
    many = len(here.shown)
    examples = affordable_one_by_one(here.network, here.layer, many, here.examples)
    found = []
    with out_of_turn():
        for one in one_by_one(here.network, here.layer, here.shown, examples):
            found.append(one)
            if many > AT_ONCE:
                place.progress(len(found) / many, f"Trying them one by one: {len(found)} of {many}")
        made = Ranking(report(here.network, examples).accuracy, len(examples), tuple(found))
    place.empty()
    return made
