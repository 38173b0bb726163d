"""A beat's question: asked, and once the guess stands, what is so, both on the page and in words; then why."""

import streamlit as st

from pages.lessons import words
from pages.lessons.lesson import Beat, Kind, Question, Reasons
from pages.lessons.measured import true_option, truth, with_values
from pages.lessons.runs import is_lost, is_shown
from pages.lessons.state import Guess, ask_again, guess, here, is_answered, player, say_why, see, show
from pages.shared.session import Mark, session


def ask(beat: Beat, question: Question) -> None:
    """The question, or what came of it. A link may want the lesson without questions: then it is shown and told."""
    if not session().predicts:
        _show_unasked(beat, question)
        return
    if is_answered(question):
        _tell(beat, question, player().guesses[here()])
        return
    key = _key("guess")
    st.session_state[key] = player().guesses.get(here())

    def say() -> None:
        guess(st.session_state[key])

    with st.container(horizontal=True, vertical_alignment="bottom", key="lesson_question"):
        if question.options:
            st.pills(question.text, question.options, key=key, on_change=say, width="content")
        else:
            st.number_input(
                question.text, 0.0, 100.0, step=1.0, format="%g", key=key, on_change=say, placeholder="percent"
            )
        st.button(words.SEE, key="lesson_see", type="primary", on_click=_see)


def _show_unasked(beat: Beat, question: Question) -> None:
    """The same in the same order, only nobody guesses: to compare a class that guesses with one that watches."""
    if not is_answered(question):
        st.button(words.SHOW, key="lesson_see", type="primary", on_click=show)
    elif truth(question) is not None:
        reasons = question.reasons.words if question.reasons else ""
        for said in filter(None, (question.words, reasons)):
            st.markdown(with_values(said, question.then, before=beat.stage))
    elif is_lost(question.then):
        st.markdown(words.NOTHING_TO_SEE)
        _offer_to_ask_again()
    else:
        st.markdown(words.AWAITED)


def _key(what: str) -> str:
    return "_".join([f"lesson_{what}", *map(str, here())])


def _see() -> None:
    if not see():
        st.toast(words.GUESS_FIRST)


def _tell(beat: Beat, question: Question, guessed: Guess) -> None:
    found = truth(question)
    if question.kind is Kind.SHARE and is_shown(question.then.recipe):
        truly = (Mark(words.it_is(found), 100 * found.value),) if found else ()
        session().marks = (Mark(words.your_guess(float(guessed)), float(guessed)), *truly)
    if found is not None:
        _say_what_is_so(beat, question, words.verdict(question, guessed, found, true_option(question)))
    elif is_lost(question.then):
        st.markdown(f"{question.text} {words.NOTHING_TO_SEE}")
        _offer_to_ask_again()
    else:  # short, so that the curves below are seen
        st.markdown(f"{question.text} {words.awaited(question, guessed)}")


def _say_what_is_so(beat: Beat, question: Question, verdict: str) -> None:
    """The guess and the truth, what there is to say about it, and beside that, where there is room, the reasons."""

    def with_figures(text: str) -> str:
        return with_values(text, question.then, before=beat.stage)

    told, why = st.columns(2, gap="medium") if question.reasons else (st.container(), None)
    with told:
        st.markdown(f"{question.text} {verdict}")
        st.markdown(with_figures(question.words))
        _offer_to_ask_again()
    if question.reasons and why:
        with why:
            _ask_why(question.reasons, with_figures(question.reasons.words))


def _offer_to_ask_again() -> None:
    st.button("Ask me again", key="lesson_again", type="tertiary", on_click=ask_again)


def _ask_why(reasons: Reasons, after: str) -> None:
    """The reasons to choose from, until one is chosen; then which is right, and what is said ``after`` that."""
    chosen = player().reasons.get(here())
    if chosen is not None:
        st.markdown(f"**{reasons.text}** {words.reason_verdict(reasons, chosen)}")
        st.markdown(after)
        return
    key = _key("why")
    with st.container(key="lesson_why", gap="small"):
        st.radio(reasons.text, reasons.options, index=None, key=key)
        st.button(words.SEE_WHY, key="lesson_see_why", on_click=_see_why, args=[key])


def _see_why(key: str) -> None:
    if (reason := st.session_state.get(key)) is None:
        st.toast(words.CHOOSE_FIRST)
    say_why(reason)
