"""What Draw says about what was drawn and about who reads it, in sentences. No Streamlit here."""

import numpy as np

from nn.activations import Array
from nn.drawing import BOX, FAINT_IF_FINE, MIDDLE, MORE_THAN_ONE, naive_resize
from nn.explain.digits import Digit
from nn.lab.view import View
from pages.shared.answers import Answer
from pages.shared.words import listed

ABOUT = (
    "Write a digit, and a network says which one it is, and how sure it is. Beside it stands what the network really "
    "sees of your ink, and every step on the way there."
)
UNREADABLE = "Nothing to read yet"
NOTHING_TO_READ = "No digit was found in this file."  # why, a warning beside it says
BEFORE_DRAWING = (
    "**Your ink on its way to 28 x 28** appears here step by step as soon as you draw, beside what a plain "
    "resize would have made of it. Try a small digit in a corner."
)
DRAWN_ELSEWHERE = (
    "Of this drawing only its 28 x 28 pixels are known here, as somebody else's page or a link has sent them, and not "
    "the ink that they were made of. "
)

NINE_LOOKS = (
    "Asks about the picture as it is and moved by one pixel each way, nine times in all, and shows the mean of the "
    "answers. What is misread in one place is often read in the next: “strong” reads 99.33% of MNIST's test digits so, "
    "instead of 99.22%, for nine times the work."
)
NINE_TIMES = (
    "It looks nine times, each time moved by up to a pixel; the links above and the comparison below look once."
)


def before_drawing(digit: Digit) -> str:
    """What stands in the place of the steps from ink to 28x28 while there is no ink, only this digit."""
    return BEFORE_DRAWING if digit.of_mnist else DRAWN_ELSEWHERE + BEFORE_DRAWING


def example_in_words(digit: Digit, chosen: bool) -> str:
    """What is read until the visitor draws; ``chosen`` if the visitor has chosen it, here or elsewhere."""
    if not chosen:
        return "An example from MNIST’s test digits: draw your own"
    return f"{digit.title.capitalize()}, until you draw your own"


def drawing_in_words(file_name: str, two_digits: bool) -> str:
    """What is read; ``file_name`` is "" for strokes on the canvas."""
    said = f"Your picture {file_name}" if file_name else "Your drawing"
    return f"{said}. {MORE_THAN_ONE}" if two_digits else said


def how_well_it_reads(run: View, updates: int | None = None) -> str:
    """How much of its test digits a run reads, now or as it was after so many ``updates``; "" if that is not known."""
    if updates is not None:
        right = run.history.test_accuracy[run.history.iteration == updates]
        return f"It read {right[-1]:.1%} of its test digits then." if np.isfinite(right).any() else ""
    if run.iteration == 0:
        return "It guesses so far." if run.active else "It guesses: train it on the Train page."
    right = run.history.test_accuracy[-1:]
    return f"It reads {right[0]:.1%} of its test digits." if np.isfinite(right).any() else ""


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
    state = listed(faults)
    if squeezed.digit != prepared.digit:
        return f"The squeezed digit is {state}; the network has only seen digits made as on the right, and misreads it."
    return f"The squeezed digit is {state}, which MNIST's never are; this time the answer does not change."


def what_nine_say(digits: Array) -> str:
    """How the answers (9,) to one picture in nine places agree, the most frequent first."""
    found, times = np.unique(digits, return_counts=True)
    if len(found) == 1:
        return f"All nine looks say {found[0]}."
    order = times.argsort()[::-1]
    said = [f"{times[i]} say {found[i]}" if times[i] > 1 else f"1 says {found[i]}" for i in order]
    return f"Of nine looks, {listed(said)}."
