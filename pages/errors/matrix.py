"""Who is taken for whom: the matrix, the pictures of the cell that is opened, and measures by digit."""

import streamlit as st

from nn.assess.confusion import by_digit, confusion
from pages.errors import words
from pages.errors.asked import Asked
from pages.errors.figures import confusion_matrix
from pages.errors.pictures import show_pictures
from pages.errors.state import errors
from pages.shared.live_figure import live_figure
from pages.shared.tables import table
from pages.shared.theme import palette

ANY = -1  # in a field: whatever it is


def show_matrix(found: Asked) -> None:
    left, right = st.columns([6, 5], gap="large")
    with left:
        show_cells(found)
    with right:
        cell_fields()
        show_pictures(found)
    show_digits(found)


def show_cells(found: Asked) -> None:
    mine, answers = errors(), found.answers
    matrix_controls()
    live_figure(
        confusion_matrix(
            confusion(answers.labels, answers.given, answers.classes),
            palette(),
            mine.by,
            mine.muted,
            (mine.truth, mine.answer),
        ),
        key="errors_matrix",
        alt=f"Confusion matrix, true digits by answers. {words.matrix_in_words(answers)}",
        on_pick=open_cell,
    )
    st.markdown(words.matrix_in_words(answers))
    st.caption(words.colours_in_words(mine.by, mine.muted))


def open_cell(cell: int) -> None:
    """10 x true digit + answer, as the matrix sends it; a browser may send anything."""
    if 0 <= cell < 100:
        errors().open(*divmod(cell, 10))


def matrix_controls() -> None:
    mine = errors()
    st.session_state.errors_by, st.session_state.errors_muted = mine.by, mine.muted

    def choose() -> None:
        mine.by = st.session_state.errors_by

    def mute() -> None:
        mine.muted = st.session_state.errors_muted

    with st.container(horizontal=True, vertical_alignment="center"):
        st.segmented_control(
            "What stands in a cell?",
            list(words.BYS),
            format_func=words.BYS.__getitem__,
            required=True,
            key="errors_by",
            on_change=choose,
            label_visibility="collapsed",
        )
        st.toggle("Mute what is right", key="errors_muted", on_change=mute, help="So that the mistakes stand out.")


def cell_fields() -> None:
    """The opened cell by keyboard: its true digit and its answer."""
    mine = errors()
    st.session_state.errors_true = ANY if mine.truth is None else mine.truth
    st.session_state.errors_answer = ANY if mine.answer is None else mine.answer

    def choose() -> None:
        named = [st.session_state.errors_true, st.session_state.errors_answer]
        mine.open(*(None if digit == ANY else digit for digit in named))

    with st.container(horizontal=True, vertical_alignment="bottom"):
        for label, key in (("True digit", "errors_true"), ("Answer", "errors_answer")):
            st.selectbox(
                label,
                [ANY, *range(10)],
                format_func=lambda digit: "any" if digit == ANY else str(digit),
                key=key,
                on_change=choose,
                width=110,
            )
        st.button("All mistakes", on_click=mine.open, args=[None, None], key="errors_all")


def show_digits(found: Asked) -> None:
    answers = found.answers
    counts = confusion(answers.labels, answers.given, answers.classes)
    measures = by_digit(counts)
    st.markdown(f"**Digit by digit.** {words.digits_in_words(measures)}")
    st.html(table(words.DIGIT_COLUMNS, words.digit_rows(counts, measures)))
    st.caption(words.HOW_MEASURED)
