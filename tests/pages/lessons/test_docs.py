"""docs/lessons.md: its example is a lesson, can be played to its end, and its tables leave nothing out."""

import re
from pathlib import Path

import pytest
from visiting import visit

from pages.lessons import state
from pages.lessons.measures import MEASURES
from pages.lessons.reading import read_lesson
from pages.lessons.settings import OF_THE_STAGE, PARTS

DOCS = (Path(__file__).parents[3] / "docs" / "lessons.md").read_text()


def test_the_example_plays_from_its_beginning_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = re.findall(r"```markdown\n(.*?)```", DOCS, re.DOTALL)
    monkeypatch.setattr(state, "lessons", lambda: {"my-first": read_lesson(example, "my-first")})
    app = visit(lesson="my-first")
    app.button_group(key="lesson_guess_my-first_1").set_value("6").run()
    app.button(key="lesson_see").click().run()
    assert "You said 6, and that is right." in " ".join(e.value for e in app.markdown)
    app.button(key="lesson_next").click().run()
    assert app.session_state.ten_neurons.page == "film" and "After 0 updates" in " ".join(e.value for e in app.markdown)
    app.button(key="lesson_finish").click().run()
    assert not app.exception and not app.session_state.ten_neurons.lesson


def test_every_setting_and_every_measure_is_named() -> None:
    named = set(re.findall(r"`([a-z-]+)`", DOCS))
    assert named >= {*OF_THE_STAGE, *MEASURES, *PARTS, *(part.called for part in PARTS.values() if part.called)}
