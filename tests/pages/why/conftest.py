"""A Lab of its own for each test, so that no run of one is met by another."""

from collections.abc import Iterator

import pytest
import streamlit as st


@pytest.fixture(autouse=True)
def fresh_lab() -> Iterator[None]:
    yield
    st.cache_resource.clear()
