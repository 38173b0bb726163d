"""The set in use: what it is, one picture of each class, and what its classes are called."""

import streamlit as st

from nn.owndata.own_set import OwnSet
from pages.data import own_words as words
from pages.data.own_faults import samples
from pages.data.own_state import Own
from pages.data.sets import OWN
from pages.data.state import data
from pages.shared.digits import digit_strip
from pages.shared.session import session

LONGEST = 1_500  # letters of all names together
KNOWN = {
    "Fashion-MNIST": "T-shirt/top, Trouser, Pullover, Dress, Coat, Sandal, Shirt, Sneaker, Bag, Ankle boot",
    "Letters A to Z": ", ".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "Digits": ", ".join("0123456789"),
}


def show_set(mine: Own, own: OwnSet, title: str) -> None:
    st.markdown(f"{words.what_it_is(title, own)} {words.counts_in_words(own)}")
    if mine.found is not None:
        if mine.found.notes:
            st.caption(words.notes_of(mine.found))
        digit_strip(samples(mine.found), size=56)
    with st.container(horizontal=True, vertical_alignment="center"):
        if mine.found is not None:
            names_of_classes(mine, own)
        ways_to_sections()


def ways_to_sections() -> None:
    """The other sections of the page, about these pictures."""

    def lead_to(part: str) -> None:
        data().choose(OWN)
        session().led["about"] = part

    st.markdown(words.SEE_THEM, width="content")
    pressed = [
        st.button(said, icon=icon, on_click=lead_to, args=[part], key=f"own_see_{part}")
        for part, (said, icon) in words.LEADS.items()
    ]
    if any(pressed):  # this is a part of the page, and all of it changes
        st.rerun()


def names_of_classes(mine: Own, own: OwnSet) -> None:
    """A file often has numbers; people say coat."""
    st.session_state.own_names = ", ".join(own.classes)

    def rename() -> None:
        mine.rename(tuple(name.strip() for name in str(st.session_state.own_names).split(",")))

    def take_known(names: str) -> None:
        mine.rename(tuple(names.split(", ")[: len(own.classes)]))

    with st.popover("Names of the classes", icon=":material/label:", key="own_names_of_classes"):
        st.text_input("In their order, with commas between", key="own_names", on_change=rename, max_chars=LONGEST)
        for name, names in KNOWN.items():
            if len(names.split(", ")) >= len(own.classes):
                st.button(name, on_click=take_known, args=[names], key=f"own_known_{name}")
        st.caption(words.ONCE_MORE)
