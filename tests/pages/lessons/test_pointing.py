"""What a beat points at is on its page and framed; what it hides is out of sight until another is played, or none."""

import re

import pytest
from streamlit.testing.v1 import AppTest
from visiting import look, visit

from pages.lessons import state
from pages.lessons.pointing import POINTS, selector
from pages.lessons.reading import LessonError, read_lesson

FRONT = "---\ntitle: All\nabout: All.\nkind: tour\n---\n"

pytestmark = pytest.mark.usefixtures("lab_of_its_own")


def playing(text: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    lesson = read_lesson(FRONT + text, "all")
    monkeypatch.setattr(state, "lessons", lambda: {"all": lesson})
    return visit(lesson="all")


def styles(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def keys_on(app: AppTest) -> str:
    """The ids of all that the page was made of; each ends with the key of its element."""
    found, left = [], [*app._tree.children.values()]
    while left:
        node = left.pop()
        found.append(str(node.proto))
        left += getattr(node, "children", {}).values()
    return "\n".join(found)


@pytest.mark.parametrize("page", [page for page, points in POINTS.items() if points])
def test_whatever_can_be_pointed_at_is_on_its_page(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    more = "stage: Z1\n" if page == "steps" else ""
    beats = [f"## {name}\npage: {page}\n{more}point: {name}\n\nWords.\n" for name in POINTS[page]]
    app = playing("".join(beats), monkeypatch)
    for name, key in POINTS[page].items():
        assert selector(page, name) + " {outline" in styles(app)
        assert re.search(rf'id: ".*-{key}"', keys_on(app)), f"there is no {key} on {page}"
        if name != [*POINTS[page]][-1]:
            app.button(key="lesson_next").click()
            look(app)


def test_a_beat_hides_parts_only_while_it_is_played(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = "What it says about digits it has never seen"
    app = playing("## A\npage: train\nhide: gallery, settings\n\nWords.\n## B\npage: train\n\nWords.\n", monkeypatch)
    assert shown not in [heading.value for heading in app.subheader] and not app.session_state.ten_neurons.hidden
    app.button(key="lesson_next").click()
    assert shown in [heading.value for heading in look(app).subheader]
    app.button(key="lesson_back").click()
    assert shown not in [heading.value for heading in look(app).subheader]
    app.button(key="lesson_leave").click()
    assert shown in [heading.value for heading in look(app).subheader]


@pytest.mark.parametrize(
    ("line", "says"),
    [("hide: gallery, everything", "What can be hidden is settings, files"), ("point: moon", "choose one of curves")],
)
def test_what_can_be_neither_hidden_nor_pointed_at_is_refused(line: str, says: str) -> None:
    with pytest.raises(LessonError, match=says):
        read_lesson(FRONT + f"## A\npage: train\n{line}\n\nWords.\n", "all")
