"""The app on a free port of this machine, with its shipped configuration, and what it uses of the machine."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"
EVERY = 0.1  # seconds between two looks at the memory
MEGABYTE = 1e6


class Server:
    """A running app. ``peak`` is the most memory seen since it started or since ``watch`` was called, in bytes."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.process, self.port, self.log = process, port, log
        self._seen = psutil.Process(process.pid)
        self.peak = 0
        self._ended = threading.Event()
        self._cpu, self._since = 0.0, 0.0
        self._watcher = threading.Thread(target=self._keep_watching, daemon=True)

    def watch(self) -> None:
        """Start counting memory and processor time anew."""
        self.peak, self._cpu, self._since = self.memory, self.cpu_seconds, time.perf_counter()
        if not self._watcher.is_alive():
            self._watcher.start()

    @property
    def memory(self) -> int:
        """Resident bytes now."""
        return int(self._seen.memory_info().rss)

    @property
    def threads(self) -> int:
        """How many threads it has now."""
        return int(self._seen.num_threads())

    @property
    def cpu_seconds(self) -> float:
        """Processor time since it started."""
        used = self._seen.cpu_times()
        return float(used.user + used.system)

    @property
    def cores_used(self) -> float:
        """How many cores it has kept busy since ``watch``, on average."""
        return (self.cpu_seconds - self._cpu) / (time.perf_counter() - self._since)

    def complaints(self) -> list[str]:
        """The tracebacks that the server has written: what was raised, and where."""
        text = self.log.read_text(errors="replace")
        return [_in_short(part) for part in text.split("Traceback (most recent call last):")[1:]]

    def close(self) -> None:
        self._ended.set()
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _keep_watching(self) -> None:
        while not self._ended.wait(EVERY):
            try:
                self.peak = max(self.peak, self.memory)
            except psutil.NoSuchProcess:
                return


def _in_short(traceback: str) -> str:
    """What was raised is the first line after the indented ones, and the last file of those is where."""
    lines = traceback.strip("\n").splitlines()
    raised = next((line for line in lines if line and not line.startswith(" ")), lines[-1])
    where = [line.strip() for line in lines[: lines.index(raised)] if line.strip().startswith("File ")]
    return f"{raised} ({where[-1]})" if where else raised


@contextmanager
def serving() -> Iterator[Server]:
    """The app as ``streamlit run app.py`` serves it; ended whatever happens."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    told_to_end = signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # through the `finally` below
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.address", HOST, "--server.port", str(port)]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.txt"
        with log.open("wb") as said:
            process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said, env=os.environ.copy())
        server = Server(process, port, log)
        try:
            _wait_until_healthy(server)
            server.watch()
            yield server
        finally:
            server.close()
            signal.signal(signal.SIGTERM, told_to_end)


def _wait_until_healthy(server: Server, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if server.process.poll() is not None:
            raise RuntimeError(f"The app ended at once:\n{server.log.read_text(errors='replace')[-3000:]}")
        connection = http.client.HTTPConnection(HOST, server.port, timeout=5)
        try:
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)  # not listening yet
        finally:
            connection.close()
    raise RuntimeError(f"The app did not answer within {seconds:g} s.")
