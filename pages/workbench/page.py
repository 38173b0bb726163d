"""Workbench: switch neurons off, cut weights, add noise, and see at once what is lost; and shuffle the pixels.

Everything here happens to a copy. The network itself, and every other page, stays as it is.
"""

from dataclasses import replace

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from nn.explain.digits import Digit
from nn.explain.weights import clear_limit
from nn.explain.workbench import (
    Edits,
    Ranking,
    affordable_one_by_one,
    one_by_one,
    passed_on,
    report,
    weight_count,
)
from pages.shared.answers import Answer
from pages.shared.choosers import digit_chooser, network_chooser, section_chooser
from pages.shared.heatmaps import FOOT, PER_PAGE, board_aspect
from pages.shared.live import out_of_turn
from pages.shared.live_figure import live_figure
from pages.shared.theme import palette
from pages.shared.widgets import facts, pager
from pages.shared.words import signed
from pages.workbench.bench import Bench, bench, sound, take_newest
from pages.workbench.figures import (
    before_after,
    classes_in_words,
    neuron_squares,
    neuron_tiles,
    probabilities_in_words,
    ranking_bars,
    state_of,
)
from pages.workbench.shuffle import shuffle_room
from pages.workbench.words import price, worth

NETWORK = "workbench_network"  # the chooser's key
ROOMS = {"change": "Change the network", "shuffle": "Shuffle the pixels"}
STYLE = """<style>
@media (max-width: 640px) {  /* what it costs stays in sight, however far down the slider is that one turns */
  [data-testid="stLayoutWrapper"]:has(> .st-key-workbench_price) {position: sticky; top: 3.4rem; z-index: 5}
  .st-key-workbench_price {background: PAPER; padding: .4rem 0}
}
</style>"""
AT_ONCE = 16  # neurons that are tried one by one without being asked for


# Changing ------------------------------------------------------------------------------------------------------------


def choose_neuron(here: Bench) -> None:
    here.select(int(st.session_state.workbench_neuron))


def choose_layer(here: Bench) -> None:
    here.show_layer(st.session_state.workbench_layer)


def turn_scale(here: Bench) -> None:
    here.change(here.edits.scaled(here.place, float(st.session_state.workbench_scale)))


def turn_prune(here: Bench) -> None:
    here.change(replace(here.edits, prune=st.session_state.workbench_prune / 100))


def turn_noise(here: Bench) -> None:
    here.change(replace(here.edits, noise=float(st.session_state.workbench_noise)))


def show_neurons(here: Bench, digit: Digit) -> None:
    """All neurons of a layer, to be clicked, and what can be done to the one that is selected."""
    n, layer = here.network.sizes[here.layer], here.layer
    number = here.neuron if here.hidden else 0
    page = number // PER_PAGE
    first, last = page * PER_PAGE, min(n, (page + 1) * PER_PAGE) - 1
    with st.container(horizontal=True, vertical_alignment="center", key="workbench_layers"):
        if here.hidden > 1:
            st.session_state.workbench_layer = layer
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
        pager(first, last, n, here.select, "workbench")
    values = passed_on(here.result(), here.edits, layer, digit.X) if here.hidden else np.zeros(n)
    if layer == 1:
        show_tiles(here, page, first, last)
    else:
        live_figure(
            neuron_squares(values, here.edits, layer, palette(), page, number),
            key="workbench_squares",
            alt=f"What neurons {first} to {last} of layer {layer} pass on for this digit, from "
            f"{signed(float(values.min()))} to {signed(float(values.max()))}. Neuron {number} is framed.",
            on_pick=here.select,
        )
        st.caption(
            f"What each neuron of layer {layer} passes on for {digit.title}: blue above 0, orange below. Click one to "
            "select it."
        )
    if here.hidden:
        show_selected(here, float(values[number]))
    else:
        st.caption("This network has no hidden neurons to switch off: its ten rows are the classes themselves.")


