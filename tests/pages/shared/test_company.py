"""Who is at a run: as long as a page is open, its run is looked at."""

import gc

from streamlit.testing.v1 import AppTest

from pages.shared.company import Visits, visits
from pages.shared.session import Session, lab


def test_a_run_is_in_view_while_a_page_of_it_is_open() -> None:
    known, mine, theirs = Visits(), Session(run_id="mine"), Session(run_id="theirs")
    for visitor in (mine, theirs, mine):
        known.add(visitor)
    assert known.runs_in_view() in (["mine", "theirs"], ["theirs", "mine"])
    del visitor, theirs
    gc.collect()
    assert known.runs_in_view() == ["mine"]


def test_the_lab_asks_who_is_there() -> None:
    known = visits()
    assert lab().in_view == known.runs_in_view


def test_a_visitor_is_counted_before_the_page_is_drawn() -> None:
    app = AppTest.from_function(count)
    app.run()
    assert not app.exception and int(app.markdown[0].value) >= 1


def count() -> None:
    import streamlit as st

    from pages.shared.company import arrive, visits

    arrive()
    st.markdown(str(visits().open()))
