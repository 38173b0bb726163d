"""Who carries out the legs of a sweep: this process one after the other, or several processes at a time.

Each process reads the digits once, whichever legs it is given. cluster.py has hands on other machines.

Next: grid.py.
"""

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager, nullcontext

from nn.cores import one_thread_per_product
from nn.sweep.carry_out import Done, Luggage, Piece, carry_out
from nn.sweep.halving import due
from nn.sweep.plan import Plan
from nn.sweep.results import Outcome, Results

Carry = Callable[[Sequence[Piece]], Iterator[Done]]  # what came of each, whenever it comes
Hands = AbstractContextManager[Carry]


class HandsError(RuntimeError):
    """Those who were to carry it out cannot; the message says why, and what to do."""


def sweep(plan: Plan, results: Results, hands: Hands | None = None) -> Iterator[Outcome]:
    """Carry out what is not done yet, keep each outcome in ``results``, and yield it.

    Whoever leaves off in the middle, by closing the generator or by Ctrl-C, has all that is done by then; the same call
    goes on from there.
    """
    one_thread_per_product()
    luggage = Luggage()
    if not due(results):
        return
    with hands or alone() as carry:
        while legs := due(results):
            for done in carry(luggage.packed(legs)):
                luggage.keep(done.outcome.task, done.halfway)
                results.add(done.outcome)
                yield done.outcome


def alone() -> Hands:
    """This process, one leg after the other."""
    return nullcontext(lambda pieces: map(carry_out, pieces))


@contextmanager
def processes(count: int) -> Iterator[Carry]:
    """So many processes. They end with this context, in the middle of a leg if need be."""
    others = set(multiprocessing.active_children())
    context = multiprocessing.get_context("spawn")  # a copy of a process with threads could stand still for ever
    pool = ProcessPoolExecutor(count, context, initializer=_begin)

    def carry(pieces: Sequence[Piece]) -> Iterator[Done]:
        pending: set[Future[Done]] = {pool.submit(carry_out, piece) for piece in pieces}
        while pending:
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()

    try:
        yield carry
        pool.shutdown()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()


def _begin() -> None:
    """Ctrl-C is for the process that hands out the legs; this one does its products as that would."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    one_thread_per_product()
