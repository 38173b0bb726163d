"""What the browser asks of the film is looked at before it is believed."""

import pytest

from pages.film.transport import Wanted, wanted_of

GOOD = {"at": 4, "speed": 2, "asked": 7}


def test_what_the_browser_wants():
    assert wanted_of(GOOD) == Wanted(4.0, 2.0, 7)
    assert wanted_of(GOOD | {"at": None}) == Wanted(None, 2.0, 7)
    assert wanted_of(GOOD | {"at": -1e300}) == Wanted(-1e300, 2.0, 7)  # before the film: its beginning


@pytest.mark.parametrize("nonsense", ["x", [], {}, float("nan"), float("inf"), pytest.param(10**400, id="long"), True])
@pytest.mark.parametrize("field", ["at", "speed", "asked"])
def test_what_means_nothing_is_not_wanted(field, nonsense):
    assert wanted_of(GOOD | {field: nonsense}) is None
    assert wanted_of(nonsense) is None


@pytest.mark.parametrize("field, strange", [("speed", -1), ("speed", 1e300), ("speed", None), ("asked", -1)])
def test_what_no_visitor_can_ask_for_is_not_wanted(field, strange):
    assert wanted_of(GOOD | {field: strange}) is None
