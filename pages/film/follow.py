"""One digit through the whole film: the one that all pages look at, or one that is pinned here."""

import streamlit as st

from nn.explain.film import Film
from nn.lab.view import View
from pages.film import words
from pages.film.cinema import cinema, on_show, pin, unpin
from pages.film.figures import history_lines
from pages.shared.choosers import digit_chooser
from pages.shared.digits import Picture, digit_strip
from pages.shared.live_figure import live_figure
from pages.shared.session import chosen_digit
from pages.shared.theme import palette


def show_history(view: View, film: Film, i: int) -> None:
    """The digit's ten probabilities over the whole film, and their story in words."""
    digit = cinema().digit
    known = cinema().history_of(film, digit)
    st.markdown(words.above_the_history(digit, pinned=cinema().pinned is not None))
    total = max(1, view.total) if not view.over else float(film.places[-1])
    now, story = words.at_this_moment(known, i), words.history_in_words(known, digit.label)
    live_figure(
        history_lines(known, i, total, palette(), height=330),
        key="film_history",
        alt=words.lines_in_words(digit, story, now),
    )
    with st.container(key="film_story"):
        digit_strip([Picture(digit.pixels, alt=digit.title.capitalize(), digit=digit, network=on_show())], size=72)
        st.markdown(f"{now} {story}")


def pins() -> None:
    """Which digit the film follows."""
    st.markdown("**Which digit to follow?**")
    digit_chooser("film", on_show())
    pinned = cinema().pinned
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Pin this digit",
            icon=":material/keep:",
            on_click=pin,
            disabled=pinned is not None and pinned.name == chosen_digit().name,
            help="The film goes on following it, whatever you choose here or on other pages.",
            key="film_pin",
        )
        st.button("Unpin", icon=":material/keep_off:", on_click=unpin, disabled=pinned is None, key="film_unpin")
        st.markdown(words.what_is_pinned(pinned), width="content")
