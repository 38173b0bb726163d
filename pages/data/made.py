"""How MNIST was made, on a digit at hand: put back on a sheet as somebody may have written it, and made ready again.

The way back is the very one that a drawing takes (nn/drawing.py). What a network says is shown for both, and for the
sheet as it is, squeezed to 28x28.
"""

import numpy as np
import streamlit as st

from nn.activations import Array
from nn.assess.answers import ask
from nn.assess.making import Frame, both_ways, frame_of, put_back
from nn.dataset import Examples
from nn.drawing import Drawing, DrawingError, as_mnist, naive_resize
from nn.explain.digits import Digit, of_ink
from nn.explain.evidence import asked
from nn.network import Network
from pages.data import words
from pages.data.samples import pixels_in
from pages.data.sets import OWN
from pages.data.state import data, mnists_digits
from pages.data.which import NETWORK
from pages.shared.choosers import digit_chooser, network_in_use
from pages.shared.digits import Picture, digit_strip, thumbnail
from pages.shared.live import out_of_turn
from pages.shared.networks import chosen_network
from pages.shared.tables import table

LARGE, STAGE = 124, 96  # pixels
MANY = 200  # digits that are written alike


def show_made() -> None:
    if data().which == OWN:
        st.caption(words.MNIST_ALONE)
    st.markdown(words.HOW_MADE)
    left, right = st.columns([4, 7], gap="large")
    with left:
        digit = digit_chooser("data", network_in_use(NETWORK))
        sliders()
        show_many()
    mine = data()
    sheet = put_back(digit.X.reshape(28, 28), mine.size / 100, mine.down / 100, mine.right / 100)
    with right:
        show_ways(digit, sheet)
    show_measured()


def sliders() -> None:
    mine = data()
    for name, label, low, high in (
        ("size", "How large it is written, % of the sheet", 10, 95),
        ("down", "Up and down, % of the room", -100, 100),
        ("right", "Left and right, % of the room", -100, 100),
    ):
        key = f"data_{name}"
        st.session_state[key] = getattr(mine, name)

        def choose(name: str = name, key: str = key) -> None:
            setattr(mine, name, int(st.session_state[key]))

        st.slider(label, low, high, key=key, on_change=choose)


def show_ways(digit: Digit, sheet: Array) -> None:
    """The digit as MNIST has it, spoiled, squeezed, and made ready again, each with the network's answer."""
    network, name = chosen_network(network_in_use(NETWORK)).network, network_in_use(NETWORK)
    try:
        ready = as_mnist(sheet)
    except DrawingError as error:
        st.warning(str(error), icon=":material/error:")
        return
    squeezed = of_ink(naive_resize(sheet), digit.label)
    again = of_ink(ready.pixels, digit.label)
    digit_strip(
        [
            Picture(digit.pixels, f"{words.AS_IT_IS}: {answer(network, digit)}", digit=digit, network=name),
            Picture(thumbnail(sheet, 112), words.WRITTEN),
            Picture(squeezed.pixels, f"{words.SQUEEZED}: {answer(network, squeezed)}", digit=squeezed, network=name),
            Picture(again.pixels, f"{words.READY}: {answer(network, again)}", digit=again, network=name),
        ],
        LARGE,
    )
    show_stages(ready)


def answer(network: Network, digit: Digit) -> str:
    found = asked(network, digit.X)
    return words.answer_in_words(found.probabilities) if found.finite else words.NO_ANSWER


def show_stages(ready: Drawing) -> None:
    st.markdown(words.STAGES)
    digit_strip([Picture(thumbnail(stage.image, 112), stage.caption) for stage in ready.stages[1:]], STAGE)


# Many of them ---------------------------------------------------------------------------------------------------------


def show_many() -> None:
    """How the network does on some of the digits, all written like this one: asked for, since it takes a second."""
    mine, digits = data(), mnists_digits()
    written = (mine.size, mine.down, mine.right)
    st.button(
        words.WRITE_MANY.format(n=MANY),
        icon=":material/edit_note:",
        on_click=lambda: setattr(mine, "many", written),
        key="data_many",
    )
    if mine.many == written:
        with st.spinner("Writing them …"), out_of_turn():
            ways = _both_ways(digits.name, written, digits.examples)
        found = [ask(chosen_network(network_in_use(NETWORK)).network, way) for way in ways]
        st.markdown(words.many_in_words(*found))


@st.cache_resource(show_spinner=False, max_entries=16)
def _both_ways(name: str, written: tuple[int, int, int], _examples: Examples) -> tuple[Examples, Examples]:
    """``name`` stands for the examples. A third of a megabyte each."""
    few = _examples.only(np.arange(0, len(_examples), max(1, len(_examples) // MANY))[:MANY])
    size, down, right = (percent / 100 for percent in written)
    return both_ways(few, size, down, right)


# Measured on all ------------------------------------------------------------------------------------------------------


def show_measured() -> None:
    digits = mnists_digits()
    with st.spinner("Measuring every digit …"), out_of_turn():
        frame = _frame(digits.name, digits.examples)
    st.markdown(words.MEASURED.format(digits=len(digits.examples)))
    st.html(table(words.MADE_COLUMNS, words.made_rows(frame, pixels_in(digits))))


@st.cache_resource(show_spinner=False, max_entries=8)
def _frame(name: str, _examples: Examples) -> Frame:
    """``name`` stands for the examples."""
    return frame_of(_examples)
