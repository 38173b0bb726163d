"""What the network answers at a moment of the film: to one digit of each class, and to all that it is asked about."""

import streamlit as st

from nn.explain.film import Frame, Questions
from pages.film import words
from pages.film.cinema import on_show
from pages.film.figures import confusion_heatmap
from pages.shared.digits import Picture, digit_strip
from pages.shared.live_figure import live_figure
from pages.shared.session import lab
from pages.shared.theme import palette


def show_strip(asked: Questions, now: Frame) -> None:
    st.markdown(words.above_the_strip(asked, now))
    with st.container(key="film_strip"):
        digit_strip(
            (
                Picture(
                    asked.examples.pixels[asked.examples.index[k]],
                    words.under_a_digit(now, k),
                    bool(now.sound and now.answers[k] == asked.labels[k]),
                    words.digit_in_words(asked, now, k),
                    asked.digit(lab().mnist, int(k)),
                    on_show(),
                )
                for k in asked.strip
            ),
            size=80,
        )


def show_confusion(now: Frame, asked: Questions) -> None:
    st.markdown(words.above_the_confusion(asked))
    said = words.confusion_in_words(now)
    live_figure(confusion_heatmap(now, palette()), key="film_confusion", alt=f"Confusion matrix: {said}")
    st.caption(f"{said} Blue: right. Orange: wrong. The stronger, the larger the share of that digit.")
