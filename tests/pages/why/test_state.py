"""What is computed once, what is held while a run trains, and that others are drawn in the meantime."""

import importlib

import pytest
from streamlit.testing.v1 import AppTest
from why_page import opened, said, trained

from pages.shared import live, session


def known(app: AppTest, section: str) -> object:
    """What was computed for this section last."""
    return app.session_state.why.known[section][1]


def test_a_slow_section_holds_its_moment_until_the_newest_is_asked_for() -> None:
    run = trained(10, iterations=5)
    run.start()  # nobody advances it: it stays where it is, and counts as training
    app = opened("change", run_id=run.id, network=session.YOUR_RUN)
    before = known(app, "change")
    run.advance(0.0)
    app.run()
    assert known(app, "change") is before and "running after 5 of 40" in said(app).split("Computed at this moment")[1]
    app.button(key="why_newest").click().run()
    assert known(app, "change") is not before
    assert "running after 6 of 40" in said(app).split("Computed at this moment")[1]


def test_another_digit_takes_the_newest_moment_and_the_end_takes_the_last() -> None:
    run = trained(10, iterations=5)
    run.start()
    app = opened("change", run_id=run.id, network=session.YOUR_RUN)
    run.advance(0.0)
    app.number_input(key="why_number").set_value(3).run()
    assert "running after 6 of 40" in said(app).split("Computed at this moment")[1]
    while run.wants_work:
        run.advance(1.0)
    app.run()
    assert "Computed at this moment" not in said(app) and "finished after 40 of 40" in said(app)


def test_nothing_is_computed_again_until_something_has_changed() -> None:
    app = opened("neighbours", network="blog")
    before = known(app, "neighbours")
    app.run()
    assert known(app, "neighbours") is before
    assert list(app.session_state.why.known) == ["neighbours"]  # only what is shown is computed
    app.number_input(key="why_number").set_value(3).run()
    assert known(app, "neighbours") is not before


@pytest.mark.parametrize(
    ("view", "work"),
    [
        ("change", "pages.why.change.smallest_change"),
        ("classes", "pages.why.classes.ideals"),
        ("neighbours", "pages.why.neighbours.space"),
    ],
)
@pytest.mark.parametrize("name", ["blog", session.YOUR_RUN])
def test_others_are_drawn_while_it_is_computed(
    view: str, work: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page has its turn, as app.py gives it, but not while something long is computed for it."""
    module, function = work.rsplit(".", 1)
    turns, compute = [], getattr(importlib.import_module(module), function)
    monkeypatch.setattr(work, lambda *args: turns.append(live._mine.turn) or compute(*args))
    app = AppTest.from_string(
        "import runpy\nfrom pages.shared.live import in_turn\nin_turn(runpy.run_path)('pages/why/page.py')",
        default_timeout=60,
    )
    app.session_state.ten_neurons = session.Session(network=name)
    app.query_params["view"] = view
    app.run()
    assert not app.exception and turns == [False]
