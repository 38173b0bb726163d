"""All neurons of a layer, to be clicked, and what can be done to the one that is selected."""

import numpy as np
import streamlit as st

from nn.activations import Array
from nn.explain.digits import Digit
from nn.explain.weights import clear_limit
from nn.explain.workbench import passed_on
from pages.shared.choosers import weights_chooser
from pages.shared.heatmaps import FOOT, board_aspect
from pages.shared.live_figure import live_figure
from pages.shared.theme import palette
from pages.shared.widgets import pager
from pages.workbench import words
from pages.workbench.bench import Bench
from pages.workbench.neuron_figures import neuron_squares, neuron_tiles


def show_neurons(here: Bench, digit: Digit) -> None:
    n, layer = here.network.sizes[here.layer], here.layer
    with st.container(horizontal=True, vertical_alignment="center", key="workbench_layers"):
        if here.hidden > 1:
            layer_chooser(here)
        pager(here.shown[0], here.shown[-1], n, here.select, "workbench")
        if layer == 1 and here.held.first is not None:
            weights_chooser("workbench_show")
    if not here.hidden:
        show_tiles(here)
        st.caption(words.NOTHING_HIDDEN)
        return
    values = passed_on(here.result(), here.edits, layer, digit.X)
    if layer == 1:
        show_tiles(here)
        st.caption(words.BELOW_THE_TILES)
    else:
        show_squares(here, values)
        st.caption(words.below_the_squares(layer, digit))
    show_selected(here, float(values[here.neuron]))


def layer_chooser(here: Bench) -> None:
    st.session_state.workbench_layer = here.layer
    st.segmented_control(
        "Layer",
        list(range(1, here.hidden + 1)),
        format_func=lambda i: f"Layer {i}: {here.network.sizes[i]}",
        required=True,
        key="workbench_layer",
        on_change=choose_layer,
        args=[here],
        label_visibility="collapsed",
    )


def show_tiles(here: Bench) -> None:
    """The rows of W1 as pictures. Without hidden layers they are the classes, and there is nothing to be selected."""
    chosen, shown = here.neuron if here.hidden else None, here.result().layers[0].W
    limit = clear_limit(here.network.layers[0].W)
    if here.shows_change and here.held.first is not None:
        began = here.held.first().layers[0].W
        limit = clear_limit(here.network.layers[0].W - began)
        shown = np.where(shown == 0, 0, shown - began)  # what is cut is gone, also what it began with
    live_figure(
        neuron_tiles(shown, here.edits, palette(), here.page, limit, chosen),
        height=f"calc(100cqw / {board_aspect(len(here.shown))} + {FOOT}px)",
        key="workbench_tiles",
        alt=words.tiles_in_words(here.edits, here.shown, chosen),
        on_pick=here.select if here.hidden else None,
    )


def show_squares(here: Bench, values: Array) -> None:
    """A later layer's neurons; ``values`` (n,) is what each passes on for the digit."""
    live_figure(
        neuron_squares(values, here.edits, here.layer, palette(), here.page, here.neuron),
        key="workbench_squares",
        alt=words.squares_in_words(here.layer, here.shown, values, here.neuron),
        on_pick=here.select,
    )


def show_selected(here: Bench, value: float) -> None:
    """The selected neuron: its number, a switch and a slider. By keyboard, the number selects as well."""
    off = here.place in here.edits.off
    st.session_state.workbench_neuron = here.neuron
    st.session_state.workbench_scale = here.edits.factor(here.place)
    with st.container(horizontal=True, vertical_alignment="bottom", key="workbench_selected"):
        st.number_input(
            f"Neuron of layer {here.layer}",
            0,
            here.network.sizes[here.layer] - 1,
            key="workbench_neuron",
            on_change=choose_neuron,
            args=[here],
            width=140,
        )
        st.button(
            "Switch on" if off else "Switch off",
            icon=":material/toggle_on:" if off else ":material/toggle_off:",
            type="primary",
            on_click=here.switch,
            args=[off],
            help="A neuron that is off passes on 0, whatever it sees.",
            key="workbench_switch",
            width=130,
        )
        with st.container(width=250):
            st.slider(
                "What it passes on, times",
                0.0,
                3.0,
                step=0.1,
                format="%.1f",
                disabled=off,
                key="workbench_scale",
                on_change=turn_scale,
                args=[here],
                help="1 leaves it as it is, 0 is the same as off, 2 makes it speak twice as loudly.",
            )
    st.caption(words.of_the_selected(here.edits, here.place, value))


# What the visitor does -----------------------------------------------------------------------------------------------


def choose_layer(here: Bench) -> None:
    here.show_layer(st.session_state.workbench_layer)


def choose_neuron(here: Bench) -> None:
    here.select(int(st.session_state.workbench_neuron))


def turn_scale(here: Bench) -> None:
    here.change(here.edits.scaled(here.place, float(st.session_state.workbench_scale)))
