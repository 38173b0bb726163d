"""Who is at a run: as long as a page is open, its run is looked at."""

import gc

from pages.shared.company import Visits, visits
from pages.shared.session import Session, lab


def test_a_run_is_in_view_while_a_page_of_it_is_open() -> None:
    known, mine, theirs = Visits(), Session(run_id="mine"), Session(run_id="theirs")
    for visitor in (mine, theirs, mine):
        known.others_with_key_of(visitor)
    assert known.runs_in_view() in (["mine", "theirs"], ["theirs", "mine"])
    del visitor, theirs
    gc.collect()
    assert known.runs_in_view() == ["mine"]


def test_the_lab_asks_who_is_there() -> None:
    known = visits()
    assert lab().in_view == known.runs_in_view
