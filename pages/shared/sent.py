"""What a component has sent, or nothing: it may speak up when its page is just being left, and anybody can forge it."""

from typing import Any

import streamlit as st


def sent_by(key: str, name: str) -> Any:
    """What the component with this key has sent under this name; None where it is not on the page (any more)."""
    state = st.session_state.get(key)
    return None if state is None else state.get(name)
