"""Two networks side by side on the same digits, and the slices that were kept, measured for whichever is chosen."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from nn.activations import Array
from nn.assess.answers import Answers
from nn.assess.mistakes import in_order, only_first_right
from nn.assess.slices import Measured, Slice, measure
from nn.explain.digits import of_mnist
from pages.errors import words
from pages.errors.asked import Asked, answers_to
from pages.errors.keep import keep_field
from pages.errors.other import other_chooser, other_network
from pages.errors.state import UNSURE, Kept, errors, kept
from pages.shared.choosers import called
from pages.shared.digits import Picture, digit_strip
from pages.shared.session import lab
from pages.shared.tables import table

OPENED, DIGIT, ALL, DOUBTFUL = "opened", "digit", "all", "doubtful"
SHOWN, SIZE = 10, 72  # pictures of a kind, and their pixels


@dataclass(frozen=True, eq=False)
class Picked:
    """The digits that are looked at: their ``numbers`` in MNIST, and what both networks say to them."""

    numbers: Array
    training: bool
    first: Answers
    second: Answers | None


def show_slices(found: Asked) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        slice_chooser(found)
        other_chooser()
    other = other_network()
    picked = picked_digits(found, other)
    if not len(picked.first):
        st.markdown("No digits are in this slice.")
    elif other is None or picked.second is None:
        st.markdown(words.one_in_words(called(found.chosen.name), picked.first))
        show_some(picked, picked.first, np.arange(len(picked.first)), found.chosen.name)
    else:
        show_both(found, other, picked, picked.second)
    if errors().picked in own_slices():
        keep_field("slice", own_slices()[errors().picked], found)
    show_kept(found, other)


# Which digits ---------------------------------------------------------------------------------------------------------


def own_slices() -> dict[str, Slice]:
    """Slices that are there without having been kept; what is in them depends on the network."""
    mine = errors()
    own = {OPENED: mine.opened, DIGIT: Slice(mine.truth), ALL: Slice(), DOUBTFUL: Slice(below=UNSURE)}
    return {name: one for name, one in own.items() if name != DIGIT or mine.truth is not None}


def kept_by_name() -> dict[str, Kept]:
    return {f"kept {one.number}": one for one in errors().kept}


def slice_chooser(found: Asked) -> None:
    mine, own, all_kept = errors(), own_slices(), kept_by_name()
    if mine.picked not in own and mine.picked not in all_kept:
        mine.picked = OPENED
    st.session_state.errors_slice = mine.picked

    def choose() -> None:
        mine.picked = st.session_state.errors_slice

    def title(name: str) -> str:
        if name in all_kept:
            return all_kept[name].name
        return own[name].name(len(own[name].of(found.answers)))

    st.selectbox("Which digits?", [*own, *all_kept], format_func=title, key="errors_slice", on_change=choose, width=300)


def picked_digits(found: Asked, other: Asked | None) -> Picked:
    one = kept_by_name().get(errors().picked)
    if one is None:
        places = own_slices()[errors().picked].of(found.answers)
        second = None if other is None else other.answers.only(places)
        return Picked(found.numbers(places), found.training, found.answers.only(places), second)

    def said_by(who: Asked, which: str) -> Answers:
        return kept(f"{which} of what is picked", (who.chosen.key, one.number), lambda: answers_to(who, one))

    second = None if other is None else said_by(other, "the second's answers")
    return Picked(np.array(one.slice.places, int), one.training, said_by(found, "the first's answers"), second)


# Side by side ---------------------------------------------------------------------------------------------------------


def show_both(found: Asked, other: Asked, picked: Picked, second: Answers) -> None:
    """What each reads that the other does not, and what neither does."""
    one, two, first = called(found.chosen.name), called(other.chosen.name), picked.first
    st.markdown(words.compared_in_words(one, two, first, second))
    neither = np.flatnonzero(~first.right & ~second.right)
    columns = st.columns(3, gap="medium")
    for column, title, answers, places, network in (
        (columns[0], f"{one} reads it, {two} does not", second, only_first_right(first, second), other),
        (columns[1], f"{two} reads it, {one} does not", first, only_first_right(second, first), found),
        (columns[2], "Neither reads it", first, neither, found),
    ):
        with column:
            st.markdown(f"**{title}: {len(places):,}**")
            show_some(picked, answers, places, network.chosen.name)
    st.caption(f"Below each digit: what whoever is wrong says. {found.chosen.sentence} {other.chosen.sentence}")


def show_some(picked: Picked, answers: Answers, places: Array, network: str) -> None:
    """The first of these digits, the mistakes that ``network`` is surest of before all others."""
    pictures = []
    for place in map(int, in_order(answers, places)[:SHOWN]):
        digit = of_mnist(lab().mnist, int(picked.numbers[place]), picked.training)
        pictures.append(
            Picture(
                digit.pixels,
                words.under_a_digit(answers, place),
                right=bool(answers.right[place]),
                alt=words.digit_in_words(digit.title, answers, place),
                digit=digit,
                network=network,
            )
        )
    if pictures:
        digit_strip(pictures, SIZE)


# What was kept --------------------------------------------------------------------------------------------------------


def show_kept(found: Asked, other: Asked | None) -> None:
    """A row for each kept slice and for the whole, a column for each network."""
    mine, both = errors(), [found] if other is None else [found, other]
    st.markdown("**Kept slices**")
    rows = [[one.name, *(words.measured_in_words(measured(one, who)) for who in both)] for one in mine.kept]
    whole = [words.WHOLE[found.training], *(words.measured_in_words(measure(who.answers)) for who in both)]
    st.html(table(["slice", *(called(who.chosen.name) for who in both)], [*rows, whole]))
    st.caption(words.WHAT_A_SLICE_IS)
    if mine.kept:
        with st.popover("Forget one", icon=":material/delete:"):
            for one in mine.kept:
                st.button(one.name, on_click=mine.forget, args=[one.number], key=f"errors_forget_{one.number}")


def measured(one: Kept, who: Asked) -> Measured:
    name = f"slice {one.number} by {who.chosen.name}"
    return kept(name, who.chosen.key, lambda: measure(answers_to(who, one)))
