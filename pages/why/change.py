"""The smallest change: how little of the digit's ink has to change until the network answers something else."""

import streamlit as st

from nn.explain.change import Flip, NoFlip, smallest_change
from nn.explain.evidence import asked
from pages.shared.answers import Answer
from pages.shared.digits import Picture, digit_strip
from pages.shared.live_figure import live_figure
from pages.shared.subject import Subject
from pages.shared.theme import palette
from pages.shared.widgets import facts
from pages.shared.words import signed
from pages.why.class_chooser import class_chooser
from pages.why.figures import change_picture
from pages.why.state import held, kept, say_moment, why
from pages.why.words import HOW_CHANGED, change_in_words, why_none

SIDE = 172  # of the pictures before and after


def show_change(subject: Subject) -> None:
    chosen, which = held("change", subject)
    digit = subject.digit
    answer = asked(chosen.network, digit.X)
    if not answer.finite:
        return
    target = class_chooser("why_target", "Make it", "whichever is nearest", why().target, answer.answer, choose_target)
    say_moment(chosen)
    found = kept("change", (*which, digit.name, target), lambda: smallest_change(chosen.network, digit, target))
    if isinstance(found, NoFlip):
        st.info(why_none(found, target), icon=":material/block:")
        return
    pictures, words = st.columns([5, 4], gap="large")
    with pictures:
        show_flip(found, subject)
    with words:
        st.markdown(change_in_words(found))
        show_size(found)
    st.caption(HOW_CHANGED)


def choose_target(target: int | None) -> None:
    why().target = target


def show_flip(found: Flip, subject: Subject) -> None:
    """The picture before, the change, and the picture after."""
    was, became = Answer(found.probabilities_before), Answer(found.probabilities_after)
    with st.container(horizontal=True, key="why_flip"):
        with st.container(width=SIDE):
            st.markdown("**Before**")
            caption = f"{found.was}: {was.of(found.was)}"
            digit_strip([Picture(subject.digit.pixels, caption, digit=subject.digit, network=subject.network)], SIDE)
        with st.container(width=SIDE):
            st.markdown("**The change**")
            live_figure(
                change_picture(found, palette()),
                key="why_change",
                height=f"{SIDE}px",
                alt=f"Where ink was added, blue, and taken away, orange: at most {abs(found.largest):.2f} of full ink.",
            )
            st.caption(f"Blue: ink added; orange: taken away. Full colour: {abs(found.largest):.1%} of full ink.")
        with st.container(width=SIDE):
            st.markdown("**After**")
            caption = f"{found.became}: {became.of(found.became)}"
            digit_strip([Picture(found.after.pixels, caption, digit=found.after, network=subject.network)], SIDE)


def show_size(found: Flip) -> None:
    length = "The length of the change, 784 numbers, as a vector (L2 norm); ink is 0 to 1"
    facts(
        [
            ("Size", f"{found.size:.3f}", length),
            ("Of the ink", f"{found.share:.1%}", "That length against the length of the digit itself"),
            ("Changed by over 5%", f"{found.pixels} of 784", "Pixels that change by more than 5 % of full ink"),
            ("Largest", signed(found.largest, 3), "The largest change of a single pixel, of full ink"),
        ]
    )
