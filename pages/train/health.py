"""How healthy the run is: what is wrong in a line, with a remedy to run beside it, and its vitals as charts."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from nn.activations import Array
from nn.assess.symptoms import Finding
from nn.lab.checkup import check_up
from nn.lab.run import Run
from nn.lab.view import View
from pages.shared.live_figure import live_figure
from pages.shared.once import once
from pages.shared.own_pictures import digits_at_hand
from pages.shared.session import lab
from pages.shared.steering import command, other_run, run_beside, steers, turn_to_the_other, watches
from pages.shared.theme import palette
from pages.train import words
from pages.train.figures import by_layer, weights_then_and_now
from pages.train.state import fits

BACK, BACK_HELP = "Other run", "Go to the run whose curves stand faintly behind these; nothing is lost"


def show_finding(run: Run, view: View) -> bool:
    """What is wrong in one line, and behind a click why, and what helps. False where nothing is to be said."""
    findings = check_up(view, digits_at_hand(view.recipe))
    other = None if watches(run) else other_run(run)
    if not findings and other is None:
        return False
    with st.container(horizontal=True, vertical_alignment="center", key="finding"):
        if findings:
            st.markdown(words.found(findings[0]), width="stretch")
        with st.container(horizontal=True, width="content", key="finding_ways"):
            if findings:
                with st.popover("Why?", icon=":material/stethoscope:", key="finding_why"):
                    for finding in findings:
                        explain(run, finding)
            if other is not None:
                st.button(
                    BACK, icon=":material/swap_horiz:", help=BACK_HELP, on_click=turn_to_the_other, key="other_run"
                )
    return True


def explain(run: Run, finding: Finding) -> None:
    """Why it happens, what helps and, for who steers, a button that tries it."""
    st.markdown(words.explained(finding))
    if finding.fix and not watches(run):
        st.button(
            "Try it, beside this run",
            icon=":material/play_arrow:",
            help="A new run with this changed. The one at hand pauses, and you can go back to it.",
            disabled=not steers(run),
            on_click=try_beside,
            args=[finding.name, finding.fix],
            key=f"fix_{finding.name}",
        )


def try_beside(name: str, fix: Mapping[str, Any]) -> None:
    def train(run: Run) -> None:
        recipe = run.recipe.but(**{"learning_rate": run.view().learning_rate, **fix})
        beside = run_beside(recipe, run.first() if run.continued and fits(run, recipe) else None)
        lab().start(beside)

    command(f"started a run beside this one, against “{name}”", train)


def show_vitals(run: Run, view: View) -> None:
    """The vitals by layer, drawn only for who has asked for them."""
    with st.expander("How healthy is it?", icon=":material/monitor_heart:", key="health", on_change="rerun") as folded:
        if not folded.open:
            return
        if not len(view.vitals):
            st.caption(words.NO_VITALS)
            return
        left, right = st.columns(2, gap="medium")
        for column, charts in ((left, words.STEPS_CHARTS), (right, words.NEURON_CHARTS)):
            with column:
                for name in charts if view.recipe.hidden or charts == words.STEPS_CHARTS else ():
                    chart(view, name)
        weights(run, view)


def chart(view: View, name: str) -> None:
    """One of the vitals, a line for each layer."""
    about = words.VITALS[name]
    values: Array = getattr(view.vitals, name) * (1 if about.log else 100)
    names = [f"layer {i + 1}" for i in range(values.shape[1])]
    draw = partial(by_layer, view.vitals.iteration, values, names, about.unit, palette(), about.log)
    st.markdown(f"**{about.title}.** {words.vital_in_words(view.vitals, name)}")
    live_figure(once(view, (by_layer, name, palette()), draw), key=f"vital_{name}", alt=words.vital_alt(about, view))


def weights(run: Run, view: View) -> None:
    """The first layer's weights then and now."""
    then, now = run.first().layers[0].W, view.network().layers[0].W
    st.markdown(f"**Weights of the first layer.** {words.weights_now(then, now)}")
    draw = partial(weights_then_and_now, then, now, palette())
    live_figure(once(view, (weights_then_and_now, palette()), draw), key="weights_then", alt=words.WEIGHTS_ALT)
