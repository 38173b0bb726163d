"""Benchmarks of the app as people use it: a real server, and visitors who press its buttons.

Visitors talk to the server as a browser does, over Streamlit's own WebSocket protocol, on this machine only, and each
has a bound on its time. ``visitor`` and ``server`` are the two ends; every other module is one benchmark. They are
imported when they run, so that those who measure the network alone need not wait for Streamlit.
"""

from bench.report import Report


def load(quick: bool, visitors: int = 30, seconds: float = 40) -> Report:
    """Thirty visitors train the article's network at once, and every chart has to keep moving."""
    from bench.app.crowd import crowd

    return crowd(*(3, 6) if quick else (visitors, seconds))


def server_memory(quick: bool) -> Report:
    """The server's resident memory with one visitor who trains the article's network."""
    from bench.app.memory import memory

    return memory(iterations=20 if quick else 500)


def page_cost(quick: bool) -> Report:
    """The same training on the open Train page and from the command line, in turn."""
    from bench.app.beside import page_beside_command

    return page_beside_command(*(60, 1) if quick else (150, 7))


def draw_latency(quick: bool) -> Report:
    """From lifting the pen to new bars on Draw, in a real browser."""
    from bench.app.pen import pen_to_bars

    return pen_to_bars(strokes=3 if quick else 25)
