"""What each digit wants to see: for every class, the picture that the network is surest of."""

import streamlit as st

from nn.explain.change import Ideals, ideals
from nn.explain.digits import of_ink
from nn.models import load_shipped, shipped
from pages.shared.digits import Picture, digit_strip
from pages.shared.networks import Chosen
from pages.shared.subject import Subject
from pages.shared.words import percent
from pages.why.state import held, kept, say_moment
from pages.why.words import HOW_CLIMBED, ideals_in_words


def show_classes(subject: Subject) -> None:
    chosen, which = held("classes", subject)
    say_moment(chosen)
    with st.spinner("Climbing to what each class is surest of …"):
        found = kept("classes", which, lambda: find_ideals(chosen))
    if found is None:
        return
    st.markdown(ideals_in_words(found))
    digit_strip(
        (
            Picture(
                picture,
                f"{k}: {percent(float(p))}",
                alt=f"The picture that class {k} would most like to see: it gets {percent(float(p))}.",
                digit=of_ink(picture),
                network=subject.network,
            )
            for k, (picture, p) in enumerate(zip(found.pictures, found.probabilities, strict=True))
        ),
        size=108,
    )
    st.caption(HOW_CLIMBED)


def find_ideals(chosen: Chosen) -> Ideals | None:
    return shipped_ideals(chosen.name) if chosen.name in shipped() else ideals(chosen.network)


@st.cache_resource(show_spinner=False, max_entries=4)
def shipped_ideals(name: str) -> Ideals | None:
    """Once for all visitors."""
    return ideals(load_shipped(name).network)
