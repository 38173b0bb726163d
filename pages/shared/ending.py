"""How the server ends: every run is closed first, and then it dies of the signal that ended it, as programs do.

Streamlit takes Ctrl-C and the stop signal, puts its own threads to rest and leaves with exit code 0, from which nobody
could tell that it was stopped.
"""

import atexit
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

from streamlit.runtime import Runtime

_signals: list[int] = []  # that have arrived


def when_the_server_ends(close: Callable[[], None]) -> None:
    """``close`` is called at the end of a server, and then the signal is let through. Without a server nothing is."""
    if Runtime.exists():  # only the main thread, which runs the server's loop, may listen to signals
        Runtime.instance()._get_async_objs().eventloop.call_soon_threadsafe(_listen, close)


def _listen(close: Callable[[], None]) -> None:
    atexit.register(_end, close)
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            _note(number, signal.getsignal(number))


def _note(number: int, streamlits: Callable[[int, FrameType | None], object] | int | None) -> None:
    """Note that the signal has come, and do what Streamlit does then."""

    def arrived(number: int, frame: FrameType | None) -> None:
        _signals.append(number)
        if callable(streamlits):
            streamlits(number, frame)

    signal.signal(number, arrived)


def _end(close: Callable[[], None]) -> None:
    close()
    if _signals:
        sys.stdout.flush()
        sys.stderr.flush()
        signal.signal(_signals[0], signal.SIG_DFL)
        signal.raise_signal(_signals[0])
