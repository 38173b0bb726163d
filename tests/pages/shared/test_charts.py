"""Figures are data: what they show is checked here without a browser."""

import base64
import json
from types import SimpleNamespace

import numpy as np
import plotly.graph_objects as go
import pytest

from nn.dataset import Examples
from nn.explain.weights import neuron
from nn.lab.run import History, RateChange
from nn.network import Network
from nn.recipe import Recipe
from pages.shared.charts import base, quantised, symmetric_limit, tile
from pages.shared.curves import MOST_POINTS, curves
from pages.shared.heatmaps import (
    board_aspect,
    listed,
    matrix_heatmap,
    matrix_in_words,
    neuron_in_words,
    neuron_picture,
    outgoing_bars,
    outgoing_in_words,
    pages_of,
    share,
    signed,
    w1_heatmaps,
)
from pages.shared.theme import DARK, LIGHT, mixed

RNG = np.random.default_rng(0)


def rows(n):
    return RNG.normal(0, 0.2, (n, 784)).astype(np.float32), RNG.normal(0, 0.1, (n, 1)).astype(np.float32)


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return sum(
        w * (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4)
        for w, p in zip((0.2126, 0.7152, 0.0722), parts, strict=True)
    )


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def some_neuron(sizes=(784, 4, 10), bias=0.0, number=0):
    net = Network(sizes)
    net.theta[:] = np.random.default_rng(3).normal(0, 0.1, len(net.theta))
    net.layers[0].b[number] += bias
    pixels = RNG.integers(0, 256, (400, 784), dtype=np.uint8)
    return neuron(net, number, Examples(pixels, RNG.integers(0, 10, 400, dtype=np.uint8), np.arange(400)))


# The parts -----------------------------------------------------------------------------------------------------------


def test_quantised_is_symmetric_and_clips():
    assert list(quantised(np.array([-2.0, -1, -0.5, 0, 0.5, 1, 9]), 1)) == [-127, -127, -64, 0, 64, 127, 127]
    assert quantised(np.zeros(3), 1).dtype == np.int8


def test_tile_puts_pictures_in_rows_with_gaps_of_zero():
    board = tile(np.arange(1, 4)[:, None, None] * np.ones((3, 2, 2), int), columns=2, gap=1)
    assert board.tolist() == [
        [1, 1, 0, 2, 2],
        [1, 1, 0, 2, 2],
        [0, 0, 0, 0, 0],
        [3, 3, 0, 0, 0],
        [3, 3, 0, 0, 0],
    ]


