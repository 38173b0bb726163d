"""The digits of what is opened: one enlarged, and a strip of them, the mistakes that it is surest of first."""

import streamlit as st

from nn.activations import Array
from nn.assess.mistakes import in_order
from pages.errors import words
from pages.errors.asked import Asked
from pages.errors.keep import keep_field
from pages.errors.state import errors
from pages.shared.digits import Picture, digit_strip

STRIP = 12  # pictures at a time
ENLARGED, SMALL = 132, 72  # pixels


def show_pictures(found: Asked) -> None:
    mine, answers = errors(), found.answers
    opened = mine.opened
    places = in_order(answers, opened.of(answers))
    if not len(places):
        st.markdown(words.none_in_words(opened))
        return
    nth = mine.nth = min(mine.nth, len(places) - 1)
    st.markdown(words.which_pictures(opened, len(places)))
    picture, said = st.columns([2, 3], vertical_alignment="center", gap="small")
    with picture:
        strip_of(found, places[nth : nth + 1], ENLARGED)
    with said:
        st.markdown(words.digit_in_words(found.digit(int(places[nth])).title, answers, int(places[nth])))
        steps(nth, len(places), "mistake" if not answers.right[places[nth]] else "digit")
    page = nth // STRIP * STRIP
    strip_of(found, places[page : page + STRIP], SMALL)
    keep_field("cell", opened, found)


def steps(nth: int, n: int, what: str) -> None:
    """From one to the next, and round to the first again."""
    mine = errors()

    def go(to: int) -> None:
        mine.nth = to % n

    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button("Previous", icon=":material/chevron_left:", on_click=go, args=[nth - 1], key="errors_previous")
        st.button(f"Next {what}", icon=":material/chevron_right:", on_click=go, args=[nth + 1], key="errors_next")
        st.markdown(f"{nth + 1:,} of {n:,}", width="content")


def strip_of(found: Asked, places: Array, size: int) -> None:
    """These digits, with their true label, the answer and how sure it is, each with its two ways on."""
    digits = [(int(place), found.digit(int(place))) for place in places]
    digit_strip(
        (
            Picture(
                digit.pixels,
                words.under_a_digit(found.answers, place),
                right=bool(found.answers.right[place]),
                alt=words.digit_in_words(digit.title, found.answers, place),
                digit=digit,
                network=found.chosen.name,
            )
            for place, digit in digits
        ),
        size,
    )
