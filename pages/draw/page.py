"""Draw: your own digit, what a network makes of it, and what it really sees. Only this page's fragment reruns."""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any

import numpy as np
import streamlit as st
from streamlit_drawable_canvas import CanvasResult, st_canvas  # here, not earlier: it needs a running Streamlit

from nn.drawing import (
    Drawing,
    DrawingError,
    as_mnist,
    ink_from_canvas,
    ink_from_image,
    looks_like_two,
    naive_resize,
)
from nn.explain.digits import of_ink
from nn.models import load_shipped, shipped
from pages.shared.address import keep_in_address
from pages.shared.answers import (
    Answer,
    ask,
    how_sure,
    probability_bars,
    thumbnail,
    why_they_differ,
)
from pages.shared.choosers import network_chooser, network_in_use
from pages.shared.digits import Picture, digit_strip, png_uri
from pages.shared.live import in_turn
from pages.shared.session import YOUR_RUN, chosen_digit, chosen_network, current_run, lab, session
from pages.shared.theme import palette

NETWORK = "draw_network"  # the chooser's key
SIDE = 280  # of the canvas, in pixels
PICTURES = ["png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff"]

STYLE = """<style>
.st-key-desk {display: grid; gap: .8rem 2rem; margin-top: .5rem;
  grid-template: "pad answer sees" auto "tools answer sees" 1fr / 366px 1fr 280px}
.st-key-below {display: grid; grid-template-columns: 1fr 400px; gap: 2rem; margin-top: .5rem}
.st-key-desk > * {min-width: 0}
.st-key-desk > :nth-child(1) {grid-area: pad}
.st-key-desk > :nth-child(2) {grid-area: answer}
.st-key-desk > :nth-child(3) {grid-area: tools}
.st-key-desk > :nth-child(4) {grid-area: sees}
.st-key-pad {overflow: clip}  /* the canvas's own toolbar would jump in and out above it; by keyboard it does show */
.st-key-pad:focus-within {overflow: visible}
.answer {display: flex; align-items: center; gap: 1.1rem; min-height: 6.6rem; margin-top: -.3rem}
.answer .digit {font-size: 6.6rem; line-height: 1; font-weight: 700; min-width: .62em}
.answer .of {font-size: .9rem; opacity: .8; margin: 0}
.answer .sure {font-size: 1.15rem; font-weight: 600; line-height: 1.3; margin: .1rem 0}
.answer.faint .digit {opacity: .4}
.who {font-size: .9rem; margin: 0; min-height: 2.6em}
.answer .second {font-size: .9rem; margin: 0; opacity: .9}
.bars {display: grid; grid-template-columns: repeat(10, 1fr); text-align: center; line-height: 1.3;
  margin: .3rem 0 .8rem; font-variant-numeric: tabular-nums}
.bars div {display: flex; flex-direction: column; justify-content: flex-end; height: 13rem}
.bars span {font-size: .85rem}
.bars i {height: calc(var(--p) * 9.6rem); margin: 0 10%; border-radius: 3px 3px 0 0}
.bars i:not(.won) {opacity: .5}
.bars b {font-size: 1.2rem; font-weight: 500; border-top: 1px solid currentcolor; padding-top: .1rem}
.st-key-desk figure.digit, .st-key-below figure.digit {text-align: left}
@media (max-width: 1100px) {
  .st-key-desk {grid-template: "pad answer" auto "tools answer" auto "sees sees" auto / 366px 1fr}
}
@media (max-width: 760px) {
  .st-key-below {grid-template-columns: 100%}
  .st-key-desk {grid-template: "pad" auto "answer" auto "tools" auto "sees" auto / 100%}
  .answer .digit {font-size: 5.4rem}
  .answer {min-height: 5.6rem}
}
</style>"""


@dataclass
class Pad:
    """The canvas and the uploader as this visitor left them; the drawing itself is in ``session()``.

    The canvas is only ever told to hold ``start``: what was on it when this page was opened, or after undo and clear.
    To feed it what it has just sent would take the next stroke out of the visitor's hand.
    """

    start: dict[str, Any] = field(default_factory=lambda: {"objects": []})
    strokes: dict[str, Any] = field(default_factory=lambda: {"objects": []})  # as the canvas last sent them
    pen: int = 22
    picture: str = ""  # the file's name, while an upload is what is classified
    uploads: int = 0  # counts up to empty the uploader
    two: bool = False  # the drawing looks like two digits
    slip: str = ""  # what is wrong with what is on the canvas, in a sentence
    refusal: str = ""  # what is wrong with the file that was chosen last


def pad() -> Pad:
    if "draw_pad" not in st.session_state:
        st.session_state.draw_pad = Pad()
    found: Pad = st.session_state.draw_pad
    return found


def strokes() -> list[Any]:
    """What is on the canvas, one entry for each stroke."""
    found: list[Any] = pad().strokes.get("objects", [])
    return found


# What comes in ------------------------------------------------------------------------------------------------------