def show_tiles(here: Bench, page: int, first: int, last: int) -> None:
    limit = clear_limit(here.network.layers[0].W)
    chosen = here.neuron if here.hidden else None
    what = "neuron" if here.hidden else "class"
    framed = "" if chosen is None else f" Neuron {chosen} is framed."
    off = sorted(neuron for layer, neuron in here.edits.off if layer == 1)
    live_figure(
        neuron_tiles(here.result().layers[0].W, here.edits, palette(), page, limit, chosen),
        height=f"calc(100cqw / {board_aspect(last - first + 1)} + {FOOT}px)",
        key="workbench_tiles",
        alt=f"The weights of {what}s {first} to {last} as they are now, each a 28 by 28 picture.{framed}"
        + (f" Switched off: {', '.join(map(str, off))}." if off else ""),
        on_pick=here.select if here.hidden else None,
    )
    if here.hidden:
        st.caption("W1 as it is now, one picture for each neuron: click one to select it.")


def show_selected(here: Bench, value: float) -> None:
    """The selected neuron: its number, a switch and a slider. By keyboard, the number selects as well."""
    place, edits = here.place, here.edits
    off, factor = place in edits.off, edits.factor(place)
    st.session_state.workbench_neuron = here.neuron
    st.session_state.workbench_scale = factor
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
    state = state_of(edits, *place)
    st.caption(f"For this digit it passes on **{signed(value)}**{f' ({state})' if state else ''}.")


def show_weights(here: Bench) -> None:
    """What is done to all weights at once."""
    st.session_state.workbench_prune = round(100 * here.edits.prune)
    st.session_state.workbench_noise = here.edits.noise
    with st.container(horizontal=True, vertical_alignment="bottom", key="workbench_all"):
        with st.container(width=250):
            st.slider(
                "Cut the smallest weights",
                0,
                100,
                format="%d %%",
                key="workbench_prune",
                on_change=turn_prune,
                args=[here],
                help=f"Sets this share of all {weight_count(here.network):,} weights to 0, those nearest 0 first. "
                "Biases stay.",
            )
        with st.container(width=200):
            st.slider(
                "Noise on every weight",
                0.0,
                2.0,
                step=0.05,
                key="workbench_noise",
                on_change=turn_noise,
                args=[here],
                help="Added by chance to each weight that is not cut, in standard deviations of its layer's weights.",
            )
        st.button(
            "Other noise",
            icon=":material/casino:",
            disabled=not here.edits.noise,
            on_click=here.other_noise,
            help="The same amount, drawn anew.",
            key="workbench_other_noise",
        )


# What it does --------------------------------------------------------------------------------------------------------


def show_history(here: Bench) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="workbench_history"):
        st.button(
            "Undo",
            icon=":material/undo:",
            disabled=not here.history.past,
            on_click=here.undo,
            shortcut="Ctrl+Z",
            key="workbench_undo",
        )
        st.button(
            "Redo",
            icon=":material/redo:",
            disabled=not here.history.future,
            on_click=here.redo,
            shortcut="Ctrl+Y",
            key="workbench_redo",
        )
        st.button(
            "Start again",
            icon=":material/restart_alt:",
            disabled=not here.edits,
            on_click=here.change,
            args=[Edits()],
            help="All neurons on, all weights as they were. This, too, can be undone.",
            key="workbench_again",
        )


def show_result(here: Bench, digit: Digit) -> None:
    """The answer to this digit and the accuracy on the test digits, before and now."""
    before, after = here.before, here.price()
    with np.errstate(all="ignore"):
        first, now = (Answer(network.predict(digit.X)[:, 0]) for network in (here.network, here.result()))
    facts(
        [
            ("Official test digits", f"{after.accuracy:.1%}", f"Right, of the first {after.digits:,}"),
            ("Before", f"{before.accuracy:.1%}", "The same digits, without any change"),
            ("This digit", f"{now.digit}, {now.of(now.digit)}", "What it answers now, and how sure it is"),
            ("Before", f"{first.digit}, {first.of(first.digit)}", "What it answers without any change"),
        ]
    )
    live_figure(
        before_after(first.probabilities, now.probabilities, palette(), f"Answer to {digit.title}", "probability"),
        key="workbench_answer",
        alt=probabilities_in_words(first.probabilities, now.probabilities),
    )
    live_figure(
        before_after(before.by_class, after.by_class, palette(), "Right, by true digit", "right", legend=False),
        key="workbench_classes",
        alt=classes_in_words(before, after),
    )


