"""What tests of pages share."""

from collections.abc import Iterator

import pytest
import streamlit as st

from pages.shared.session import lab


@pytest.fixture
def lab_of_its_own() -> Iterator[None]:
    """For tests that start runs: none of them is left for the next one."""
    yield
    lab().close()
    st.cache_resource.clear()
