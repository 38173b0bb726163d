"""A kept run that is asked on all pages answers on each of them, at its end and at a moment of its film."""

from pathlib import Path

import pytest
from experiments_page import SMALL, opened, trained
from streamlit.testing.v1 import AppTest

from pages.shared.session import OPENED, Session

PAGES = Path(__file__).parents[3] / "pages"


@pytest.fixture(scope="module")
def asks() -> Session:
    """A visitor who has trained two networks, and asks the first of them."""
    app = opened(trained(), trained(SMALL.but(hidden=(3,))))
    kept = app.session_state.ten_neurons.kept.runs
    app.selectbox(key="experiments_at").set_value(kept[0].id).run()
    app.button(key="experiments_ask").click().run()
    assert not app.exception
    now: Session = app.session_state.ten_neurons
    now.notice = ""
    return now


def look(page: str, now: Session) -> AppTest:
    app = AppTest.from_file(str(PAGES / page / "page.py"), default_timeout=60)
    app.session_state.ten_neurons = now
    app.run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    parts = [*app.markdown, *app.caption, *app.info, *app.success]
    return " ".join([*(str(e.value) for e in parts), *(str(e.proto.body) for e in app.get("html"))])


@pytest.mark.parametrize("page", ["draw", "weights", "steps", "why", "errors", "film"])
@pytest.mark.parametrize("moment", [None, 3.0], ids=["end", "moment"])
def test_it_answers(page: str, moment: float | None, asks: Session) -> None:
    asks.moment = moment
    app = look(page, asks)
    assert asks.network == OPENED and "Run 1" in shown(app)
    if moment is not None and page in ("weights", "steps", "errors"):
        assert "after 3 of 6 updates" in shown(app)


def test_its_film_shows_the_moment_that_all_pages_look_at(asks: Session) -> None:
    asks.moment = 3.0
    app = look("film", asks)
    assert app.button_group(key="film_network").value == OPENED
    assert "<dt>Updates made</dt><dd>3</dd>" in shown(app) and "no film" not in shown(app)


def test_one_without_a_film_says_so_and_another_film_is_shown(asks: Session) -> None:
    assert asks.opened_run is not None
    without, asks.opened_run, asks.moment = asks.opened_run, None, None
    try:
        assert "There is no film of “Run 1”" in shown(look("film", asks))
    finally:
        asks.opened_run = without


def test_two_networks_are_compared_in_errors(asks: Session) -> None:
    asks.moment = None
    app = look("errors", asks)
    app.button_group(key="section_part").set_value("slices").run()
    app.selectbox(key="errors_other").set_value("your run").run()
    assert not app.exception and app.selectbox(key="errors_other").value == "your run"
