"""Who spoke for it: neurons and pixels, against any rival, for any neuron."""

import pytest
from why_page import opened, own, said, trained

from nn.network import Network
from pages.shared import session


def test_the_winner_can_be_compared_with_any_other_digit() -> None:
    app = opened(network="blog")
    app.button_group(key="why_rival").set_value(3).run()
    assert not app.exception and "**7 beat 3 by" in said(app)
    app.number_input(key="why_number").set_value(2).run()  # a 1: the rival stays
    assert "**1 beat 3 by" in said(app)
    app.number_input(key="why_number").set_value(32).run()  # a 3, which is no rival of itself
    assert "**3 beat" in said(app) and "beat 3" not in said(app)


def test_the_neuron_that_is_chosen_is_enlarged() -> None:
    app = opened(network="blog", neuron=8)
    assert "**Neuron 8**" in said(app) and "It fires" in said(app)
    app.number_input(key="why_neuron").set_value(7).run()
    assert "**Neuron 7**" in said(app) and "stays silent and passes on 0" in said(app)
    assert app.session_state.ten_neurons.neuron == 7


def test_a_wide_layer_comes_on_pages() -> None:
    app = opened(network="deep", neuron=70)
    assert "Neurons 64–127 of 128" in said(app)
    app.button(key="why_previous").click().run()
    assert "Neurons 0–63 of 128" in said(app) and "**Neuron 0**" in said(app)


def test_without_a_hidden_layer_pixels_speak_to_the_classes() -> None:
    run = trained()
    app = opened(run_id=run.id, network=session.YOUR_RUN, neuron=4)
    assert "the pixels speak to the scores themselves" in said(app)
    assert "**Class 4**" in said(app) and "That is the score of class 4" in said(app)


def test_the_sentence_when_biases_decide_or_all_speak_for_the_winner() -> None:
    network = Network((784, 2, 10))
    network.layers[1].b[4] = 1.5
    assert "**4 beat 0 by 1.50** because of its bias alone (+1.50)." in said(own(network))
    network.layers[0].b[:] = 1
    network.layers[1].W[4] = 0.25, 0.5
    assert "**4 beat 0 by 2.25** because neuron 1 gave it +0.50 and neuron 0 +0.25." in said(own(network))
    network.layers[1].W[4] = 0.02, 0.5
    assert "because neuron 1 gave it +0.50." in said(own(network))  # what hardly counts is not named


@pytest.mark.parametrize("forged", [10**9, 10**30])
def test_a_neuron_that_there_is_not_is_taken_for_the_last(forged: int) -> None:
    app = opened(network="blog", neuron=forged)
    assert "**Neuron 9**" in said(app)
    app.run()
    assert not app.exception
