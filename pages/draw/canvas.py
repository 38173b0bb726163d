"""The canvas with its two buttons and the width of its pen. It sends what is on it after every stroke."""

from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st
from streamlit_drawable_canvas import st_canvas  # its import needs a running Streamlit

from nn.drawing import DrawingError, ink_from_canvas
from pages.draw.pictures import canvas_background
from pages.draw.sent import strokes_and_picture
from pages.draw.state import example, forget, pad, put_on_canvas, strokes, take, unreadable
from pages.shared.digits import thumbnail
from pages.shared.session import session

SIDE = 280  # of the canvas, in pixels
LIFT = Path(__file__).with_name("lift.js")


@cache
def _sends_when_lifted() -> Any:
    return st.components.v2.component("lift", html="<span></span>", js=LIFT.read_text(), isolate_styles=False)


def show_canvas() -> None:
    if "draw_canvas" not in st.session_state:  # just opened: the canvas takes up what was on it
        pad().start, pad().file_error = pad().strokes, ""
    with st.container(horizontal=True, gap="xsmall"):
        with st.container(width=SIDE):
            with suppress(AttributeError, KeyError, TypeError):  # it ends by reading what was sent, unchecked
                st_canvas(
                    stroke_width=pad().stroke_width,
                    stroke_color="#ffffff",
                    background_image=background(),
                    initial_drawing=pad().start,
                    return_image_data=True,
                    width=SIDE,
                    height=SIDE,
                    key="draw_canvas",
                    on_change=take_strokes,
                )
            _sends_when_lifted()(key="draw_lift")
        with st.container(width=70):
            st.button(
                "Undo", on_click=undo, disabled=not (strokes() or pad().cleared), width="stretch", key="draw_undo"
            )
            nothing = not strokes() and session().drawing is None and not pad().file_error
            st.button("Clear", on_click=clear, disabled=nothing, width="stretch", key="draw_clear")


def show_stroke_width() -> None:
    st.slider("Pen width, pixels", 6, 44, pad().stroke_width, key="draw_pen", on_change=take_stroke_width)


def background() -> str:
    """What lies under the strokes: nothing, the picture that is loaded, or an example until the first stroke."""
    ink = session().ink
    if pad().file_name and ink is not None:
        return canvas_background("Picture loaded: draw to replace it", thumbnail(ink, 84), SIDE)
    if pad().cells and ink is not None:
        return canvas_background("Painted: draw to replace it", thumbnail(ink, 84), SIDE)
    black = np.zeros((28, 28))
    if strokes():
        return canvas_background("", black, SIDE)
    return canvas_background("Draw a digit here", black if unreadable() else example(), SIDE)


# What the visitor does ------------------------------------------------------------------------------------------------


def take_strokes() -> None:
    """The canvas has sent something new, a stroke or one less: it becomes the drawing, in place of an upload, too."""
    try:
        pad().strokes, rgba = strokes_and_picture(st.session_state.draw_canvas.get("drawing"), SIDE)
    except DrawingError as error:
        pad().stroke_error = str(error)
        return
    if strokes() and rgba is not None:
        forget()
        pad().cleared = []
        pad().stroke_error = take(lambda: ink_from_canvas(rgba))
    elif not pad().file_name and not pad().cells:
        forget()


def undo() -> None:
    put_on_canvas(pad().cleared or strokes()[:-1])


def clear() -> None:
    wiped = strokes()
    put_on_canvas([])
    forget()
    pad().cleared = wiped


def take_stroke_width() -> None:
    pad().stroke_width = st.session_state.draw_pen
