"""Presenter's mode: for a room in which somebody sits in the back row. ?present=1 turns it on.

Large type, no sidebar, no bar, charts as large as the screen allows, and a clock. The pages are the same; what is drawn
by Plotly grows in the browser (live_figure.js).
"""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from pages.shared.session import session

SCRIPT = Path(__file__).with_suffix(".js")
ON, OFF, LEAVE = "Presenter’s mode", "Leave presenter’s mode", "Leave"
HELP = "Large type and charts for a projector, no sidebar, a clock. The address keeps it."
HTML = '<time class="clock" role="timer" aria-live="off"></time>'
STYLE = """<style>
html:root {font-size: clamp(20.6px, 1.61vw, 34px)}
.stMainBlockContainer {max-width: none; padding: .3rem 1.5rem 2rem}
[data-testid="stHeader"], [data-testid="stSidebar"], [data-testid="stExpandSidebarButton"] {display: none}
.stMainBlockContainer :is(dl.facts dt, figure.digit figcaption, figure.digit .ways, .st-key-chosen_digit .ways a,
  .matrices figcaption, .matrices figcaption span, [data-testid=stCaptionContainer] code, .readout, .numbers table,
  .numbers thead th, table.softmax thead th, .answer .bars b, .bars span, .stCode code, .stCode code *,
  .st-key-steps_code [data-testid=stCaptionContainer] p, .st-key-chosen_digit [data-testid=stWidgetLabel] p) {
  font-size: max(.875rem, 18px)}
.st-key-chosen_digit [data-testid=stWidgetLabel] {height: auto; white-space: nowrap}
.st-key-chosen_digit .stNumberInput {min-width: 8.5rem}
.answer .bars {grid-template-columns: repeat(10, .9rem)}
.to-numbers {display: none}
.stElementContainer:has(> .stButton) {width: auto !important; min-width: max-content}
.stMainBlockContainer {position: relative}
.st-key-phone_menu {justify-content: flex-start !important; gap: 1rem !important; width: calc(100% - 15rem)}
[data-testid="stLayoutWrapper"]:has(> .st-key-presenting) {
  position: absolute; top: .5rem; right: 1.5rem; width: auto; z-index: 9}
.st-key-presenting {gap: .6rem; flex-wrap: nowrap}
.clock {font: 600 1rem var(--st-font); font-variant-numeric: tabular-nums; white-space: nowrap}
</style>"""


@cache
def _clock() -> Any:
    return st.components.v2.component("clock", html=HTML, js=SCRIPT.read_text(), isolate_styles=False)


def clock() -> None:
    """The time of day, and for how long this window has been open."""
    _clock()(key="clock")


def present() -> None:
    """Where one presents: the look, the time, and the way out. Called once, above the page."""
    if not session().presents:
        return
    st.html(STYLE)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right", key="presenting"):
        clock()
        st.button(LEAVE, key="leave_presenting", type="tertiary", on_click=choose, args=[False], help=OFF)


def offer_to_present() -> None:
    """The switch, for a dialog: it closes."""
    if st.button(ON if not session().presents else OFF, icon=":material/slideshow:", key="present", help=HELP):
        choose(not session().presents)
        st.rerun()


def choose(on: bool) -> None:
    session().presents = on
