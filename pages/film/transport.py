"""The slider over a whole run: play, pause, speed, single steps, and the same by keyboard.

Streamlit's own slider would send every value that it passes and wait for none of the answers. This small component
moves by itself in the browser and asks for the next moment only when the last one has been answered (transport.js).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any

import streamlit as st

from pages.shared.sent import sent_by

SCRIPT = Path(__file__).with_suffix(".js")
MOST_ASKED = 2**53  # from there on, numbers in a browser do not count up any more
SPEEDS = {0.5: "½ ×", 1.0: "1 ×", 2.0: "2 ×", 4.0: "4 ×"}


def _icon(path: str) -> str:
    return f'<svg viewBox="0 0 24 24" aria-hidden="true"><path d="{path}"/></svg>'


def _button(part: str, name: str, key: str, *icons: str) -> str:
    pictures = "".join(icons)
    return f'<button type="button" data-part="{part}" aria-label="{name}" title="{name} ({key})">{pictures}</button>'


HTML = f"""<div class="transport" role="group" aria-label="The film: space plays, the arrow keys step">
  <div class="buttons">
    {_button("first", "To the start", "Home", _icon("M6 6h2v12H6zM20 6v12l-10-6z"))}
    {_button("back", "One frame back", "←", _icon("M15.5 6v12L7 12z"))}
    {_button("play", "Play", "space", _icon("M8 5v14l11-7z"), _icon("M6 5h4v14H6zM14 5h4v14h-4z"))}
    {_button("forward", "One frame on", "→", _icon("M8.5 6v12l8.5-6z"))}
    {_button("last", "To the end", "End", _icon("M16 6h2v12h-2zM4 6v12l10-6z"))}
  </div>
  <input type="range" data-part="slider" min="0" step="any" aria-label="Moment of the run">
  <span class="where" data-part="where"></span>
  <select data-part="speed" aria-label="Speed" title="Speed of playing: at 1 × a long film takes 20 seconds">
    {"".join(f'<option value="{speed:g}">{name}</option>' for speed, name in SPEEDS.items())}
  </select>
  <button type="button" class="follow unseen" data-part="follow" title="Stay at the end while the run trains (End)">
    Follow the training</button>
</div>"""

STYLE = """
.transport {display: flex; align-items: center; gap: .35rem .8rem; padding: .35rem 0; color: var(--st-text-color);
  font-family: var(--st-font); font-size: .95rem}
.transport .buttons {display: flex; gap: .25rem}
.transport button {font: inherit; color: inherit; cursor: pointer; background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); height: 2.25rem; padding: 0 .4rem}
.transport button:hover {border-color: var(--st-primary-color)}
.transport button[aria-disabled=true] {opacity: .4; cursor: default}
.transport svg {width: 1.3rem; height: 1.3rem; fill: currentcolor; display: block}
.transport [data-part=play] {background: var(--st-primary-color); border-color: var(--st-primary-color);
  color: var(--st-background-color); padding: 0 .7rem}
.transport.playing [data-part=play] svg:first-child, .transport:not(.playing) [data-part=play] svg:last-child {
  display: none}
.transport :focus-visible {outline: 2px solid var(--st-primary-color); outline-offset: 1px}
.transport input:focus-visible {outline: none}
.transport input:focus-visible::-webkit-slider-thumb {outline: 2px solid var(--st-primary-color); outline-offset: 2px}
.transport input:focus-visible::-moz-range-thumb {outline: 2px solid var(--st-primary-color); outline-offset: 2px}
.transport input {appearance: none; flex: 1; min-width: 6rem; height: 2.25rem; margin: 0; background: none;
  cursor: pointer; --rest: color-mix(in srgb, var(--st-text-color) 12%, transparent);
  --kept: color-mix(in srgb, var(--st-text-color) 32%, transparent);
  --track: linear-gradient(to right, var(--st-primary-color) var(--at), var(--kept) var(--at) var(--recorded),
    var(--rest) var(--recorded))}
.transport input::-webkit-slider-runnable-track {height: .4rem; border-radius: .2rem; background: var(--track)}
.transport input::-moz-range-track {height: .4rem; border-radius: .2rem; background: var(--track)}
.transport input::-webkit-slider-thumb {appearance: none; width: 1.15rem; height: 1.15rem; margin-top: -.375rem;
  border: 0; border-radius: 50%; background: var(--st-primary-color)}
.transport input::-moz-range-thumb {width: 1.15rem; height: 1.15rem; border: 0; border-radius: 50%;
  background: var(--st-primary-color)}
.transport .where {font-variant-numeric: tabular-nums; white-space: nowrap; text-align: right}
.transport select {font: inherit; color: inherit; background: var(--st-background-color); height: 2.25rem;
  border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); padding: 0 .2rem}
.transport .follow {padding: 0 .7rem; white-space: nowrap}
.transport .follow[aria-pressed=true] {border-color: var(--st-primary-color); color: var(--st-primary-color)}
.transport .follow.unseen {display: none}
@media (max-width: 760px) {
  .transport {flex-wrap: wrap; row-gap: .1rem}
  .transport input {order: -2; flex: 1 0 100%}
  .transport button:not(.follow) {width: 2.6rem; padding: 0; display: grid; place-items: center}
  .transport .where {order: -1; flex: 1; text-align: left; line-height: 2rem}
  .transport .follow {order: -1; height: 2rem}  /* beside the update, so that nothing moves when training ends */
  .transport .buttons {flex: 1 0 auto}
  .transport select {margin-left: auto}
}
"""


@dataclass(frozen=True)
class Wanted:
    """What the visitor wants to see: the frame nearest to place ``at``, or the newest if None; ``asked`` counts up."""

    at: float | None
    speed: float
    asked: int


def wanted_of(sent: object) -> Wanted | None:
    """What the browser asks for; None if it means nothing, as a browser may send anything."""
    if not isinstance(sent, dict):
        return None
    at, speed, asked = sent.get("at"), _number(sent.get("speed")), _number(sent.get("asked"))
    place = None if at is None else _number(at)
    if speed not in SPEEDS or asked is None or not 0 <= asked < MOST_ASKED or at is not None and place is None:
        return None
    return Wanted(place, speed, int(asked))


def _number(sent: object) -> float | None:
    if isinstance(sent, bool) or not isinstance(sent, int | float):
        return None
    try:
        number = float(sent)
    except OverflowError:  # a whole number of four hundred figures
        return None
    return number if isfinite(number) else None


@cache
def _component() -> Any:
    return st.components.v2.component("transport", html=HTML, css=STYLE, js=SCRIPT.read_text(), isolate_styles=False)


def transport(
    places: list[float],
    wanted: Wanted,
    on_move: Callable[[Wanted], None],
    *,
    key: str,
    run: str,
    end: float,
    at: float,
    training: bool,
    unit: str = "update",
) -> None:
    """A slider over 0..``end`` with a frame at each of ``places``; ``at`` is the place of the frame that is shown.

    ``on_move`` is called with what is wanted before the page runs again. ``run`` names the film: another name starts
    afresh. ``training``: the film grows, so there is an end to be followed.
    """

    def moved() -> None:
        wanted = wanted_of(sent_by(key, "moved"))
        if wanted is not None:
            on_move(wanted)

    data = {
        "run": run,
        "places": [int(place) if place == int(place) else place for place in places],
        "end": end,
        "at": at,
        "following": wanted.at is None,
        "speed": wanted.speed,
        "answered": wanted.asked,
        "training": training,
        "unit": unit,
    }
    _component()(data=data, key=key, on_moved_change=moved)
