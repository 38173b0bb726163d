"""One stage on the page: what happened, the formula beside its source, the matrices, and the check of the gradient."""

import streamlit as st

from nn.explain.stages import Kind, Stage, StageNumbers
from nn.explain.step import DigitStep
from pages.shared.live_figure import live_figure
from pages.shared.source import show_source
from pages.shared.tables import table
from pages.shared.theme import palette
from pages.steps import words
from pages.steps.arrays import row_matrices, stage_matrices
from pages.steps.badge import show_badge
from pages.steps.figures import stage_chart
from pages.steps.formulas import formula, in_numbers, sources
from pages.steps.matrices import show_matrices
from pages.steps.sentences import sentence
from pages.steps.state import choose_input, choose_neuron, input_in_use, neuron_in_use, numbers_of
from pages.steps.sum_table import written_columns, written_rows

WITHOUT_NEURON = {Kind.INPUT, Kind.LOSS, Kind.AFTER}
WITH_INPUT = {Kind.INPUT, Kind.SUM, Kind.WEIGHTS, Kind.UPDATE}  # stages where one input of the neuron is pointed at
NARROW = {Kind.INPUT, Kind.ACTIVATION, Kind.SOFTMAX, Kind.LOSS, Kind.START, Kind.BIASES, Kind.GATE, Kind.AFTER}


def show_stage(walked: DigitStep, stage: Stage) -> None:
    layer = max(stage.layer, 1)
    neuron, entry = neuron_in_use(walked, layer), input_in_use(walked, layer)
    numbers = numbers_of(walked, stage, neuron, entry)
    said, code = st.columns([1, 1], gap="medium")
    with said.container(key="steps_said"):
        st.markdown(f"#### {words.title(stage, len(walked.layers))}")
        st.markdown(sentence(walked, stage, neuron, entry, numbers.badge))
    with code.container(key="steps_code"):
        show_source(sources(walked, stage))
    with st.container(horizontal=True, vertical_alignment="center", key="steps_formula"):
        st.latex(formula(walked, stage))
        st.latex(in_numbers(walked, stage, neuron, entry, numbers.written))
        choose_place(walked, stage)
    show_arrays(walked, stage, neuron, entry, numbers)


def choose_place(walked: DigitStep, stage: Stage) -> None:
    """The neuron of the stage's layer that is written out and, where one is pointed at, its input."""
    layer, depth = max(stage.layer, 1), len(walked.layers)
    this = walked.layers[layer - 1]
    st.session_state.steps_neuron = neuron_in_use(walked, layer)
    st.session_state.steps_input = input_in_use(walked, layer)
    with st.container(horizontal=True, horizontal_alignment="right", width="content", key="steps_place"):
        if stage.kind not in WITHOUT_NEURON:
            st.number_input(
                words.neuron_label(layer, depth),
                0,
                len(this.Z) - 1,
                key="steps_neuron",
                on_change=lambda: choose_neuron(walked, layer, st.session_state.steps_neuron),
                help=words.NEURON_HELP,
                width=150,
            )
        if stage.kind in WITH_INPUT:
            st.number_input(
                words.input_label(layer, depth),
                0,
                len(this.A_prev) - 1,
                key="steps_input",
                on_change=lambda: choose_input(walked, layer, st.session_state.steps_input),
                help=words.INPUT_HELP,
                width=180,
            )


def show_arrays(walked: DigitStep, stage: Stage, neuron: int, entry: int, numbers: StageNumbers) -> None:
    """The arrays of the stage, and below or beside them the neuron's own part: its sum, its row, the check, a chart."""

    def picked(what: str, row: int, column: int) -> None:
        layer = max(stage.layer, 1)
        if what in ("neuron", "entry"):
            choose_neuron(walked, layer, row)
        if what != "neuron":
            choose_input(walked, layer, 28 * row + column if what == "pixel" else column)

    beside = stage.kind in NARROW  # columns only: there is room for more at their right
    left, right = st.columns([1, 1], gap="medium") if beside else (st.container(), st.container())
    with left:
        show_matrices(stage_matrices(walked, stage, neuron, entry), palette(), key="steps_matrices", on_pick=picked)
    if not beside:
        left, right = right.columns([1, 1], gap="medium")
    rows = row_matrices(walked, stage, neuron, entry)
    with left:
        if numbers.written is not None:
            st.html(table(written_columns(stage), written_rows(walked, stage, neuron, entry, numbers.written)))
        elif rows:
            show_matrices(rows, palette(), key="steps_row", on_pick=picked)
    with right:
        if stage.kind is Kind.INPUT:
            st.markdown(words.WALK)
        if rows and numbers.written is not None:
            show_matrices(rows, palette(), key="steps_row", on_pick=picked)
        if numbers.badge is not None:
            show_badge(numbers.badge)
        if (chart := stage_chart(walked, stage, neuron, palette())) is not None:
            live_figure(chart, key="steps_chart", alt=words.chart_alt(walked, stage, neuron))
