"""The section "Your own data": bring pictures, mend them, train on them, test on them, and get answers for others.

Each part is a file of its own. Reading goes on in the scheduler's turns, so the page stays quick meanwhile.
"""

import streamlit as st

from pages.data import own_words as words
from pages.data.own_answers import show_answers
from pages.data.own_faults import show_faults
from pages.data.own_look import show_set
from pages.data.own_state import own
from pages.data.own_test import show_test
from pages.data.own_train import show_train
from pages.data.state import data
from pages.shared.live import again_and_again
from pages.shared.session import lab, session
from pages.shared.steering import current_run, steers
from pages.shared.tables import STYLE

SELDOM, SPARING = 1.0, 15  # seconds at least; times as long as a look takes, so that learning goes on


def draw() -> None:
    """All of the section."""
    st.html(f"<style>{STYLE}</style>")
    again_and_again(look, seconds_between_looks)


def seconds_between_looks() -> float | None:
    """While a file is read, and less often while the visitor's network learns from what was in it."""
    run, mine = current_run(), own()
    if mine.intake is not None:
        return 2 * lab().refresh_seconds()
    learns = run.view().active and run.recipe.pictures is not None and steers(run)
    return max(SELDOM, 2 * lab().refresh_seconds(), SPARING * mine.took.seconds) if learns else None


def look() -> None:
    with own().took.measured():
        show_once()


def show_once() -> None:
    mine, now = own(), session()
    data()  # takes notice of pictures that have come or gone
    if mine.intake is not None:
        st.progress(mine.intake.share, words.reading(mine.intake.title, mine.intake.share))
        st.button("Stop reading", icon=":material/stop:", on_click=mine.stop, key="own_stop")
        return
    if mine.problem:
        st.warning(words.refused(mine.waiting_title, mine.problem), icon=":material/error:")
    if mine.waiting is not None:
        show_faults(mine, mine.waiting)
        return
    if now.pictures:
        show_set(mine, now.pictures[-1], now.pictures_title)
        parts = st.columns([3, 4, 4] if now.unlabelled is not None else [3, 8], gap="large")
        with parts[0]:
            show_train(now.pictures[-1])
        with parts[1]:
            show_test(mine, now.pictures[-1])
    if now.unlabelled is not None:
        with parts[2] if now.pictures else st.container():
            show_answers(mine, now.unlabelled)
    bring()


def bring() -> None:
    """The field for files, and what they may be."""
    mine, now = own(), session()
    begun = bool(now.pictures) or now.unlabelled is not None
    key = f"own_files_{mine.uploads}"

    def take() -> None:
        mine.take(list(st.session_state[key] or ()))

    with st.expander("Other pictures", icon=":material/upload_file:") if begun else st.container():
        st.markdown(words.ABOUT)
        st.file_uploader(
            "Pictures of your own",
            accept_multiple_files=True,
            max_upload_size=100,
            key=key,
            on_change=take,
        )
        if begun and now.unlabelled is None:
            st.caption(words.NOTHING_WAITING)
        st.caption(words.PRIVATE)
        if begun:
            st.button("Let go of my pictures", icon=":material/delete:", on_click=mine.forget_all, key="own_forget")
