"""A short memory: what was put in last, by name, and no more than so many of them."""

import threading
from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """Keeps the last ``most`` things it was told, and forgets those before."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: OrderedDict[str, T] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, name: str, what: T) -> None:
        with self._lock:
            self._known[name] = what
            self._known.move_to_end(name)
            if len(self._known) > self._most:
                self._known.popitem(last=False)

    def get(self, name: str) -> T | None:
        return self._known.get(name)
