"""The section "What changed?": in what two runs differ, and whether that made a difference or chance did."""

import streamlit as st

from nn.compare.apart import compare
from nn.compare.kept import Kept
from nn.compare.repeated import but_for_its_seed
from pages.experiments import more_words as words
from pages.experiments.figures import bands
from pages.experiments.repeats import more, repeat, repeats, seeds_of
from pages.experiments.runs import names, view_chooser
from pages.experiments.state import experiments
from pages.experiments.words import DIGITS, HELD_OUT, TRAINING
from pages.shared.live import again_and_again
from pages.shared.live_figure import live_figure
from pages.shared.session import lab, session
from pages.shared.tables import table
from pages.shared.theme import palette
from pages.shared.words import as_text

SELDOM = 1.0  # seconds between two looks at least


def show_changed() -> None:
    """All of the section."""
    if len(session().kept) < 2:
        st.info(words.TWO_ARE_NEEDED, icon=":material/science:")
        return
    one, two = two_chooser()
    if but_for_its_seed(one.recipe) == but_for_its_seed(two.recipe):
        st.info(words.SAME_RECIPE, icon=":material/casino:")
    if rows := words.setting_rows(one, two):
        st.html(table((words.SETTING_COLUMNS, one.name, two.name), rows))
    if also := words.what_else(one, two):
        st.caption(also)
    if but_for_its_seed(one.recipe) == but_for_its_seed(two.recipe):
        return
    buttons(one, two)
    view_chooser("axis")
    again_and_again(lambda: show_outcome(one, two), seconds_between_looks)


def seconds_between_looks() -> float | None:
    return max(SELDOM, lab().refresh_seconds()) if repeats().going_on else None


def two_chooser() -> tuple[Kept, Kept]:
    """The two runs; the newest two for who has not chosen."""
    kept, mine = session().kept, experiments()
    ids = [run.id for run in kept.runs]
    mine.two = mine.two if mine.two in ids else ids[-1]
    mine.one = mine.one if mine.one in ids else next(id for id in reversed(ids) if id != mine.two)
    st.session_state.experiments_one, st.session_state.experiments_two = mine.one, mine.two

    def choose() -> None:
        mine.one, mine.two = st.session_state.experiments_one, st.session_state.experiments_two

    with st.container(horizontal=True, vertical_alignment="bottom"):
        for name, label in (("one", "From"), ("two", "To")):
            st.selectbox(label, ids, format_func=names(kept), key=f"experiments_{name}", on_change=choose, width=240)
    found = {run.id: run for run in kept.runs}
    return found[mine.one], found[mine.two]


def buttons(one: Kept, two: Kept) -> None:
    mine, n = repeats(), more(one, two)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            words.button(max(n, 1)) if n > 0 else "Repeat both",
            icon=":material/replay:",
            type="primary",
            disabled=mine.going_on or n <= 0,
            help=words.ALL_DONE if n <= 0 else None,
            on_click=repeat,
            args=[one, two],
            key="experiments_repeat",
        )
        st.button(
            "Stop",
            icon=":material/stop:",
            disabled=not mine.going_on,
            on_click=mine.series.stop if mine.series else None,
            key="experiments_stop",
        )


def show_outcome(one: Kept, two: Kept) -> None:
    """What both came to by now, with each seed: in words, as bands, and as a table."""
    mine = repeats()
    if mine.series is not None and mine.going_on:
        done, total = mine.taken, len(mine.series.recipes)
        st.progress(mine.series.progress, text=f"Repeating: {done} of {total} runs are over")
    elif mine.ended_early:
        st.caption(words.ENDED)
    first, second = seeds_of(one), seeds_of(two)
    a, b = ([run.official.accuracy for run in runs.values() if run.official] for runs in (first, second))
    st.markdown(words.verdict_in_words(compare(a, b), one, two))
    st.caption(words.counted(list(first.values()), list(second.values()), one, two))
    digits = HELD_OUT if one.recipe.held_out and two.recipe.held_out else TRAINING
    sets = [list(runs.values()) or [run] for runs, run in ((first, one), (second, two))]
    chart = bands([one.name, two.name], sets, experiments().axis, digits, palette())
    said = words.bands_in_words(one, two, len(sets[0]), len(sets[1]), DIGITS[digits].lower())
    live_figure(chart, key="experiments_bands", alt=said)
    st.caption(f"{as_text(said)} {words.HOW}")
    if first or second:
        st.html(table((words.SEED_COLUMNS, one.name, two.name), words.seed_rows(first, second)))
