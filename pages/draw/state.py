"""What a visitor has put on the pad, strokes or a picture from a file, and what the network is asked about."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import streamlit as st

from nn.activations import Array
from nn.drawing import Drawing, DrawingError, as_mnist, looks_like_two
from nn.explain.digits import Digit, of_ink
from nn.photo import NotFound
from pages.shared.session import chosen_digit, session


@dataclass
class Pad:
    """The canvas and the uploader as this visitor left them; the drawing itself is in ``session()``.

    The canvas is only ever told to hold ``start``: what was on it when this page was opened, or after undo and clear.
    To feed it what it has just sent would take the next stroke out of the visitor's hand.
    """

    start: dict[str, Any] = field(default_factory=lambda: {"objects": []})
    cleared: list[Any] = field(default_factory=list)  # the strokes that undo brings back, right after clear
    strokes: dict[str, Any] = field(default_factory=lambda: {"objects": []})  # as the canvas last sent them
    cells: list[int] = field(default_factory=list)  # painted by keyboard, while that is what is classified
    sheets: int = 0  # counts up when the sheet of cells is to take up ``cells``
    stroke_width: int = 22  # in pixels of the canvas
    file_name: str = ""  # of the upload, while that is what is classified
    uploads: int = 0  # counts up to empty the uploader
    two_digits: bool = False  # the drawing looks like two
    stroke_error: str = ""  # what is wrong with what is on the canvas, in a sentence
    file_error: str = ""  # what is wrong with the file that was chosen last
    taken_for_ink: Array | None = None  # (h, w): what stood out where no digit was found in it


def pad() -> Pad:
    if "draw_pad" not in st.session_state:
        st.session_state.draw_pad = Pad()
    found: Pad = st.session_state.draw_pad
    return found


def strokes() -> list[Any]:
    """What is on the canvas, one entry for each stroke."""
    found: list[Any] = pad().strokes.get("objects", [])
    return found


# What comes in --------------------------------------------------------------------------------------------------------


def take(read: Callable[[], Array], picture: str = "") -> str:
    """Make the drawing from the ink that ``read`` gives, and return ""; or change nothing, and return what is wrong.

    ``picture``: the name of the file that it comes from, if any.
    """
    try:
        ink = read()
        drawing = as_mnist(ink, picture)
        session().drawing, session().ink, session().digit = drawing, ink, of_ink(drawing.pixels)
        pad().two_digits = looks_like_two(ink)
    except DrawingError as error:
        pad().taken_for_ink = error.ink if isinstance(error, NotFound) else None
        return str(error)
    return ""


def forget() -> None:
    """No drawing and no picture: what the canvas holds, if anything, is looked at next."""
    if pad().file_name or pad().file_error:
        pad().uploads += 1
    no_drawing()
    pad().file_name = pad().stroke_error = pad().file_error = ""
    wipe_cells()


def wipe_cells() -> None:
    """Something else is the drawing now: the sheet of cells is empty."""
    if pad().cells:
        pad().cells, pad().sheets = [], pad().sheets + 1


def no_drawing() -> None:
    """Take the drawing away, here and where other pages look at it."""
    session().drawing = session().ink = None
    digit = session().digit
    if digit is not None and not digit.of_mnist:
        session().digit = None


def put_on_canvas(objects: list[Any]) -> None:
    """Tell the canvas to hold these strokes; the count makes it listen even if it was told the same before."""
    session().canvas += 1
    pad().start = {"objects": objects, "told": session().canvas}
    pad().cleared = []


def begin_afresh() -> None:
    """An empty pad, with nothing of what was on it."""
    forget()
    pad().strokes = {"objects": []}
    put_on_canvas([])


# What is asked about --------------------------------------------------------------------------------------------------


def unreadable() -> bool:
    """Whether what came last cannot be read: what was read before is no answer to it."""
    return bool(pad().stroke_error or pad().file_error)


def example() -> Array:
    """(28, 28): the digit that all pages look at, until somebody draws."""
    return chosen_digit().X.reshape(28, 28)


def drawn() -> Drawing | None:
    """The visitor's own drawing, if that is what the network is asked about."""
    return None if unreadable() else session().drawing


def digit_asked() -> Digit | None:
    """The drawing, or until somebody draws the digit that all pages look at; None if there is nothing to ask."""
    drawing = drawn()
    return None if unreadable() else of_ink(drawing.pixels) if drawing else chosen_digit()


def pixels_asked() -> Array:
    """(28, 28) float32: what the network is asked about; all paper if there is nothing to ask."""
    if unreadable():
        return np.zeros((28, 28), np.float32)
    drawing = drawn()
    return example() if drawing is None else drawing.pixels
