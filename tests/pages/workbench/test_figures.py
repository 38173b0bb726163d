"""The Workbench's figures: neurons that can be clicked, before and now, and the dearest neuron first."""

import numpy as np
from benches import made

from nn.explain.workbench import Edits, Ranking, Without
from pages.shared.theme import LIGHT
from pages.workbench.figures import before_after, ranking_bars
from pages.workbench.neuron_figures import neuron_squares, neuron_tiles
from pages.workbench.words import worth


def test_tiles_of_neurons_that_are_off_are_crossed_out_and_can_still_be_clicked() -> None:
    W = made((10,)).layers[0].W
    plain, crossed = (
        neuron_tiles(W, Edits(off=frozenset(off)), LIGHT, 0, 0.1, 0) for off in ((), ((1, 7), (1, 8), (2, 1)))
    )
    assert crossed.traces[-1]["customdata"] == list(range(10)) and "7 off" in str(crossed.traces[2]["text"])
    assert len(plain.traces[-2]["x"]) == 0 and len(crossed.traces[-2]["x"]) == 2 * 6
    assert np.abs(crossed.traces[0]["z"]).sum() < np.abs(plain.traces[0]["z"]).sum()
    crossed.to_json()
    assert len(crossed.plotly.data) == len(crossed.traces)  # Plotly accepts it


def test_squares_show_what_each_neuron_passes_on() -> None:
    values = np.linspace(-2, 3, 70).astype(np.float32)
    first = neuron_squares(values, Edits(off=frozenset({(2, 3)})), 2, LIGHT, 0, 5)
    assert first.traces[-1]["customdata"] == list(range(64)) and first.traces[0]["z"].shape == (6, 12)
    assert "neuron 3 off" in first.traces[-1]["hovertext"][3]
    rest = neuron_squares(values, Edits(), 2, LIGHT, 1, 5)
    assert rest.traces[-1]["customdata"] == list(range(64, 70)) and rest.traces[0]["z"].max() == 127
    for chart in (first, rest):
        chart.to_json()
        assert chart.plotly.data


def test_before_and_after_of_what_is_not_a_number_is_drawn_as_nothing() -> None:
    chart = before_after(np.full(10, 0.1), np.full(10, np.nan), LIGHT, "Answer", "probability")
    assert not chart.traces[1]["y"].any() and chart.traces[0]["y"].tolist() == [10] * 10
    chart.to_json()
    assert chart.plotly.data


def test_the_chart_and_the_sentence_round_a_loss_alike() -> None:
    for right in range(6600, 6800):
        ranking = Ranking(0.8452, 10_000, (Without(0, right / 10_000), Without(1, 0.8452)))
        assert f"({ranking_bars(ranking, LIGHT, 1).traces[0]['text'][0]} points" in worth(ranking)


def test_the_dearest_neuron_comes_first_in_the_chart() -> None:
    chart = ranking_bars(Ranking(0.8, 100, (Without(0, 0.7), Without(1, 0.81), Without(2, 0.3))), LIGHT, 1)
    assert chart.traces[0]["customdata"] == [2, 0, 1]
    np.testing.assert_allclose(chart.traces[0]["y"], [-50, -10, 1], atol=1e-4)
    chart.to_json()
    assert chart.plotly.data
