"""The sweep on the page: its form, its grid with the best cell, a cell's curves, stopped and gone on with."""

import json

import pytest
from experiments_page import SMALL, opened, trained
from streamlit.testing.v1 import AppTest

from nn.recipe import SETTINGS
from nn.sweep.carry_out import Piece, carry_out
from nn.sweep.halving import Leg
from nn.sweep.plan import axis_from
from pages.experiments.sweeping import NAMES, Sweep, usual_values


def the_section(**form: object) -> AppTest:
    app = opened(trained())
    small = {"row_values": "0.1, 0.3", "column_values": "3, 4", "updates": 3}
    app.session_state.experiments_sweep = Sweep(**small | form)  # type: ignore[arg-type]
    app.button_group(key="section_try").set_value("sweep").run()
    assert not app.exception
    return app


def alts(app: AppTest) -> list[str]:
    return [
        json.loads(e.proto.json)["alt"] for e in app.get("bidi_component") if e.proto.component_name == "live_figure"
    ]


def carried_out(app: AppTest) -> Sweep:
    """The sweep that a press begins, carried out here and now."""
    app.button(key="experiments_sweep_begin").click().run()
    mine: Sweep = app.session_state.experiments_sweep
    assert mine.work is not None and not app.exception
    while mine.work.wants_work:
        mine.work.advance(1.0)
    app.run()
    assert not app.exception
    return mine


def test_a_sweep_fills_its_grid_marks_the_best_and_opens_a_cell() -> None:
    app = the_section(seeds=2)
    mine = carried_out(app)
    assert mine.results is not None and sorted(mine.results.outcomes) == list(range(8))
    assert "Best: learning rate" in alts(app)[0] and "2 of 2 seeds over" in alts(app)[1]
    app.selectbox(key="experiments_cell").set_value((1, 0)).run()
    assert alts(app)[1].startswith("learning rate 0.3, hidden layers 3: ") and not app.exception


def test_it_comes_to_what_it_comes_to_without_a_page() -> None:
    mine = carried_out(the_section(seeds=1))
    assert mine.results is not None
    for task in mine.results.plan.tasks():
        here, there = mine.results.outcomes[task.number], carry_out(Piece(Leg(task))).outcome
        assert here.facts == there.facts


def test_what_is_stopped_stays_and_the_same_grid_goes_on() -> None:
    app = the_section(seeds=1)
    app.button(key="experiments_sweep_begin").click().run()
    mine: Sweep = app.session_state.experiments_sweep
    assert mine.work is not None and mine.results is not None
    mine.work.stop()
    mine.work.advance(0.0)  # waits for the slice at work
    app.run()
    done = set(mine.results.outcomes)
    mine = carried_out(app)
    assert mine.results is not None and len(mine.results.outcomes) == 4 and mine.done_before == len(done)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"rows": "hidden", "row_values": "3"}, "choose two different settings"),
        ({"rows": "l2"}, ""),
        ({"rows": "momentum", "columns": "batch_size"}, ""),
        ({"columns": "dropout"}, "allowed: a number from 0 to 0.95"),
    ],
)
def test_a_grid_that_cannot_be_is_refused_in_a_sentence(form: dict[str, str], said: str) -> None:
    app = the_section(**form)
    app.button(key="experiments_sweep_begin").click().run()
    mine: Sweep = app.session_state.experiments_sweep
    assert not app.exception
    if mine.work is not None:
        mine.work.stop()
    assert said in app.session_state.ten_neurons.notice and bool(said) == (mine.work is None)


@pytest.mark.parametrize("name", NAMES)
def test_the_values_to_begin_with_are_allowed(name: str) -> None:
    values = axis_from(f"{name}={usual_values(name, SMALL)}").values
    assert values and all(SETTINGS[name].read(value) == value for value in values)


def test_with_halving_the_worse_cells_end_early_and_it_says_what_that_saved() -> None:
    app = the_section(seeds=1, updates=8)
    app.checkbox(key="experiments_sweep_halving").check().run()
    mine = carried_out(app)
    assert mine.results is not None
    assert sorted(outcome.updates for outcome in mine.results.outcomes.values()) == [2, 2, 4, 8]
    assert any("3 of 4 runs ended early: 50% of all updates" in caption.value for caption in app.caption)
    worst = next(i for i, outcome in mine.results.outcomes.items() if outcome.updates == 2)
    app.selectbox(key="experiments_cell").set_value(divmod(worst, 2)).run()
    assert "25% of their updates made" in alts(app)[1]
