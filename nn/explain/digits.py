"""A digit that one looks at, and a name by which every page finds it again.

MNIST's own are named by their place: "17" of the test digits, "train-17" of the training digits. A drawing, or a digit
that was changed, is named by its ink itself, a few hundred letters: so any picture fits into a page's address.
"""

import base64
import binascii
import re
import zlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nn.activations import Array
from nn.dataset import MNIST
from nn.recipe import PIXELS

INK = re.compile(r"ink([0-9]?)-([A-Za-z0-9_-]{8,1500})")
PLACE = re.compile(r"(train-)?([0-9]{1,5})")


class DigitError(LookupError):
    """There is no such digit; its text is one sentence for the person who asked."""


@dataclass(frozen=True, eq=False)
class Digit:
    """``pixels`` (28, 28) uint8 ink as MNIST keeps it, the true ``label`` if anybody knows it, and the name."""

    pixels: Array
    label: int | None
    name: str

    @cached_property
    def X(self) -> Array:
        """(784, 1) float32 in 0..1: what a network is asked about."""
        ink: Array = self.pixels.reshape(PIXELS, 1).astype(np.float32)
        ink *= 1 / 255
        return ink

    @property
    def of_mnist(self) -> bool:
        return not self.name.startswith("ink")

    @property
    def title(self) -> str:
        """What it is in a few words: "test digit 17, a 7"."""
        if not self.of_mnist:
            return "a drawing" if self.label is None else f"a changed {self.label}"
        kind, number = ("training", self.name.removeprefix("train-")) if "-" in self.name else ("test", self.name)
        return f"{kind} digit {int(number):,}, a {self.label}"


def of_mnist(mnist: MNIST, number: int, training: bool = False) -> Digit:
    """One of MNIST's digits, counted from 0. DigitError if there is no such number."""
    pixels, labels = (mnist.train_pixels, mnist.train_labels) if training else (mnist.test_pixels, mnist.test_labels)
    kind = "training" if training else "test"
    if not 0 <= number < len(labels):
        raise DigitError(f"There is no {kind} digit {number:,}: choose 0 to {len(labels) - 1:,}.")
    name = f"train-{number}" if training else str(number)
    return Digit(pixels[number].reshape(28, 28), int(labels[number]), name)


def of_ink(ink: Array, label: int | None = None) -> Digit:
    """A digit of one's own: ``ink`` (28, 28) or (784,), uint8 or float in 0..1; ``label`` if it is known."""
    pixels = ink if ink.dtype == np.uint8 else np.round(np.clip(ink, 0, 1) * 255).astype(np.uint8)
    packed = base64.urlsafe_b64encode(zlib.compress(pixels.tobytes(), 9)).decode().rstrip("=")
    return Digit(pixels.reshape(28, 28), label, f"ink{'' if label is None else label}-{packed}")


def find(mnist: MNIST, name: str) -> Digit:
    """The digit of this name. DigitError if the name means none."""
    if place := PLACE.fullmatch(name):
        return of_mnist(mnist, int(place[2]), training=bool(place[1]))
    if ink := INK.fullmatch(name):
        try:
            packed = base64.urlsafe_b64decode(ink[2] + "=" * (-len(ink[2]) % 4))
            pixels = zlib.decompressobj().decompress(packed, PIXELS + 1)
        except (binascii.Error, zlib.error, ValueError):
            pixels = b""
        if len(pixels) == PIXELS:
            return of_ink(np.frombuffer(pixels, np.uint8), int(ink[1]) if ink[1] else None)
    raise DigitError("Its name means none: a number from 0 to 9,999 does, for example digit=17.")