# What it can do without ----------------------------------------------------------------------------------------------


def show_ranking(here: Bench) -> None:
    """Each neuron of the page of tiles at hand switched off alone, in the network without other changes."""
    if not here.hidden:
        return
    n, page = here.network.sizes[here.layer], here.neuron // PER_PAGE
    neurons = range(page * PER_PAGE, min(n, (page + 1) * PER_PAGE))
    st.subheader("What can it do without?")
    known = here.rankings.get((here.layer, page))
    if known is None:
        many = f"all {n} neurons" if len(neurons) == n else f"neurons {neurons[0]} to {neurons[-1]}"
        place = st.empty()
        asked = len(neurons) <= AT_ONCE or place.button(
            f"Try {many} of layer {here.layer} one by one",
            icon=":material/fact_check:",
            help="Switches off one neuron after the other and counts how many test digits are still read rightly.",
            key="workbench_rank",
        )
        if not asked:
            st.caption("Each is switched off alone, with all others on, in the network as it was before any change.")
            return
        known = rank(here, page, neurons, place)
    st.markdown(worth(known))
    live_figure(
        ranking_bars(known, palette(), here.neuron),
        key="workbench_ranking",
        alt=f"Points of accuracy lost without each neuron, most first. {worth(known).replace('**', '')}",
        on_pick=here.select,
    )
    st.caption(
        f"{'Each' if len(neurons) == n else 'Each of those shown above'} is switched off alone, with all others on, in "
        f"the network without any change, and {known.digits:,} test digits are read. Click a column to select the "
        "neuron. What two neurons both know is not lost with one of them: switch off both, and more may be missing "
        "than the two columns say."
    )


def rank(here: Bench, page: int, neurons: range, place: DeltaGenerator) -> Ranking:
    """Try them one after the other, saying in ``place`` how far it has come where that takes a while."""
    examples = affordable_one_by_one(here.network, here.layer, len(neurons), here.examples)
    found = []
    with out_of_turn():
        for one in one_by_one(here.network, here.layer, neurons, examples):
            found.append(one)
            if len(neurons) > AT_ONCE:
                place.progress(len(found) / len(neurons), f"Trying them one by one: {len(found)} of {len(neurons)}")
        made = Ranking(report(here.network, examples).accuracy, len(examples), tuple(found))
    place.empty()
    here.rankings[here.layer, page] = made
    return made


# The page ------------------------------------------------------------------------------------------------------------


def lay_out() -> Bench:
    """The network that is chosen, on the bench."""
    entered = NETWORK not in st.session_state
    with st.container(horizontal=True, vertical_alignment="center", key="workbench_networks"):
        here = bench(network_chooser(NETWORK), entered)
        if here.newer:
            st.button(
                "Take the newest",
                icon=":material/update:",
                on_click=take_newest,
                args=[here],
                help="Your run has gone on since. Its parameters are held still here while you work on them.",
                key="workbench_newest",
            )
    return here


def change_room(here: Bench) -> None:
    digit = digit_chooser("workbench", here.held.name)
    if not sound(here.network):
        st.error("This network has diverged: its parameters are no longer numbers, so there is nothing to work on.")
        return
    with st.container(key="workbench_price"):
        st.markdown(price(here.edits, here.hidden, here.before, here.price()))
    left, right = st.columns([6, 5], gap="large")
    with left:
        show_neurons(here, digit)
        show_weights(here)
        held = " Here it is held still as it was then." if here.held.still_training else ""
        st.caption(
            f"{here.held.sentence}{held} You work on a copy: the network, and all other pages, stay as they are."
        )
    with right:
        show_history(here)
        show_result(here, digit)
    show_ranking(here)


st.html(STYLE.replace("PAPER", palette().background))
with st.container(horizontal=True, vertical_alignment="center", key="workbench_top"):
    st.title("Workbench", width="content", anchor=False)
    what = section_chooser("What to do", ROOMS, "bench")
    laid_out = lay_out() if what == "change" else None
if laid_out is None:
    shuffle_room()
else:
    change_room(laid_out)
