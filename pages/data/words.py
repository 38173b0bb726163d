"""What Data says of digits and of how they were made. No Streamlit here."""

import numpy as np

from nn.activations import Array
from nn.assess.answers import Answers
from nn.assess.making import Frame
from nn.assess.pixels import Pixels
from nn.drawing import BOX
from pages.data.sets import ASIDE, LEARNED, TEST, TRAINING, Digits
from pages.shared.words import as_text, percent

TITLE = "What it learns from"
ABOUT = (
    "The digits themselves: how they look, how they were made, how they lie to each other, and whose label is wrong."
)
SECTIONS = {
    "samples": "Samples",
    "made": "How they were made",
    "map": "A map of them",
    "labels": "Labels that look wrong",
    "own": "Your own data",
}
DIGITS = {TRAINING: "Training digits", TEST: "Test digits"}
HALVES = {LEARNED: "To learn from", ASIDE: "Kept aside"}
LONGEST = 20  # letters of a file's name that are shown
NOT_HERE = (
    "This address is about pictures that somebody has brought. They belong to one visit and are not here, so this is "
    "about MNIST's training digits."
)


def short(title: str, most: int = LONGEST) -> str:
    """Its beginning and its end, where it is long."""
    return title if len(title) <= most else f"{title[: most - 7]}…{title[-6:]}"


def name_of_set(title: str) -> str:
    """What the visitor's own set is called where one chooses it."""
    return as_text(short(title)) or "Your own pictures"


def spoken(said: str) -> str:
    """A sentence without the marks of Markdown, for who has it read to them."""
    return said.replace("*", "")


# Samples --------------------------------------------------------------------------------------------------------------

NONE_OF_THEM = "There is none of this class."
MEANS = "**The mean of each class.** What all its {noun}s have in common is bright, what only some have is grey."
SPREADS = "**The spread of each class.** Bright is where its {noun}s differ: around the strokes, hardly within."


def facts_of(digits: Digits, found: Pixels) -> list[tuple[str, str, str]]:
    mean, spread = found.overall
    return [
        ("Pictures", f"{found.pictures:,}", "28 x 28 pixels each, with a label"),
        ("Classes", f"{len(digits.classes)}", "What a label may say"),
        ("Paper", f"{found.paper:.1%}", "The share of pixels without any ink"),
        ("Never lit", f"{int(found.never_lit.sum())} of 784", "Pixels that have no ink in any of these pictures"),
        ("Mean ink", f"{mean:.3f}", "Of all pixels, 0 paper to 1 full ink"),
        ("Spread", f"{spread:.3f}", "The standard deviation of all pixels, in the same measure"),
    ]


def counts_in_words(digits: Digits, counts: Array) -> str:
    """Which class is the commonest and which the rarest, and what guessing would reach."""
    if not counts.sum():
        return "There are no pictures."
    most, least = int(counts.argmax()), int(counts.argmin())
    return (
        f"Most are {digits.many(most)} ({counts[most]:,}), fewest {digits.many(least)} ({counts[least]:,}). "
        "Who "
        f"always says {digits.classes[most]} is right on {counts[most] / counts.sum():.1%}."
    )


def means_in_words(digits: Digits, found: Pixels, widest: float) -> str:
    """Whose digits differ most and least among each other."""
    each = np.sqrt(np.square(found.spread).mean(axis=1))
    there = np.flatnonzero(found.counts > 1)
    if len(there) < 2:
        return ""
    most, least = there[each[there].argmax()], there[each[there].argmin()]
    return (
        f"Most varied are the {digits.many(most)} (their pixels differ by {each[most]:.2f} of full ink on "
        "average), "
        f"least the {digits.many(least)} ({each[least]:.2f}). White stands for 1 in the means, and in the spreads "
        f"for {widest:.2f}."
    )


def lit_in_words(found: Pixels) -> str:
    """How many pixels are never lit, and what that means to a network."""
    never, seldom = int(found.never_lit.sum()), int((found.lit < found.pictures / 1_000).sum())
    most = int(found.lit.argmax())
    return (
        f"**Where ink ever lies.** {never} of the 784 pixels (crosses) have none in any picture: their weights never "
        "get "
        f"a gradient and stay as chance drew them, as *Weights* shows. {seldom} have ink in fewer than one picture of "
        f"1,000. The one most often lit is row {most // 28}, column {most % 28}: in "
        f"{found.lit[most] / max(1, found.pictures):.0%}."
    )


def greys_in_words(found: Pixels) -> str:
    """How the greys are shared out."""
    full = float(found.levels[240:].sum() / max(1, found.levels.sum()))
    return (
        f"**How grey pixels are.** {found.paper:.1%} have no ink at all and {full:.1%} have 240 of 255 or more. What "
        "lies "
        f"between, {1 - found.paper - full:.1%}, are the soft edges that shrinking made."
    )


# How they were made ---------------------------------------------------------------------------------------------------

MNIST_ALONE = (
    "Your own pictures are taken as they are in your file: what was done to make them is not known here, so this "
    "section stays with MNIST's training digits."
)
HOW_MADE = (
    "MNIST's authors took each digit from a scanned form, shrank it to fit a box of 20 x 20 pixels, and laid its "
    "centre of "
    "mass in the middle of 28 x 28. Their scans are not part of MNIST. So here a digit is put back on a sheet, as "
    "somebody "
    "may have written it, and made ready again the way every drawing is here. Choose how it was written:"
)
AS_IT_IS, WRITTEN, SQUEEZED, READY = "As MNIST has it", "As it may have been written", "Squeezed as it is", "Made ready"
WRITE_MANY = "Write {n} digits like this"
STAGES = "**Step by step, from the sheet to what a network sees:**"
NO_ANSWER = "no answer, its numbers have overflowed"
MEASURED = "**Measured on all {digits:,}.** What each step left behind can be read off every picture:"
MADE_COLUMNS = ("step", "what it does", "measured")


def answer_in_words(probabilities: Array) -> str:
    answer = int(probabilities.argmax())
    return f"read as {answer}, {percent(float(probabilities[answer]))}"


def many_in_words(squeezed: Answers, ready: Answers) -> str:
    """What making ready is worth to a network."""
    if not (squeezed.finite and ready.finite):
        return f"There is {NO_ANSWER}."
    return (
        f"Of {len(ready):,} digits written like this, it reads **{ready.accuracy:.1%}** made ready, and "
        f"**{squeezed.accuracy:.1%}** squeezed as they are."
    )


def made_rows(frame: Frame, found: Pixels) -> list[list[str]]:
    """A row of the table for each step, with what it left in the pictures."""
    mean, spread = found.overall
    return [
        [
            "box",
            "all digits are equally large: a network need not learn each size",
            f"{_share(frame.of_side(BOX))} have a longer side of exactly {BOX} pixels",
        ],
        [
            "centre",
            "all lie in the same place: a weight always sees the same part of a digit",
            f"the centre of mass of {_share(frame.centred())} is within half a pixel of the middle, down and right",
        ],
        [
            "divide by 255",
            "ink becomes 0 to 1, so that the first sums are neither huge nor tiny",
            f"mean {mean:.4f}, standard deviation {spread:.4f}",
        ],
        [
            "standardise",
            "mean 0, spread 1: an option of the recipe (inputs), not done unless asked for",
            f"paper becomes {-mean / spread:.2f}, full ink {(1 - mean) / spread:.2f}",
        ],
    ]


def _share(share: float) -> str:
    return "all" if share == 1 else f"{min(share, 0.9999):.2%}"