def test_symmetric_limit_of_nothing_and_of_zeros_is_one():
    assert symmetric_limit() == symmetric_limit(np.zeros(3)) == symmetric_limit(np.empty(0)) == 1.0
    assert symmetric_limit(np.array([1.0, -3]), np.array([2.0])) == 3.0


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_diverging_scale_is_symmetric_and_zero_is_the_page(palette):
    places, colours = zip(*palette.diverging, strict=True)
    assert list(places) == sorted(places) and np.allclose(np.array(places) + np.array(places)[::-1], 1)
    assert colours[len(colours) // 2] == palette.background and places[len(places) // 2] == 0.5
    assert (colours[0], colours[-1]) == (palette.negative, palette.positive)
    assert contrast(palette.background, palette.positive) > 4.5 and contrast(palette.background, palette.negative) > 4
    strength = [contrast(palette.background, c) for c in colours]
    assert strength == sorted(strength[:5], reverse=True) + sorted(strength[5:])  # fades toward the middle


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_text_is_readable(palette):
    assert contrast(palette.background, palette.text) > 7 and contrast(palette.panel, palette.text) > 7
    assert contrast(palette.background, palette.muted) > 4.5


def test_mixed_goes_from_one_end_to_the_other():
    assert [mixed("#000000", "#ff8000", t) for t in (0, 0.5, 1)] == ["#000000", "#804000", "#ff8000"]


def test_every_figure_keeps_its_zoom():
    assert base(LIGHT, 100).layout.uirevision == "keep"
    assert w1_heatmaps(*rows(3), LIGHT).layout.uirevision == "keep"


def arrays_in(sent):
    """Every typed array of a figure's JSON, as plotly.js would read it."""
    found = {}
    for i, trace in enumerate(sent["data"]):
        for name, value in trace.items():
            if isinstance(value, dict) and "bdata" in value:
                array = np.frombuffer(base64.b64decode(value["bdata"]), value["dtype"])
                shape = [int(side) for side in value.get("shape", str(len(array))).split(",")]
                found[i, name] = array.reshape(shape)
    return found


def test_what_is_sent_is_the_figure():
    W, b = rows(10)
    for figure in (
        w1_heatmaps(W, b, LIGHT, clickable=True, chosen=2),
        curves(a_view(30, turned=(4,)), DARK),
        matrix_heatmap(RNG.normal(size=(300, 20)), RNG.normal(size=(300, 1)), LIGHT, "a", "b"),
        outgoing_bars(some_neuron(), LIGHT, "class"),
    ):
        sent, checked = json.loads(figure.to_json()), json.loads(figure.plotly.to_json())
        ours, theirs = arrays_in(sent), arrays_in(checked)
        assert ours.keys() == theirs.keys() and len(ours)
        for where, array in ours.items():
            np.testing.assert_array_equal(array, theirs[where])
        for name, value in sent["layout"].items():
            assert name in checked["layout"] or value in ([], {})


# Curves --------------------------------------------------------------------------------------------------------------


def a_view(rows, turned=()):
    h = History(np.arange(rows), *RNG.random((4, rows)))
    changes = tuple(RateChange(i, 0.2) for i in turned)
    return SimpleNamespace(id="a", total=rows, history=h, rate_changes=changes, recipe=Recipe())


def test_the_curves_hold_the_history():
    view = a_view(7)
    train, loss, test, _ = curves(view, LIGHT).data
    assert train.x.tolist() == list(range(7)) and loss.yaxis == "y2"
    np.testing.assert_allclose(train.y, 100 * view.history.train_accuracy, rtol=1e-6)
    np.testing.assert_allclose(loss.y, view.history.train_loss, rtol=1e-6)
    np.testing.assert_allclose(test.y, 100 * view.history.test_accuracy, rtol=1e-6)


def test_a_long_run_sends_no_more_than_a_screen_shows():
    figure = curves(a_view(100_000), DARK)
    for line in figure.data:
        assert len(line.x) == len(line.y) == MOST_POINTS and (line.x[0], line.x[-1]) == (0, 99_999)
    assert len(figure.to_json()) < 60_000


def test_a_turned_learning_rate_is_marked_where_it_was_turned():
    layout = curves(a_view(50, turned=(10, 30)), LIGHT).layout
    assert [line.x0 for line in layout.shapes] == [note.x for note in layout.annotations] == [10, 30]
    assert layout.annotations[0].text == "rate 0.2"


# W1 ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 2, 9, 10, 11, 64, 65, 128, 2048])
def test_every_row_of_w1_is_somewhere_on_the_pages(n):
    W, b = rows(n)
    limit = symmetric_limit(W)
    found = []
    for page in range(pages_of(n)):
        figure = w1_heatmaps(W, b, LIGHT, page=page, clickable=True, limit=limit)
        board, targets = figure.data[0].z, figure.data[-1]
        for x, y, number in zip(targets.x, targets.y, targets.customdata, strict=True):
            column, row = round(x - 13.5), round(y - 13.5)
            np.testing.assert_array_equal(
                board[row : row + 28, column : column + 28], quantised(W[number], limit).reshape(28, 28)
            )
            found.append(number)
    assert found == list(range(n))


def test_w1_travels_as_bytes():
    W, b = rows(10)
    sent = json.loads(w1_heatmaps(W, b, LIGHT).to_json())
    z = sent["data"][0]["z"]
    assert z["dtype"] == "i1"
    assert len(base64.b64decode(z["bdata"])) == np.prod([int(side) for side in z["shape"].split(",")])
    assert len(json.dumps(sent)) < 30_000


def test_the_scale_can_be_held_still_and_says_what_lies_beyond():
    W, b = rows(10)
    bar = w1_heatmaps(W, b, LIGHT, limit=5.0).data[0].colorbar
    assert list(bar.ticktext) == ["−5.00", "0", "+5.00"] and list(bar.tickvals) == [-127, 0, 127]
    assert w1_heatmaps(W, b, LIGHT, limit=0.25).data[0].colorbar.ticktext[2] == "≥ +0.25"


def test_numbers_names_and_biases_are_written_over_the_tiles():
    W, b = rows(10)
    text = w1_heatmaps(W, b, LIGHT).data[2].text
    assert text[:2] == ("<b>0</b>", "<b>1</b>") and text[10] == signed(float(b[0, 0]))
    assert w1_heatmaps(W, None, LIGHT, names=list("abcdefghij")).data[2].text == tuple(
        f"<b>{c}</b>" for c in "abcdefghij"
    )
    second = w1_heatmaps(*rows(80), LIGHT, page=1)
    assert second.data[2].text[0] == "<b>64</b>" and len(second.data[2].text) == 16


def test_the_chosen_neuron_is_framed_on_its_own_page_only():
    W, b = rows(80)
    assert len(w1_heatmaps(W, b, LIGHT, page=1, chosen=70).data) == 4
    assert len(w1_heatmaps(W, b, LIGHT, page=0, chosen=70).data) == 3


def test_pixels_are_square_and_the_height_follows_the_width():
    W, b = rows(10)
    figure = w1_heatmaps(W, b, LIGHT, width=500)
    assert figure.layout.yaxis.scaleanchor == "x" and not figure.layout.xaxis.visible
    assert figure.layout.height == pytest.approx(500 / board_aspect(10) + 34, abs=1)
    assert w1_heatmaps(W, b, LIGHT, width=None).layout.height is None


def test_all_zero_weights_are_the_page_itself():
    figure = w1_heatmaps(np.zeros((3, 784)), np.zeros((3, 1)), LIGHT)
    assert not figure.data[0].z.any()


# One neuron, and the other layers ------------------------------------------------------------------------------------


def test_the_enlarged_picture_holds_the_weights_themselves():
    this = some_neuron()
    figure = neuron_picture(this, DARK, limit=0.3)
    np.testing.assert_allclose(figure.data[0].z, this.w.reshape(28, 28))
    assert (figure.data[0].zmin, figure.data[0].zmax) == (-0.3, 0.3)


def test_bars_show_all_ten_classes_or_the_strongest_of_many():
    ten = outgoing_bars(some_neuron(), LIGHT, "class").data[0]
    assert list(ten.x) == [str(i) for i in range(10)]
    many = some_neuron((784, 4, 300, 10))
    bars = outgoing_bars(many, LIGHT, "neuron of layer 2").data[0]
    assert len(bars.x) == 16
    np.testing.assert_allclose([many.outgoing[int(i)] for i in bars.x], bars.y)
    assert bars.y[0] == many.outgoing.max() and bars.y[-1] == many.outgoing.min()


def test_words_say_the_ends_of_the_bars():
    this = some_neuron()
    this.outgoing[:] = 0
    assert "connected to nothing" in outgoing_in_words(this, "class")
    this.outgoing[3] = 0.91
    assert outgoing_in_words(this, "class") == "It speaks loudest for class 3 (+0.91)."
    this.outgoing[8] = -1.2
    assert outgoing_in_words(this, "neuron of layer 2") == (
        "It speaks loudest for neuron 3 of layer 2 (+0.91) and against neuron 8 of layer 2 (−1.20)."
    )


def test_words_tell_a_dead_neuron_from_a_living_one_and_from_a_class():
    dead = some_neuron(bias=-1e4)
    assert "**dead**" in neuron_in_words(dead, "neuron", "relu")
    assert "dead" not in neuron_in_words(dead, "neuron", "tanh")
    assert "**100.0%** of 400" in neuron_in_words(some_neuron(bias=1e4), "neuron", "relu")
    assert "score of class 7" in neuron_in_words(some_neuron((784, 10), number=7), "class", "relu")


@pytest.mark.parametrize(("n", "n_in"), [(1, 1), (10, 1), (10, 10), (10, 64), (64, 128), (3, 2048), (600, 700)])
def test_a_matrix_is_shown_with_its_biases_apart(n, n_in):
    W, b = RNG.normal(size=(n, n_in)), RNG.normal(size=(n, 1))
    cells, biases = matrix_heatmap(W, b, LIGHT, "class", "neuron of layer 1").data
    assert min(biases.x) > n_in - 0.5
    assert cells.z.shape[0] == len(biases.z) <= 256 and cells.z.shape[1] <= 256
    if W.size <= 4096:
        np.testing.assert_allclose(cells.z, W, rtol=1e-6)
    else:
        assert cells.z.dtype == np.int8


def test_a_matrix_in_words_names_its_strongest_weight():
    W, b = np.zeros((10, 12)), np.linspace(-1, 1, 10)[:, None]
    W[7, 11] = -3
    assert matrix_in_words(W, b, "class", "neuron of layer 2") == (
        "Its strongest weight, −3.00, joins neuron 11 of layer 2 to class 7; biases run from −1.00 to +1.00."
    )
    assert "the strongest of 1 x 2 weights" in matrix_in_words(np.ones((10, 300)), b, "class", "neuron of layer 1")


def test_figures_are_figures():
    W, b = rows(10)
    for figure in (
        w1_heatmaps(W, b, LIGHT),
        neuron_picture(some_neuron(), LIGHT, 1),
        matrix_heatmap(W, b, DARK, "a", "b"),
    ):
        assert isinstance(figure.plotly, go.Figure) and figure.layout.font.color


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.123, "+0.12"), (-0.5, "−0.50"), (0.0, "0.00"), (-0.001, "0.00"), (-0.0, "0.00"), (3.2e16, "+3.20e16")],
)
def test_signed(value, text):
    assert signed(value) == text


@pytest.mark.parametrize(
    ("part", "text"), [(0, "0.0%"), (0.0004, "under 0.1%"), (0.5, "50.0%"), (0.9996, "over 99.9%"), (1, "100.0%")]
)
def test_share(part, text):
    assert share(part) == text


def test_signed_without_a_plus():
    assert [signed(value, 1, plus="") for value in (0.5, -0.5, 0.0)] == ["0.5", "−0.5", "0.0"]


@pytest.mark.parametrize(("words", "text"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_words_in_a_row(words, text):
    assert listed(words) == text
