"""To leave a training and take it up again, in another process and another week, as if it had never stopped.

``train`` is made of parts, and some of them remember something from one update to the next: the network its parameters,
the optimizer its past gradients, the batches what is left of the epoch, each random stream where it is. Every part says
in ``remembers`` which of its attributes those are: numbers, vectors and random streams. A Memory reads them between two
steps; one that was made from what another has read puts all of it back before the first.

It teaches nothing about learning. Used by training.py; nn/lab keeps on disk what it reads.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol, runtime_checkable

import numpy as np

from nn.activations import Array

HALF = (1 << 64) - 1  # PCG64, NumPy's random stream, counts in 128 bits: two numbers of 64


class ForeignMemory(ValueError):
    """What was kept is not of this training: another recipe, other digits, or another version of the program."""


class Part(Protocol):
    """Something that an update changes; ``remembers`` names the attributes that the next update depends on."""

    @property
    def remembers(self) -> tuple[str, ...]: ...


@runtime_checkable
class Releasing(Protocol):
    """A part that has working memory besides, and can give it back between two steps."""

    def release(self) -> None: ...


class Memory:
    """What a training remembers between two steps. ``kept`` is what another one's ``read`` gave: it goes on there."""

    def __init__(self, kept: Mapping[str, Array] | None = None) -> None:
        self._kept = dict(kept or {})  # until a training has it
        self._parts: tuple[Part, ...] = ()

    def attend(self, *parts: Part) -> None:
        """``train`` says once what it is made of. What was kept is put back into it, or ForeignMemory raised."""
        self._parts = parts
        kept, self._kept = self._kept, {}
        if not kept:
            return
        now = self.read()
        if now.keys() != kept.keys():
            raise ForeignMemory("What was kept of this training is not what it remembers.")
        for name, value in now.items():
            if (value.shape, value.dtype) != (kept[name].shape, kept[name].dtype):
                raise ForeignMemory(f"What was kept of this training does not fit: {name}.")
        for part, name, key in self._names():
            setattr(part, name, _put_back(getattr(part, name), kept[key]))

    def read(self) -> dict[str, Array]:
        """Copies of all that is remembered, by name, to be called between two steps; empty before the first."""
        if not self._parts:
            return dict(self._kept)
        return {key: _read(getattr(part, name)) for part, name, key in self._names()}

    def release(self) -> None:
        """Give back all that the parts need only while they compute: it is made anew at the next step."""
        for part in self._parts:
            if isinstance(part, Releasing):
                part.release()

    @property
    def size(self) -> int:
        """Bytes that it occupies."""
        values = [getattr(part, name) for part, name, _ in self._names()] if self._parts else self._kept.values()
        return sum(value.nbytes for value in values if isinstance(value, np.ndarray))

    def _names(self) -> Iterator[tuple[Part, str, str]]:
        """Each part, each of its attributes, and a name for the two that no other has."""
        for number, part in enumerate(self._parts):
            for name in part.remembers:
                yield part, name, f"{number}.{type(part).__name__.strip('_')}.{name}"


def _read(value: Any) -> Array:
    """A vector copied, a number as an array of no dimension, a random stream as six whole numbers."""
    if not isinstance(value, np.random.Generator):
        return np.array(value)
    state = value.bit_generator.state
    place, stride = state["state"]["state"], state["state"]["inc"]
    halves = (place >> 64, place & HALF, stride >> 64, stride & HALF, state["has_uint32"], state["uinteger"])
    return np.array(halves, np.uint64)


def _put_back(old: Any, kept: Array) -> Any:
    """What ``_read`` has read, in the place of the old value: vectors and streams stay the same objects."""
    if isinstance(old, np.ndarray):
        old[...] = kept
    elif isinstance(old, np.random.Generator):
        a, b, c, d, has_uint32, uinteger = map(int, kept)
        old.bit_generator.state = {
            **old.bit_generator.state,
            "state": {"state": a << 64 | b, "inc": c << 64 | d},
            "has_uint32": has_uint32,
            "uinteger": uinteger,
        }
    else:
        return type(old)(kept)
    return old
