"""Whether it is as sure as it is right: the reliability diagram, an "I don't know", and a temperature as a repair."""

import numpy as np
import streamlit as st

from nn.assess.answers import Answers, ask
from nn.assess.calibration import coverage, fitted_temperature, reliability
from pages.errors import more_words as words
from pages.errors.asked import Asked, fitting_digits
from pages.errors.figures import coverage_curve, reliability_diagram
from pages.errors.state import errors, kept
from pages.shared.live_figure import live_figure
from pages.shared.theme import palette

THRESHOLDS = np.arange(100) / 100


def show_sure(found: Asked) -> None:
    temperature, fitted_on = fitted(found)
    left, right = st.columns(2, gap="large")
    with left:
        answers = repair(found.answers, temperature, fitted_on)
        show_reliability(answers)
    with right:
        show_threshold(answers)


def fitted(found: Asked) -> tuple[float | None, int]:
    """The temperature that suits the network best, and on how many digits it was fitted; None without such digits."""
    digits, network = fitting_digits(found.chosen.recipe), found.chosen.network
    if not len(digits):
        return None, 0
    return kept("temperature", found.chosen.key, lambda: fitted_temperature(ask(network, digits))), len(digits)


def repair(answers: Answers, temperature: float | None, fitted_on: int) -> Answers:
    """The answers as they are or, where the visitor wants it, at the fitted temperature."""
    mine = errors()
    if temperature is None:
        st.caption(words.NOTHING_TO_FIT_ON)
        return answers
    st.session_state.errors_repaired = mine.repaired

    def choose() -> None:
        mine.repaired = st.session_state.errors_repaired

    st.toggle(f"Repair it with a temperature of {temperature:.2f}", key="errors_repaired", on_change=choose)
    if not mine.repaired:
        return answers
    repaired = answers.at_temperature(temperature)
    before, after = (reliability(a.confidence, a.right) for a in (answers, repaired))
    st.markdown(words.repair_in_words(temperature, fitted_on, before, after))
    return repaired


def show_reliability(answers: Answers) -> None:
    found = reliability(answers.confidence, answers.right)
    st.markdown(words.calibration_in_words(found))
    live_figure(reliability_diagram(found, palette()), key="errors_reliability", alt=words.reliability_alt(found))
    st.caption(words.HOW_SORTED)


def show_threshold(answers: Answers) -> None:
    mine = errors()
    st.session_state.errors_threshold = round(100 * mine.threshold)

    def choose() -> None:
        mine.threshold = int(st.session_state.errors_threshold) / 100

    st.slider("How sure it must be to answer, else “I don't know”, %", 0, 99, key="errors_threshold", on_change=choose)
    st.markdown(words.threshold_in_words(answers, mine.threshold))
    found = coverage(answers.confidence, answers.right, THRESHOLDS)
    live_figure(coverage_curve(found, mine.threshold, palette()), key="errors_coverage", alt=words.coverage_alt(found))
