"""The look of Step by step: the bar stays in sight, on a phone at the foot, and what is below it does not jump."""

import streamlit as st

from pages.shared.theme import palette

# BACKGROUND is the page's own, so that what scrolls by does not show through the bar.
STYLE = """<style>
[data-testid="stLayoutWrapper"]:has(> .st-key-steps_bar) {position: sticky; top: 3.7rem; z-index: 20}
.st-key-steps_bar {background: BACKGROUND; padding: .45rem 0;
  border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent)}
[data-testid="stLayoutWrapper"]:has(> .st-key-steps_walk), .st-key-steps_walk {width: auto; flex: none}
.st-key-steps_said {min-height: 6.5rem}
.st-key-steps_formula {min-height: 10.9rem; gap: 1.3rem}
.stButtonGroup div:has(> button) {flex-wrap: wrap; justify-content: flex-start}
.st-key-steps_formula .katex-display {overflow-x: auto; overflow-y: hidden; margin: .2rem 0}
@media (max-width: 640px) {
  [data-testid="stLayoutWrapper"]:has(> .st-key-steps_bar) {position: static}
  .st-key-steps_walk {position: fixed; left: 0; right: 0; bottom: 0; z-index: 20; padding: .5rem .9rem;
    background: BACKGROUND; border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent)}
  .st-key-steps_said, .st-key-steps_formula {min-height: 0}
  .st-key-steps_formula .katex {font-size: .95em}
  .stMainBlockContainer {padding-bottom: 5rem}
}
</style>"""


def steps_style() -> None:
    st.html(STYLE.replace("BACKGROUND", palette().background))
