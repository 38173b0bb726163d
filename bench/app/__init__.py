"""Benchmarks of the app as people use it: a real server, and visitors who press its buttons.

Visitors talk to the server as a browser does, over Streamlit's own WebSocket protocol, on this machine only, and each
has a bound on its time. ``visitor`` and ``server`` are the two ends; every other module is one benchmark. They are
imported when they run, so that those who measure the network alone need not wait for Streamlit.
"""

from bench.report import Report


def load(quick: bool, visitors: int = 60, seconds: float = 40) -> Report:
    """Sixty visitors train the article's network at once, and every chart has to keep moving."""
    from bench.app.crowd import crowd

    return crowd(*(3, 6) if quick else (visitors, seconds))


def load_visit(quick: bool) -> Report:
    """A real visit, replayed by thirty at once, beside that of one alone."""
    from bench.app.visit import visits

    return visits(*(2, 8.0) if quick else (30, 1.0))


def load_draw(quick: bool) -> Report:
    """Two hundred sessions are open, and fifty of them draw a stroke every second."""
    from bench.app.drawers import drawers

    return drawers(*(4, 2, 3) if quick else (200, 50, 30))


def load_watch(quick: bool) -> Report:
    """Two hundred watch one run by its link: what it costs the run, and how long they wait."""
    from bench.app.watchers import watchers

    return watchers(*(3, 60) if quick else (200, 500))


def load_memory(quick: bool) -> Report:
    """The server's memory when it is warm, while sixty train, and five minutes after they have left."""
    from bench.app.left import memory_left

    return memory_left(*(2, 3, 1) if quick else (60, 40, 300))


def load_sessions(quick: bool) -> Report:
    """A thousand sessions opened and closed in turn, and twenty thousand reruns of one: nothing may pile up."""
    from bench.app.turnover import turnover

    return turnover(*(3, 5) if quick else (1_000, 20_000))


def load_first(quick: bool) -> Report:
    """The first page of a hundred visitors who come at once, at a cold server and at a warm one."""
    from bench.app.first_page import first_pages

    return first_pages(4 if quick else 100)


def load_cut(quick: bool) -> Report:
    """Sixty train, and a tenth of them is cut off for up to half a minute: the same run, nothing lost."""
    from bench.app.cuts import cuts

    return cuts(*(2, 1, 3, 1.5) if quick else (60, 6, 45, 30))


def load_ramp(quick: bool) -> Report:
    """More and more visitors train, until a chart stands still for ten seconds or somebody sees an error."""
    from bench.app.ramp import ramp

    return ramp(*(4, 2, 1) if quick else (300, 20, 12))


def malformed(quick: bool) -> Report:
    """Twenty thousand malformed addresses, messages, drawings and files: no traceback, nobody's run changed."""
    from bench.app.nonsense import malformed

    return malformed(50 if quick else 20_000)


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
