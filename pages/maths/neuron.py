"""Chapter 1: what one neuron adds up, and how its activation bends the sum."""

import streamlit as st

from nn.activations import ACTIVATIONS
from nn.explain.lesson import DigitPass, excerpt, neuron_sum
from nn.layers import Dense
from nn.network import Network
from pages.maths import words
from pages.maths.figures import Panel, activation_curve, panels
from pages.maths.pieces import choose_neuron, formula, show
from pages.shared.choosers import neuron_in_use
from pages.shared.networks import Chosen
from pages.shared.theme import palette
from pages.shared.words import signed


def neuron_chapter(chosen: Chosen, walked: DigitPass) -> None:
    network = chosen.network
    st.markdown(words.A_NEURON)
    formula(
        r"z = w_0 x_0 + \dots + w_{783}\, x_{783} + b",
        excerpt(Dense._sum, "product(self.W, A_prev"),
        excerpt(Dense._sum, "Z += self.b"),
        after=words.WEIGHTS_MEAN,
    )
    one_sum(network, walked)
    if chosen.recipe.hidden:
        g = ACTIVATIONS[network.activation]
        formula(
            f"g(z) = {g.formula}",
            excerpt(g.value),
            excerpt(g.slope),
            text=words.BEND.format(name=g.name, purpose=g.purpose),
        )
    else:
        st.markdown(words.NO_HIDDEN_LAYER)
    left, right = st.columns([6, 5], gap="medium", vertical_alignment="center")
    with left:
        if chosen.recipe.hidden:
            one_bend(network, walked)
    with right:
        st.markdown(words.PERCEPTRON)


def one_sum(network: Network, walked: DigitPass) -> None:
    """What one neuron adds up for the digit, as pictures and as numbers."""
    left, right = st.columns([6, 5], gap="medium", vertical_alignment="center")
    with right:
        neuron = choose_neuron(network)
        one = neuron_sum(network, walked, neuron)
        plus, minus, bias = f"{one.speaking_for:.2f}", signed(one.speaking_against), signed(one.bias)
        st.markdown(
            words.NEURON_LIVE.format(
                neuron=neuron,
                plus=plus,
                minus=minus,
                bias=bias,
                z=signed(one.z, plus=""),
                sum=f"{plus} {minus[0]} {minus[1:]} {bias[0]} {bias[1:]}",
            )
        )
    with left:
        pictures = [
            Panel(walked.x, "digit", ink=True),
            Panel(one.weights, "weights", "×"),
            Panel(one.terms, "products", "="),
        ]
        alt = f"The digit, the weights of neuron {neuron}, and their products: 28 by 28, blue above 0, orange below."
        show(panels(pictures, palette()), "terms", alt)


def one_bend(network: Network, walked: DigitPass) -> None:
    """The activation's curve, and where the chosen neuron stands on it."""
    neuron = neuron_in_use(network)
    one = neuron_sum(network, walked, neuron)
    z, a = signed(one.z, plus=""), signed(one.a, plus="")
    show(
        activation_curve(ACTIVATIONS[network.activation], one.z, palette()),
        "activation",
        f"The {network.activation} activation and its slope. Neuron {neuron} stands at z = {z} and passes on {a}.",
    )
    st.markdown(words.BEND_LIVE.format(neuron=neuron, z=z, a=a))
