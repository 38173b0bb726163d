"""What all tests share: the program's own way of using the cores, and two processes for many tests."""

from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner

from nn.cores import one_thread_per_product

one_thread_per_product()  # so that a busy machine slows them little

# Every AppTest looks through all packages for components, which takes longer than most pages do; a server looks once.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two processes share a folder's tests; a file or a single test runs at once, in this one."""
    return 2 if all(Path(arg).is_dir() for arg in config.args) else 0
