"""A component that is not on the page any more, or never was, has sent nothing."""

import streamlit as st

from pages.shared.sent import sent_by


def test_only_what_is_there_has_sent_something(monkeypatch) -> None:
    monkeypatch.setattr(st, "session_state", {"curves": {"picked": 3}})
    assert sent_by("curves", "picked") == 3
    assert sent_by("curves", "moved") is None
    assert sent_by("gone", "picked") is None
