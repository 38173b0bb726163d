"""Labels that look wrong, the surest disagreement first: the visitor judges each, and sees what that does."""

import numpy as np
import streamlit as st

from nn.activations import Array
from nn.assess.suspects import FOLDS, QUICK, RIGHT, UNSURE, WRONG, Doubts, doubts, judged
from nn.dataset import Examples
from nn.network import Network
from pages.data import label_words as words
from pages.data.folds import begin, folds, found_so_far, recipe_for
from pages.data.own_state import own
from pages.data.own_test import in_mnist
from pages.data.readings import in_numbers_of, knows_all
from pages.data.sets import OWN, Digits, half_of
from pages.data.state import data, the_digits
from pages.data.which import names_known_to, network_here
from pages.data.words import spoken
from pages.shared.digits import Picture, digit_strip
from pages.shared.live import again_and_again, out_of_turn
from pages.shared.networks import Chosen, chosen_network
from pages.shared.session import lab
from pages.shared.widgets import facts
from pages.shared.words import WRONG_LABELS

STRIP = 12  # pictures at a time
LARGE, SMALL = 168, 64  # pixels
SELDOM = 1.0  # seconds between two looks at least


def show_labels() -> None:
    digits = the_digits() if data().which != OWN else half_of(the_digits(), data().half)
    if not digits.seen:
        show_test(digits)
        return
    buttons(digits)
    again_and_again(lambda: show_training(digits), seconds_between_looks)


def show_test(digits: Digits) -> None:
    """They are new to every network that there is, so the one that is chosen judges them, by its classes' names."""
    chosen = chosen_network(network_here())
    st.caption(chosen.sentence if digits.own else f"{chosen.sentence} {WRONG_LABELS}")
    knows = names_known_to(chosen)
    if not knows_all(digits.classes, knows):
        st.info(words.does_not_know(digits, knows), icon=":material/info:")
        return
    if chosen.still_training:
        st.info(words.STILL_TRAINING, icon=":material/hourglass_top:")
        return
    if not np.isfinite(chosen.network.theta).all():
        st.warning(words.OVERFLOWED, icon=":material/error:")
        return
    if digits.own is not None and chosen.recipe.pictures is None and (n := in_mnist(own(), digits.own)):
        st.caption(words.known_by_heart(n))
    digits = in_numbers_of(digits, knows)
    with st.spinner(f"Asking about every {digits.noun} …"), out_of_turn():
        found = doubts_about(digits, chosen)
    show_judging(digits, found, chosen.name)


def doubts_about(digits: Digits, chosen: Chosen) -> Doubts:
    if digits.own is not None:  # nobody else's
        return own().kept("doubts", (digits.name, chosen.key), lambda: doubts(chosen.network, digits.examples))
    return _doubts((digits.name, chosen.key), chosen.network, digits.examples)


@st.cache_resource(show_spinner=False, max_entries=16)
def _doubts(key: tuple[str, str], _network: Network, _examples: Examples) -> Doubts:
    """``key`` stands for the digits and the network."""
    return doubts(_network, _examples)


# In five folds --------------------------------------------------------------------------------------------------------


def seconds_between_looks() -> float | None:
    return max(SELDOM, lab().refresh_seconds()) if folds().going_on else None


def buttons(digits: Digits) -> None:
    mine = folds()
    done = found_so_far(digits)[1] == FOLDS
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Find out, in five folds",
            icon=":material/search:",
            type="primary",
            disabled=mine.going_on or done,
            help=words.ALL_DONE if done else None,
            on_click=begin,
            args=[digits, QUICK],
            key="data_folds_begin",
        )
        st.button(
            "Stop",
            icon=":material/stop:",
            disabled=not mine.going_on,
            on_click=mine.series.stop if mine.series else None,
            key="data_folds_stop",
        )
        st.caption(words.how_in_folds(digits, recipe_for(digits, QUICK)), width="stretch")


def show_training(digits: Digits) -> None:
    mine, (found, parts) = folds(), found_so_far(digits)
    if mine.going_on and mine.series is not None:
        st.progress(mine.series.progress, text=f"Training and judging: {parts} of {FOLDS} folds are done")
    elif mine.series is not None and mine.name == digits.name and parts < FOLDS:
        st.caption(words.ENDED)
    if found is None:
        st.markdown(words.NOTHING_YET.format(noun=digits.noun))
        return
    show_judging(digits, found, "")


# Judging --------------------------------------------------------------------------------------------------------------


def show_judging(digits: Digits, found: Doubts, network: str) -> None:
    mine, order = data(), found.ranked()
    facts(words.facts_of(digits, found, judged(found, mine.said.items()), len(order)))
    if not len(order):
        st.markdown(words.NONE_DOUBTED.format(noun=digits.noun))
        return
    nth = mine.nth = min(mine.nth, len(order) - 1)
    place = int(order[nth])
    left, right = st.columns([1, 3], gap="medium", vertical_alignment="center")
    with left:
        strip(digits, found, order[nth : nth + 1], LARGE, network)
    with right:
        st.markdown(words.suspect_in_words(digits, found, place, nth, len(order)))
        verdict_buttons(found, order, nth)
        st.markdown(words.outcome_in_words(judged(found, mine.said.items())))
    first = nth // STRIP * STRIP
    strip(digits, found, order[first : first + STRIP], SMALL, network)
    st.caption(words.HOW_RANKED.format(noun=digits.noun))


def verdict_buttons(found: Doubts, order: Array, nth: int) -> None:
    mine, number = data(), int(found.index[order[nth]])

    def go(to: int) -> None:
        mine.nth = to % len(order)

    def say(verdict: str) -> None:
        mine.judge(number, verdict)
        go(nth + 1)

    def undo() -> None:
        taken_back = mine.undo()
        at: Array = np.flatnonzero(found.index[order] == (-1 if taken_back is None else taken_back))
        mine.nth = int(at[0]) if len(at) else mine.nth

    with st.container(horizontal=True, gap="small"):
        for verdict, icon in ((RIGHT, "check"), (WRONG, "close"), (UNSURE, "question_mark")):
            st.button(
                words.VERDICTS[verdict],
                icon=f":material/{icon}:",
                type="primary" if mine.said.get(number) == verdict else "secondary",
                on_click=say,
                args=[verdict],
                key=f"data_{verdict}",
            )
        st.button("Undo", icon=":material/undo:", on_click=undo, disabled=not mine.said, key="data_undo")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.button("Previous", icon=":material/chevron_left:", on_click=go, args=[nth - 1], key="data_label_before")
        st.button("Next", icon=":material/chevron_right:", on_click=go, args=[nth + 1], key="data_label_after")
        st.markdown(f"{nth + 1:,} of {len(order):,}", width="content")


def strip(digits: Digits, found: Doubts, places: Array, size: int, network: str) -> None:
    """These digits with label, answer, and what was said of the label."""
    pictures = [(int(place), digits.digit(int(found.index[place]))) for place in places]
    digit_strip(
        [
            Picture(
                digit.pixels,
                words.under(digits, found, place, data().said.get(int(found.index[place]), "")),
                alt=spoken(words.suspect_in_words(digits, found, place)),
                digit=digits.way(digit),
                network=network,
            )
            for place, digit in pictures
        ],
        size,
    )
