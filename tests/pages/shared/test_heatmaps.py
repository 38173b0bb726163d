"""Tiles of weights: every row is somewhere, as bytes, on one scale, with its number."""

import base64
import json

import numpy as np
import plotly.graph_objects as go
import pytest
from sent import check_sent

from pages.shared.charts import quantised, symmetric_limit
from pages.shared.heatmaps import board_aspect, pages_of, w1_heatmaps
from pages.shared.theme import LIGHT
from pages.shared.words import signed

RNG = np.random.default_rng(0)


def rows(n):
    return RNG.normal(0, 0.2, (n, 784)).astype(np.float32), RNG.normal(0, 0.1, (n, 1)).astype(np.float32)


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


def test_zoom_is_kept():
    assert w1_heatmaps(*rows(3), LIGHT).layout.uirevision == "keep"


def test_what_is_sent_is_the_figure():
    figure = w1_heatmaps(*rows(10), LIGHT, clickable=True, chosen=2)
    check_sent(figure)
    assert isinstance(figure.plotly, go.Figure) and figure.layout.font.color
