"""Where a visitor is in a lesson, what they have guessed, and the way from beat to beat.

The lesson and the beat are the session's, because the address of every page says them; all else is the player's own.
"""

from dataclasses import dataclass, field

import streamlit as st

from pages.lessons.lesson import Beat, Lesson, Question, Stage
from pages.lessons.runs import begin_anew, forget_runs, give_back_own
from pages.lessons.shelf import lessons
from pages.shared.session import session

Guess = str | float
Place = tuple[str, int]  # a lesson and one of its beats


@dataclass
class Player:
    """One visitor's: ``guesses`` and which beats are ``answered``, and in each lesson the beat they were at last.

    ``staged`` counts how often a stage was set up. ``wanted``: it has to be, before the next page is drawn.
    """

    arrived: bool = False
    wanted: bool = False
    staged: int = 0
    guesses: dict[Place, Guess] = field(default_factory=dict)
    answered: set[Place] = field(default_factory=set)
    reasons: dict[Place, str] = field(default_factory=dict)  # why it is so, as the visitor thinks
    left_at: dict[str, int] = field(default_factory=dict)
    played: Lesson | None = None  # as it was read last
    knows_tour: bool = False  # it was taken or declined here; the browser remembers that (offer.py)


def player() -> Player:
    """This visitor's. An address that asks for a lesson or a beat that is not there is corrected, and said so once."""
    if "lessons" not in st.session_state:
        st.session_state.lessons = Player()
    found: Player = st.session_state.lessons
    if not found.arrived:
        found.arrived = True
        _take_up_address(found)
    return found


def _take_up_address(mine: Player) -> None:
    now = session()
    if not now.lesson:
        return
    lesson = lessons().get(now.lesson)
    if lesson is None:
        now.leave_out("lesson")
        now.lesson, now.beat = "", 1
        return
    if now.beat > len(lesson.beats):
        now.leave_out("beat")
        now.beat = 1
    go(lesson.name, now.beat)


def playing() -> tuple[Lesson, Beat] | None:
    """The lesson that is being played, and its beat. Its file may have changed meanwhile, or be gone."""
    mine, now = player(), session()
    lesson = lessons().get(now.lesson)
    if lesson is None:
        leave()
        return None
    if mine.played != lesson:
        if mine.played is not None and mine.played.name == lesson.name:
            forget_guesses(lesson.name)
        mine.played = lesson
    now.beat = min(now.beat, len(lesson.beats))
    return lesson, lesson.beat(now.beat)


def here() -> Place:
    return session().lesson, session().beat


def is_answered(question: Question | None) -> bool:
    return question is not None and here() in player().answered


def stage_now() -> Stage | None:
    """What the beat at hand wants to be on the stage: after an answer, what that was about."""
    found = playing()
    if found is None:
        return None
    beat = found[1]
    return beat.question.then if beat.question and is_answered(beat.question) else beat.stage


def run_waits() -> bool:
    """Whether the run on the stage is what a guess is awaited about."""
    found = playing()
    return found is not None and found[1].asks_about_its_run and not is_answered(found[1].question)


# What the visitor does -----------------------------------------------------------------------------------------------


def go(name: str, beat: int) -> None:
    """Play this beat: its stage is set up anew, whatever was clicked meanwhile. Nobody is followed any more."""
    now, mine = session(), player()
    now.lesson, now.beat, now.follows = name, beat, False
    mine.left_at[name], mine.wanted = beat, True
    mine.knows_tour = True  # whoever plays a lesson has found them


def begin(name: str) -> None:
    """Play a lesson from its first beat, with everything in it still to be guessed."""
    forget_guesses(name)
    go(name, 1)


def forget_guesses(name: str) -> None:
    mine = player()
    mine.guesses = {place: kept for place, kept in mine.guesses.items() if place[0] != name}
    mine.answered = {place for place in mine.answered if place[0] != name}
    mine.reasons = {place: kept for place, kept in mine.reasons.items() if place[0] != name}


def leave() -> None:
    """Go on without the lesson, on the page as it stands, with the run that was there before."""
    session().lesson, session().beat = "", 1
    give_back_own()
    forget_runs()


def finish() -> None:
    """The last beat was seen: another time the lesson begins at its beginning."""
    player().left_at.pop(session().lesson, None)
    leave()


def guess(what: Guess | None) -> None:
    if what is None:
        player().guesses.pop(here(), None)
    else:
        player().guesses[here()] = what


def see() -> bool:
    """The guess stands: show what is so. False where nothing was guessed."""
    if here() not in player().guesses:
        return False
    player().answered.add(here())
    player().wanted = True
    return True


def show() -> None:
    """Show what is so to whoever shall not guess."""
    player().answered.add(here())
    player().wanted = True


def say_why(reason: str | None) -> None:
    if reason is not None:
        player().reasons[here()] = reason


def ask_again() -> None:
    """Forget the guess at the beat at hand, and set the stage up as it was before. What was trained trains again."""
    mine, stage = player(), stage_now()
    if stage is not None and stage.recipe is not None:
        begin_anew(stage.recipe)
    mine.answered.discard(here())
    mine.guesses.pop(here(), None)
    mine.reasons.pop(here(), None)
    mine.wanted = True
