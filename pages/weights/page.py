"""Weights: what every neuron looks for, as a picture; of the one that you pick, what excites it and whom it tells.

While your own run trains, everything here moves with it, and is made anew only when the parameters have moved.
"""

import streamlit as st

from nn.activations import Array
from nn.explain.digits import of_mnist
from nn.explain.weights import Neuron
from nn.network import Network
from pages.shared.address import keep_in_address
from pages.shared.charts import Figure
from pages.shared.choosers import (
    choose_neuron,
    moment_chooser,
    network_chooser,
    network_in_use,
    neuron_in_use,
    weights_chooser,
)
from pages.shared.digits import Picture, digit_strip
from pages.shared.heatmaps import FOOT, PER_PAGE, board_aspect
from pages.shared.live import Took, again_and_again
from pages.shared.live_figure import live_figure
from pages.shared.networks import Chosen, chosen_network
from pages.shared.session import lab, session
from pages.shared.widgets import facts, pager
from pages.shared.words import WHY_BOTH, signed
from pages.weights.look import Look, look_at
from pages.weights.order import neurons_in_order, order_chooser, order_in_use
from pages.weights.words import (
    ABOUT,
    CHANGE_MEANS,
    WEIGHTS_MEAN,
    layer_name,
    matrix_in_words,
    neuron_in_words,
    ordered_in_words,
    outgoing_in_words,
    places_in_words,
    row_name,
    share,
)

NETWORK = "weights_network"  # the chooser's key
LARGE = 200_000  # parameters; a bigger network is looked at less often while it trains


def choose_number() -> None:
    choose_neuron(int(st.session_state.weights_neuron))


# What is shown -------------------------------------------------------------------------------------------------------


def show() -> None:
    """The network as it is now, around the chosen neuron."""
    chosen = chosen_network(network_in_use(NETWORK))
    order = neurons_in_order(chosen)
    number = int(order[0]) if session().neuron is None else neuron_in_use(chosen.network)
    now = look_at(chosen, number, order)
    st.markdown(chosen.sentence)
    left, right = st.columns([11, 9], gap="large")
    with left:
        show_tiles(chosen, now)
    with right:
        show_neuron(chosen.network, now)
    show_other_layers(chosen.network, now)


def show_tiles(chosen: Chosen, now: Look) -> None:
    network, began_by_chance = chosen.network, chosen.recipe.initial != "zeros"
    n, number, what = network.sizes[1], now.neuron.number, row_name(network)
    page, order = now.place // PER_PAGE, order_in_use(network)
    first, last = page * PER_PAGE, min(n, (page + 1) * PER_PAGE) - 1
    shown = "what learning changed in the" if now.change else "the"

    def choose(place: int) -> None:
        if place < n:
            choose_neuron(int(now.order[place]))

    st.markdown(f"**W1, {n} x 784**: one picture for {shown} 784 weights of each {what}{ordered_in_words(order)}")
    placed = places_in_words(order, what, first, last, n)
    pager(first, last, n, choose, "weights", placed)
    live_figure(
        now.tiles,
        height=f"calc(100cqw / {board_aspect(last - first + 1)} + {FOOT}px)",
        key="weights_tiles",
        alt=f"{shown.capitalize()} weights of each {what}, a 28 by 28 picture: blue pixels speak for it, orange ones "
        f"against. {placed}. {what.capitalize()} {number} is framed.",
        on_pick=choose,
    )
    st.caption(
        (CHANGE_MEANS if now.change else f"{WEIGHTS_MEAN}{WHY_BOTH if began_by_chance else ''}")
        + f" One scale for all, in full colour from ±{now.limit:.2f} on. Click a picture to enlarge it."
    )
    biases = network.layers[0].b[now.order[first : last + 1], 0]
    live_figure(
        now.biases,
        key="weights_biases",
        alt=f"The biases of these {what}s, from {signed(float(biases.min()))} to {signed(float(biases.max()))}.",
    )
    those = f"{n}" if len(biases) == n else f"the {len(biases)} shown"
    st.caption(
        f"b1, the biases: {(biases > 0).sum()} of {those} are positive, which makes those readier to fire; they "
        f"run from {signed(float(biases.min()))} to {signed(float(biases.max()))}."
    )


