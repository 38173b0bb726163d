"""The tour is offered once to who is here for the first time, in one line that forces nobody.

Only the browser knows whether somebody has been here before, and it does not tell: the line is always sent, and seen
only where the browser remembers no answer to it (offer.js).
"""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from nn.lab.view import Status
from pages.lessons import words
from pages.lessons.shelf import TOUR
from pages.lessons.state import begin, player, playing
from pages.shared.session import session
from pages.shared.steering import current_run

SCRIPT = Path(__file__).with_suffix(".js")
STYLE = """<style>
[data-testid="stLayoutWrapper"]:has(> .st-key-lesson_offer) {display: none}
html[data-new-here] [data-testid="stLayoutWrapper"]:has(> .st-key-lesson_offer) {display: flex}
.st-key-lesson_offer button {min-height: 2.1rem; padding: .1rem .8rem}
.st-key-tour_memory {position: absolute}
</style>"""


@cache
def _component() -> Any:
    return st.components.v2.component("tour_memory", html="<span></span>", js=SCRIPT.read_text(), isolate_styles=False)


def offer_the_tour(here: bool) -> None:
    """Offer the tour ``here``, on the first page, until it was answered, or the visitor is busy with something."""
    mine = player()
    if here or mine.knows_tour:
        _component()(key="tour_memory", data={"answered": mine.knows_tour})
    if not here or mine.knows_tour or _is_busy():
        return
    st.html(STYLE)
    with st.container(horizontal=True, vertical_alignment="center", key="lesson_offer"):
        st.markdown(words.OFFER, width="content")
        st.button(words.TAKE_IT, key="lesson_take_tour", on_click=begin, args=[TOUR])
        st.button(words.NOT_NOW, key="lesson_not_now", type="tertiary", on_click=decline)


def _is_busy() -> bool:
    """Whether there is something else to do: a lesson, a run, somebody to follow, or a teacher's link."""
    now = session()
    came_for_something = now.follows or now.recipe is not None or "learn" in now.hidden
    return came_for_something or playing() is not None or current_run().view().status is not Status.READY


def decline() -> None:
    player().knows_tour = True
