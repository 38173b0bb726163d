"""The Lessons page: what ships, the way in, and back to where one was."""

from collections.abc import Iterator

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from visiting import look

from pages.lessons.shelf import TOUR, lessons
from pages.shared.session import Session, lab


@pytest.fixture
def app() -> Iterator[AppTest]:
    yield look(AppTest.from_file("../../../pages/lessons/page.py", default_timeout=30))
    lab().close()
    st.cache_resource.clear()


def press(app: AppTest, key: str) -> Session:
    app.button(key=key).click()
    found: Session = look(app).session_state.ten_neurons
    return found


def test_every_lesson_stands_there_with_a_line_and_a_way_in(app: AppTest) -> None:
    said = " ".join(str(e.value) for e in app.markdown)
    for name, lesson in lessons().items():
        assert f"**{lesson.title}**" in said and lesson.about in said
        assert app.button(key=f"lesson_begin_{name}").label == "Begin"
    assert "tour, 6 steps, 1 question" in said and "challenge, 3 steps, 3 questions" in said


def test_who_left_a_lesson_goes_on_where_they_were_or_begins_again(app: AppTest) -> None:
    app.session_state.lessons.left_at[TOUR] = 3
    app.session_state.lessons.guesses[TOUR, 3] = 40.0
    app.session_state.lessons.answered.add((TOUR, 3))
    assert app.button(key=f"lesson_begin_{TOUR}").label == "Begin"
    look(app)
    assert app.button(key=f"lesson_on_{TOUR}").label == "Go on at 3 of 6"
    assert (press(app, f"lesson_on_{TOUR}").lesson, app.session_state.ten_neurons.beat) == (TOUR, 3)
    assert press(app, f"lesson_begin_{TOUR}").beat == 1
    assert not app.session_state.lessons.guesses and not app.session_state.lessons.answered


OWN = b"""---
title: My own
about: What I show.
kind: challenge
---

## One beat
page: why

A digit, {label}.
"""


def bring(app: AppTest, name: str, content: bytes) -> AppTest:
    app.file_uploader(key="lesson_file").upload(name, content, "text/markdown")
    return look(app)


def test_a_lesson_of_ones_own_is_tried_by_oneself_alone(app: AppTest) -> None:
    bring(app, "my-own.md", OWN)
    assert "**My own**" in app.success[0].value and "my-own" in app.session_state.lessons_uploaded
    look(app)
    assert press(app, "lesson_begin_my-own").lesson == "my-own"
    somebody = look(AppTest.from_file("../../../pages/lessons/page.py", default_timeout=30))
    assert "lesson_begin_my-own" not in {button.key for button in somebody.button}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("my-own.md", OWN.replace(b"page: why", b"page: nowhere"), "Line 8"),
        ("my-own.md", b"\xff\xfe", "UTF-8"),
        ("my-own.md", b"x" * 300_000, "too long"),
        ("first-minutes.md", OWN, "another one"),
        ("../../etc/passwd.md", OWN, "another one"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_line(app: AppTest, name: str, content: bytes, said: str) -> None:
    bring(app, name, content)
    assert said in app.warning[0].value and not app.session_state.lessons_uploaded
