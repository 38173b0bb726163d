"""Every part of a page that a lesson can name is one that the page has, and a beat leads there."""

import pytest
from visiting import visit

from nn.models import load_shipped
from pages.lessons import state
from pages.lessons.lesson import Lesson
from pages.lessons.reading import read_lesson
from pages.lessons.settings import PARTS, parts_of, stage_of

FRONT = "---\ntitle: All\nabout: All.\nkind: tour\n---\n"
CHOOSERS = {"why": "section_view", "workbench": "section_bench", "maths": "section_chapter"}


pytestmark = pytest.mark.usefixtures("lab_of_its_own")


def all_parts_of(page: str) -> Lesson:
    names = parts_of(page, load_shipped("blog").recipe)
    beats = [f"## {name}\npage: {page}\n{PARTS[page].called}: {name}\n\nWords.\n" for name in names]
    return read_lesson(FRONT + "".join(beats), "all")


@pytest.mark.parametrize("page", [page for page, part in PARTS.items() if part.called])
def test_a_beat_leads_to_every_part_of_a_page(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lesson = all_parts_of(page)
    monkeypatch.setattr(state, "lessons", lambda: {"all": lesson})
    app = visit(lesson="all")
    for beat in lesson.beats:
        assert not app.exception
        assert app.session_state.ten_neurons.place[PARTS[page].called] == beat.title
        if beat is not lesson.beats[-1]:
            app.button(key="lesson_next").click().run()
    if page in CHOOSERS:
        assert len(app.button_group(key=CHOOSERS[page]).options) == len(lesson.beats), "the page has more"


@pytest.mark.parametrize("page", [page for page, part in PARTS.items() if not part.called])
def test_a_page_without_parts_needs_nothing_else(page: str) -> None:
    assert stage_of({"page": page}).part == ""
