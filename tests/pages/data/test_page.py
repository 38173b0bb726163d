"""The Data page, run by Streamlit's own test harness: every section, and what it says is what the engine says."""

import re

import numpy as np
import pytest
from data_page import chart, html, opened, press, said
from seen import address_of

from nn.assess.answers import ask
from nn.assess.suspects import QUICK, doubts
from nn.dataset import load_mnist
from nn.models import load_shipped
from nn.network import Network
from nn.recipe import Recipe
from nn.storage import Saved
from pages.data import labels, map_words
from pages.data.state import Data, from_address
from pages.shared import session

STRONG = {"network": "strong"}


# Samples --------------------------------------------------------------------------------------------------------------


def test_what_the_digits_are_is_counted() -> None:
    app = opened(query={"digits": "test"})
    assert "Most are 1s (1,135), fewest 5s (892). Who always says 1 is right on 11.3%" in said(app)
    never = int((~load_mnist().test_pixels.any(axis=0)).sum())
    assert f"{never} of the 784 pixels" in said(app) and "<dd>10,000</dd>" in html(app)
    assert [chart(app, key)["alt"] != "" for key in ("data_counts", "data_lit", "data_greys")] == [True] * 3


def test_samples_of_a_class_are_of_that_class_and_others_are_others() -> None:
    app = opened(query={"digits": "test", "of": "7"})
    shown = re.findall(r'alt="Test digit ([\d,]+), a (\d)"', html(app))
    assert len(shown) == 16 and {label for _, label in shown} == {"7"}
    press(app, "others")
    others = re.findall(r'alt="Test digit ([\d,]+), a (\d)"', html(app))
    assert len(others) == 16 and not {n for n, _ in others} & {n for n, _ in shown}


def test_what_means_nothing_in_an_address_is_left_out_and_said() -> None:
    found, refused = from_address({"digits": "all", "of": "ten", "layer": "99"})
    assert refused == ["digits", "of", "layer"] and found == Data(took=found.took)
    assert from_address({"digits": "test", "layer": "2"})[0].layer == 2


# How they were made ---------------------------------------------------------------------------------------------------


def test_a_digit_is_spoiled_and_made_ready_again() -> None:
    app = opened("made", {"digits": "test"}, **STRONG)
    assert "Made ready: read as 4" in html(app) and "99.9" in html(app)
    assert len(re.findall("<figure", html(app))) >= 8
    app.slider(key="data_size").set_value(12).run()
    assert not app.exception and "Made ready: read as 4" in html(app)


def test_what_making_ready_is_worth_is_measured_on_two_hundred_digits() -> None:
    app = opened("made", {"digits": "test"}, **STRONG)
    assert "digits written like this, it" not in said(app)
    press(app, "many")
    found = re.findall(r"Of 200 digits .* \*\*([\d.]+)%\*\* made ready, and \*\*([\d.]+)%\*\* squeezed", said(app))
    assert float(found[0][0]) > 95 and float(found[0][1]) < 40
    app.slider(key="data_right").set_value(0).run()
    assert "digits written like this, it" not in said(app)  # they would be others


def test_a_network_that_has_overflowed_gives_no_answer_but_the_way_is_shown() -> None:
    app = opened("made", {"digits": "test"}, **overflowed())
    assert "no answer, its numbers have overflowed" in html(app)


def overflowed() -> dict[str, object]:
    network = Network((784, 10, 10))
    network.theta[:] = np.nan
    recipe = Recipe(train_examples=200, test_examples=50)
    return {"opened": Saved(network, recipe), "network": session.OPENED, "opened_key": "file overflowed"}


# The map --------------------------------------------------------------------------------------------------------------


def test_the_map_draws_some_digits_by_chance_and_says_how_many_and_what_is_wrong() -> None:
    app = opened("map", {"digits": "test"})
    sprites, answers = chart(app, "data_map")["sprites"], ask(load_shipped("blog").network, load_mnist().official)
    assert len(sprites["x"]) == 600 and len(sprites["marked"]) == 100
    mistakes = int((~answers.right).sum())
    assert "600 of the 10,000 digits that lie here are drawn" in said(app)
    assert f"with 100 of the {mistakes:,} mistakes among them" in said(app)
    assert len(chart(app, "data_map")["sprites"]["sheet"]) < 100_000


def test_closer_brings_more_and_the_whole_map_all_again() -> None:
    app = opened("map", {"digits": "test"})
    before = chart(app, "data_map")["sprites"]["x"]
    for _ in range(4):
        press(app, "Closer")
    left, right, *_ = app.session_state.data.box
    closer = chart(app, "data_map")["sprites"]["x"]
    assert all(left <= x <= right for x in closer) and len(closer) > sum(left <= x <= right for x in before) / 2
    press(app, "Whole map")
    assert chart(app, "data_map")["sprites"]["x"] == before


