"""Share: the links to watch, to repeat and to steer what one is looking at, each to copy or as a QR code."""

from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import segno
import streamlit as st

from nn.lab.run import Run
from pages.shared.address import where_one_is
from pages.shared.hiding import PARTS
from pages.shared.links import control_link, lesson_link, watch_link
from pages.shared.presenting import offer_to_present
from pages.shared.session import OPENED, lab, session
from pages.shared.steering import current_run, steers

WATCH, LESSON, STEER = "Watch along", "As a lesson", "Steer"
WATCH_MEANS = (
    "Whoever opens this link **watches this run live**, on this page or, while they follow, on whichever you are. They "
    "cannot touch it. Who follows sees the digit that you look at, too, also one that you drew."
)
LESSON_MEANS = (
    "Whoever opens this link finds **a run of their own with the same settings and seed**, ready to start, and what is "
    "chosen here. It works in a year as it does today: on the same machine it comes to the same numbers."
)
NOT_THE_PICTURES = "Your own pictures do not go along: whoever opens it trains these settings on MNIST."
NOT_THE_RATE = (
    "The learning rate that you turned on the way is not in the link: a lesson's run begins with the first one, "
    "{first:g}, and keeps it until somebody turns it."
)
ONLY_HERE = (
    "This address leads to this computer from itself alone. For a room, open the program by the computer's own address "
    "in the network, such as `http://192.168.0.5:8501`, and share from there; or put it on the web."
)
NOT_THE_FILE = "The network from your file is not in the link: files stay with you."
STEER_MEANS = (
    "This link is **a secret**: whoever has it can start, pause, change and end your run, as you can, and nobody can "
    "take that back. It is meant for another device of yours. Once opened, it is gone from the address bar."
)
LINK_BOX = """<div class="link-box"><input readonly><button type="button"></button></div>"""
LINK_STYLE = """
.link-box {display: flex; gap: .5rem}
.link-box input {flex: 1; min-width: 0; font: .9rem var(--st-code-font); color: var(--st-text-color); padding: 0 .6rem;
  background: var(--st-secondary-background-color); border: 1px solid var(--st-border-color);
  border-radius: var(--st-base-radius); height: 2.5rem; text-overflow: ellipsis}
.link-box button {font: 1rem var(--st-font); color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); min-width: 5.2rem; cursor: pointer}
.link-box button:hover {border-color: var(--st-primary-color)}
.link-box :focus-visible {outline: 2px solid var(--st-primary-color); outline-offset: 1px}
"""


@cache
def _link_box() -> Any:
    script = Path(__file__).with_name("link_box.js").read_text()
    return st.components.v2.component("link_box", html=LINK_BOX, css=LINK_STYLE, js=script, isolate_styles=False)


def offer_to_share() -> None:
    """The button that leads to the links."""
    if not session().hides("share"):
        st.button("Share", icon=":material/share:", on_click=_open, key="share", help="Links and QR codes")
    if st.session_state.pop("share_opens", False):
        share()


def _open() -> None:
    st.session_state.share_opens, st.session_state.share_shows_key = True, False


def _show_key() -> None:
    st.session_state.share_shows_key = session().key_shown = True


@st.dialog("Share", on_dismiss="rerun")  # by then, somebody may steer by the link that was shown
def share() -> None:
    run = lab().find(session().own[0]) or current_run()  # a lesson's run in its place is not for long
    kinds = [WATCH, LESSON, *[STEER] * steers(run)]
    kind = st.segmented_control(
        "Which link?", kinds, default=WATCH, required=True, key="share_kind", label_visibility="collapsed"
    )
    {WATCH: watch_along, LESSON: as_a_lesson, STEER: steer}[kind](run)
    st.divider()
    offer_to_present()


def watch_along(run: Run) -> None:
    st.markdown(WATCH_MEANS)
    show_link(watch_link(run), "The link to watch along")


def as_a_lesson(run: Run) -> None:
    st.markdown(LESSON_MEANS)
    if session().network == OPENED:
        st.caption(NOT_THE_FILE)
    if run.recipe.pictures:
        st.caption(NOT_THE_PICTURES)
    if run.view().rate_changes:
        st.caption(NOT_THE_RATE.format(first=run.recipe.learning_rate))
    parts = st.multiselect("Hide from those who open it", list(PARTS), format_func=PARTS.__getitem__, key="share_hides")
    show_link(lesson_link(run, where_one_is(), parts), "The link to the lesson")


def steer(run: Run) -> None:
    st.markdown(STEER_MEANS)
    st.button("Show the link", icon=":material/key:", key="share_key", on_click=_show_key)
    if st.session_state.get("share_shows_key"):
        show_link(control_link(session().own[1]), "The link to steer")


def show_link(link: str, label: str) -> None:
    _link_box()(key=f"link_{label}", data={"link": link, "label": label})
    st.html(qr_code(link, label))
    if is_of_this_computer(link):
        st.caption(ONLY_HERE)


def is_of_this_computer(link: str) -> bool:
    """Whether no other computer can open the link."""
    host = urlsplit(link).hostname or ""
    return host in ("localhost", "::1", "0.0.0.0") or host.startswith("127.")  # noqa: S104  nothing listens here


def qr_code(link: str, label: str) -> str:
    """An <img>, black on white in both themes, as cameras want it; or a sentence where the link is too long for one."""
    try:
        uri = segno.make_qr(link, error="l").svg_data_uri(scale=4, border=3, dark="#000", light="#fff")
    except segno.DataOverflowError:
        return "<p>The link is too long for a QR code: choose a digit of MNIST's in the place of your drawing.</p>"
    alt = escape(f"QR code: {label[0].lower()}{label[1:]}", quote=True)
    return f'<img src="{uri}" alt="{alt}" style="width: min(100%, 15rem); border-radius: .3rem">'
