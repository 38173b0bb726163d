"""The maths: how the network works, formula by formula, each beside the line that computes it and with live numbers.

Each chapter is a file; this one holds what they share: the network and the digit that go through all of them, and the
way from one to the next. The words are in words.py, the pictures in figures.py.
"""

from collections.abc import Callable

import streamlit as st

from nn.explain.digits import Digit
from nn.explain.lesson import DigitPass, forward_backward
from pages.maths import words
from pages.maths.backward import backward_chapter
from pages.maths.forward import forward_chapter
from pages.maths.layers import layers_chapter
from pages.maths.loss import loss_chapter
from pages.maths.neuron import neuron_chapter
from pages.maths.slips import slips_chapter
from pages.maths.update import update_chapter
from pages.shared.choosers import digit_chooser, network_chooser, section_chooser
from pages.shared.reading import reading_style
from pages.shared.session import YOUR_RUN, Chosen, chosen_network, current_run

CHAPTERS: dict[str, Callable[[Chosen, DigitPass], None]] = {
    "neuron": neuron_chapter,
    "layers": layers_chapter,
    "forward": forward_chapter,
    "loss": loss_chapter,
    "backward": backward_chapter,
    "update": update_chapter,
}
NAMES = list(words.CHAPTERS)  # these six, and the slips


def choose_subject() -> tuple[Chosen, DigitPass]:
    """The network and the digit that go through every chapter, and what the one says about the other."""
    with st.container(border=True):
        name = network_chooser("maths_network", lambda: YOUR_RUN)
        digit = digit_chooser("maths", name)
        chosen = chosen_network(name)
        label = digit.label if digit.label is not None else answer_of(chosen, digit)
        walked = forward_backward(chosen.network, digit.X[:, 0], label)
        untrained = name == YOUR_RUN and current_run().view().iteration == 0
        sizes = words.sizes_said(chosen.network.sizes)
        about = words.UNTRAINED.format(sizes=sizes) if untrained else chosen.sentence
        says = words.UNKNOWN if digit.label is None else words.SAYS[walked.answer == digit.label]
        st.markdown(f"{about} {says.format(answer=walked.answer, label=digit.label)}")
        if chosen.still_training:
            st.button(words.AGAIN, icon=":material/refresh:")
    return chosen, walked


def answer_of(chosen: Chosen, digit: Digit) -> int:
    return int(chosen.network.predict(digit.X).argmax())


def turn_to(name: str) -> None:
    st.session_state.section_chapter = name
    st.session_state.maths_turned = True


def turn_pages(here: str) -> None:
    """At the end of a chapter, the one before and the one after; whoever turns starts reading at the top again."""
    i = NAMES.index(here)
    with st.container(horizontal=True, horizontal_alignment="distribute" if i else "right"):
        if i:
            before = NAMES[i - 1]
            st.button(
                words.CHAPTERS[before], key="before", icon=":material/arrow_back:", on_click=turn_to, args=[before]
            )
        if i + 1 < len(NAMES):
            after = NAMES[i + 1]
            st.button(
                words.CHAPTERS[after],
                key="after",
                icon=":material/arrow_forward:",
                icon_position="right",
                on_click=turn_to,
                args=[after],
            )
    if st.session_state.pop("maths_turned", False):
        scroll = f"document.querySelector('[data-testid=\"stMain\"]').scrollTo(0, 0) /* {here} */"
        st.html(f"<script>{scroll}</script>", unsafe_allow_javascript=True)


reading_style()
st.title(words.TITLE)
st.caption(words.LEAD)
chapter = section_chooser("Chapter", words.CHAPTERS, "chapter", pills=True)
if chapter in CHAPTERS:
    CHAPTERS[chapter](*choose_subject())
else:
    slips_chapter()
turn_pages(chapter)
