"""The Errors page, run by Streamlit's own test harness: any network, every section, cells, slices, two networks."""

import numpy as np
import pytest
from errors_page import go_to, html, opened, own, said
from seen import address_of
from streamlit.testing.v1 import AppTest

from nn.assess.answers import Answers, ask
from nn.assess.mistakes import in_order, only_first_right
from nn.assess.slices import Slice
from nn.dataset import load_mnist
from nn.lab.run import Run
from nn.models import load_shipped
from nn.network import Network
from nn.recipe import Recipe
from nn.training import evaluate
from pages.errors.state import Errors
from pages.shared import session

PARTS = ("matrix", "slices", "sure", "bears")
SMALL = {"train_examples": 200, "test_examples": 50, "iterations": 30, "batch_size": 50, "initial": "xavier"}


@pytest.fixture(scope="module")
def blog() -> Answers:
    return ask(load_shipped("blog").network, load_mnist().official)


def trained(*hidden: int, iterations: int = 30, **settings: object) -> Run:
    run = session.lab().new_run(Recipe(hidden=hidden, **SMALL | settings))
    if iterations:
        run.step(iterations)
    while run.wants_work:
        run.advance(1.0)
    return run


def mine(app: AppTest) -> Errors:
    found: Errors = app.session_state.errors
    return found


def cell(app: AppTest, truth: int, answer: int) -> None:
    app.selectbox(key="errors_true").set_value(truth).run()
    app.selectbox(key="errors_answer").set_value(answer).run()
    assert not app.exception


# Whatever the network -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("hidden", [(), (1,), (8, 6, 5)])
def test_every_section_for_any_depth_and_for_the_digits_it_learned_from(part: str, hidden: tuple[int, ...]) -> None:
    run = trained(*hidden)
    app = opened(part, run_id=run.id, network=session.YOUR_RUN)
    assert "paused" not in said(app) and "Your run" in said(app) and "new to it" in said(app)
    app.button_group(key="errors_digits").set_value("Digits it learned from").run()
    assert not app.exception and "digits that the network learns from, all 200" in said(app)


@pytest.mark.parametrize("part", PARTS)
def test_a_network_that_has_overflowed_is_said_to_in_a_sentence(part: str) -> None:
    network = Network((784, 10, 10))
    network.theta[:] = np.nan
    app = own(network, part)
    assert [str(warning.value)[:40] for warning in app.warning] == ["This network's numbers have overflowed: "]


@pytest.mark.parametrize("part", PARTS)
def test_a_network_of_zeros_has_every_section(part: str) -> None:
    app = own(Network((784, 10, 10)), part)
    if part == "matrix":
        assert "980 of 10,000 are right" in said(app) and "<td>–</td>" in html(app)


def test_how_many_are_right_is_what_the_engine_says(blog: Answers) -> None:
    app = opened()
    accuracy = evaluate(load_shipped("blog").network, load_mnist().official).accuracy
    assert f"<dd>{accuracy:.1%}</dd>" in html(app) and f"{round(1e4 * accuracy):,} of 10,000 are right" in said(app)
    assert "known to be labelled wrongly" not in said(app)


def test_where_nearly_all_is_right_the_wrong_labels_are_named() -> None:
    app = opened(network="strong")
    assert "About 15 of MNIST's 10,000 test digits are known to be labelled wrongly" in said(app)
    assert "<dd>99.22%</dd>" in html(app)


def test_the_digits_that_it_learned_from_are_its_own(blog: Answers) -> None:
    app = opened(query={"digits": "training"})
    saved = load_shipped("blog")
    train = load_mnist().split(saved.recipe, keep_floats=False).train.only(slice(0, 10_000))
    assert f"{int(ask(saved.network, train).right.sum()):,} of 10,000 are right" in said(app)
    assert "the first 10,000 of 41,000" in said(app)
    place = in_order(ask(saved.network, train), np.flatnonzero(~ask(saved.network, train).right))[0]
    assert f"Training digit {int(train.index[place]):,}, a" in said(app)


