"""The look of a page that is read like a text: short lines, tables of numbers, source, formulas that fit a phone."""

import streamlit as st

from pages.shared import source, tables

STYLE = """
.stMarkdown p, .stMarkdown li {max-width: 46rem}
.stMarkdown h4 {padding: .2rem 0 .4rem}
@media (max-width: 640px) {.katex {font-size: 1.08em}}
"""


def reading_style() -> None:
    st.html(f"<style>{STYLE}{tables.STYLE}{source.STYLE}</style>")
