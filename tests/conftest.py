"""What all tests share: the program's own way of using the cores, and two processes for many tests."""

from pathlib import Path

import pytest

from nn.cores import one_thread_per_product

one_thread_per_product()  # so that a busy machine slows them little


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two processes share a folder's tests; a file or a single test runs at once, in this one."""
    return 2 if all(Path(arg).is_dir() for arg in config.args) else 0
