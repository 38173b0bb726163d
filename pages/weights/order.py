"""In which order the neurons are shown: by their numbers, by how often each fires, or by what each contributes.

Of many neurons most are nearly silent, so where there are more than fit on one page, the loudest come first.
"""

import numpy as np
import streamlit as st

from nn.activations import Array
from nn.explain.weights import standing
from nn.network import Network
from pages.shared.heatmaps import PER_PAGE
from pages.shared.networks import Chosen, source_of
from pages.shared.session import lab, session
from pages.shared.watching import led_to
from pages.weights.words import NUMBER, ORDER_HELP, ORDERS, first_order

ASKED = 1_000  # test digits that the neurons are compared with


def order_in_use(network: Network) -> str:
    """The order that was chosen here, or that the address names; until then the one that suits so many neurons."""
    if led := led_to("order"):
        st.session_state.weights_ordered_by = led
    chosen = st.session_state.get("weights_ordered_by") or st.query_params.get("order")
    return chosen if chosen in ORDERS else first_order(network.sizes[1] > PER_PAGE)


def order_chooser(network: Network) -> None:
    st.session_state.weights_order = order_in_use(network)

    def choose() -> None:
        st.session_state.weights_ordered_by = session().place["order"] = st.session_state.weights_order

    st.selectbox(
        "Order of the neurons",
        list(ORDERS),
        format_func=ORDERS.__getitem__,
        key="weights_order",
        on_change=choose,
        help=ORDER_HELP.format(asked=ASKED),
        label_visibility="collapsed",
        width=270,
    )
    if st.session_state.get("weights_ordered_by"):
        session().place["order"] = st.session_state.weights_ordered_by


def neurons_in_order(chosen: Chosen) -> Array:
    """The numbers of all neurons of layer 1, in the order in use.

    While a run trains they keep their places: pictures that learn shall not jump about as well.
    """
    order, n = order_in_use(chosen.network), chosen.network.sizes[1]
    if order == NUMBER:
        return np.arange(n)
    held_for, held = st.session_state.get("weights_places", (None, None))
    asked_for = (source_of(chosen.name), order, n)
    if held is None or held_for != asked_for or not chosen.still_training:
        held = _by(order, chosen.key, chosen.network)
        st.session_state.weights_places = (asked_for, held)
    numbers: Array = held
    return numbers


@st.cache_data(max_entries=32, show_spinner=False)
def _by(order: str, key: str, _network: Network) -> Array:
    """Largest first; ``key`` stands for the network. What one visitor waited for serves all."""
    with np.errstate(all="ignore"):
        found = standing(_network, lab().mnist.official.only(slice(0, ASKED)))
    values = found.fires if order == "fires" else found.contributes
    return np.argsort(-np.nan_to_num(values), kind="stable")
