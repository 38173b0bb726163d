"""The speaker's notes in a second window: where the lesson is on the wall, what there is to say, and what comes next.

The window is another visit, on the laptop say. It knows the one that plays the lesson by a secret name in its address,
?notes=NAME, which reads where that one is and can do nothing to it.
"""

import secrets
from collections import OrderedDict
from functools import partial

import streamlit as st

from pages.lessons import words
from pages.lessons.lesson import Beat, Lesson
from pages.lessons.measured import with_values
from pages.lessons.shelf import lessons
from pages.lessons.state import Place
from pages.shared.live import in_turn
from pages.shared.presenting import clock
from pages.shared.session import session

OFTEN = 0.7  # seconds between two looks
MOST = 5_000  # speakers that are remembered, the last ones
STYLE = """<style>
[data-testid="stHeader"], [data-testid="stSidebar"], [data-testid="stExpandSidebarButton"] {display: none}
[data-testid="stLayoutWrapper"]:has(> .st-key-phone_menu) {display: none !important}
.stMainBlockContainer {padding-top: 1rem; max-width: 60rem}
.st-key-notes p, .st-key-notes li {font-size: 1.5rem; line-height: 1.4}
</style>"""


@st.cache_resource(show_spinner=False)
def _desk() -> OrderedDict[str, Place]:
    """Where each speaker who has opened a window for the notes is, by the name in its address."""
    return OrderedDict()


def offer_notes() -> None:
    """A link to the second window; from now on this visit says where it is."""
    now = session()
    now.notes_of_mine = now.notes_of_mine or secrets.token_urlsafe(12)
    say_where_i_am()
    link = f'<a href="./?notes={now.notes_of_mine}" target="_blank" rel="noopener">{words.NOTES_WINDOW}</a>'
    st.html(link)


def say_where_i_am() -> None:
    """For the second window, if there may be one."""
    now, desk = session(), _desk()
    if not now.notes_of_mine:
        return
    desk[now.notes_of_mine] = (now.lesson, now.beat)
    desk.move_to_end(now.notes_of_mine)
    while len(desk) > MOST:
        desk.popitem(last=False)


def notes_window() -> None:
    """The whole of the second window."""
    st.html(STYLE)
    clock()

    @st.fragment(run_every=OFTEN)
    @in_turn
    def look() -> None:
        with st.container(key="notes"):
            show_notes(session().reads_notes_of)

    look()


def show_notes(name: str) -> None:
    """What stands in the window of the speaker of this name by now."""
    lesson_name, number = _desk().get(name, ("", 1))
    lesson = lessons().get(lesson_name)
    if lesson is None:
        st.title(words.NOTES_TITLE)
        st.markdown(words.NOTHING_PLAYS)
        return
    number = min(number, len(lesson.beats))
    _show(lesson, number, lesson.beat(number))


def _show(lesson: Lesson, number: int, beat: Beat) -> None:
    st.title(beat.title)
    st.caption(f"{lesson.title}, {words.where(lesson, number)}")
    filled = partial(with_values, stage=beat.stage)
    st.markdown(filled(beat.note) if beat.note else words.NO_NOTE)
    if beat.question:
        st.markdown(f"**{words.IT_ASKS}** {beat.question.text}")
    follows = lesson.beat(number + 1).title if number < len(lesson.beats) else words.THE_END
    st.markdown(f"**{words.COMES_NEXT}** {follows}")
