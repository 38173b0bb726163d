"""A picture from a file, in place of what is on the canvas. What it is its content says, not its name."""

import streamlit as st

from nn.photo import READABLE, ink_from_image
from pages.draw.state import no_drawing, pad, put_on_canvas, take, wipe_cells
from pages.shared.digits import Picture, digit_strip, thumbnail


def show_uploader() -> None:
    st.file_uploader(
        f"Or a picture of a digit: {READABLE}",
        key=f"draw_picture_{pad().uploads}",
        max_upload_size=20,
        on_change=take_picture,
    )
    if pad().file_error:
        st.warning(pad().file_error)
        if (ink := pad().taken_for_ink) is not None:
            digit_strip([Picture(thumbnail(ink, 112), "what was taken for ink")], size=112)


def take_picture() -> None:
    """An uploaded file takes the canvas's place. One that cannot be used is refused, and harms nothing."""
    file = st.session_state[f"draw_picture_{pad().uploads}"]
    if file is None:  # taken out of the uploader, perhaps because another comes in its place
        if not pad().file_error:
            no_drawing()
            pad().file_name = ""
        pad().file_error = ""
        return
    pad().file_error = take(lambda: ink_from_image(file.getvalue()), file.name)
    if not pad().file_error:
        pad().file_name, pad().stroke_error = file.name, ""
        put_on_canvas([])
        wipe_cells()
