"""One task of a sweep, and all of them: in this process one after the other, or on several at a time.

A task's recipe alone decides what it comes to, so it does not matter where or in which order it is carried out. Each
process reads the digits once, whichever tasks it is given.

Next: grid.py.
"""

import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait

from nn.cores import one_thread_per_product
from nn.dataset import load_mnist
from nn.sweep.plan import Plan, Task
from nn.sweep.results import Outcome, Results
from nn.training import Diverged, evaluate, new_network, train

POINTS = 60  # of a curve


def carry_out(task: Task) -> Outcome:
    """Train as the task's recipe says, from start to end, and score what has come out."""
    recipe = task.recipe
    data, network = load_mnist().split(recipe), new_network(recipe)
    curve, seconds = [], 0.0
    try:
        for step in train(network, data, recipe, recipe.streams().training):
            seconds = step.seconds
            if step.measured:
                curve.append((step.iteration - 1, step.train.accuracy))
    except Diverged:
        return Outcome(task.number, True, None, None, None, seconds, thinned(curve))
    learned = evaluate(network, data.train)
    curve.append((recipe.total_iterations, learned.accuracy))
    official = evaluate(network, data.official)
    return Outcome(task.number, False, official.accuracy, learned.accuracy, learned.loss, seconds, thinned(curve))


def sweep(plan: Plan, results: Results, processes: int = 1) -> Iterator[Outcome]:
    """Carry out what is not done yet, keep each outcome in ``results``, and yield it.

    Whoever leaves off in the middle, by closing the generator or by Ctrl-C, has all that is done by then; the same call
    goes on from there.
    """
    one_thread_per_product()
    waiting = [task for task in plan.tasks() if task.number not in results.outcomes]
    for outcome in _at_once(waiting, processes) if processes > 1 and len(waiting) > 1 else map(carry_out, waiting):
        results.add(outcome)
        yield outcome


def _at_once(tasks: Sequence[Task], processes: int) -> Iterator[Outcome]:
    """Each outcome when it comes. The processes end with the generator, in the middle of a task if need be."""
    others = set(multiprocessing.active_children())
    context = multiprocessing.get_context("spawn")  # a copy of a process with threads could stand still for ever
    pool = ProcessPoolExecutor(min(processes, len(tasks)), context, initializer=_begin)
    try:
        pending: set[Future[Outcome]] = {pool.submit(carry_out, task) for task in tasks}
        while pending:
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
        pool.shutdown()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()


def _begin() -> None:
    """Ctrl-C is for the process that hands out the tasks; this one does its products as that would."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    one_thread_per_product()


def thinned(curve: Sequence[tuple[int, float]]) -> tuple[tuple[int, float], ...]:
    """At most POINTS of a curve, evenly, its first and last among them."""
    n = len(curve)
    if n <= POINTS:
        return tuple(curve)
    return tuple(curve[round(i * (n - 1) / (POINTS - 1))] for i in range(POINTS))
