"""The section of the learning rate: a run with a rising rate, what it suggests, and whether that is right."""

import streamlit as st

from pages.experiments import rate_words as words
from pages.experiments.rate_figures import rate_curve
from pages.experiments.rating import Rating, at, begin, check, rating, take_rate
from pages.shared.live import again_and_again
from pages.shared.live_figure import live_figure
from pages.shared.session import lab
from pages.shared.steering import current_run, steers
from pages.shared.theme import palette

SELDOM = 0.5  # seconds between two looks at least


def show_rate() -> None:
    """All of the section."""
    mine, run = rating(), current_run()
    st.caption(f"{words.ABOUT} {words.around(run.recipe)}")
    buttons(mine)
    if mine.errand is None or mine.recipe is None:
        return
    if at(mine.recipe, 1) != at(run.recipe, 1):
        st.info(words.other_settings(mine.recipe), icon=":material/info:")
    again_and_again(show_curve, lambda: max(SELDOM, lab().refresh_seconds()) if mine.going_on else None)


def buttons(mine: Rating) -> None:
    run, rate = current_run(), mine.suggestion
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Find a rate",
            icon=":material/speed:",
            type="primary" if rate is None else "secondary",
            disabled=mine.going_on,
            on_click=begin,
            args=[run.recipe],
            key="experiments_rate_begin",
        )
        st.button(
            "Stop", icon=":material/stop:", disabled=not mine.going_on, on_click=mine.stop, key="experiments_rate_stop"
        )
        if rate is not None:
            st.button(
                "Check it",
                icon=":material/fact_check:",
                help=words.CHECK_HELP,
                disabled=mine.going_on or mine.truth is not None,
                on_click=check,
                key="experiments_rate_check",
            )
            if steers(run):
                st.button(
                    f"Take {rate:g} to Train",
                    icon=":material/arrow_forward:",
                    type="primary",
                    help=words.FIRST if run.view().active else words.TAKE_HELP,
                    disabled=run.view().active,
                    on_click=take_rate,
                    args=[rate],
                    key="experiments_rate_take",
                )


def show_curve() -> None:
    """The curve as it is by now, and what it says."""
    mine = rating()
    if mine.errand is None:
        return
    tried, checked, rate = mine.tried, mine.checked, mine.suggestion
    if mine.errand.message:
        st.warning(mine.errand.message, icon=":material/error:")
        return
    if mine.errand.wants_work:
        st.progress(mine.errand.progress, text=f"Update {len(tried)} of {mine.errand.expected}")
    elif mine.truth is not None and mine.truth.wants_work:
        st.progress(mine.truth.progress, text=f"Checking: {len(checked)} of {len(mine.truth.recipes)} runs are over")
    said = words.curve_in_words(tried, checked, rate)
    live_figure(rate_curve(tried, checked, rate, palette()), key="experiments_rate_curve", alt=said)
    if rate is not None:
        st.markdown(words.suggestion(rate, tried))
        if mine.truth is not None:
            st.markdown(words.truth(rate, checked, len(mine.truth.recipes)))
    elif mine.errand.complete:
        st.markdown(words.NOTHING)
    elif not mine.errand.wants_work:
        st.caption(words.STOPPED)
