"""Runs in files: a folder with one .npz each, from which another process takes them up.

A file is written beside its place, brought to the disk whole, and only then put in the place of the one before. So
whatever happens, a full disk or the end of the process in the middle of a word, the last good file stays. One that is
damaged all the same is left alone, with a line in the log. File names are ids that this program has drawn itself:
nothing that a visitor sends is ever looked up in the folder.
"""

import logging
import os
import re
import secrets
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nn.activations import Array
from nn.archive import read_arrays
from nn.lab.company import opens
from nn.lab.recent import Recent
from nn.lab.record import Label, Record, RecordError, from_arrays, label_from, to_arrays
from nn.recipe import Recipe

LARGEST = 1_000_000_000  # bytes of one file, about those of the largest network that the form allows
LONGEST_LABEL = 100_000  # bytes of what is read of every file at the start
REMEMBERED = 1_000  # recipes of runs that had to go
OURS = re.compile(r"[\w-]{1,64}\.npz")
UNFINISHED = ".part"
log = logging.getLogger(__name__)


@dataclass
class _Place:
    """One file: whose it is, how large, and when it was last written or read."""

    label: Label
    size: int
    used: float


class Shelf:
    """The runs of one folder. ``trouble`` is a sentence while the last writing failed, or "".

    Thread-safe; one process at a time should write into a folder.
    """

    def __init__(self, folder: Path, most: int) -> None:
        """``most``: bytes that all files may occupy. Every file is looked at, but none is read whole."""
        self.folder, self.most, self.trouble = folder, most, ""
        self._gone: Recent[Recipe] = Recent(REMEMBERED)
        self._lock = threading.Lock()
        self._places: dict[str, _Place] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for path in folder.glob(f"*{UNFINISHED}"):
                path.unlink()  # of a process that ended in the middle
        except OSError as error:
            self._in_trouble(error)
        self._places = {place.label.id: place for place in sorted(self._look(), key=lambda place: place.used)}

    def __contains__(self, id: str) -> bool:
        return id in self._places

    def __len__(self) -> int:
        return len(self._places)

    def controlled_by(self, key: str) -> list[str]:
        """The ids of the runs that this key steers, the one used last at the end. Every one is asked."""
        return [label.id for label in self.labels() if opens(key, label.key_hash)]

    def labels(self) -> list[Label]:
        """Of all runs that are kept, the one used last at the end."""
        with self._lock:
            return [place.label for place in self._places.values()]

    def gone(self, id: str) -> Recipe | None:
        """What a run was to do whose file had to make room."""
        return self._gone.get(id)

    def put(self, record: Record) -> bool:
        """Keep the run, in the place of what was kept of it. Where that cannot be, ``trouble`` says why."""
        if record.size > min(self.most, LARGEST):
            self._say("it is larger than all that may be kept (NN_RUNS_MB)", "A run")
            return False
        path = self._path(record.label.id)
        part = path.with_name(f"{record.label.id}.{secrets.token_hex(4)}{UNFINISHED}")
        try:
            _write(part, path, to_arrays(record))
            self._note(record.label, path.stat())
            self.trouble = ""
        except OSError as error:
            self._in_trouble(error)
            return False
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        self._make_room()
        return True

    def take(self, id: str) -> Record | None:
        """The run of this id as it was last kept; None if there is none, or its file is damaged."""
        if id not in self._places:
            return None
        path = self._path(id)
        try:
            record = from_arrays(read_arrays(path, LARGEST))
            if record.label.id != id:
                raise RecordError("it is the file of another run")
            os.utime(path)
            self._note(record.label, path.stat())
            return record
        except Exception as error:  # a damaged archive makes zipfile and NumPy raise nearly anything
            log.warning("The run in %s cannot be read, and is left out: %s", path.name, error)
            with self._lock:
                self._places.pop(id, None)
            return None

    def _path(self, id: str) -> Path:
        return self.folder / f"{id}.npz"

    def _look(self) -> Iterator[_Place]:
        """What is in the folder."""
        try:
            paths = [path for path in self.folder.iterdir() if OURS.fullmatch(path.name)]
        except OSError:
            return
        for path in paths:
            try:
                facts = path.stat()
                label = label_from(read_arrays(path, LONGEST_LABEL, only="label")["label"])
                if label.id != path.stem:
                    raise RecordError("it is the file of another run")
                yield _Place(label, facts.st_size, facts.st_mtime)
            except Exception as error:
                log.warning("The run in %s cannot be read, and is left out: %s", path.name, error)

    def _note(self, label: Label, facts: os.stat_result) -> None:
        with self._lock:
            self._places.pop(label.id, None)
            self._places[label.id] = _Place(label, facts.st_size, facts.st_mtime)

    def _make_room(self) -> None:
        """Remove the files that nobody has used for longest until the rest keeps to the limit."""
        with self._lock:
            over = sum(place.size for place in self._places.values()) - self.most
            for id in list(self._places)[:-1]:  # the last one has just been written
                if over <= 0:
                    return
                place = self._places.pop(id)
                over -= place.size
                self._gone.add(id, place.label.recipe)
                with suppress(OSError):
                    self._path(id).unlink(missing_ok=True)

    def _in_trouble(self, error: OSError) -> None:
        self._say(error.strerror or str(error), "Runs")

    def _say(self, why: str, what: str) -> None:
        trouble = f"{what} cannot be kept on disk ({why}): training goes on, but would be lost with the server."
        if trouble != self.trouble:
            log.warning(trouble)
        self.trouble = trouble


def _write(part: Path, path: Path, arrays: Mapping[str, Array]) -> None:
    """Into ``part``, to the disk, and then into its place, which is never without a whole file once it has one."""
    with part.open("xb") as file:
        np.savez(file, allow_pickle=False, **arrays)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
    if hasattr(os, "O_DIRECTORY"):  # where a folder is a file, its new entry has to reach the disk as well
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
