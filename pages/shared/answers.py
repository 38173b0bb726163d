"""What Draw shows and says about an answer: probabilities in, bars and sentences out. No Streamlit here."""

from dataclasses import dataclass

import numpy as np

from nn.activations import Array
from nn.drawing import BOX, FAINT_IF_FINE, MIDDLE, naive_resize, shrink
from nn.network import Network
from pages.shared.theme import Palette


@dataclass(frozen=True, eq=False)
class Answer:
    """What a network says about one picture: ``probabilities`` (10,), which sum to 1."""

    probabilities: Array

    @property
    def digit(self) -> int:
        return int(self.probabilities.argmax())

    @property
    def runner_up(self) -> int:
        return int(self.probabilities.argsort()[-2])

    def of(self, digit: int) -> str:
        """The digit's probability in words that never claim 0 or 100 percent."""
        return percent(float(self.probabilities[digit]))


def ask(network: Network, pixels: Array) -> Answer:
    """The network's answer to one picture (28, 28) of ink, 0 to 1."""
    return Answer(network.predict(pixels.reshape(-1, 1))[:, 0])


def percent(p: float) -> str:
    if p < 0.001:
        return "under 0.1%"
    return "over 99.9%" if p > 0.999 else f"{p:.1%}"


def how_sure(answer: Answer) -> str:
    """Two short sentences: how sure the network is of its answer, and what comes second."""
    p = float(answer.probabilities[answer.digit])
    tone = "Sure" if p >= 0.9 else "Fairly sure" if p >= 0.6 else "Not sure" if p >= 0.35 else "Guessing"
    second = float(answer.probabilities[answer.runner_up])
    rest = f"Next comes {answer.runner_up} with {percent(second)}." if second >= 0.001 else "No other reaches 0.1%."
    return f"{tone}: {answer.of(answer.digit)}. {rest}"


def all_ten_in_words(answer: Answer) -> str:
    """The bars for somebody who cannot see them, most likely first."""
    order = answer.probabilities.argsort()[::-1]
    return "Probability of each digit: " + ", ".join(f"{d} {answer.of(int(d))}" for d in order) + "."


def probability_bars(answer: Answer | None, palette: Palette) -> str:
    """Ten columns on a scale from 0 to 1 that never changes, as HTML; the answer's in full colour. None: no columns.

    Not a Plotly figure: these come in one piece with the answer, and cost a hundredth of the time at every stroke.
    """
    if answer is None:
        places = "".join(f"<div><b>{digit}</b></div>" for digit in range(10))
        return f'<div class="bars" role="img" aria-label="No probabilities: there is nothing to read.">{places}</div>'
    columns = []
    for digit, p in enumerate(answer.probabilities):
        won = digit == answer.digit
        look = f'class="won" style="background:{palette.positive}' if won else f'style="background:{palette.train}'
        percents = f"{p:.0%}" if p >= 0.005 else ""
        columns.append(
            f'<div title="{digit}: {answer.of(digit)}"><span>{percents}</span>'
            f'<i {look};--p:{p:.4f}"></i><b>{digit}</b></div>'
        )
    return f'<div class="bars" role="img" aria-label="{all_ten_in_words(answer)}">{"".join(columns)}</div>'


def thumbnail(ink: Array, side: int = 280) -> Array:
    """(h, w) ink on a black square, so that nothing is stretched; made smaller if it is larger than ``side``."""
    h, w = ink.shape
    scale = side / max(h, w)
    if scale < 1:
        ink = shrink(ink, max(1, round(h * scale)), max(1, round(w * scale)))
        h, w = ink.shape
    square = np.zeros((max(h, w),) * 2, np.float32)
    top, left = (len(square) - h) // 2, (len(square) - w) // 2
    square[top : top + h, left : left + w] = ink
    return square


def why_they_differ(ink: Array, squeezed: Answer, prepared: Answer) -> str:
    """One sentence on what the plain squeeze of (H, W) ink does to the digit, and whether the answer changes by it."""
    small = naive_resize(ink)
    rows, columns = (np.flatnonzero((small > FAINT_IF_FINE).any(axis=axis)) for axis in (1, 0))
    if not rows.size:
        return "Squeezed whole, hardly any ink is left of it, so the network has next to nothing to go by."
    longest = max(int(np.ptp(rows)), int(np.ptp(columns))) + 1
    y, x = (float(small.sum(axis=axis) @ np.arange(len(small)) / small.sum()) for axis in (1, 0))
    away = float(np.hypot(y - MIDDLE, x - MIDDLE))
    faults = []
    if abs(longest - BOX) > 2:
        faults.append(f"{longest} pixels long instead of {BOX}")
    if away > 1.5:
        faults.append(f"{away:.0f} pixels off the middle")
    if max(ink.shape) > 1.15 * min(ink.shape):
        faults.append("pulled out of shape")
    if not faults:
        same = "does no harm" if squeezed.digit == prepared.digit else "changes little to the eye, but enough here"
        return f"This one is already about {BOX} pixels long and in the middle, as MNIST's are, so squeezing it {same}."
    state = " and ".join([", ".join(faults[:-1]), faults[-1]] if len(faults) > 1 else faults)
    if squeezed.digit != prepared.digit:
        return f"The squeezed digit is {state}; the network has only seen digits made as on the right, and misreads it."
    return f"The squeezed digit is {state}, which MNIST's never are; this time the answer is the same all the same."
