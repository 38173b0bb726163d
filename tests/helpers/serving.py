"""The app as it is served: a process of its own, at an address of its own, for as long as a test needs it."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass
class Server:
    """A server that has answered once. ``log`` holds what it says on stderr."""

    process: subprocess.Popen[bytes]
    url: str
    log: Path

    def said(self) -> str:
        return self.log.read_text(errors="replace")


@contextmanager
def serving(root: Path, folder: Path, port: int | None = None, **environment: str) -> Iterator[Server]:
    """``streamlit run app.py`` in ``root``, its log in ``folder``; it ends with the block at the latest."""
    port = port or free_port()
    options = {"server.headless": "true", "server.port": port, "server.address": "127.0.0.1"}
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    for name, value in options.items():
        command += [f"--{name}", str(value)]
    log = folder / "stderr.txt"
    with log.open("wb") as stderr:
        process = subprocess.Popen(
            command, cwd=root, stdout=subprocess.DEVNULL, stderr=stderr, env=os.environ | environment
        )
    server = Server(process, f"http://127.0.0.1:{port}", log)
    try:
        _wait_until_healthy(server, port)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_until_healthy(server: Server, port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if server.process.poll() is not None:
            pytest.fail(f"streamlit ended at once with code {server.process.returncode}:\n{server.said()}")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)  # not listening yet
        finally:
            connection.close()
    pytest.fail(f"streamlit was not ready after 60 s:\n{server.said()}")