def test_whoever_was_told_wrong_labels_is_measured_by_the_true_ones() -> None:
    run = trained(10, shuffled_labels=0.5, iterations=60)
    app = opened(run_id=run.id, network=session.YOUR_RUN, query={"digits": "training"})
    train = session.lab().mnist.split(run.recipe).train
    answers = ask(run.view().network(), train)
    right = int((answers.given == load_mnist().train_labels[train.index]).sum())
    assert right != int(answers.right.sum())
    assert f"{right:,} of 200 are right" in said(app) and "the labels of 50% of its digits were dealt out" in said(app)


def test_any_moment_of_a_film_can_be_looked_at() -> None:
    app = opened(moment=20.0)
    assert "as it was after 20 of 500 updates" in said(app)


# Cells ----------------------------------------------------------------------------------------------------------------


def test_a_cell_shows_its_digits_the_surest_mistake_first(blog: Answers) -> None:
    app = opened()
    cell(app, 4, 9)
    places = in_order(blog, Slice(4, 9).of(blog))
    assert f"**4s taken for 9s (n = {len(places)})**" in said(app)
    assert f"Test digit {places[0]:,}, a 4: the network says 9" in said(app)
    assert f"1 of {len(places)}" in said(app) and f'href="why?digit={places[1]}' in html(app)
    app.button(key="errors_next").click().run()
    assert f"Test digit {places[1]:,}, a 4: the network says 9" in said(app) and f"2 of {len(places)}" in said(app)
    app.button(key="errors_previous").click().run()
    app.button(key="errors_previous").click().run()
    assert f"Test digit {places[-1]:,}, a 4" in said(app)


def test_a_click_opens_the_same_cell_as_the_two_fields() -> None:
    from pages.errors.matrix import open_cell

    def click() -> None:
        import streamlit as st

        from pages.errors.matrix import open_cell
        from pages.errors.state import errors

        open_cell(49)
        st.text(f"{errors().truth} {errors().answer}")
        open_cell(1_000)  # no cell at all
        st.text(f"{errors().truth} {errors().answer}")

    app = AppTest.from_function(click).run()
    assert not app.exception and [text.value for text in app.text] == ["4 9", "4 9"] and callable(open_cell)


def test_without_a_cell_it_is_all_mistakes_and_of_a_digit_its_own(blog: Answers) -> None:
    app = opened()
    assert f"**All digits read wrongly (n = {int((~blog.right).sum()):,})**" in said(app)
    app.selectbox(key="errors_true").set_value(8).run()
    assert f"**8s read wrongly (n = {len(Slice(8, right=False).of(blog))})**" in said(app)
    app.button(key="errors_all").click().run()
    assert "**All digits read wrongly" in said(app)


def test_right_answers_begin_with_the_closest(blog: Answers) -> None:
    app = opened()
    cell(app, 7, 7)
    first = in_order(blog, Slice(7, 7).of(blog))[0]
    assert f"Test digit {first:,}, a 7: the network says 7" in said(app) and "which is right" in said(app)


def test_an_empty_cell_says_so() -> None:
    app = opened(network="strong")
    cell(app, 0, 1)
    assert "There are none: 0s taken for 1s (n = 0)." in said(app)


# The address ----------------------------------------------------------------------------------------------------------


def test_the_address_holds_what_is_seen_and_leads_back() -> None:
    app = opened()
    cell(app, 4, 9)
    app.button_group(key="errors_by").set_value("row").run()
    app.toggle(key="errors_muted").set_value(False).run()
    address = address_of(app)
    assert {"true": "4", "answer": "9", "by": "row", "diagonal": "1"}.items() <= address.items()
    other = opened(query=address)
    assert "**4s taken for 9s (n = " in said(other) and address_of(other) == address
    assert (mine(other).by, mine(other).muted) == ("row", False)