def show_neuron(network: Network, now: Look) -> None:
    this, what = now.neuron, row_name(network)
    if st.session_state.get("weights_neuron") != this.number:
        st.session_state.weights_neuron = this.number
    picture, words = st.columns([1, 1], gap="medium")
    with picture:
        st.number_input(what.capitalize(), 0, network.sizes[1] - 1, key="weights_neuron", on_change=choose_number)
        live_figure(
            now.picture,
            key="weights_picture",
            alt=f"The 784 weights of {what} {this.number} as a 28 by 28 picture, from {signed(float(this.w.min()))} "
            f"to {signed(float(this.w.max()))}.",
        )
    with words:
        fired = "dead" if this.dead else share(this.fires)
        facts(
            [
                ("Bias", signed(this.bias, 3), "Added to the weighted sum of the pixels"),
                ("Fires for" if this.outgoing is not None else "Score above 0", fired, "Share of the test digits"),
            ]
        )
        st.markdown(neuron_in_words(this, what, network.activation))
    passed_on = "what it passes on" if this.outgoing is not None else "its score"
    show_digits(f"**Excited most by** (true digit: {passed_on})", this.most, this.a)
    show_digits("**Excited least by** (true digit: its sum z)", this.least, this.z)
    if now.outgoing is not None:
        show_outgoing(network, this, now.outgoing)


def show_digits(title: str, which: Array, values: Array) -> None:
    digits = lab().mnist.official.only(which)
    st.markdown(title)
    digit_strip(
        (
            Picture(
                digits.pixels[digits.index[k]],
                f"{label}: {signed(float(value), 1)}",
                alt=f"A handwritten {label}, number {i} of the test digits: {signed(float(value), 1)}.",
                digit=of_mnist(lab().mnist, int(i)),
            )
            for k, (i, label, value) in enumerate(zip(which, digits.labels, values[which], strict=True))
        ),
        size=64,
    )


def show_outgoing(network: Network, neuron: Neuron, figure: Figure) -> None:
    words = outgoing_in_words(neuron, layer_name(network, 2))
    st.markdown(f"**What it says to the next layer** (column {neuron.number} of W2). {words}")
    live_figure(figure, key="weights_outgoing", alt=words)


def show_other_layers(network: Network, now: Look) -> None:
    """W2, W3, ... with their biases set apart at the right."""
    for i, (layer, figure) in enumerate(zip(network.layers[1:], now.matrices, strict=True), start=2):
        rows, columns = layer_name(network, i), layer_name(network, i - 1)
        words = matrix_in_words(layer.W, layer.b, rows, columns)
        n, n_in = layer.W.shape
        st.markdown(f"**W{i}, {n} x {n_in}, and b{i}**: each row is a {rows}, each column a {columns}. {words}")
        live_figure(figure, key=f"weights_matrix_{i}", alt=words)


# The page ------------------------------------------------------------------------------------------------------------


def took() -> Took:
    """How long a look takes for this visitor."""
    found: Took = st.session_state.setdefault("weights_took", Took())
    return found


def wanted_interval(chosen: Chosen) -> float:
    """Seconds between two looks: longer with more visitors, for a large network, and where the last look took long.

    A look that began before the last one was drawn would interrupt it, and then nothing would ever be drawn.
    """
    crowd = 2 * lab().refresh_seconds()
    size = crowd * chosen.network.theta.size / LARGE
    return float(max(crowd, size, 3 * took().seconds))


def watch() -> None:
    """Show the network, again and again while it trains; one look after that, and it rests."""

    def timed() -> None:
        with took().measured():
            show()
            keep_in_address("address_of_weights")  # a neuron that is picked runs this part alone

    def wanted() -> float | None:
        chosen = chosen_network(network_in_use(NETWORK))
        return wanted_interval(chosen) if chosen.still_training else None

    again_and_again(timed, wanted)


st.title("What each neuron looks for", help=ABOUT)
with st.container(horizontal=True, vertical_alignment="center"):
    shown_network = network_chooser(NETWORK)
    moment_chooser(NETWORK, shown_network)
    weights_chooser("weights_show")
    order_chooser(chosen_network(shown_network).network)
watch()
