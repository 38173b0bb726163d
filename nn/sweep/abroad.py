"""What a worker of a cluster is told to do. It travels as source that needs nothing but Dask there.

``work`` carries out a piece with the program that the worker has, if it is this very program; else it says what is
missing, and is sent again after Program has brought it. Dask gives Program to each worker once, also to those that
come later.

Next: cluster.py.
"""

import importlib
import io
import sys
import zipfile
from pathlib import Path
from typing import Any

from distributed import Worker, WorkerPlugin


def work(digest: str, versions: dict[str, str], piece: dict[str, Any]) -> dict[str, Any]:
    """The piece's outcome; or ``unlike``, what is of another version here; or ``missing``, what is not here."""
    try:
        from nn.sweep import parcel
        from nn.sweep.carry_out import carry_out
    except ImportError as error:
        return {"missing": error.name or str(error)}
    if unlike := [f"{name} {here}" for name, here in parcel.versions().items() if versions[name] != here]:
        return {"unlike": unlike[0]}
    if parcel.digest() != digest:
        return {"missing": "nn"}
    parcel.one_thread()
    return parcel.done_to_plain(carry_out(parcel.piece_from_plain(piece)))


class Program(WorkerPlugin):  # type: ignore[misc]
    """The program, unpacked in the worker's own folder, before any other that is found there."""

    def __init__(self, digest: str, archive: bytes) -> None:
        self.name, self.digest, self.archive = f"ten-neurons-{digest}", digest, archive

    def setup(self, worker: Worker) -> None:
        folder = Path(worker.local_directory) / self.name
        zipfile.ZipFile(io.BytesIO(self.archive)).extractall(folder)
        sys.path.insert(0, str(folder))
        for name in [name for name in sys.modules if name.partition(".")[0] == "nn"]:
            del sys.modules[name]  # of another version
        importlib.invalidate_caches()
        self.archive = b""  # it is on the disk now
