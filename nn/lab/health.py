"""How a server is doing, in a few numbers for whoever keeps it running."""

import ctypes
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Health:
    """``waiting`` runs share the workers now; of a wait, the longest of the last five minutes is told, in seconds.

    ``run_bytes`` is what all runs hold, their films included; ``resident_bytes`` is the whole process's, None where the
    system does not tell. ``kept`` runs are on disk; ``trouble`` says why they cannot be, or is "".
    """

    runs: int
    running: int
    waiting: int
    run_bytes: int
    film_bytes: int
    kept: int
    trouble: str
    slices: int
    longest_wait: float
    threads: int
    resident_bytes: int | None


def resident_bytes() -> int | None:
    """The memory that this process occupies, as Linux tells it; None elsewhere."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE")


def give_back_memory() -> None:
    """Let the system have what was freed. glibc keeps it otherwise, for as long as something small lies above it."""
    if trim := _malloc_trim():
        trim(0)


@cache
def _malloc_trim() -> Any:
    """glibc's own function; None where there is another library."""
    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None
