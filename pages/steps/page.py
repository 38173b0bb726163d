"""Step by step: one step of gradient descent on one digit, walked through a stage at a time, with every number open.

The words are in pages/steps/words.py, the formulas in steps_formulas.py, the pictures in steps_charts.py, and what
the visitor has chosen in steps_state.py.
"""

import streamlit as st

from nn.explain.badge import Badge, Verdict
from nn.explain.digits import Digit
from nn.explain.lesson import Excerpt
from nn.explain.stages import Kind, Phase, Stage, stages
from nn.explain.step import DigitStep
from nn.recipe import RANGES
from pages.maths.figures import STYLE, table, with_gaps
from pages.maths.words import SOURCE
from pages.shared.address import keep_in_address
from pages.shared.choosers import digit_chooser, network_chooser
from pages.shared.live import in_turn
from pages.shared.live_figure import live_figure
from pages.shared.session import Chosen, session
from pages.shared.theme import palette
from pages.steps import words
from pages.steps.figures import row_matrices, stage_chart, stage_matrices
from pages.steps.formulas import formula, in_numbers, sources
from pages.steps.matrices import show_matrices
from pages.steps.state import (
    choices,
    choose_input,
    choose_label_of,
    choose_neuron,
    choose_rate,
    has_moved,
    held,
    input_in_use,
    label_in_use,
    neuron_in_use,
    numbers_of,
    rate_in_use,
    stage_in_use,
    step_of,
    take_newest,
)

NETWORK = "steps_network"  # the chooser's key
WITHOUT_NEURON = {Kind.INPUT, Kind.LOSS, Kind.AFTER}
WITH_INPUT = {Kind.INPUT, Kind.SUM, Kind.WEIGHTS, Kind.UPDATE}  # stages where one input of the neuron is pointed at
MANY = 16  # stages in one part of the step; a deep network has more, which come as a list to choose from
NARROW = {Kind.INPUT, Kind.ACTIVATION, Kind.SOFTMAX, Kind.LOSS, Kind.START, Kind.BIASES, Kind.GATE, Kind.AFTER}

# Above the walk: which network, which digit ---------------------------------------------------------------------------


def choose_label(digit: Digit, chosen: Chosen) -> None:
    """For a drawing, which nobody has labelled."""
    key = "steps_label"
    st.session_state[key] = label_in_use(digit, chosen)

    def say() -> None:
        choose_label_of(digit, st.session_state[key])

    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words.WHOSE_LABEL, width="content", help=words.WHOSE_LABEL_HELP)
        st.selectbox("The digit that it is", range(10), key=key, on_change=say, label_visibility="collapsed", width=90)


def choose_step(chosen: Chosen) -> None:
    """The learning rate, and the article's way."""
    mine = choices()
    low, high = RANGES["learning_rate"]
    st.session_state.steps_rate, st.session_state.steps_blog = rate_in_use(chosen), mine.summed_db

    def turn() -> None:
        choose_rate(st.session_state.steps_rate)

    def switch() -> None:
        mine.summed_db = bool(st.session_state.steps_blog)

    with st.container(horizontal=True, vertical_alignment="bottom", key="steps_settings"):
        st.number_input(
            "Learning rate α",
            low,
            high,
            step=max(rate_in_use(chosen) / 10, low),
            format="%g",
            key="steps_rate",
            on_change=turn,
            help=words.RATE_HELP,
            width=160,
        )
        st.toggle(words.BLOG, key="steps_blog", on_change=switch, help=words.BLOG_HELP)


# Walking --------------------------------------------------------------------------------------------------------------


def go(key: str) -> None:
    choices().stage = key


def walking(depth: int) -> Stage:
    """Previous, next and the list of all stages."""
    here, found = stage_in_use(depth), stages(depth)
    place = found.index(here)
    before, after = found[max(0, place - 1)], found[min(len(found) - 1, place + 1)]
    st.session_state.steps_phase, st.session_state.steps_stage = here.phase, here.key
    within = [stage for stage in found if stage.phase is here.phase]
    names = {stage.key: words.label(stage) for stage in found}
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="steps_bar"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="steps_walk", width="content"):
            st.button(
                "Previous",
                shortcut="Left",
                on_click=go,
                args=[before.key],
                disabled=place == 0,
                key="steps_previous",
            )
            st.button(
                "Next",
                shortcut="Right",
                type="primary",
                on_click=go,
                args=[after.key],
                disabled=place == len(found) - 1,
                key="steps_next",
            )
            st.markdown(f"**{place + 1}** of {len(found)}", width=74)
        st.segmented_control(
            "Part of the step",
            list(Phase),
            key="steps_phase",
            required=True,
            on_change=lambda: go(next(s.key for s in found if s.phase == st.session_state.steps_phase)),
            label_visibility="collapsed",
            width="content",
        )
        keys = [stage.key for stage in within]
        if len(keys) <= MANY:
            st.pills(
                "Stage",
                keys,
                format_func=names.__getitem__,
                key="steps_stage",
                required=True,
                on_change=lambda: go(st.session_state.steps_stage),
                label_visibility="collapsed",
                width="content",
            )
        else:
            st.session_state.steps_list = here.key
            st.selectbox(
                "Stage",
                keys,
                format_func=names.__getitem__,
                key="steps_list",
                on_change=lambda: go(st.session_state.steps_list),
                label_visibility="collapsed",
                width=140,
            )
    return here


