"""Which digits, and which network: what stands at the head of the page, under its sections."""

import streamlit as st

from pages.data import words
from pages.data.sets import ASIDE, OWN, TEST
from pages.data.state import data, the_digits
from pages.shared.choosers import choose_named, moment_chooser, network_in_use, tell_of_others
from pages.shared.networks import Chosen, all_network_names, network_names
from pages.shared.own_pictures import digits_at_hand
from pages.shared.session import YOUR_RUN, session
from pages.shared.steering import current_run

NETWORK = "data_network"  # the chooser's key


def digits_chooser() -> None:
    """MNIST's two sets, and what the visitor has brought."""
    mine, title = data(), words.name_of_set(session().pictures_title)
    names = words.DIGITS | ({OWN: title} if session().pictures else {})
    st.session_state.data_which = mine.which

    def choose() -> None:
        mine.choose(st.session_state.data_which)

    st.segmented_control(
        "Which digits?",
        list(names),
        format_func=names.__getitem__,
        required=True,
        key="data_which",
        on_change=choose,
        label_visibility="collapsed",
    )


def half_chooser() -> None:
    """Of one's own pictures: those that networks learn from, or those that are kept aside."""
    mine = data()
    st.session_state.data_half = mine.half

    def choose() -> None:
        mine.half, mine.nth = st.session_state.data_half, 0

    st.segmented_control(
        "Which half of them?",
        list(words.HALVES),
        format_func=words.HALVES.__getitem__,
        required=True,
        key="data_half",
        on_change=choose,
        label_visibility="collapsed",
    )


def asks_a_network(part: str) -> bool:
    """Samples ask none, and digits that networks learn from are judged by networks of their own."""
    mine = data()
    judged_by_it = mine.which == TEST or (mine.which == OWN and mine.half == ASIDE)
    return part in ("made", "map") or (part == "labels" and judged_by_it)


def network_here() -> str:
    """The network that is asked: about MNIST one that reads digits, about one's own pictures any there is."""
    if data().which != OWN:
        return network_in_use(NETWORK)
    for name in (session().network, st.session_state.get(NETWORK)):
        if name in all_network_names():
            return str(name)
    run = current_run()
    learned = run.recipe.pictures is not None and run.view().iteration and digits_at_hand(run.recipe) is not None
    return YOUR_RUN if learned else network_in_use(NETWORK)


def names_known_to(chosen: Chosen) -> tuple[str, ...]:
    """What its outputs stand for; those of one that learned from these very pictures, by the names of now."""
    digits, learned = the_digits(), digits_at_hand(chosen.recipe)
    if digits.own is not None and learned is not None and learned.train_pixels is digits.own.pixels:
        return digits.classes
    return chosen.recipe.classes


def network_choosers(part: str) -> None:
    others_are_left_out = data().which != OWN or part == "made"
    if not others_are_left_out:
        choose_named(NETWORK, all_network_names(), name := network_here())
    else:
        choose_named(NETWORK, network_names(), name := network_in_use(NETWORK))
    moment_chooser(NETWORK, name)
    if others_are_left_out:
        tell_of_others()
