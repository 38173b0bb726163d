"""Pictures without labels: a look at them with a network's answers, and all answers as a file."""

import numpy as np
import streamlit as st

from nn.owndata.asked import answers, submission
from nn.owndata.found import Found
from pages.data import own_words as words
from pages.data.own_state import Own
from pages.data.own_test import network_field
from pages.shared.digits import Picture, digit_strip

SHOWN = 12


def show_answers(mine: Own, unlabelled: Found) -> None:
    st.markdown(f"**Answers.** {words.waiting_in_words(mine.unlabelled_title, unlabelled)}")
    chosen = network_field("own_answerer")
    classes = chosen.recipe.classes
    given = mine.kept("answers", (chosen.key, id(unlabelled)), lambda: answers(chosen.network, unlabelled.pixels))
    lines = mine.kept("submission", (chosen.key, id(unlabelled)), lambda: "".join(submission(classes, given)))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "submission.csv",
            lines,
            file_name="submission.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            key="own_submission",
            help="ImageId,Label, as Kaggle wants it.",
        )
        st.markdown(words.answered_in_words(np.bincount(given, minlength=len(classes)), classes), width="content")
    shown = range(min(SHOWN, len(unlabelled)))
    digit_strip([Picture(unlabelled.pixels[i], f"{i + 1}: {classes[given[i]]}") for i in shown], size=56)
