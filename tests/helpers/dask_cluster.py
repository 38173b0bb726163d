"""A Dask cluster in other processes, whose parts a test starts and kills as it likes."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("dask_process.py")


class DaskCluster:
    """Its processes by name; none of them finds this program by itself, unless it is told where."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.ids: dict[str, int] = {}
        settings = {"PYTHONPATH": "", "OPENBLAS_NUM_THREADS": "1", "DASK_TEMPORARY_DIRECTORY": str(folder)}
        self.first = subprocess.Popen(
            [sys.executable, str(PROGRAM)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=os.environ | settings,
            cwd=folder,
            start_new_session=True,
        )

    def start(self, name: str, with_program: bool = False) -> None:
        """Start a process, and wait until it is ready; "scheduler" is one, all others are workers."""
        assert self.first.stdin is not None and self.first.stdout is not None
        what = f"scheduler {self.port}" if name == "scheduler" else f"worker {self.address}"
        print(name, what, ROOT if with_program else "", file=self.first.stdin, flush=True)
        self.ids[name] = int(self.first.stdout.readline())

    def kill(self, *names: str) -> None:
        """As a machine that loses its power."""
        for name in names:
            os.kill(self.ids.pop(name), signal.SIGKILL)


@contextmanager
def dask_cluster(folder: Path) -> Iterator[DaskCluster]:
    """Nothing of it is left behind."""
    found = DaskCluster(folder)
    try:
        yield found
    finally:
        os.killpg(found.first.pid, signal.SIGKILL)  # a group of its own
        found.first.communicate()
