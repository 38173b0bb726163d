"""Parts of a page that come back by themselves while there is something new to see, and whose turn it is to be drawn.

A part is a fragment with an interval, and how often it comes back can only be changed by running the whole page again.
That takes the timers of all fragments in the browser away and starts new ones. Where a server is so busy that a timer's
request overtakes the page's answer, Streamlit drops that answer (streamlit/streamlit issue 9921), the new timers with
it, and the page would stand still until somebody clicks. Such a request comes sooner after the page was made than its
own timers could ask, so a part that is asked too soon has the whole page run again.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec

import streamlit as st

P = ParamSpec("P")
_turn = threading.Lock()


class _Mine(threading.local):
    """Whether it is this thread's turn: a page's, and within it its parts'."""

    turn = False


_mine = _Mine()


def in_turn(draw: Callable[P, None]) -> Callable[P, None]:
    """The same, but one visitor at a time in this process.

    Drawing is Python from start to end, so two at once are not done any sooner. But while thirty draw at once, training
    gets the interpreter for a thirtieth of the time, and nobody's chart moves.
    """

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
        if _mine.turn:
            draw(*args, **kwargs)
            return
        with _turn:
            _mine.turn = True
            try:
                draw(*args, **kwargs)
            finally:
                _mine.turn = False

    return drawn


@contextmanager
def out_of_turn() -> Iterator[None]:
    """Let others draw while something that takes long is computed; then it is this visitor's turn again.

    Around a function that Streamlit caches, not within one: whoever waits for its value may hold the turn.
    """
    if not _mine.turn:
        yield
        return
    _mine.turn = False
    _turn.release()
    try:
        yield
    finally:
        _turn.acquire()
        _mine.turn = True


@dataclass
class Took:
    """How many seconds a look at a part takes, on average, the newest looks counting most."""

    seconds: float = 0.0

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Around one look."""
        begun = time.perf_counter()
        try:
            yield
        finally:  # also when this look was interrupted
            self.seconds = 0.6 * self.seconds + 0.4 * (time.perf_counter() - begun)


def again_and_again(show: Callable[[], None], wanted: Callable[[], float | None]) -> None:
    """Show a part of the page again every ``wanted()`` seconds; None: nothing changes any more, and it rests.

    ``wanted`` is asked after every look. When it has changed much, or to None, the whole page is run again: then
    there is something new around this part as well. Not for use within a fragment, which leaves timers as they are.
    """
    interval, made, looks = wanted(), time.monotonic(), 0

    @st.fragment(run_every=interval)
    @in_turn
    def live() -> None:
        nonlocal looks
        looks += 1
        show()
        now = wanted()
        if now is None or interval is None:
            other = now is not interval
        else:
            other = not 0.3 < now / interval < 2
        too_soon = looks > 1 and (interval is None or time.monotonic() - made < interval / 2)
        if other or too_soon:
            st.rerun()

    live()