def take_strokes() -> None:
    """The canvas has sent something new, a stroke or one less: it becomes the drawing, in place of an upload, too."""
    sent = st.session_state.draw_canvas["drawing"]
    pad().strokes = sent["raw"]
    rgba = CanvasResult(sent["raw"], sent["data"], return_image_data=True).image_data
    if strokes() and rgba is not None:
        forget()
        pad().slip = take(lambda: ink_from_canvas(rgba))
    elif not pad().picture:
        forget()


def take_picture() -> None:
    """An uploaded file takes the canvas's place. One that cannot be used is refused, and harms nothing."""
    file = st.session_state[f"draw_picture_{pad().uploads}"]
    if file is None:  # taken out of the uploader, perhaps because another comes in its place
        if not pad().refusal:
            no_drawing()
            pad().picture = ""
        pad().refusal = ""
        return
    pad().refusal = take(lambda: ink_from_image(file.getvalue()))
    if not pad().refusal:
        pad().picture, pad().slip = file.name, ""
        put_on_canvas([])


def take(read: Callable[[], np.ndarray]) -> str:
    """Make the drawing from ink, and give ""; or leave it as it is, and give the sentence that says why."""
    try:
        ink = read()
        drawing = as_mnist(ink)
        session().drawing, session().ink, session().digit = drawing, ink, of_ink(drawing.pixels)
        pad().two = looks_like_two(ink)
    except DrawingError as error:
        return str(error)
    return ""


def forget() -> None:
    """No drawing and no picture: what the canvas holds, if anything, is looked at next."""
    if pad().picture or pad().refusal:
        pad().uploads += 1
    no_drawing()
    pad().picture = pad().slip = pad().refusal = ""


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


def undo() -> None:
    put_on_canvas(strokes()[:-1])


def clear() -> None:
    put_on_canvas([])
    forget()


def take_pen() -> None:
    pad().pen = st.session_state.draw_pen


# Who answers --------------------------------------------------------------------------------------------------------


def best_shipped() -> str:
    """The shipped network that reads most of the official test digits."""
    return max(shipped(), key=lambda name: load_shipped(name).facts.get("official_accuracy", 0), default=YOUR_RUN)


def answering() -> str:
    """The network chosen, or for a visitor who has not chosen the one that reads best."""
    return network_in_use(NETWORK, best_shipped)


def how_good(name: str) -> str:
    """Which network this is and how well it reads, also while it still learns."""
    said = chosen_network(name).sentence
    if name != YOUR_RUN:
        return said
    now = current_run().view()
    right = now.history.test_accuracy[-1:]
    if now.iteration == 0:
        return f"{said} It guesses" + (" so far." if now.active else ": train it on the Train page.")
    return f"{said} It reads {right[0]:.1%} of its test digits." if np.isfinite(right).any() else said


def live(part: Callable[[], None]) -> None:
    """Show a part of the page that asks the network; while that is still training, again and again."""
    training = chosen_network(answering()).still_training
    interval = 2 * lab().refresh_seconds()

    @st.fragment(run_every=interval if training else None)
    @in_turn
    def shown() -> None:
        part()
        still = chosen_network(answering()).still_training
        if training and not (still and 0.5 < 2 * lab().refresh_seconds() / interval < 2):
            st.rerun()  # the training has ended, or the crowd has grown: this need not come back, or not as often

    shown()


# What is shown ------------------------------------------------------------------------------------------------------


