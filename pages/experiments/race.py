"""The section of a race: what differs, the lanes as they go, their curves, and what came of it in words."""

import streamlit as st

from nn.initializers import INITIALIZERS
from nn.lab.view import Status
from nn.optimizers import OPTIMIZERS
from pages.experiments import race_words as words
from pages.experiments.figures import overlay
from pages.experiments.race_figures import lanes as lanes_figure
from pages.experiments.racing import MOST_LANES, OPTIMIZER, RATE, Racing, begin, keep_lanes, racing, updates_of
from pages.experiments.runs import view_chooser
from pages.experiments.state import experiments
from pages.experiments.words import curves_in_words
from pages.shared.live import again_and_again
from pages.shared.live_figure import live_figure
from pages.shared.session import lab
from pages.shared.steering import current_run
from pages.shared.theme import palette
from pages.shared.words import as_text

SELDOM = 0.5  # seconds between two looks at least
LONGEST = 200  # letters of a list of rates


def show_race() -> None:
    """All of the section."""
    mine = racing()
    st.caption(f"{words.ABOUT} {words.around(current_run().recipe)}")
    form(mine)
    if mine.race is None:
        return
    again_and_again(show_lanes, lambda: max(SELDOM, lab().refresh_seconds()) if mine.going_on else None)
    view_chooser("score", "digits", "axis")
    st.button(
        "Keep these runs",
        icon=":material/bookmark_add:",
        help=words.KEEP_HELP,
        disabled=mine.going_on,
        on_click=keep_lanes,
        key="experiments_race_keep",
    )


# The form -------------------------------------------------------------------------------------------------------------


def form(mine: Racing) -> None:
    """What differs between the lanes, and how far they go."""
    recipe, off = current_run().recipe, mine.going_on

    def choose(name: str) -> None:
        value = st.session_state[f"experiments_race_{name}"]
        if value is not None:
            setattr(mine, name, list(value) if isinstance(value, list | tuple) else value)

    def key(name: str, value: object) -> str:
        st.session_state[f"experiments_race_{name}"] = value
        return f"experiments_race_{name}"

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "What differs",
            list(words.WHAT),
            format_func=words.WHAT.__getitem__,
            key=key("what", mine.what),
            on_change=choose,
            args=["what"],
            disabled=off,
            width=190,
        )
        if mine.what == RATE:
            st.text_input(
                "Rates",
                key=key(RATE, mine.learning_rate),
                on_change=choose,
                args=[RATE],
                max_chars=LONGEST,
                disabled=off,
                help="Divided by commas.",
                width=320,
            )
        else:
            st.multiselect(
                "Lanes",
                list(OPTIMIZERS if mine.what == OPTIMIZER else INITIALIZERS),
                key=key(mine.what, getattr(mine, mine.what)),
                on_change=choose,
                args=[mine.what],
                max_selections=MOST_LANES,
                disabled=off,
                width=460,
            )
        st.number_input(
            "Updates",
            1,
            10_000,
            key=key("updates", updates_of(mine, recipe)),
            on_change=choose,
            args=["updates"],
            disabled=off,
            width=130,
        )
        if mine.what == OPTIMIZER:
            st.toggle(
                "Usual rates",
                key=key("usual", mine.usual),
                on_change=choose,
                args=["usual"],
                disabled=off,
                help=words.USUAL,
            )
        st.button(
            "Race",
            icon=":material/flag:",
            type="primary",
            disabled=off,
            on_click=begin,
            args=[recipe],
            key="experiments_race_begin",
        )
        st.button(
            "Stop",
            icon=":material/stop:",
            disabled=not off,
            on_click=mine.race.stop if mine.race else None,
            key="experiments_race_stop",
        )


# The lanes ------------------------------------------------------------------------------------------------------------


def show_lanes() -> None:
    """Where every lane is by now: as bars, as curves, and in words."""
    mine, chosen = racing(), experiments()
    lanes = mine.lanes()
    if mine.race is None or not lanes:
        return
    if mine.going_on:
        st.progress(mine.race.progress, text=words.progress(lanes))
    left, right = st.columns([2, 3], gap="medium")
    with left:
        live_figure(lanes_figure(lanes, palette()), key="experiments_lanes", alt=words.lanes_in_words(lanes))
        st.markdown(words.standing(lanes))
        stopped = any(lane.status is Status.STOPPED for lane in lanes)
        st.caption(f"{words.STOPPED if stopped else ''} {words.start(mine.differs)} {words.CAUTION}")
    with right:
        begun = any(lane.train for lane in lanes)
        said = curves_in_words(lanes, chosen.axis, chosen.digits, chosen.score) if begun else words.NOT_YET
        chart = overlay(lanes, chosen.axis, chosen.digits, chosen.score, palette())
        live_figure(chart, key="experiments_race_curves", alt=said, height="320px")
        st.caption(as_text(said))
