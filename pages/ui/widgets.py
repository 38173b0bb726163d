"""Small pieces that several pages show."""

from html import escape

import streamlit as st


def facts(items: list[tuple[str, str, str]]) -> None:
    """A line of (label, value, meaning) that wraps on a phone; the meaning shows on hover and to screen readers."""
    cells = "".join(
        f'<div title="{escape(meaning, quote=True)}"><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>'
        for label, value, meaning in items
    )
    st.html(f'<dl class="facts">{cells}</dl>')
