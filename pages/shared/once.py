"""A figure of one moment of a run is built once, for all who look at it, and kept as long as that moment is the newest.

Two hundred who watch a run ask for the same curves many times a second. Pages are drawn in turn (live.py), so two never
build the same one at once.
"""

from collections.abc import Callable, Hashable
from weakref import WeakKeyDictionary

from nn.lab.view import View
from pages.shared.charts import Figure

_built: WeakKeyDictionary[View, dict[Hashable, Figure]] = WeakKeyDictionary()


def once(view: View, name: Hashable, build: Callable[[], Figure]) -> Figure:
    """The figure of this name and this moment; ``build`` makes it for the first who asks."""
    figures = _built.setdefault(view, {})
    if name not in figures:
        figures[name] = build()
    return figures[name]
