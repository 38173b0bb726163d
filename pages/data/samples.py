"""What the digits are: samples, how many of each, their mean and spread, the pixels that are never lit, all greys."""

import numpy as np
import streamlit as st

from nn.activations import Array
from nn.assess.pixels import Pixels, pixels_of
from nn.dataset import Examples
from pages.data import words
from pages.data.figures import counts_chart, greys_chart, lit_chart
from pages.data.own_state import own
from pages.data.sets import Digits
from pages.data.state import ALL, data, the_digits
from pages.shared.digits import Picture, digit_strip
from pages.shared.live import out_of_turn
from pages.shared.live_figure import live_figure
from pages.shared.theme import palette
from pages.shared.widgets import facts

STRIP, SIZE, TILE = 16, 60, 68  # samples at a time; pixels of one, and of a mean


def show_samples() -> None:
    digits = the_digits()
    found = pixels_in(digits)
    facts(words.facts_of(digits, found))
    left, right = st.columns([6, 5], gap="large")
    with left:
        class_chooser(digits)
        show_some(digits)
    with right:
        said = words.counts_in_words(digits, found.counts)
        live_figure(
            counts_chart(found.counts, digits.classes, data().of, palette()),
            key="data_counts",
            alt=said,
            on_pick=choose_class,
        )
        st.caption(said)
    show_means(digits, found)
    left, right = st.columns(2, gap="large")
    with left:
        said = words.lit_in_words(found)
        live_figure(lit_chart(found.lit, found.pictures, palette()), key="data_lit", alt=words.spoken(said))
        st.markdown(said)
    with right:
        said = words.greys_in_words(found)
        live_figure(greys_chart(found.levels, palette()), key="data_greys", alt=words.spoken(said))
        st.markdown(said)


def pixels_in(digits: Digits) -> Pixels:
    """What all the pictures come to; what one visitor waited for serves all."""
    with st.spinner("Looking at every pixel …"), out_of_turn():
        if digits.own is not None:  # nobody else's, and gone with them
            return own().kept("pixels", digits.name, lambda: pixels_of(digits.examples, len(digits.classes)))
        return _pixels(digits.name, len(digits.classes), digits.examples)


@st.cache_resource(show_spinner=False, max_entries=8)
def _pixels(name: str, classes: int, _examples: Examples) -> Pixels:
    """``name`` stands for the examples."""
    return pixels_of(_examples, classes)


# Samples --------------------------------------------------------------------------------------------------------------


def choose_class(number: int) -> None:
    """As the chart or the chooser sends it; a browser may send anything."""
    mine = data()
    if number < len(the_digits().classes):
        mine.of, mine.turn = number, 0


def class_chooser(digits: Digits) -> None:
    mine = data()
    st.session_state.data_of = mine.of

    def choose() -> None:
        choose_class(st.session_state.data_of)

    def others() -> None:
        mine.turn += 1

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Samples of",
            [ALL, *range(len(digits.classes))],
            format_func=lambda k: f"all {digits.noun}s" if k == ALL else digits.many(k),
            key="data_of",
            on_change=choose,
            width=160,
        )
        st.button("Others", icon=":material/shuffle:", on_click=others, key="data_others")


def show_some(digits: Digits) -> None:
    """Drawn by chance, the same for everybody who asks as often."""
    numbers = drawn(digits, data().of, data().turn)
    digit_strip([sample(digits, int(number)) for number in numbers], SIZE)
    if not len(numbers):
        st.markdown(words.NONE_OF_THEM)


def sample(digits: Digits, number: int) -> Picture:
    one, k = digits.digit(number), int(digits.examples.all_labels[number])
    title = digits.title(number, k)
    return Picture(one.pixels, digits.classes[k], alt=title[0].upper() + title[1:], digit=digits.way(one))


def drawn(digits: Digits, of: int, turn: int) -> Array:
    """The numbers of the samples; where there are no more, it begins anew."""
    labels = digits.examples.labels
    places = np.arange(len(labels)) if of == ALL else np.flatnonzero(labels == of)
    if not len(places):
        return places
    order = np.random.default_rng(of + 1).permutation(places)
    first = turn * STRIP % len(order)
    found: Array = digits.examples.index[np.roll(order, -first)[:STRIP]]
    return found


def show_means(digits: Digits, found: Pixels) -> None:
    """The mean picture of each class, and how far its digits differ from it."""
    widest = found.spread.max(initial=0) or 1
    for said, images in ((words.MEANS, found.mean), (words.SPREADS, found.spread / widest)):
        st.markdown(said.format(noun=digits.noun))
        digit_strip(
            [
                Picture(images[k], name, alt=f"{said.split('.')[0].strip('*')}: {name}")
                for k, name in enumerate(digits.classes)
            ],
            TILE,
        )
    st.caption(words.means_in_words(digits, found, float(widest)))
