"""The bar that stays in sight: Previous, Next, the part of the step, its stages, and how the step is made."""

import streamlit as st

from nn.explain.stages import Phase, Stage, stages
from nn.recipe import RANGES
from pages.shared.networks import Chosen
from pages.steps import words
from pages.steps.state import choices, choose_rate, rate_in_use, stage_in_use

MANY = 16  # stages in one part of the step; a deep network has more, which come as a list to choose from


def walking(chosen: Chosen, depth: int) -> Stage:
    """The controls for a step of the ``chosen`` network of so many layers; gives the stage where the visitor is."""
    here, found = stage_in_use(depth), stages(depth)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="steps_bar"):
        one_on(here, found)
        choose_part(here, found)
        choose_stage(here, [stage for stage in found if stage.phase is here.phase])
        choose_step(chosen)
    return here


def go(key: str) -> None:
    choices().stage = key


def one_on(here: Stage, found: tuple[Stage, ...]) -> None:
    """Previous and Next, and how far along it is."""
    place, last = found.index(here), len(found) - 1
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="steps_walk", width="content"):
        st.button(
            "Previous",
            shortcut="Left",
            on_click=go,
            args=[found[max(0, place - 1)].key],
            disabled=place == 0,
            key="steps_previous",
        )
        st.button(
            "Next",
            shortcut="Right",
            type="primary",
            on_click=go,
            args=[found[min(last, place + 1)].key],
            disabled=place == last,
            key="steps_next",
        )
        st.markdown(f"**{place + 1}** of {len(found)}", width=74)


def choose_part(here: Stage, found: tuple[Stage, ...]) -> None:
    """Forward, loss, backward or update; choosing one goes to its first stage."""
    key = "steps_phase"
    st.session_state[key] = here.phase
    st.segmented_control(
        "Part of the step",
        list(Phase),
        key=key,
        required=True,
        on_change=lambda: go(next(stage.key for stage in found if stage.phase == st.session_state[key])),
        label_visibility="collapsed",
        width="content",
    )


def choose_stage(here: Stage, within: list[Stage]) -> None:
    """The stages of this part, side by side or, where there are many, as a list."""
    names = {stage.key: words.label(stage) for stage in within}
    key = "steps_stage" if len(within) <= MANY else "steps_list"
    st.session_state[key] = here.key

    def choose() -> None:
        go(st.session_state[key])

    if len(within) <= MANY:
        st.pills(
            "Stage",
            list(names),
            format_func=names.__getitem__,
            key=key,
            required=True,
            on_change=choose,
            label_visibility="collapsed",
            width="content",
        )
    else:
        st.selectbox(
            "Stage",
            list(names),
            format_func=names.__getitem__,
            key=key,
            on_change=choose,
            label_visibility="collapsed",
            width=140,
        )


def choose_step(chosen: Chosen) -> None:
    """The learning rate, and the article's way; what is chosen stands on the button."""
    mine = choices()
    rate, (low, high) = rate_in_use(chosen), RANGES["learning_rate"]
    st.session_state.steps_rate, st.session_state.steps_blog = rate, mine.summed_db

    def turn() -> None:
        choose_rate(st.session_state.steps_rate)

    def switch() -> None:
        mine.summed_db = bool(st.session_state.steps_blog)

    said = f"α = {rate:g}" + (", one db" if mine.summed_db else "")
    with st.popover(said, icon=":material/tune:", help=words.STEP_HELP, key="steps_settings"):
        st.number_input(
            "Learning rate α",
            low,
            high,
            step=max(rate / 10, low),
            format="%g",
            key="steps_rate",
            on_change=turn,
            help=words.RATE_HELP,
        )
        st.toggle(words.BLOG, key="steps_blog", on_change=switch, help=words.BLOG_HELP)
