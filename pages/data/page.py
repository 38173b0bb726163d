"""Data: what networks learn from."""

import streamlit as st

from pages.data import own, own_words

st.title(own_words.TITLE, anchor=False)
own.draw()
