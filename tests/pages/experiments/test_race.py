"""Race, Surface, Rate and Records on the page, run by Streamlit's own test harness."""

import json

import pytest
from experiments_page import SMALL, html, opened, trained
from streamlit.testing.v1 import AppTest

from nn.landscape.finder import Tried
from nn.landscape.surface import POINTS
from pages.experiments import rate_words
from pages.experiments.racing import Racing
from pages.experiments.rating import Rating, rates_around
from pages.experiments.surfacing import Surfacing
from pages.shared.session import lab

pytestmark = pytest.mark.usefixtures("lab_of_its_own")


def section(app: AppTest, name: str) -> AppTest:
    app.button_group(key="section_try").set_value(name).run()
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=f"experiments_{key}").click().run()
    assert not app.exception
    return app


def to_the_end(app: AppTest, work) -> AppTest:
    """What a press began, carried out here and now; then the page once more."""
    while work.wants_work:
        work.advance(1.0)
    app.run()
    assert not app.exception
    return app


def charts(app: AppTest) -> list[dict]:
    shown = [json.loads(e.proto.json) for e in app.get("bidi_component") if e.proto.component_name == "live_figure"]
    return [one | {"figure": json.loads(one["figure"])} for one in shown]


def said(app: AppTest) -> str:
    return " ".join(str(e.value) for e in [*app.markdown, *app.caption, *app.info, *app.warning])


def raced(app: AppTest, **form: object) -> AppTest:
    app.session_state.experiments_race = Racing(updates=4, **form)  # type: ignore[arg-type]
    press(section(app, "race"), "race_begin")
    return to_the_end(app, app.session_state.experiments_race.race)


def test_a_race_from_start_to_end_in_lanes_curves_and_words_and_its_lanes_are_kept() -> None:
    app = raced(opened(trained()), optimizer=["gradient descent", "adam"])
    bars, curves = charts(app)
    assert len(bars["figure"]["data"][0]["y"]) == len(curves["figure"]["data"]) == 2
    assert " won**: " in said(app) and "Of the official test digits they read" in said(app)
    assert "adam at 0.001" in bars["alt"] and "the very same network" in said(app)
    press(app, "race_keep")
    assert [run.name for run in app.session_state.ten_neurons.kept.runs][1:] == [
        "gradient descent at 0.1",
        "adam at 0.001",
    ]


def test_a_race_of_rates_or_initial_values_and_one_that_is_stopped() -> None:
    app = raced(opened(trained()), what="learning_rate", learning_rate="0.1, 10000")
    assert "rate 10000: diverged at" in said(app).replace(",", "") or "Every lane" in said(app)
    app = raced(app, what="initial", initial=["zeros", "he"])
    assert "initial values of its own" in said(app)
    app.session_state.experiments_race.updates = 10_000
    press(app, "race_begin")
    press(app, "race_stop")
    race = app.session_state.experiments_race.race
    race.advance(0)  # waits for the slice at work
    app.run()
    assert not app.exception and not race.wants_work
    assert all(view.status == "stopped" for view in race.views())


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"optimizer": ["adam"]}, "A race has 2 to 6 lanes, and these are 1"),
        ({"what": "learning_rate", "learning_rate": "0.1, fast"}, "learning_rate is '0.1, fast'; allowed"),
    ],
)
def test_what_is_no_race_is_refused_in_a_sentence(form: dict, why: str) -> None:
    app = opened(trained())
    app.session_state.experiments_race = Racing(**form)
    press(section(app, "race"), "race_begin")
    assert why in app.session_state.ten_neurons.notice and app.session_state.experiments_race.race is None


def test_the_surface_through_a_race_shows_each_path_and_how_much_of_it_lies_within() -> None:
    app = section(raced(opened(trained()), optimizer=["gradient descent", "adam", "momentum"]), "surface")
    press(app, "surface_begin")
    mine: Surfacing = app.session_state.experiments_surface
    assert mine.errand is not None
    to_the_end(app, mine.errand)
    above, aside = charts(app)
    assert [trace["type"] for trace in above["figure"]["data"]] == ["contour", *["scatter"] * 4]
    assert [trace["type"] for trace in aside["figure"]["data"]] == ["surface", *["scatter3d"] * 3]
    assert mine.heights().shape == (POINTS, POINTS) and "The lowest point of the grid costs" in above["alt"]
    assert "These lie in the plane, exactly" in said(app) and "its length lies in the plane" in said(app)
    app.button_group(key="experiments_surface_how").set_value("around").run()
    press(app, "surface_begin")
    to_the_end(app, app.session_state.experiments_surface.errand)
    assert len(charts(app)) == 2 and "nearly at right angles" in said(app)


def test_without_a_run_or_a_second_end_the_surface_says_what_to_do() -> None:
    assert "There is no path to show yet" in said(section(opened(), "surface"))
    app = section(opened(trained()), "surface")
    assert "no other network of this shape" in said(app) and app.button(key="experiments_surface_begin").disabled


def test_two_ends_on_one_line_are_refused_in_a_sentence() -> None:
    app = section(opened(trained(), trained()), "surface")
    press(app, "surface_begin")
    mine: Surfacing = app.session_state.experiments_surface
    assert mine.errand is not None
    to_the_end(app, mine.errand)
    assert "lie on one line with the start" in app.warning[0].value and not charts(app)


def test_a_rate_is_found_checked_and_taken_to_train() -> None:
    run = lab().new_run(SMALL.but(initial="he", learning_rate=0.5))
    app = section(opened(run), "rate")
    press(app, "rate_begin")
    mine: Rating = app.session_state.experiments_rate
    assert mine.errand is not None
    to_the_end(app, mine.errand)
    rate = mine.suggestion
    assert rate is not None and f"Suggested: {rate:g}" in said(app)
    press(app, "rate_check")
    assert mine.truth is not None and [r.learning_rate for r in mine.truth.recipes] == rates_around(rate)
    to_the_end(app, mine.truth)
    assert "Checked by 6 of 6 runs" in said(app) and len(charts(app)[0]["figure"]["data"]) == 3
    press(app, "rate_take")
    now = app.session_state.ten_neurons
    taken = lab().find(now.run_id)
    assert taken is not None and taken.recipe == SMALL.but(initial="he", learning_rate=rate) and not now.form_of


def test_a_network_that_has_learned_makes_way_for_one_with_the_rate_and_stays_in_the_table() -> None:
    run = trained()
    app = section(opened(run), "rate")
    press(app, "rate_begin")
    to_the_end(app, app.session_state.experiments_rate.errand)
    press(app, "rate_take")
    now = app.session_state.ten_neurons
    assert now.run_id != run.id and now.kept.find(run.id) is not None


def test_the_words_of_a_check_say_which_rate_ended_lowest_and_which_diverged() -> None:
    checked = [Tried(0.1, 0.5), Tried(0.3, 0.4), Tried(1.0, float("inf"))]
    told = rate_words.truth(0.1, checked, 6)
    assert told == (
        "Checked by 3 of 6 runs of 100 updates: 0.3 ends lowest, at 0.400 nats; the suggestion ends at 0.500. "
        "Diverged: 1."
    )
    assert "and that is the suggestion" in rate_words.truth(0.3, checked, 6)


def test_records_are_held_by_ones_own_runs_and_say_what_is_still_to_be_had() -> None:
    app = section(opened(trained()), "records")
    assert "highest accuracy" in html(app) and "Run 1" in html(app) and "above 97% yet" in said(app)
    assert "No run has come to its end" in said(section(opened(trained(updates=2)), "records"))