# One stage ------------------------------------------------------------------------------------------------------------


def choose_place(walked: DigitStep, stage: Stage) -> None:
    """The neuron of the stage's layer that is written out and, where one is pointed at, its input."""
    layer, depth = max(stage.layer, 1), len(walked.layers)
    this = walked.layers[layer - 1]
    st.session_state.steps_neuron = neuron_in_use(walked, layer)
    st.session_state.steps_input = input_in_use(walked, layer)
    with st.container(horizontal=True, horizontal_alignment="right", key="steps_place"):
        if stage.kind not in WITHOUT_NEURON:
            st.number_input(
                words.neuron_label(layer, depth),
                0,
                len(this.Z) - 1,
                key="steps_neuron",
                on_change=lambda: choose_neuron(walked, layer, st.session_state.steps_neuron),
                help=words.NEURON_HELP,
                width=170,
            )
        if stage.kind in WITH_INPUT:
            st.number_input(
                words.input_label(layer, depth),
                0,
                len(this.A_prev) - 1,
                key="steps_input",
                on_change=lambda: choose_input(walked, layer, st.session_state.steps_input),
                help=words.INPUT_HELP,
                width=170,
            )


def show_stage(walked: DigitStep, stage: Stage) -> None:
    layer = max(stage.layer, 1)
    neuron, entry = neuron_in_use(walked, layer), input_in_use(walked, layer)
    numbers = numbers_of(walked, stage, neuron, entry)

    def picked(what: str, row: int, column: int) -> None:
        if what in ("neuron", "entry"):
            choose_neuron(walked, layer, row)
        if what != "neuron":
            choose_input(walked, layer, 28 * row + column if what == "pixel" else column)

    said, place = st.columns([8, 5], gap="medium")
    with said.container(key="steps_said"):
        st.markdown(f"#### {words.title(stage, len(walked.layers))}")
        st.markdown(words.sentence(walked, stage, neuron, entry, numbers.badge))
    with place:
        choose_place(walked, stage)
    letters, code = st.columns([1, 1], gap="medium")
    with letters.container(key="steps_formula"):
        st.latex(formula(walked, stage))
        st.latex(in_numbers(walked, stage, neuron, entry, numbers.written))
    with code:
        show_sources(sources(walked, stage))
    beside = stage.kind in NARROW  # columns only: there is room for more at their right
    left, right = st.columns([1, 1], gap="medium") if beside else (st.container(), st.container())
    with left:
        show_matrices(stage_matrices(walked, stage, neuron, entry), palette(), key="steps_matrices", on_pick=picked)
    rows = row_matrices(walked, stage, neuron, entry)
    if not beside:
        left, right = right.columns([1, 1], gap="medium")
    with left:
        if numbers.written is not None:
            rows_said = words.written_rows(walked, stage, neuron, entry, numbers.written)
            st.html(table(words.written_columns(stage), rows_said))
        if rows and numbers.written is None:
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


def show_sources(found: list[Excerpt]) -> None:
    st.code("\n".join(with_gaps(found)), language="python")
    places = dict.fromkeys((one.file, one.name) for one in found)
    lines = {place: [one.line for one in found if (one.file, one.name) == place] for place in places}
    st.caption(
        "; ".join(
            SOURCE.format(file=file, name=name, lines=", ".join(map(str, lines[file, name]))) for file, name in places
        )
    )


def show_badge(badge: Badge) -> None:
    show = st.warning if badge.verdict is Verdict.PARTS else st.info
    show(words.badge_verdict(badge), icon=words.BADGE_ICON[badge.verdict])
    st.html(table(words.BADGE_COLUMNS, words.badge_rows(badge)))
    if badge.at_a_kink:
        st.caption(words.KINK)
    st.caption(words.BADGE_HELP)


# The page -------------------------------------------------------------------------------------------------------------


def page() -> None:
    entered = NETWORK not in st.session_state
    st.html(STYLE + words.STYLE.replace("BACKGROUND", palette().background))
    with st.container(horizontal=True, vertical_alignment="center", key="steps_head"):
        st.title(words.TITLE, width="content", help=words.LEAD, anchor=False)
        name = network_chooser(NETWORK)
        chosen = held(name, entered)
    left, right = st.columns([13, 7], gap="medium", vertical_alignment="center")
    with left:
        digit = digit_chooser("steps", name)
    with right:
        choose_step(chosen)
    if digit.label is None:
        choose_label(digit, chosen)
    walked = step_of(chosen, digit)
    said = chosen.sentence
    if walked.finite:
        said += words.answer_said(walked, digit.label is not None) + words.recipe_said(chosen.recipe)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(said, width="content")
        if has_moved(chosen):
            st.button(words.NEWEST, icon=":material/refresh:", on_click=take_newest, help=words.NEWEST_HELP)
    if not walked.finite:
        st.warning(words.DIVERGED, icon=":material/error:")
        return

    @st.fragment
    @in_turn
    def walk_through() -> None:
        stage = walking(len(walked.layers))
        session().place["stage"] = stage.key
        show_stage(walked, stage)
        keep_in_address("address_of_stage")

    walk_through()


page()
