"""Lessons of the server's own folder: found beside the shipped ones, read anew when changed, and never a traceback."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from visiting import visit

from pages.lessons.shelf import ORDER, faults, lessons, shipped_lessons
from pages.shared.session import lab

GOOD = "---\ntitle: {}\nabout: A line.\nkind: challenge\n---\n## One\npage: why\n\nWords."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("NN_LESSONS_DIR", str(tmp_path))
    yield tmp_path
    lab().close()
    st.cache_resource.clear()


def test_without_a_folder_there_are_the_shipped_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NN_LESSONS_DIR", raising=False)
    assert lessons() == shipped_lessons() and not faults()


def test_a_lesson_of_ones_own_comes_after_the_shipped_ones_and_is_read_anew(folder: Path) -> None:
    path = folder / "my-first.md"
    path.write_text(GOOD.format("Mine"))
    assert list(lessons()) == [*shipped_lessons(), "my-first"] and lessons()["my-first"].title == "Mine"
    path.write_text(GOOD.format("Better"))
    os.utime(path, ns=(1, 1))
    assert lessons()["my-first"].title == "Better"
    path.unlink()
    assert "my-first" not in lessons()


def test_what_is_wrong_with_a_file_is_said_on_the_page_and_the_others_are_there(folder: Path) -> None:
    (folder / "good.md").write_text(GOOD.format("Mine"))
    (folder / "bad.md").write_text(GOOD.format("Bad").replace("page: why", "page: nowhere"))
    (folder / "binary.md").write_bytes(b"\xff\xfe\x00")
    (folder / "Two Words.md").write_text(GOOD.format("Named"))
    (folder / "first-minutes.md").write_text(GOOD.format("In the place of the tour"))
    (folder / "folder.md").mkdir()
    app = AppTest.from_file("../../../pages/lessons/page.py", default_timeout=30).run()
    assert not app.exception and app.button(key="lesson_begin_good").label == "Begin"
    said = sorted(warning.value for warning in app.warning)
    assert len(said) == 5 and "**bad.md**" in said[1] and "Line 7: “page" in said[1]
    assert lessons()["first-minutes"].title == "First minutes"


def test_a_lesson_that_is_changed_or_taken_away_while_somebody_plays_it(folder: Path) -> None:
    path, second = folder / "mine.md", "\n\n## Two\npage: why\n\nWords.\n\n### {}?\nanswer: {}\nmeasure: {}\n\nSo."
    path.write_text(GOOD.format("Mine") + second.format("Which", "one of 3, 4", "answer"))
    app = visit(lesson="mine", beat="2")
    app.button_group(key="lesson_guess_mine_2").set_value("4").run()
    app.button(key="lesson_see").click().run()
    changes = [GOOD.format("Mine") + second.format("How many", "percent", "accuracy"), GOOD.format("Mine"), None]
    for i, text in enumerate(changes, start=1):
        if text is None:
            path.unlink()
        else:
            path.write_text(text)
            os.utime(path, ns=(i, i))
        assert not app.run().exception
        assert app.session_state.ten_neurons.lesson == ("mine" if text else "")
    assert not app.session_state.lessons.answered


def test_a_folder_that_is_not_there_is_empty(folder: Path) -> None:
    folder.rmdir()
    assert lessons() == shipped_lessons() and not faults()
    folder.mkdir()


def test_the_challenges_come_in_an_order_that_was_thought_of() -> None:
    names = [lesson.name for lesson in shipped_lessons().values() if lesson.kind == "challenge"]
    assert names == [*ORDER]
