"""The speaker's second window: it follows the lesson, and knows nothing of anybody else."""

from streamlit.testing.v1 import AppTest

from pages.lessons import words
from pages.lessons.notes import MOST, _desk
from pages.lessons.shelf import lessons
from pages.shared.session import Session


def window(visitor: Session) -> str:
    def shown() -> None:
        from pages.lessons.notes import show_notes
        from pages.shared.session import session

        show_notes(session().reads_notes_of)

    app = AppTest.from_function(shown)
    app.session_state.ten_neurons = visitor
    assert not app.run().exception
    return " ".join(element.value for element in (*app.title, *app.markdown, *app.caption))


def says_where_it_is(visitor: Session) -> None:
    def said() -> None:
        from pages.lessons.notes import say_where_i_am

        say_where_i_am()

    app = AppTest.from_function(said)
    app.session_state.ten_neurons = visitor
    assert not app.run().exception


def test_it_shows_the_note_and_what_comes_next_and_follows() -> None:
    lesson = next(lesson for lesson in lessons().values() if lesson.beats[0].note)
    speaker, reader = Session(lesson=lesson.name, notes_of_mine="abc"), Session(reads_notes_of="abc")
    says_where_it_is(speaker)
    first = window(reader)
    assert lesson.beats[0].title in first and f"1 of {len(lesson.beats)}" in first
    assert f"{words.COMES_NEXT}** {lesson.beats[1].title}" in first
    speaker.beat = len(lesson.beats)
    says_where_it_is(speaker)
    assert lesson.beats[-1].title in window(reader) and words.THE_END in window(reader)
    speaker.lesson = ""
    says_where_it_is(speaker)
    assert words.NOTHING_PLAYS in window(reader)


def test_nobody_elses_lesson_is_shown_and_the_oldest_are_forgotten() -> None:
    says_where_it_is(Session(lesson="first-minutes"))  # has opened no such window
    assert "" not in _desk() and words.NOTHING_PLAYS in window(Session(reads_notes_of="guessed"))
    for i in range(MOST + 5):
        _desk()[str(i)] = ("first-minutes", 1)
    says_where_it_is(Session(lesson="first-minutes", notes_of_mine="new"))
    assert len(_desk()) == MOST and "new" in _desk() and "0" not in _desk()