@pytest.mark.parametrize(
    "query",
    [{"true": "12"}, {"true": "x"}, {"answer": "-1"}, {"by": "diagonal"}, {"digits": "all"}, {"diagonal": "yes"},
     {"other": "nobody"}, {"harder": "salt"}, {"strength": "0.15"}, {"sure": "100"}, {"true": "²"}],
)  # fmt: skip
def test_what_means_nothing_in_an_address_is_left_out_and_said(query: dict[str, str]) -> None:
    app = opened(query=query | {"answer": "9"} if "answer" not in query else query)
    assert app.session_state.ten_neurons.left_out == tuple(query)
    assert mine(app).truth is None


# Slices and two networks ----------------------------------------------------------------------------------------------


def test_a_cell_is_kept_and_measured_for_another_network(blog: Answers) -> None:
    app = opened()
    cell(app, 4, 9)
    app.text_input(key="errors_name_cell").set_value("open <b>fours</b>").run()
    app.button(key="errors_keep_cell").click().run()
    go_to(app, "slices")
    places = Slice(4, 9).of(blog)
    assert f"open &lt;b&gt;fours&lt;/b&gt;</th><td>0.0% (0 of {len(places)})" in html(app)
    app.button_group(key="errors_network").set_value("deep").run()
    right = int(ask(load_shipped("deep").network, load_mnist().official).right[places].sum())
    assert right and f"({right} of {len(places)})" in html(app)
    app.selectbox(key="errors_slice").set_value("kept 1").run()
    assert f"of these {len(places)} digits" in said(app) and not app.exception
    app.button(key="errors_forget_1").click().run()
    assert not app.exception and "fours" not in html(app)


def test_a_slice_without_a_name_of_its_own_is_called_what_it_is() -> None:
    app = opened(query={"true": "4", "answer": "9"})
    app.button(key="errors_keep_cell").click().run()
    assert [kept.name for kept in mine(app).kept] == [mine(app).kept[0].slice.name()]
    assert mine(app).kept[0].name.startswith("4s taken for 9s (n = ")


def test_a_slice_of_training_digits_is_the_same_digits_for_another_network() -> None:
    app = opened(query={"digits": "training", "true": "4", "answer": "9"})
    app.button(key="errors_keep_cell").click().run()
    go_to(app, "slices")
    app.button_group(key="errors_network").set_value("deep").run()
    numbers = np.array(mine(app).kept[0].slice.places)
    right = int(ask(load_shipped("deep").network, load_mnist().training.only(numbers)).right.sum())
    assert f"({right} of {len(numbers)})" in html(app)


def test_there_are_slices_that_nobody_has_to_keep(blog: Answers) -> None:
    app = opened("slices", {"true": "4", "answer": "9"})
    field = app.selectbox(key="errors_slice")
    doubtful = int((blog.confidence < 0.6).sum())
    assert field.options == [
        "4s taken for 9s (n = 88)",
        "4s (n = 982)",
        "all digits (n = 10,000)",
        f"all digits, less than 60% sure (n = {doubtful:,})",
    ]
    field.set_value("digit").run()
    assert not app.exception and "of these 982 digits" in said(app)
    app.button(key="errors_keep_slice").click().run()
    assert mine(app).kept[0].name == "4s (n = 982)"


def test_two_networks_side_by_side(blog: Answers) -> None:
    app = opened("slices", {"other": "deep", "true": "4", "answer": "9"})
    deep = ask(load_shipped("deep").network, load_mnist().official)
    app.selectbox(key="errors_slice").set_value("all").run()
    only_deep, only_blog = only_first_right(deep, blog), only_first_right(blog, deep)
    assert f"**blog reads it, deep does not: {len(only_blog):,}**" in said(app)
    assert f"**deep reads it, blog does not: {len(only_deep):,}**" in said(app)
    assert f'href="steps?digit={in_order(blog, only_deep)[0]}' in html(app)
    assert address_of(app)["other"] == "deep"


def test_a_second_network_that_has_overflowed_is_said_to_once() -> None:
    network = Network((784, 10, 10))
    network.theta[:] = np.nan
    app = own(network, "slices")
    app.button_group(key="errors_network").set_value("blog").run()
    app.selectbox(key="errors_other").set_value(session.OPENED).run()
    assert not app.exception and ["network to compare with" in str(w.value) for w in app.warning] == [True]


