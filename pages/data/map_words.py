"""What Data says of its map. No Streamlit here."""

import numpy as np

from nn.activations import Array
from nn.assess.answers import Answers
from nn.assess.atlas import PIXELS, Map, nearest_classes
from pages.data.sets import Digits
from pages.shared.words import percent

HOW_MANY = [200, 600, 1200]  # pictures at a time
ALT = "Map of digits as small pictures, coloured by their true class; a frame marks a mistake."
OVERFLOWED = (
    "This network's numbers have overflowed: no layer sees anything any more, and there is no map. On the Train page, "
    "start a new one with a smaller learning rate."
)
NOTHING_HERE = "There is no digit in this part of the map: press *Whole map*."
LAYER_COLUMNS = ("as seen by", "classes apart")
HOW_APART = (
    "The share of all variance that lies between the middles of the classes: at 0% they lie on each other, at 100% "
    "each "
    "class is one point. Counted on all numbers of a layer, not only on the two that are drawn."
)


def layer_names(layers: int) -> list[str]:
    """What the layers are called: the pixels before the first, and the scores at the end."""
    return ["pixels", *(f"layer {i}" for i in range(1, layers)), "scores"]


def measure(layer: int) -> str:
    return "ink, 0 to 1 a pixel" if layer == PIXELS else "what the layer passes on"


def layer_rows(apart: tuple[float, ...], layer: int) -> list[list[str]]:
    """A row of the table for each layer; the one that is shown has a mark."""
    names = layer_names(len(apart) - 1)
    return [
        [f"{name} ◂" if i == layer else name, "–" if np.isnan(share) else f"{share:.0%}"]
        for i, (name, share) in enumerate(zip(names, apart, strict=True))
    ]


def map_in_words(found: Map, digits: Digits, layer: int) -> str:
    """How far the classes are apart here, beside the pixels; which lie closest; how much of it all is drawn."""
    here, first = found.apart[layer], found.apart[PIXELS]
    if np.isnan(here):
        return "Nothing varies here: this layer passes on the same for every digit."
    said = f"**{here:.0%}** of how digits differ here lies between classes"
    said += f", {first:.0%} as pixels." if layer != PIXELS and not np.isnan(first) else "."
    nearest = nearest_classes(found.places, found.answers.labels, len(digits.classes))
    if nearest:
        said += f" Closest on the map are {digits.classes[nearest[0]]} and {digits.classes[nearest[1]]}."
    return f"{said} The map shows {found.explained:.0%} of all variance: its two largest principal components."


def drawn_in_words(found: Map, drawn: Array, here: Array) -> str:
    """How many of the digits are drawn, and what the marks mean."""
    wrong = ~found.answers.right
    n, all_here, mistakes, all_mistakes = (
        len(drawn),
        int(here.sum()),
        int(wrong[drawn].sum()),
        int((wrong & here).sum()),
    )
    if n < all_here:
        how = f"{n:,} of the {all_here:,} digits that lie here are drawn, chosen by chance, always the same"
        more = " Drag over a part, or press *Closer*, to see more of them."
    else:
        how, more = f"All {n:,} digits that lie here are drawn", ""
    return (
        f"{how}, with {mistakes:,} of the {all_mistakes:,} mistakes among them (framed). Colours are true classes; a "
        "large "
        f"numeral stands at the middle of its class.{more} Click a digit to see more of it."
    )


def hover(digits: Digits, answers: Answers, place: int, number: int) -> str:
    truth, given = digits.classes[int(answers.labels[place])], digits.classes[int(answers.given[place])]
    return f"{number:,}: a {truth}, read as {given}, {percent(float(answers.confidence[place]))} sure"


def under(digits: Digits, answers: Answers, place: int) -> str:
    truth, given = digits.classes[int(answers.labels[place])], digits.classes[int(answers.given[place])]
    return f"{truth}: {percent(float(answers.confidence[place]))}" if truth == given else f"{truth} as {given}"


def picked_in_words(digits: Digits, title: str, answers: Answers, place: int) -> str:
    """One digit, and what the network made of it."""
    truth, given = int(answers.labels[place]), int(answers.given[place])
    said = (
        f"{title[0].upper()}{title[1:]}: the network says {digits.classes[given]}, "
        f"{percent(float(answers.confidence[place]))} sure"
    )
    if truth == given:
        return f"{said}, which is right."
    return f"{said}. Its label, {digits.classes[truth]}, gets {percent(float(answers.probabilities[truth, place]))}."
