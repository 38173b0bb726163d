"""Words: what the program's words mean, each with a link to where one sees it."""

import streamlit as st

from pages.glossary.html import STYLE, group
from pages.glossary.words import GROUPS, LEAD, TITLE
from pages.shared.address import shared_choices

st.html(STYLE)
st.title(TITLE)
st.caption(LEAD)
for name, words in GROUPS.items():
    st.html(group(name, words, shared_choices()))
