"""The head of the page, and its sections again and again while a run trains, at less than a thirtieth of its time."""

from collections.abc import Callable

import streamlit as st

from pages.errors import words
from pages.errors.asked import NETWORK, Asked, now_asked
from pages.errors.state import errors, say_in_address
from pages.shared.address import keep_in_address
from pages.shared.choosers import network_in_use
from pages.shared.live import again_and_again
from pages.shared.networks import chosen_network, recipe_named
from pages.shared.session import lab
from pages.shared.widgets import facts
from pages.shared.words import NEARLY_ALL, WRONG_LABELS

SPARING = 30  # times as long as its answers take to compute, a training goes on before it is asked again


def digits_chooser() -> None:
    """Test digits, or digits that the network learned from."""
    mine, both = errors(), [words.TEST, words.TRAINING]
    if recipe_named(network_in_use(NETWORK)).pictures:
        st.caption(words.LEARNED_FROM_OWN)
        return
    st.session_state.errors_digits = both[mine.training]

    def choose() -> None:
        mine.training, mine.nth = st.session_state.errors_digits == words.TRAINING, 0

    st.segmented_control(
        "Which digits?", both, required=True, key="errors_digits", on_change=choose, label_visibility="collapsed"
    )


def watch(show: Callable[[Asked], None]) -> None:
    """Show a section, and what stands over all of them; again and again while the network learns."""
    mine = errors()

    def look() -> None:
        with mine.took.measured():
            found = now_asked()
            if show_head(found):
                show(found)
            say_in_address(mine)
            keep_in_address("address_of_errors")  # a cell that is opened runs this part alone

    again_and_again(look, seconds_between_looks)


def seconds_between_looks() -> float | None:
    """While the run trains: longer with more visitors, and the dearer its answers are. None: it does not train."""
    if not chosen_network(network_in_use(NETWORK)).still_training:
        return None
    mine = errors()
    return max(2 * lab().refresh_seconds(), SPARING * mine.asking.seconds, 3 * mine.took.seconds)


def show_head(found: Asked) -> bool:
    """Which network and digits these are, and how many it reads. False where it has overflowed and answers nothing."""
    said = words.what_they_are(found.recipe, len(found.answers))
    if not found.answers.finite:
        st.caption(found.chosen.sentence)
        st.warning(words.OVERFLOWED, icon=":material/error:")
        return False
    left, right = st.columns([2, 3], gap="medium", vertical_alignment="center")
    with left:
        facts(words.facts_of(found.answers))
    with right:
        st.caption(f"{found.chosen.sentence} {said}")
    if not found.training and found.answers.accuracy >= NEARLY_ALL:
        st.caption(WRONG_LABELS)
    return True
