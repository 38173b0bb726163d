"""Draw: your own digit, what a network makes of it, and what it really sees. Only this page's fragment reruns."""

import streamlit as st

from pages.draw.answer import choose_who_answers, live, show_answer
from pages.draw.canvas import show_canvas, show_stroke_width
from pages.draw.cells import show_cells
from pages.draw.seen import show_making, show_what_it_sees
from pages.draw.state import begin_afresh
from pages.draw.upload import show_uploader
from pages.draw.words import ABOUT
from pages.shared.address import keep_in_address
from pages.shared.live import in_turn
from pages.shared.watching import led_to

STYLE = """<style>
.st-key-desk {display: grid; gap: .8rem 2rem; margin-top: .5rem;
  grid-template: "pad answer sees" auto "tools answer sees" 1fr / 366px 1fr 280px}
.st-key-below {display: grid; grid-template-columns: 1fr 400px; gap: 2rem; margin-top: .5rem}
.st-key-desk > * {min-width: 0}
.st-key-desk > :nth-child(1) {grid-area: pad}
.st-key-desk > :nth-child(2) {grid-area: answer}
.st-key-desk > :nth-child(3) {grid-area: tools}
.st-key-desk > :nth-child(4) {grid-area: sees}
.st-key-pad {overflow: clip}  /* the canvas's own toolbar would jump in and out above it */
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


@st.fragment
@in_turn
def desk() -> None:
    """Canvas, answer and pixels: a stroke reruns this and nothing else."""
    with st.container(key="desk"):
        with st.container(key="pad"):
            show_canvas()
        with st.container():
            live(show_answer)
            choose_who_answers()
        with st.container():
            show_stroke_width()
            show_uploader()
            show_cells()
        with st.container():
            show_what_it_sees()
    with st.container(key="below"):
        show_making()
    keep_in_address("address_of_drawing")


st.html(STYLE)
st.title("Draw a digit", help=ABOUT)
if led_to("pad") == "empty":
    begin_afresh()
desk()
