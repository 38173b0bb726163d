"""Am I learning? Eight questions before the lessons and eight after, for nobody but who answers them.

What was answered stays in the visitor's session and in their browser; the server keeps nothing of it.
"""

import json
import secrets
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from pages.lessons import learning_words as words
from pages.lessons.forms import FORMS, QUESTIONS, Answers, as_csv, other, right
from pages.shared.sent import sent_by

SCRIPT = Path(__file__).with_suffix(".js")
MEMORY = "learning_memory"
LONGEST = 500  # letters of what a browser may say that it remembers
TIMES = ("before", "after")


@dataclass
class Learning:
    """What one visitor has answered: the ``first`` form, and the answers of before and after if there are any."""

    first: str = field(default_factory=lambda: secrets.choice(list(FORMS)))
    answers: list[Answers] = field(default_factory=list)
    asks: bool = True  # the browser has not been asked yet what it remembers
    forget: bool = False

    @property
    def form(self) -> str:
        """The one whose turn it is."""
        return self.first if not self.answers else other(self.first)

    @property
    def taken(self) -> list[tuple[str, str, Answers]]:
        """When, which form, and the answers."""
        forms = (self.first, other(self.first))
        return list(zip(TIMES, forms, self.answers, strict=False))


def learning() -> Learning:
    found: Learning = st.session_state.setdefault("lessons_learning", Learning())
    return found


def show_learning() -> None:
    """The form whose turn it is, or what came of both."""
    mine = learning()
    _remember(mine)
    with st.expander(words.TITLE, icon=":material/quiz:", key="learning", expanded=len(mine.answers) == 1):
        st.markdown(words.about(len(mine.answers)))
        for when, form, answers in mine.taken:
            st.markdown(words.score(when, right(form, answers)))
        if len(mine.answers) == len(TIMES):
            _show_gain(mine)
        else:
            _ask(mine)
        if mine.answers:
            with st.container(horizontal=True):
                st.download_button(
                    words.DOWNLOAD,
                    as_csv(mine.taken),
                    "am-i-learning.csv",
                    "text/csv",
                    key="learning_csv",
                )
                st.button("Forget my answers", key="learning_forget", type="tertiary", on_click=_forget)


def _ask(mine: Learning) -> None:
    when = TIMES[len(mine.answers)]
    with st.form(f"learning_{when}", border=False):
        chosen = [
            st.radio(f"**{number}. {item.text}**", item.options, index=None, key=f"learning_{when}_{number}")
            for number, item in enumerate(FORMS[mine.form], start=1)
        ]
        if not st.form_submit_button(words.DONE[when], type="primary"):
            return
    if None in chosen:
        st.warning(words.missing([n for n, answer in enumerate(chosen, start=1) if answer is None]))
        return
    answers = zip(FORMS[mine.form], chosen, strict=True)
    mine.answers.append(tuple(item.options.index(str(answer)) for item, answer in answers))
    mine.forget = False
    st.rerun()


def _show_gain(mine: Learning) -> None:
    before, after = (right(form, answers) / QUESTIONS for _, form, answers in mine.taken)
    st.markdown(words.gained(before, after))
    wrong = [
        item
        for _, form, answers in mine.taken
        for item, answer in zip(FORMS[form], answers, strict=True)
        if answer != item.right
    ]
    if wrong:
        st.markdown("\n".join([f"{words.NOT_RIGHT}\n", *map(words.put_right, wrong)]))


def _forget() -> None:
    st.session_state.lessons_learning = Learning(asks=False, forget=True)


# The browser ----------------------------------------------------------------------------------------------------------


@cache
def _component() -> Any:
    return st.components.v2.component(MEMORY, html="<span></span>", js=SCRIPT.read_text(), isolate_styles=False)


def _remember(mine: Learning) -> None:
    """Let the browser keep what was answered, and say once what it has kept from before."""
    kept = json.dumps({"first": mine.first, "answers": mine.answers}) if mine.answers else ""
    data = {"kept": kept, "asks": mine.asks and not mine.answers, "forget": mine.forget}
    _component()(key=MEMORY, data=data, on_heard_change=_hear)


def _hear() -> None:
    mine = learning()
    if mine.asks and not mine.answers:
        st.session_state.lessons_learning = from_browser(sent_by(MEMORY, "heard")) or mine
        learning().asks = False


def from_browser(sent: object) -> Learning | None:
    """What a browser says that it remembers; None for anything that cannot be, since anybody can forge it."""
    if not isinstance(sent, str) or len(sent) > LONGEST:
        return None
    try:
        said = json.loads(sent)
        first, answers = said["first"], [tuple(one) for one in said["answers"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    if first not in ("A", "B") or not 0 < len(answers) <= len(TIMES):
        return None
    for form, one in zip((first, other(first)), answers, strict=False):
        if len(one) != QUESTIONS or not all(
            type(answer) is int and 0 <= answer < len(item.options)
            for item, answer in zip(FORMS[form], one, strict=True)
        ):
            return None
    return Learning(first, answers)
