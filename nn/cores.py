"""Who uses the processor's cores: the matrix library within each product, or we, between products.

Left alone, the library splits every product over all cores and waits for the slowest. Where a core is busy with
something else (the browser that shows the charts, another visitor), each of a thousand products waits: one update of
the article's network took 270 ms instead of 25. With one thread a product it takes 36 at most. So whoever has company,
as the app does, or trains on large batches calls ``one_thread_per_product`` when it starts; a large batch is then
shared out among the cores in whole pieces, which wait for each other once an update. Used by batch.py.

And who has the interpreter, while pages are drawn beside a training: ``hand_over_soon``.
"""

import os
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from threadpoolctl import ThreadpoolController

T = TypeVar("T")
R = TypeVar("R")
HAND_OVER = 0.0005  # seconds
MOST = 4  # cores that one update uses; more would only wait for memory
_ours = False


def one_thread_per_product() -> None:
    """From now on, in this process, matrix products use one thread each, and large batches use the cores instead."""
    global _ours
    controller = ThreadpoolController()
    controller.limit(limits=1, user_api="blas")
    _ours = all(library["num_threads"] == 1 for library in controller.info() if library["user_api"] == "blas")


def hand_over_soon() -> None:
    """From now on, in this process, a thread that computes in Python lets another one in after half a millisecond.

    An update is hundreds of short products, and after each its thread asks for the interpreter again. Unless told
    otherwise, one that draws a page keeps it for 5 ms each time: that cost a third to a half of a training's updates.
    """
    sys.setswitchinterval(HAND_OVER)


def spread(work: Callable[[T], R], pieces: Iterable[T]) -> list[R]:
    """``work`` done on every piece, on as many cores as are ours; the results in the order of the pieces."""
    pieces = list(pieces)
    if len(pieces) == 1 or not _ours or cores() == 1:  # to wake a thread costs more than a small piece
        return [work(piece) for piece in pieces]
    try:
        shared_out = [_threads().submit(work, piece) for piece in pieces]
    except RuntimeError:  # the program is about to end, and takes no more work: who is at it finishes alone
        return [work(piece) for piece in pieces]
    return [one.result() for one in shared_out]


def cores() -> int:
    """How many cores this process may use."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(available, MOST)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(cores(), thread_name_prefix="batch")
