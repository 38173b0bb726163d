"""The section of a sweep: its form, its heatmap as it fills, and the curves of a cell."""

import streamlit as st

from nn.recipe import SETTINGS
from nn.sweep.grid import as_csv, cells, grid
from nn.sweep.halving import due, saved
from nn.sweep.results import Results
from pages.experiments import sweep_words as words
from pages.experiments.sweep_figures import cell_curves, heatmap
from pages.experiments.sweeping import NAMES, Sweep, begin, sweep_of_visitor, usual_values
from pages.shared.live import again_and_again
from pages.shared.live_figure import live_figure
from pages.shared.session import lab
from pages.shared.steering import current_run
from pages.shared.theme import palette

SELDOM = 1.0  # seconds between two looks at least
LONGEST = 200  # letters of a list of values


def show_sweep() -> None:
    """All of the section."""
    mine = sweep_of_visitor()
    st.caption(f"{words.ABOUT} {words.around(current_run().recipe)}")
    form(mine)
    if mine.results is None:
        return
    again_and_again(show_results, lambda: max(SELDOM, lab().refresh_seconds()) if mine.going_on else None)
    st.download_button(
        "Runs as CSV",
        as_csv(mine.results),
        file_name="sweep.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="experiments_sweep_csv",
    )


# The form -------------------------------------------------------------------------------------------------------------


def form(mine: Sweep) -> None:
    """Which settings take which values, how many seeds, and how long each run is."""
    for name in ("rows", "columns", "row_values", "column_values", "seeds", "updates", "halving"):
        st.session_state[f"experiments_sweep_{name}"] = getattr(mine, name)

    def choose(name: str) -> None:
        value = st.session_state[f"experiments_sweep_{name}"]
        if value is not None:
            setattr(mine, name, value)
        if name in ("rows", "columns"):
            values = usual_values(value, current_run().recipe)
            setattr(mine, "row_values" if name == "rows" else "column_values", values)

    off = mine.going_on
    for setting, values, label in (("rows", "row_values", "Down"), ("columns", "column_values", "Across")):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.selectbox(
                label,
                NAMES,
                format_func=lambda name: SETTINGS[name].label,
                key=f"experiments_sweep_{setting}",
                on_change=choose,
                args=[setting],
                disabled=off,
                width=240,
            )
            st.text_input(
                f"Values {label.lower()}",
                key=f"experiments_sweep_{values}",
                on_change=choose,
                args=[values],
                max_chars=LONGEST,
                disabled=off,
                help="Divided by commas. Hidden layers are joined by a dash: 10, 128-64.",
                width=320,
            )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for name, label, most in (("seeds", "Seeds a cell", 10), ("updates", "Updates a run", 10_000)):
            st.number_input(
                label,
                1,
                most,
                key=f"experiments_sweep_{name}",
                on_change=choose,
                args=[name],
                disabled=off,
                width=150,
            )
        st.checkbox(
            "End the worse early",
            key="experiments_sweep_halving",
            on_change=choose,
            args=["halving"],
            disabled=off,
            help=words.HALVING,
            width="content",
        )
        st.button(
            "Sweep",
            icon=":material/grid_on:",
            type="primary",
            disabled=off,
            help="What is done of the same grid already is not done again.",
            on_click=begin,
            args=[current_run().recipe],
            key="experiments_sweep_begin",
        )
        st.button(
            "Stop",
            icon=":material/stop:",
            disabled=not off,
            help="What is done stays.",
            on_click=mine.work.stop if mine.work else None,
            key="experiments_sweep_stop",
        )


# What came of it ------------------------------------------------------------------------------------------------------


def show_results() -> None:
    """The grid as it is by now, and the opened cell."""
    mine = sweep_of_visitor()
    results = mine.results
    if results is None:
        return
    plan, found = results.plan, grid(results)
    done, total = sum(not outcome.early for outcome in list(results.outcomes.values())), len(plan.tasks())
    if mine.going_on:
        st.progress(min(1.0, mine.progress), text=words.time_left(done, total, mine.seconds_left))
    elif due(results):
        st.caption(f"Stopped: {words.time_left(done, total, None)}. *Sweep* goes on from there.")
    elif less := saved(results):
        st.caption(words.saved_in_words(less, total))
    opened = mine.cell or found.best

    def open_cell(number: int) -> None:
        if number < found.mean.size:
            mine.cell = divmod(number, len(plan.columns.values))

    chart = heatmap(plan, found, opened, palette())
    said = words.grid_in_words(plan, found)
    live_figure(chart, key="experiments_grid", alt=said, on_pick=open_cell)
    st.caption(" ".join([said, words.HOW, words.SHARES if plan.halving else ""]))
    if opened is not None:
        show_cell(results, opened)


def show_cell(results: Results, opened: tuple[int, int]) -> None:
    """The curves of the cell that is chosen, by a click on it or by its name."""
    mine, plan = sweep_of_visitor(), results.plan
    names = {
        (i, j): words.cell_name(plan, i, j)
        for i in range(len(plan.rows.values))
        for j in range(len(plan.columns.values))
    }
    st.session_state.experiments_cell = opened

    def choose() -> None:
        mine.cell = st.session_state.experiments_cell

    st.selectbox(
        "Cell", list(names), format_func=names.__getitem__, key="experiments_cell", on_change=choose, width=420
    )
    said = words.cell_in_words(plan, grid(results), *opened)
    live_figure(
        cell_curves(cells(results).get(opened, []), plan.seeds, palette()), key="experiments_cell_curves", alt=said
    )
    st.caption(f"{said[:1].upper()}{said[1:]}.")
