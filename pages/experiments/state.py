"""What a visitor has chosen on Experiments."""

from dataclasses import dataclass

import streamlit as st

from pages.experiments.words import ACCURACY, ITERATION, ROWS, TRAINING


@dataclass
class Experiments:
    """One visitor's: the order of the table, the curves that lie over each other, and their axes.

    ``chosen`` None: the newest runs. ``one`` and ``two`` are the ids of the runs asked "what changed?".
    """

    by: str = next(iter(ROWS))
    largest_first: bool = True
    chosen: list[str] | None = None
    axis: str = ITERATION
    digits: str = TRAINING
    score: str = ACCURACY
    at: str = ""  # the run that is renamed, deleted or asked
    one: str = ""
    two: str = ""
    above: float = 0.97  # the accuracy that records ask for


def experiments() -> Experiments:
    """This visitor's, made at first sight."""
    if "experiments" not in st.session_state:
        st.session_state.experiments = Experiments()
    found: Experiments = st.session_state.experiments
    return found
