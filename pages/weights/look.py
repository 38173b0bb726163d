"""All that is computed for one look at one neuron of one network, and kept until it would come out differently."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from nn.activations import Array
from nn.explain.weights import Neuron, clear_limit, neuron
from pages.shared.charts import Figure
from pages.shared.heatmaps import PER_PAGE, w1_heatmaps
from pages.shared.networks import Chosen
from pages.shared.session import CHANGE, lab, session
from pages.shared.theme import palette
from pages.weights.figures import matrix_heatmap, neuron_picture, outgoing_bars, signed_bars
from pages.weights.words import layer_name, row_name

SHOWN_DIGITS = 8  # that excite the neuron most, and as many that excite it least


@dataclass(frozen=True, eq=False)
class Look:
    """One neuron of layer 1, and every figure of the page; ``key`` moves when any of them would change.

    ``order`` (n,) are the numbers of all neurons as they stand on the page, and ``place`` is where this one stands.
    ``change``: the pictures show how far learning has moved the weights. ``limit`` is the value at the end of the
    tiles' scale. ``outgoing`` is None where there is no next layer.
    """

    key: tuple[object, ...]
    change: bool
    order: Array
    place: int
    neuron: Neuron
    limit: float
    tiles: Figure
    picture: Figure
    biases: Figure
    outgoing: Figure | None
    matrices: list[Figure]


def look_at(chosen: Chosen, number: int, order: Array) -> Look:
    """Computed once, and kept by this visitor until the parameters, the neuron, the order or the theme are others."""
    change = session().weights == CHANGE and chosen.first is not None
    key = (chosen.key, number, order.tobytes(), change, palette().background)
    kept = st.session_state.get("weights_look")
    if kept is None or kept.key != key:
        kept = st.session_state.weights_look = _computed(key, chosen, number, order, change)
    found: Look = kept
    return found


def _computed(key: tuple[object, ...], chosen: Chosen, number: int, order: Array, change: bool) -> Look:
    colours, network = palette(), chosen.network
    first, *others = network.layers
    this = neuron(network, number, lab().mnist.official, SHOWN_DIGITS)
    place = int(np.flatnonzero(order == number)[0])
    page = place // PER_PAGE
    here = order[page * PER_PAGE : (page + 1) * PER_PAGE]
    W, b = first.W, first.b
    if change and chosen.first is not None:
        began = chosen.first().layers[0]
        W, b = W - began.W, b - began.b
    limit = clear_limit(W)
    names = [str(i) for i in order]
    return Look(
        key,
        change,
        order,
        place,
        this,
        limit,
        w1_heatmaps(
            W[order], b[order], colours, page=page, limit=limit, names=names, chosen=place, clickable=True, width=None
        ),
        neuron_picture(W[number], colours, limit),
        signed_bars(
            first.b[here, 0],
            names[page * PER_PAGE : (page + 1) * PER_PAGE],
            colours,
            row_name(network),
            height=150,
            chosen=place % PER_PAGE,
        ),
        None if this.outgoing is None else outgoing_bars(this, colours, layer_name(network, 2)),
        [
            matrix_heatmap(layer.W, layer.b, colours, layer_name(network, i), layer_name(network, i - 1))
            for i, layer in enumerate(others, start=2)
        ],
    )
