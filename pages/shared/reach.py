"""The page by keyboard alone: what scrolls can be focused, and single keys do nothing by themselves (reach.js)."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

SCRIPT = Path(__file__).with_suffix(".js")


@cache
def _component() -> Any:
    return st.components.v2.component("reach", html="<span></span>", js=SCRIPT.read_text(), isolate_styles=False)


def by_keyboard() -> None:
    """Called once, above the page."""
    _component()(key="reach")
