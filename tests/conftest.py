"""What all tests share: the program's own way of using the cores, and two processes for many tests."""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner

from nn.cores import one_thread_per_product

MAIN = sys.modules["__main__"]
one_thread_per_product()  # so that a busy machine slows them little

# Every AppTest looks through all packages for components, which takes longer than most pages do; a server looks once.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two processes share a folder's tests; a file or a single test runs at once, in this one."""
    return 2 if all(Path(arg).is_dir() for arg in config.args) else 0


@pytest.fixture(autouse=True)
def _main_module_stays() -> Iterator[None]:
    """A page that the harness runs takes the place of ``__main__``; whatever is started as a process of its own by a
    later test would run that page first.
    """
    yield
    sys.modules["__main__"] = MAIN
