"""Presenter's mode by address and by its switch, and the speaker's second window beside it."""

import pytest
from seen import address_of
from streamlit.testing.v1 import AppTest
from visiting import look, visit

from pages.lessons import words
from pages.shared.presenting import OFF, ON

pytestmark = pytest.mark.usefixtures("lab_of_its_own")


def has_clock(app: AppTest) -> bool:
    return any(e.proto.component_name == "clock" for e in app.get("bidi_component"))


def test_by_address_and_out_again() -> None:
    app = visit(present="1")
    assert has_clock(app) and address_of(app)["present"] == "1"
    app.button(key="leave_presenting").click()
    assert not has_clock(look(app)) and "present" not in address_of(app)


def test_by_the_switch_in_share() -> None:
    app = visit()
    assert not has_clock(app)
    app.button(key="share").click()
    look(app)
    assert app.button(key="present").label == ON
    app.session_state.share_opens = True
    app.button(key="present").click()
    assert has_clock(look(app))
    app.button(key="share").click()
    assert look(app).button(key="present").label == OFF


def test_what_a_chart_is_sent_says_that_it_shall_be_large() -> None:
    for app, large in ((visit(), "false"), (visit(present="1"), "true")):
        sent = [e.proto.json for e in app.get("bidi_component") if e.proto.component_name == "live_figure"]
        assert sent and all(f'"large": {large}' in text or f'"large":{large}' in text for text in sent)


def test_the_notes_window_is_no_page_and_touches_nothing() -> None:
    app = visit(notes="whoever")
    assert [title.value for title in app.title] == [words.NOTES_TITLE] and has_clock(app)
    assert not app.button and words.NOTHING_PLAYS in [element.value for element in app.markdown]
