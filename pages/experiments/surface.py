"""The section of the loss surface: through which networks, the pictures, and how much of each path they show."""

import streamlit as st

from pages.experiments import surface_words as words
from pages.experiments.surface_figures import contour, landscape
from pages.experiments.surfacing import AROUND, BETWEEN, Surfacing, begin, partners, sources, surfacing
from pages.shared.live import again_and_again
from pages.shared.live_figure import live_figure
from pages.shared.session import lab
from pages.shared.theme import palette

SELDOM = 0.5  # seconds between two looks at least


def show_surface() -> None:
    """All of the section."""
    mine = surfacing()
    st.caption(f"{words.ABOUT} {words.digits()}")
    if not form(mine):
        return
    if mine.errand is not None:
        again_and_again(show_pictures, lambda: max(SELDOM, lab().refresh_seconds()) if mine.going_on else None)


def form(mine: Surfacing) -> bool:
    """Through what the plane is laid; False where there is no run to begin with."""
    known = sources()
    if not known:
        st.info(words.NOBODY, icon=":material/landscape:")
        return False
    mine.one = mine.one if mine.one in known else next(iter(known))
    others = partners(known[mine.one], known)
    mine.two = mine.two if mine.two in others else next(iter(others), "")

    def choose(name: str) -> None:
        value = st.session_state[f"experiments_surface_{name}"]
        if value is not None:
            setattr(mine, name, value)

    for name in ("how", "one", "two", "number"):
        st.session_state[f"experiments_surface_{name}"] = getattr(mine, name)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            "Which plane",
            [BETWEEN, AROUND],
            format_func=words.HOW.__getitem__,
            required=True,
            key="experiments_surface_how",
            on_change=choose,
            args=["how"],
            help=words.HELP_RANDOM,
        )
        ends = [("one", "First end" if mine.how == BETWEEN else "Around the end of", list(known))]
        ends += [("two", "Second end", others)] if mine.how == BETWEEN and others else []
        for name, label, ids in ends:
            st.selectbox(
                label,
                ids,
                format_func=lambda id: known[id].name,
                key=f"experiments_surface_{name}",
                on_change=choose,
                args=[name],
                width=230,
            )
        if mine.how == AROUND:
            st.number_input(
                "Pair of directions",
                0,
                999,
                key="experiments_surface_number",
                on_change=choose,
                args=["number"],
                width=130,
            )
        st.button(
            "Survey",
            icon=":material/landscape:",
            type="primary",
            disabled=mine.going_on or mine.how == BETWEEN and not others,
            on_click=begin,
            key="experiments_surface_begin",
        )
        st.button(
            "Stop",
            icon=":material/stop:",
            disabled=not mine.going_on,
            on_click=mine.errand.stop if mine.errand else None,
            key="experiments_surface_stop",
        )
    if mine.how == BETWEEN and not others:
        st.info(words.NO_PARTNER, icon=":material/landscape:")
    return True


def show_pictures() -> None:
    """The survey as it is by now: progress while it goes on, then both pictures and what they say."""
    mine = surfacing()
    if mine.errand is None:
        return
    if mine.errand.message:
        st.warning(mine.errand.message, icon=":material/error:")
        return
    if mine.going_on:
        st.progress(mine.errand.progress, text=f"Surveying: {mine.errand.progress:.0%}")
    survey, heights = mine.survey, mine.heights()
    if survey is None or mine.going_on:
        return
    if not mine.errand.complete:
        st.caption(words.STOPPED)
    said = words.surface_in_words(survey, heights)
    left, right = st.columns([1, 1], gap="medium")
    with left:
        live_figure(contour(survey, heights, palette()), key="experiments_contour", alt=f"{words.FROM_ABOVE}: {said}")
    with right:
        live_figure(
            landscape(survey, heights, palette()), key="experiments_landscape", alt=f"{words.FROM_ASIDE}: {said}"
        )
    st.markdown(f"{words.ends(survey)} {words.lowest(survey, heights)}")
    st.caption(words.within(survey.shadows, survey.between))
