"""The look of Step by step: the bar stays in sight, on a phone at the foot, and what is below it does not jump."""

import streamlit as st

from pages.shared.theme import palette

# BACKGROUND is the page's own, so that what scrolls by does not show through the bar.
STYLE = """<style>
[data-testid="stLayoutWrapper"]:has(> .st-key-steps_bar) {position: sticky; top: 3.7rem; z-index: 20}
.st-key-steps_bar {background: BACKGROUND; padding: .3rem 0;
  border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent)}
[data-testid="stLayoutWrapper"]:has(> .st-key-steps_walk), .st-key-steps_walk {width: auto; flex: none}
.st-key-steps_bar {gap: .5rem .8rem}
.st-key-steps_bar button {min-height: 2.2rem; padding: .2rem .7rem}
.st-key-steps_said {min-height: 8rem}
.st-key-steps_said, .st-key-steps_code {gap: .3rem}
.st-key-steps_said h4 {padding: 0 0 1rem}
.st-key-steps_said p {line-height: 1.45}
.st-key-steps_code :is(pre, code) {font-size: .8rem; line-height: 1.4}
.st-key-steps_code [data-testid=stCaptionContainer] p {font-size: .8rem; max-width: none}
.st-key-steps_code pre {padding: .4rem .8rem}
.st-key-steps_formula {min-height: 5.4rem; gap: .3rem 2.5rem}
.st-key-steps_formula > div:has(.katex) {flex: 0 1 auto; width: auto}
.st-key-steps_formula > div:has(> .st-key-steps_place) {margin-left: auto}
.st-key-steps_formula .katex {font-size: 1.05em}
.st-key-steps_formula .katex-display > .katex {text-align: left}
.stButtonGroup div:has(> button) {flex-wrap: wrap; justify-content: flex-start}
.st-key-steps_formula .katex-display {overflow-x: auto; overflow-y: hidden; margin: .1rem 0}
@media (max-width: 640px) {
  [data-testid="stLayoutWrapper"]:has(> .st-key-steps_bar) {position: static}
  .st-key-steps_walk {position: fixed; left: 0; right: 0; bottom: 0; z-index: 20; padding: .5rem .9rem;
    background: BACKGROUND; border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent)}
  .st-key-steps_said, .st-key-steps_formula {min-height: 0}
  .st-key-steps_formula {row-gap: 1.3rem}
  .st-key-steps_formula .katex {font-size: .95em}
  .st-key-steps_place {justify-content: flex-start}
  .stMainBlockContainer {padding-bottom: 5rem}
}
</style>"""


def steps_style() -> None:
    st.html(STYLE.replace("BACKGROUND", palette().background))
