"""Small pieces that several pages show."""

from collections.abc import Callable
from html import escape

import streamlit as st

from pages.shared.heatmaps import PER_PAGE, pages_of


def facts(items: list[tuple[str, str, str]]) -> None:
    """A line of (label, value, meaning) that wraps on a phone; the meaning shows on hover and to screen readers."""
    cells = "".join(
        f'<div title="{escape(meaning, quote=True)}"><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>'
        for label, value, meaning in items
    )
    st.html(f'<dl class="facts">{cells}</dl>')


def pager(first: int, last: int, n: int, choose: Callable[[int], None], key: str, said: str = "") -> None:
    """The way to the pages of tiles before and after the one with neurons ``first`` to ``last``, where there are more.

    The chosen neuron is always among the tiles, so turning the page is to ``choose`` the first one there. ``said``
    replaces which neurons these are, where they do not stand in the order of their numbers.
    """
    if pages_of(n) == 1:
        return
    with st.container(horizontal=True, vertical_alignment="center", width="content"):
        before, after = max(0, first - PER_PAGE), last + 1
        st.button("Previous", disabled=first == 0, on_click=choose, args=[before], key=f"{key}_previous")
        st.markdown(said or f"Neurons {first}–{last} of {n}", width="content")
        st.button("Next", disabled=after == n, on_click=choose, args=[after], key=f"{key}_next")