@pytest.mark.parametrize("layer", ["0", "1", "2"])
def test_each_layer_has_a_map_and_says_how_far_classes_are_apart(layer: str) -> None:
    app = opened("map", {"digits": "test", "layer": layer})
    name = map_words.layer_names(2)[int(layer)]
    assert f"{name} ◂" in html(app) and "lies between classes" in said(app)
    assert address_of(app)["layer"] == layer


def test_a_digit_that_is_picked_leads_on_and_mistakes_can_be_stepped_through() -> None:
    app = opened("map", {"digits": "test"})
    press(app, "next_mistake")
    number = app.session_state.data.picked
    answers = ask(load_shipped("blog").network, load_mnist().official)
    assert not answers.right[number] and f"the network says {answers.given[number]}" in said(app)
    assert f"digit={number}&amp;network=blog" in html(app)
    press(app, "next_mistake")
    assert app.session_state.data.picked != number


def test_any_moment_of_a_film_has_its_map() -> None:
    early, late = (opened("map", {"digits": "test"}, moment=moment) for moment in (2.0, None))
    apart = [float(re.findall(r"\*\*(\d+)%\*\* of how digits differ", said(app))[0]) for app in (early, late)]
    assert apart[0] < apart[1]


def running(*hidden: int) -> dict[str, object]:
    """Who trains a small network, which has got somewhere, and goes on."""
    run = session.lab().new_run(Recipe(hidden=hidden, train_examples=200, test_examples=50, batch_size=50))
    run.step(30)
    while run.wants_work:
        run.advance(1.0)
    run.start()
    return {"run_id": run.id, "key": run.key, "network": session.YOUR_RUN}


@pytest.mark.parametrize("hidden", [(), (1,), (6, 5, 4)])
def test_a_network_that_trains_has_a_map_whatever_its_depth_and_judges_nothing_yet(hidden: tuple[int, ...]) -> None:
    mine = running(*hidden)
    app = opened("map", {"digits": "test"}, **mine)
    names = map_words.layer_names(1 + len(hidden))
    assert f"{names[len(hidden)]} ◂" in html(app) and len(chart(app, "data_map")["sprites"]["x"]) == 600
    assert "still learns" in said(opened("labels", {"digits": "test"}, **mine))


def test_a_network_that_has_overflowed_has_no_map_and_no_doubts() -> None:
    for about in ("map", "labels"):
        app = opened(about, {"digits": "test"}, **overflowed())
        assert "numbers have overflowed" in str(app.warning[0].value)


# Labels ---------------------------------------------------------------------------------------------------------------


def test_test_digits_are_doubted_by_the_network_and_judged_by_the_visitor() -> None:
    app = opened("labels", {"digits": "test"}, **STRONG)
    found = doubts(load_shipped("strong").network, load_mnist().official)
    assert "About 15 of MNIST's 10,000 test digits" in said(app) and f"1 of {len(found.ranked())}" in said(app)
    first = int(found.index[found.ranked()[0]])
    assert f"Test digit {first:,}: **its label says {found.labels[first]}**" in said(app)
    press(app, "wrong")
    right = int((found.given == found.labels).sum())
    assert f"without the 1 whose label you call wrong **{right / 9_999:.3%}**" in said(app) and "2 of" in said(app)
    press(app, "cannot tell")
    assert f"also without the 1 that you cannot tell **{right / 9_998:.3%}**" in said(app)
    press(app, "undo")
    assert "cannot tell **" not in said(app) and "2 of" in said(app)
    press(app, "undo")
    assert "Judge a few" in said(app) and app.button(key="data_undo").disabled


def test_training_digits_are_judged_in_five_folds_beside_the_page(
    lab_of_its_own: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labels, "QUICK", QUICK.but(hidden=(4,), epochs=0.01))
    app = opened("labels")
    assert "Nothing is known yet" in said(app) and app.button(key="data_folds_stop").disabled
    press(app, "folds_begin")
    mine = app.session_state.data_folds
    assert mine.series is not None and len(mine.series.recipes) == 5
    while mine.going_on:
        app.run()
    app.run()
    assert not app.exception and "of 60,000 digits" in html(app).lower() and "What do you see?" in said(app)
    assert app.button(key="data_folds_begin").disabled
    assert "What do you see?" in said(opened("labels"))  # what one has waited for serves all


def test_who_stops_keeps_what_is_done(lab_of_its_own: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labels, "QUICK", QUICK.but(hidden=(4,), epochs=100))
    app = opened("labels")
    press(app, "folds_begin")
    press(app, "folds_stop")
    app.run()
    assert not app.session_state.data_folds.going_on and "was stopped before all folds" in said(app)
    assert not app.button(key="data_folds_begin").disabled