# How sure, and how much it bears --------------------------------------------------------------------------------------


def test_a_temperature_says_truly_whether_it_helps() -> None:
    for network, verdict in (("blog", "nearer to the truth"), ("deep", "no better, but worse")):
        app = opened("sure", network=network)
        assert "Expected calibration error" in said(app)
        app.toggle(key="errors_repaired").set_value(True).run()
        assert not app.exception and verdict in said(app)


def test_a_run_that_held_nothing_out_has_no_temperature() -> None:
    run = trained(5, test_examples=0)
    app = opened("sure", run_id=run.id, network=session.YOUR_RUN)
    assert "set none apart" in said(app) and not [toggle for toggle in app.toggle if toggle.key == "errors_repaired"]


def test_a_threshold_counts_what_it_declines(blog: Answers) -> None:
    app = opened("sure")
    app.slider(key="errors_threshold").set_value(80).run()
    declined = int((blog.confidence < 0.8).sum())
    assert f"“I don't know” to {declined:,}" in said(app) and address_of(app)["sure"] == "80"
    app.slider(key="errors_threshold").set_value(0).run()
    assert "it declines none" in said(app)


def test_what_it_bears_begins_at_the_accuracy_on_the_same_digits(blog: Answers) -> None:
    app = opened("bears", {"other": "deep", "harder": "noise", "strength": "0"})
    sampled = np.arange(0, 10_000, 10)
    assert f"**blog** reads {blog.right[sampled].mean():.1%} of them as they are" in said(app)
    assert "**deep** reads" in said(app) and "The same 1,000 test digits" in said(app)
    app.select_slider(key="errors_strength_noise").set_value(0.4).run()
    assert "at 0.4 of full ink" in said(app) and address_of(app)["strength"] == "0.4"
    app.selectbox(key="errors_harder").set_value("occlusion").run()
    assert not app.exception and "No network is shown such pictures" in said(app)


# While a run learns ---------------------------------------------------------------------------------------------------


def test_nothing_is_computed_again_until_the_run_has_learned_more() -> None:
    run = trained(5, iterations=3)
    app = opened(run_id=run.id, network=session.YOUR_RUN)
    first = mine(app).known["answers of your run"]
    app.run()
    assert mine(app).known["answers of your run"] is first
    run.step(1)
    run.advance(1.0)
    app.run()
    assert mine(app).known["answers of your run"] is not first
    assert "paused after 4 of 30 updates" in said(app)


def test_a_training_goes_on_thirty_times_as_long_as_its_answers_take() -> None:
    def looks() -> None:
        import streamlit as st

        from pages.errors.state import errors
        from pages.errors.watch import seconds_between_looks

        st.text(str(seconds_between_looks()))
        errors().asking.seconds = 0.5
        st.text(str(seconds_between_looks()))

    run = trained(5, iterations=1)
    app = AppTest.from_function(looks)
    app.session_state.ten_neurons = session.Session(run_id=run.id, network=session.YOUR_RUN)
    assert [text.value for text in app.run().text] == ["None", "None"]
    run.start()  # nobody advances it: it stays where it is, and counts as training
    mine(app).asking.seconds = 0.0
    first, then = (float(text.value) for text in app.run().text)
    run.stop()
    assert first < 10 and then == 15


def test_who_follows_sees_what_the_one_who_steers_sees_also_when_that_is_closed_again() -> None:
    app = opened()
    visitor = app.session_state.ten_neurons
    visitor.led_to, visitor.led = ("run", 1), {"true": "4", "answer": "9", "by": "row"}
    app.run()
    assert "**4s taken for 9s (n = 88)**" in said(app) and mine(app).by == "row"
    cell(app, 3, 5)  # a look of one's own, until the other one moves on
    assert "**3s taken for 5s" in said(app)
    visitor.led_to, visitor.led = ("run", 2), {}
    app.run()
    assert "**All digits read wrongly" in said(app) and mine(app).by == "count"


def test_a_part_that_there_is_not_is_the_first() -> None:
    assert opened("nonsense").button_group(key="section_part").value == "matrix"
