"""The nearest training digits: to the network, by what its last hidden layer passes on, and by their pixels alone."""

import streamlit as st

from nn.explain.digits import Digit, of_mnist
from nn.explain.evidence import asked
from nn.explain.neighbours import Neighbours, Space, nearest, space
from nn.models import load_shipped, shipped
from pages.shared.digits import Picture, digit_strip
from pages.shared.networks import Chosen
from pages.shared.session import lab
from pages.shared.subject import Subject
from pages.why.state import held, kept, say_moment
from pages.why.words import BY_PIXELS, by_network_in_words, neighbours_in_words

NEAREST = 8
COMPARED = 10_000  # training digits that are compared where the network is one's own: about 0.3 s


def show_neighbours(subject: Subject) -> None:
    chosen, which = held("neighbours", subject)
    digit = subject.digit
    answer = asked(chosen.network, digit.X)
    if not answer.finite:
        return
    say_moment(chosen)
    with st.spinner("Comparing with the training digits …"):
        by_network, by_pixels = kept("neighbours", (*which, digit.name), lambda: find_nearest(chosen, digit))
    hidden = len(chosen.network.layers) - 1
    if hidden:
        st.markdown(f"**Nearest to the network**, by what hidden layer {hidden} passes on")
        show_nearest(by_network, answer.answer, subject.network)
        st.caption(by_network_in_words(chosen.network.sizes[-2]))
    st.markdown("**Nearest by their pixels alone**" + ("" if hidden else ", as there is no hidden layer"))
    show_nearest(by_pixels, answer.answer, subject.network)
    st.caption(BY_PIXELS)


def show_nearest(found: Neighbours, answer: int, network: str) -> None:
    if not len(found.places):
        st.markdown("Their numbers have overflowed: there is nothing to compare.")
        return
    neighbours = [of_mnist(lab().mnist, int(i), training=True) for i in found.places]
    st.markdown(neighbours_in_words(lab().mnist.train_labels[found.places], found, answer))
    digit_strip(
        (
            Picture(
                other.pixels,
                f"{other.label} at {distance:.2f}",
                right=other.label == answer,
                alt=f"{other.title.capitalize()}, at a distance of {distance:.2f}",
                digit=other,
                network=network,
            )
            for other, distance in zip(neighbours, found.distances, strict=True)
        ),
        size=104,
    )


# The search -----------------------------------------------------------------------------------------------------------


def find_nearest(chosen: Chosen, digit: Digit) -> tuple[Neighbours, Neighbours]:
    """The neighbours to the network, and by the pixels alone.

    A shipped network is asked about all training digits, one's own about the first 10,000. A training digit is not its
    own neighbour.
    """
    own = int(digit.name.removeprefix("train-")) if digit.name.startswith("train-") else None
    if chosen.name in shipped():
        known = shipped_space(chosen.name)
    else:
        known = space(chosen.network, lab().mnist.training.only(slice(0, COMPARED)))
    return nearest(known, digit.X, NEAREST, own), nearest(Space(known.examples), digit.X, NEAREST, own)


@st.cache_resource(show_spinner=False, max_entries=4)
def shipped_space(name: str) -> Space:
    """All training digits as a shipped network sees them, once for all visitors: at most 48 MB each."""
    return space(load_shipped(name).network, lab().mnist.training)
