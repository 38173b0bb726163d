"""Keeping some digits as a slice, under a name of the visitor's."""

from dataclasses import replace

import streamlit as st

from nn.assess.slices import Slice
from pages.errors import words
from pages.errors.asked import Asked
from pages.errors.state import errors

LONGEST = 60  # letters of a name


def in_mnist(found: Asked, slice_: Slice) -> Slice:
    """The slice of the digits that are in it now, by their numbers in MNIST: any network finds them again."""
    return replace(slice_, places=tuple(map(int, found.numbers(slice_.of(found.answers)))))


def keep_field(where: str, these: Slice, found: Asked) -> None:
    """A field for a name, and a button that keeps the digits of this slice; below, what was kept so far."""
    mine, name_key = errors(), f"errors_name_{where}"

    def keep() -> None:
        mine.keep(str(st.session_state.get(name_key) or ""), in_mnist(found, these), found.training)

    name = these.name(len(these.of(found.answers)))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input("Keep these as a slice named", placeholder=name, max_chars=LONGEST, key=name_key, width=320)
        st.button("Keep", icon=":material/bookmark:", on_click=keep, key=f"errors_keep_{where}")
    if mine.kept:
        st.caption(words.kept_in_words([one.name for one in mine.kept]))
