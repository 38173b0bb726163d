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
from pages.shared.choosers import section_chooser, section_in_use
from pages.shared.networks import Chosen
from pages.shared.reading import reading_style
from pages.shared.session import YOUR_RUN
from pages.shared.steering import current_run
from pages.shared.subject import Subject, subject_bar

CHAPTERS: dict[str, Callable[[Chosen, DigitPass], None]] = {
    "neuron": neuron_chapter,
    "layers": layers_chapter,
    "forward": forward_chapter,
    "loss": loss_chapter,
    "backward": backward_chapter,
    "update": update_chapter,
}
NAMES = list(words.CHAPTERS)  # these six, and the slips


def walk(subject: Subject) -> tuple[Chosen, DigitPass]:
    """The network and the digit that go through every chapter, and what the one computes for the other."""
    chosen, digit = subject.now()[0], subject.digit
    label = digit.label if digit.label is not None else answer_of(chosen, digit)
    return chosen, forward_backward(chosen.network, digit.X[:, 0], label)


def say_which(chosen: Chosen, walked: DigitPass, digit: Digit) -> None:
    untrained = chosen.name == YOUR_RUN and current_run().view().iteration == 0
    about = words.UNTRAINED.format(sizes=words.sizes_said(chosen.network.sizes)) if untrained else chosen.sentence
    says = words.UNKNOWN if digit.label is None else words.SAYS[walked.answer == digit.label]
    st.caption(f"{about} {says.format(answer=walked.answer, label=digit.label)}")


def offer_again(chosen: Chosen) -> None:
    """The numbers stand still while one reads; those of a run that trains can be read again."""
    if chosen.still_training:
        st.button(words.AGAIN, icon=":material/refresh:")


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
if section_in_use(words.CHAPTERS, "chapter") in CHAPTERS:
    subject = subject_bar("maths", words.TITLE, words.LEAD, otherwise=lambda: YOUR_RUN, beside=offer_again)
    chapter = section_chooser("Chapter", words.CHAPTERS, "chapter", pills=True)
    chosen, walked = walk(subject)
    say_which(chosen, walked, subject.digit)
    CHAPTERS[chapter](chosen, walked)
else:
    st.title(words.TITLE, help=words.LEAD, anchor=False)
    chapter = section_chooser("Chapter", words.CHAPTERS, "chapter", pills=True)
    slips_chapter()
turn_pages(chapter)
