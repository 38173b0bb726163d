"""What several chapters are made of: formulas beside the lines that compute them, complete functions, charts."""

from collections.abc import Callable
from itertools import groupby

import plotly.graph_objects as go
import streamlit as st

from nn.explain.lesson import Excerpt, excerpt
from nn.network import Network
from pages.maths import words
from pages.shared.choosers import neuron_chooser
from pages.shared.live_figure import live_figure
from pages.shared.source import places, show_source


def formula(latex: str, *sources: Excerpt, text: str = "", after: str = "") -> None:
    """A formula with words before and after it, and beside it the lines of the program that compute it."""
    left, right = st.columns([5, 6], gap="medium")
    with left:
        if text:
            st.markdown(text)
        st.latex(latex)
        if after:
            st.markdown(after)
    with right:
        for _, lines in groupby(sources, key=lambda source: (source.file, source.name)):
            show_source(list(lines))


def whole(*functions: Callable[..., object], called: str = words.COMPLETE) -> None:
    """The complete functions, folded away."""
    with st.expander(called, icon=":material/code:"):
        for source in map(excerpt, functions):
            st.caption(places([source]))
            st.code(source.code, language="python", wrap_lines=True)


def show(figure: go.Figure, key: str, alt: str) -> None:
    live_figure(figure, key=key, alt=alt)


def choose_neuron(network: Network) -> int:
    return neuron_chooser("maths_neuron", network, words.NEURON, words.NEURON_HELP)


def aligned(*lines: str) -> str:
    return r"\begin{aligned}" + r"\\[2pt]".join(lines) + r"\end{aligned}"


def input_of(layer: int) -> str:
    """What this layer looks at, in LaTeX."""
    return f"A_{layer - 1}" if layer > 1 else "X"
