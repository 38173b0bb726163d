"""You, reading shuffled digits: a few to look at, and a question with ten answers that never ends."""

import numpy as np
import streamlit as st

from nn.explain.digits import of_mnist
from pages.shared.digits import Picture, digit_strip
from pages.shared.experiment import Experiment
from pages.shared.session import lab
from pages.shared.widgets import facts
from pages.workbench import shuffle_words as words

STRIP = 5  # digits in a row


def show_strips(here: Experiment) -> None:
    """The first few test digits, as they are and moved about."""
    plain = [of_mnist(lab().mnist, i) for i in range(STRIP)]
    moved = [here.moved(digit, told=True) for digit in plain]
    digit_strip((Picture(d.pixels, alt=d.title.capitalize(), digit=d) for d in plain), size=64)
    digit_strip(
        (Picture(d.pixels, alt=words.moved_in_words(i, d.label), digit=d) for i, d in enumerate(moved)),
        size=64,
    )


def show_quiz(here: Experiment) -> None:
    digit = of_mnist(lab().mnist, int(here.digits[len(here.answers)]))
    hidden = here.moved(digit, told=False)
    st.markdown("**Which digit is this?**")
    with st.container(horizontal=True, key="shuffle_quiz", gap="medium"):
        with st.container(width=172):
            digit_strip([Picture(hidden.pixels, alt=words.HIDDEN, digit=hidden)], size=168)
        with st.container(width=320, key="shuffle_keys", horizontal=True, gap="small"):
            for number in range(10):
                st.button(str(number), on_click=here.say, args=[number], key=f"shuffle_say_{number}", width=50)
    show_score(here)


def show_score(here: Experiment) -> None:
    """What the visitor and the network said about the digits asked so far, all of them the same."""
    numbers, said, network = here.asked, np.array(here.answers), here.network_says()
    truth = lab().mnist.test_labels[numbers]
    facts(words.score(truth, said, network))
    if not len(truth):
        st.caption(words.BEFORE_THE_FIRST_ANSWER)
        return
    digit_strip(
        (
            Picture(
                lab().mnist.test_pixels[numbers[i]],
                f"you: {said[i]}",
                bool(said[i] == truth[i]),
                words.asked_before(int(truth[i]), int(said[i])),
                of_mnist(lab().mnist, int(numbers[i])),
            )
            for i in reversed(range(max(0, len(truth) - STRIP), len(truth)))
        ),
        size=64,
    )
    st.caption(words.the_last_one(truth, said, network))
