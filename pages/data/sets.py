"""A set of labelled pictures that the page may be about. No Streamlit here."""

from collections.abc import Callable
from dataclasses import dataclass

from nn.dataset import Examples
from nn.explain.digits import Digit

TRAINING, TEST = "training", "test"  # MNIST's two


@dataclass(frozen=True, eq=False)
class Digits:
    """The digits that the page is about: ``examples``, and the names of their ``classes``, as many as there are.

    ``name`` stands for these very digits: what was computed from them may be kept under it. ``digit`` gives the one
    that the set itself calls by a number. ``seen``: networks here learn from them. Names are ready for Markdown.
    """

    name: str
    examples: Examples
    classes: tuple[str, ...]
    digit: Callable[[int], Digit]
    seen: bool

    def many(self, k: int) -> str:
        """Those of a class, in words: 7s, or pictures of Sandal."""
        name = self.classes[k]
        return f"{name}s" if len(name) == 1 else f"pictures of {name}"
