"""The player: a strip above the real pages, with a beat's words, its question, and the way on.

Before a page is drawn, the stage is brought to what the beat wants, by the same way on which who follows is taken along
(pages/shared/watching.py): the choices that all pages share, and what the page itself has to take up.
"""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from nn.lab.view import Status
from pages.lessons import words
from pages.lessons.asking import ask
from pages.lessons.lesson import Beat, Lesson, Stage
from pages.lessons.measured import with_values
from pages.lessons.notes import offer_notes, say_where_i_am
from pages.lessons.pointing import frame, selector
from pages.lessons.runs import give_back_own, own_run, show_run
from pages.lessons.settings import PARTS, as_address
from pages.lessons.state import finish, go, is_answered, leave, player, playing, run_waits, stage_now
from pages.shared.experiment import experiment
from pages.shared.session import choose_from, session

SCRIPT = Path(__file__).with_name("keys.js")
OWN_ARROWS = {"steps"}  # pages whose Previous and Next are the arrow keys
OWN_CHOICES = ("steps", "why")  # what these pages keep besides; a stage begins without it
STYLE = """<style>
.st-key-lesson {border: 1px solid color-mix(in srgb, currentColor 22%, transparent); border-radius: .5rem;
  padding: .55rem .9rem .7rem; gap: .35rem; background: color-mix(in srgb, currentColor 4%, transparent)}
.st-key-lesson p {font-size: 1.05rem; max-width: none}
.st-key-lesson_bar button {min-height: 2.3rem; padding: .2rem .8rem}
.st-key-lesson_bar > :first-child {flex: 1 1 14rem}
.st-key-lesson_keys {position: absolute}
.st-key-lesson_question > * {max-width: 100%}
:is(.st-key-lesson_question, .st-key-lesson_why) [data-testid="stWidgetLabel"] p {font-weight: 600}
.st-key-lesson_question [role=radiogroup] {flex-wrap: wrap; overflow: visible}
@media (max-width: 640px) {
  .st-key-lesson {padding: .45rem .6rem .55rem}
  .st-key-lesson p {font-size: 1rem}
  .st-key-lesson_bar {gap: .35rem}
  .st-key-lesson_bar > :first-child {flex: 1 0 100%}
  .st-key-lesson_bar button {padding: .2rem .6rem}
}
</style>"""


# The stage -----------------------------------------------------------------------------------------------------------


def follow_lesson(page: str) -> None:
    """Set the stage up where a beat wants it, from this page of the address. Called once, before a page is drawn."""
    mine = player()
    stage = stage_now()
    hide_for(stage)
    if stage is None or not mine.wanted:
        return
    mine.wanted, mine.staged = False, mine.staged + 1
    set_up(stage)
    if (page or "train") != stage.page:
        st.switch_page(f"pages/{stage.page}/page.py")


def hide_for(stage: Stage | None) -> None:
    """Take out of sight what this beat hides, and nothing else: the menus above were drawn already."""
    wanted = stage.hide if stage else frozenset()
    if session().hidden_here != wanted:
        session().hidden_here = wanted
        st.rerun()


def set_up(stage: Stage) -> None:
    """Make the choices that the stage names, and leave to its page what is the page's own."""
    now, chosen = session(), as_address(stage)
    if stage.page == "train":
        chosen.pop(
            "network"
        )  # that page shows the visitor's run, their own or the lesson's, and so shall the next ones
        if stage.recipe is None:
            give_back_own()
        else:
            show_run(stage.recipe, start=not run_waits())
    choose_from(now, chosen)
    for kept in OWN_CHOICES:
        st.session_state.pop(kept, None)
    called = PARTS[stage.page].called
    now.led = {called: stage.part} if called else {}
    if stage.page == "steps" and stage.neuron is not None:
        now.led["input"] = str(stage.neuron)
    elif stage.page == "draw":
        now.led["pad"] = "empty"
    elif stage.page == "workbench":
        now.led["off"] = "none" if stage.off is None else str(stage.off)
    if stage.part == "shuffle":
        experiment().lead(stage.train)
    now.led_to = ("lesson", player().staged)


# The strip -----------------------------------------------------------------------------------------------------------


def lesson_strip(page: str) -> None:
    """The beat that is being played, if one is, above the page of this name in the address."""
    found, session().marks = playing(), ()
    say_where_i_am()
    if found is None:
        return
    lesson, beat = found
    st.html(STYLE)
    with st.container(key="lesson"):
        _bar(lesson, beat, away=(page or "train") != beat.stage.page)
        if not _trains_for_an_answer(beat):
            st.markdown(with_values(beat.words, beat.stage))
        if beat.question:
            ask(beat, beat.question)
        say_what_waits()
    stage = stage_now() or beat.stage
    point = stage.point if (page or "train") == stage.page else ""
    if point:
        st.html(frame(stage.page, point))
    data = {"arrows": page not in OWN_ARROWS, "staged": player().staged, "point": selector(stage.page, point)}
    _keys()(key="lesson_keys", data=data)


@cache
def _keys() -> Any:
    return st.components.v2.component("lesson_keys", html="<span></span>", js=SCRIPT.read_text(), isolate_styles=False)


def _bar(lesson: Lesson, beat: Beat, away: bool) -> None:
    """What this is, where one is in it, and the ways on, back and out; for who went ``away``, to this step again."""
    at, last = session().beat, len(lesson.beats)
    with st.container(horizontal=True, vertical_alignment="center", key="lesson_bar"):
        st.markdown(f"{lesson.title}, {words.where(lesson, at)}: **{beat.title}**", help=words.KEYS_HELP)
        if beat.note:
            with st.popover("Notes", key=f"lesson_notes_{lesson.name}_{at}", help="For whoever speaks."):
                st.markdown(with_values(beat.note, beat.stage))
                offer_notes()
        if away:
            st.button(words.RETURN, key="lesson_return", on_click=go, args=[lesson.name, at])
        st.button("Back", key="lesson_back", on_click=go, args=[lesson.name, max(1, at - 1)], disabled=at == 1)
        if at < last:
            st.button("Next", key="lesson_next", type=_weight(beat), on_click=go, args=[lesson.name, at + 1])
        else:
            st.button("Finish", key="lesson_finish", type=_weight(beat), on_click=finish)
        st.button("Leave", key="lesson_leave", type="tertiary", on_click=leave, help=words.LEAVE_HELP)


def _trains_for_an_answer(beat: Beat) -> bool:
    """Whether a guess stands that a run is to tell about: then its curves are to be seen, and the words were read."""
    return beat.question is not None and beat.question.then.trains and is_answered(beat.question)


def say_what_waits() -> None:
    """That the visitor's own run is not lost while the lesson shows another, if there is anything to lose."""
    own = own_run()
    if own is not None and own.status is not Status.READY:
        st.caption(words.own_run_waits(own.status))


def _weight(beat: Beat) -> Any:
    """Where something is asked, the answer comes first."""
    return "primary" if beat.question is None or is_answered(beat.question) else "secondary"
