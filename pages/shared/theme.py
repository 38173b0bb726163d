"""Colours and the few lines of style that Streamlit's own theme cannot say. Light and dark are both designed.

Blue is positive, orange negative, and zero is the page itself: told apart without red and green. Train is blue, test
orange. .streamlit/config.toml holds the same colours for Streamlit's widgets. Text stands out from what is behind it by
4.5 to 1, a line or a column by 3 to 1 (WCAG 2.2, AA): tests/pages/shared/test_theme.py measures it.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

SCRIPT = Path(__file__).with_suffix(".js")


def mixed(start: str, end: str, share: float) -> str:
    """The colour that is ``share`` (0..1) of the way from one #rrggbb to another."""
    pairs = [(int(start[i : i + 2], 16), int(end[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


@dataclass(frozen=True)
class Palette:
    """Everything a chart needs to know about colour. Scales are lists of [position, colour] as Plotly takes them."""

    background: str
    panel: str
    text: str
    muted: str
    grid: str
    positive: str
    negative: str
    train: str
    test: str
    right: str
    wrong: str
    classes: tuple[str, ...]

    @property
    def diverging(self) -> list[list[object]]:
        """Negative to positive through the background: symmetric about zero.

        Colour grows as |value|^1.5: the small weights, which are mostly what chance put there, stay close to the page,
        and what was learned stands out.
        """
        steps = (1, 0.75, 0.5, 0.25)
        down: list[list[object]] = [[0.5 - t / 2, mixed(self.background, self.negative, t**1.5)] for t in steps]
        up: list[list[object]] = [[0.5 + t / 2, mixed(self.background, self.positive, t**1.5)] for t in reversed(steps)]
        return [*down, [0.5, self.background], *up]

    @property
    def on_primary(self) -> str:
        """The text of a button that is filled with the primary colour: Streamlit writes white, in the dark, too."""
        return self.background

    @property
    def ink(self) -> list[list[object]]:
        """0 to 1 of a digit's ink: white on black in both themes, as MNIST stores it."""
        return [[0, "#000000"], [1, "#ffffff"]]


CLASSES = ("#3b7dd8", "#d97706", "#1b9e77", "#c2417c", "#8a6fd1", "#8c6d31", "#2a96b0", "#7a7f87", "#998b00", "#a0522d")

LIGHT = Palette(
    background="#fcfbf8",
    panel="#f2efe8",
    text="#1e2a35",
    muted="#606a74",
    grid="#e4dfd3",
    positive="#0b4f94",
    negative="#ad4d0a",
    train="#1c6fb3",
    test="#d2660f",
    right="#1c6fb3",
    wrong="#d2660f",
    classes=CLASSES,
)
DARK = Palette(
    background="#11161c",
    panel="#1b232c",
    text="#e9e6df",
    muted="#9aa5af",
    grid="#2a343e",
    positive="#8ecbff",
    negative="#ffab5e",
    train="#5fa9e3",
    test="#f09a4a",
    right="#5fa9e3",
    wrong="#f09a4a",
    classes=CLASSES,
)


def palette() -> Palette:
    """The palette of the theme that this visitor sees."""
    return DARK if st.context.theme.type == "dark" else LIGHT


@cache
def _component() -> Any:
    return st.components.v2.component("theme", html="<span></span>", js=SCRIPT.read_text(), isolate_styles=False)


def follow_theme() -> None:
    """When the theme changes while a page is open, show the page anew, in its palette. Called once, before the page."""
    _component()(key="theme", data={"theme": st.context.theme.type}, on_shown_change=lambda: None)


def colours_in_css(of: Palette) -> str:
    """Where Streamlit's own colours do not reach AA: captions, what is chosen, filled buttons, lines of code."""
    colours = {"muted": of.muted, "chosen": of.positive, "other": of.negative, "on-primary": of.on_primary}
    return ":root {" + "; ".join(f"--{name}: {colour}" for name, colour in colours.items()) + "}"


def page_style() -> None:
    """Less empty space above the page, pixels that stay sharp, and numbers that do not dance as they change."""
    st.html(
        f"<style>{colours_in_css(palette())}"
        """
        .stMainBlockContainer {padding: 3.6rem 2.5rem 3rem; max-width: 1400px}
        .stMainBlockContainer h1 {padding: 0 0 .2rem 0; font-size: 1.75rem}
        [data-testid="stMetricValue"], .steady {font-variant-numeric: tabular-nums}
        [data-testid="stMetricValue"] {font-size: 1.35rem}
        .stImage img, img.digit {image-rendering: pixelated}
        dl.facts {display: flex; flex-wrap: wrap; gap: .2rem 1.6rem; margin: 0; padding: 0}
        dl.facts div, dl.facts dd {margin: 0; padding: 0}
        dl.facts dt {font-size: .8rem; opacity: .75; line-height: 1.1}
        dl.facts dd {font-size: 1.3rem; font-weight: 600; margin: 0; min-width: 4.2rem}
        dl.facts dd {font-variant-numeric: tabular-nums}
        @media (max-width: 640px) {
            dl.facts {display: grid; grid-template-columns: repeat(3, 1fr); gap: .3rem 1rem; align-items: end}
        }
        .digits {display: flex; flex-wrap: wrap; gap: .5rem}
        .digits-room {container-type: inline-size}
        figure.digit {margin: 0; width: var(--size); max-width: 100%; text-align: center}
        figure.digit img {width: var(--size); max-width: 100%; aspect-ratio: 1; border-radius: 4px; display: block}
        figure.digit.wrong img {outline: 3px solid #d97706; outline-offset: -1px}
        figure.digit figcaption {font-size: .8rem; line-height: 1.15; padding-top: .15rem; opacity: .85}
        figure.digit .ways {display: block; font-size: .75rem; white-space: nowrap}
        .ways a {padding: .1rem 0; color: inherit; text-underline-offset: 2px}
        .stElementContainer:has(.stHtml script), [class*=st-key-address] {position: absolute}
        .st-key-ways, .st-key-theme, .st-key-reach {position: absolute}
        @media (max-width: 640px) {
          .ways a {padding: .35rem 0; display: inline-block}
          .stMainBlockContainer {padding-left: .9rem; padding-right: .9rem}
          .stMainBlockContainer h1 {font-size: 1.4rem}
        }
        :is(.ways a, .glossary a, .numbers, .katex-display, .stCode pre):focus-visible {
          outline: 2px solid var(--chosen); outline-offset: 1px}
        [data-testid="stCaptionContainer"] {color: var(--muted); opacity: 1}
        [data-testid="stButtonGroup"] :is([aria-checked=true], [aria-pressed=true]) p {color: var(--chosen)}
        [data-testid="stBaseButton-primary"]:enabled {color: var(--on-primary)}
        [data-testid="stMultiSelect"]:not(:has(input:disabled)) span[title] {color: var(--on-primary)}
        .stCode .token:is(.comment, .prolog, .punctuation, .operator) {color: var(--muted)}
        .stCode .token:is(.keyword, .builtin, .function, .class-name, .decorator) {color: var(--chosen)}
        .stCode .token:is(.string, .number, .boolean, .constant) {color: var(--other)}
        </style>"""
    )