def canvas_background(hint: str, under: np.ndarray) -> str:
    """Black with a faint picture and an invitation on it. An image, because it is not part of the drawing."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIDE}" height="{SIDE}"><rect width="100%" height="100%"/>'
        f'<image width="100%" height="100%" opacity=".22" href="{png_uri(under)}"/>'
        '<text x="50%" y="93%" fill="#c3c9cf" font-family="sans-serif" font-size="16" text-anchor="middle">'
        f"{hint}</text></svg>"
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def background() -> str:
    """What lies under the strokes: nothing, the picture that is loaded, or an example until the first stroke."""
    ink = session().ink
    if pad().picture and ink is not None:
        return canvas_background("Picture loaded: draw to replace it", thumbnail(ink, 84))
    black = np.zeros((28, 28))
    if strokes():
        return canvas_background("", black)
    return canvas_background("Draw a digit here", black if refused() else example())


def show_pad() -> None:
    if "draw_canvas" not in st.session_state:  # just opened: the canvas takes up what was on it
        pad().start, pad().refusal = pad().strokes, ""
    with st.container(horizontal=True, gap="xsmall"):
        with st.container(width=SIDE):
            st_canvas(
                stroke_width=pad().pen,
                stroke_color="#ffffff",
                background_image=background(),
                initial_drawing=pad().start,
                return_image_data=True,
                width=SIDE,
                height=SIDE,
                key="draw_canvas",
                on_change=take_strokes,
            )
        with st.container(width=70):
            st.button("Undo", on_click=undo, disabled=not strokes(), width="stretch", key="draw_undo")
            nothing = not strokes() and session().drawing is None and not pad().refusal
            st.button("Clear", on_click=clear, disabled=nothing, width="stretch", key="draw_clear")


def show_tools() -> None:
    st.slider("Pen width, pixels", 6, 44, pad().pen, key="draw_pen", on_change=take_pen)
    st.file_uploader(
        "Or a picture of a digit",
        PICTURES,
        key=f"draw_picture_{pad().uploads}",
        on_change=take_picture,
    )
    if pad().refusal:
        st.warning(pad().refusal)


def example() -> np.ndarray:
    """(28, 28): the digit that all pages look at, until somebody draws."""
    return chosen_digit().X.reshape(28, 28)


def refused() -> bool:
    """Whether what came last cannot be read: what was read before is no answer to it."""
    return bool(pad().slip or pad().refusal)


def drawn() -> Drawing | None:
    return None if refused() else session().drawing


def pixels() -> np.ndarray:
    """(28, 28): what the network is asked about; all paper if there is nothing to ask."""
    if refused():
        return np.zeros((28, 28), np.float32)
    drawing = drawn()
    return example() if drawing is None else drawing.pixels


def subject() -> str:
    if refused():
        return "Nothing to read yet"
    if drawn() is None and session().digit is None:
        return "An example from MNIST’s test digits: draw your own"
    if drawn() is None:
        return f"{chosen_digit().title.capitalize()}, until you draw your own"
    said = f"Your picture {pad().picture}" if pad().picture else "Your drawing"
    return f"{said}. Two digits? It reads one digit at a time." if pad().two else said


def show_answer() -> None:
    name, best = answering(), best_shipped()
    chosen = chosen_network(name)
    if refused():
        answer, digit = None, "–"
        lines = [pad().slip or "This file cannot be read."]
    else:
        answer = ask(chosen.network, pixels())
        digit = str(answer.digit)
        lines = how_sure(answer).split(". ", 1)
        if name != best:
            lines.append(f"“{best}”, the best shipped network, {says(best)}.")
    sure, *others = map(escape, lines)
    faint = " faint" if drawn() is None else ""
    spoken = "off" if chosen.still_training else "polite"  # a screen reader need not follow every update
    st.html(
        f'<div class="answer{faint}" aria-live="{spoken}"><div class="digit">{digit}</div>'
        f'<div><p class="of">{escape(subject())}</p><p class="sure">{sure}</p>'
        + "".join(f'<p class="second">{line}</p>' for line in others)
        + f'</div></div>{probability_bars(answer, palette())}<p class="who">{escape(how_good(name))}</p>'
    )


def says(name: str) -> str:
    answer: Answer = ask(chosen_network(name).network, pixels())
    return f"says {answer.digit} ({answer.of(answer.digit)})"


def show_what_it_sees() -> None:
    drawing = drawn()
    digit = None if refused() else of_ink(drawing.pixels) if drawing else chosen_digit()
    picture = Picture(pixels(), alt=f"{subject()}, as 28 by 28 grey pixels.", digit=digit, network=answering())
    digit_strip([picture], size=SIDE)
    st.markdown("**What the network sees:** 28 x 28 grey pixels. These 784 numbers, and nothing else.")


def show_making() -> None:
    """Every step from ink to 28x28, and what happens without them."""
    drawing, ink = drawn(), session().ink
    if drawing is None or ink is None:
        st.markdown(
            "**Your ink on its way to 28 x 28** appears here step by step as soon as you draw, beside what a plain "
            "resize would have made of it. Try a small digit in a corner."
        )
        return
    with st.container():
        st.markdown("**How your ink became 28 x 28, step by step**")
        digit_strip([Picture(thumbnail(stage.image), stage.caption) for stage in drawing.stages], size=128)
    with st.container():
        live(show_comparison)


def show_comparison() -> None:
    drawing, ink = drawn(), session().ink
    if drawing is None or ink is None:
        return
    network = chosen_network(answering()).network
    squeezed = naive_resize(ink)
    naive, made = ask(network, squeezed), ask(network, drawing.pixels)
    st.markdown("**The same ink, without and with MNIST’s recipe**")
    digit_strip(
        [
            Picture(squeezed, f"Naive resize: {naive.digit}, {naive.of(naive.digit)}", digit=of_ink(squeezed)),
            Picture(
                drawing.pixels,
                f"As MNIST was made: {made.digit}, {made.of(made.digit)}",
                digit=of_ink(drawing.pixels),
            ),
        ],
        size=128,
    )
    st.markdown(why_they_differ(ink, naive, made))


@st.fragment
@in_turn
def desk() -> None:
    """Canvas, answer and pixels: a stroke reruns this and nothing else."""
    with st.container(key="desk"):
        with st.container(key="pad"):
            show_pad()
        with st.container():
            live(show_answer)
            network_chooser(NETWORK, best_shipped, "Who answers?")
        with st.container():
            show_tools()
        with st.container():
            show_what_it_sees()
    with st.container(key="below"):
        show_making()
    keep_in_address("address_of_drawing")


st.html(STYLE)
st.title("Draw a digit")
desk()
