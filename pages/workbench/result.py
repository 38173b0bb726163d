"""What the changes do to the answer and to the accuracy on test digits, before and now; and the way back."""

import numpy as np
import streamlit as st

from nn.explain.digits import Digit
from nn.explain.workbench import Edits
from pages.shared.answers import Answer
from pages.shared.live_figure import live_figure
from pages.shared.theme import palette
from pages.shared.widgets import facts
from pages.workbench import words
from pages.workbench.bench import Bench
from pages.workbench.figures import before_after


def show_undo(here: Bench) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="workbench_history"):
        st.button(
            "Undo",
            icon=":material/undo:",
            disabled=not here.history.past,
            on_click=here.undo,
            shortcut="Ctrl+Z",
            key="workbench_undo",
        )
        st.button(
            "Redo",
            icon=":material/redo:",
            disabled=not here.history.future,
            on_click=here.redo,
            shortcut="Ctrl+Y",
            key="workbench_redo",
        )
        st.button(
            "Start again",
            icon=":material/restart_alt:",
            disabled=not here.edits,
            on_click=here.change,
            args=[Edits()],
            help="All neurons on, all weights as they were. This, too, can be undone.",
            key="workbench_again",
        )


def show_result(here: Bench, digit: Digit) -> None:
    before, after = here.before, here.price()
    with np.errstate(all="ignore"):
        first, now = (Answer(network.predict(digit.X)[:, 0]) for network in (here.network, here.result()))
    facts(words.facts_of(before, after, first, now))
    live_figure(
        before_after(first.probabilities, now.probabilities, palette(), f"Answer to {digit.title}", "probability"),
        key="workbench_answer",
        alt=words.probabilities_in_words(first.probabilities, now.probabilities),
    )
    live_figure(
        before_after(before.by_class, after.by_class, palette(), "Right, by true digit", "right", legend=False),
        key="workbench_classes",
        alt=words.classes_in_words(before, after),
    )
