"""The room where pixels are shuffled: you and a network read the same digits, all shuffled alike."""

import streamlit as st

from pages.shared.experiment import experiment
from pages.workbench import shuffle_words as words
from pages.workbench.learners import show_training, show_weights
from pages.workbench.quiz import show_quiz, show_strips


def shuffle_room() -> None:
    here = experiment()
    st.markdown(words.INTRODUCTION)
    you, network = st.columns([1, 1], gap="large")
    with you:
        st.subheader("You")
        show_strips(here)
        show_quiz(here)
    with network:
        st.subheader("The network")
        show_training(here)
    st.subheader("What that means")
    st.markdown(words.WHAT_IT_MEANS)
    if here.begun and not here.active:
        show_weights(here, here.plain.view(), here.shuffled.view())
    else:
        st.caption(words.BEFORE_THE_WEIGHTS)
