"""What Data says of its map. No Streamlit here."""

import numpy as np

from nn.activations import Array
from nn.assess.atlas import PIXELS, Map, nearest_classes
from pages.data.own_words import named
from pages.data.readings import Reading
from pages.data.sets import Digits
from pages.shared.words import percent, with_article

HOW_MANY = [200, 600, 1200]  # pictures at a time
ALT = "Map of digits as small pictures, coloured by their true class; a frame marks a mistake."
OVERFLOWED = (
    "This network's numbers have overflowed: no layer sees anything any more, and there is no map. On the Train page, "
    "start a new one with a smaller learning rate."
)
NOTHING_HERE = "There is no {noun} in this part of the map: press *Whole map*."
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
        return f"Nothing varies here: this layer passes on the same for every {digits.noun}."
    said = f"**{here:.0%}** of how {digits.noun}s differ here lies between classes"
    said += f", {first:.0%} as pixels." if layer != PIXELS and not np.isnan(first) else "."
    nearest = nearest_classes(found.places, found.answers.labels, len(digits.classes))
    if nearest:
        said += f" Closest on the map are {digits.classes[nearest[0]]} and {digits.classes[nearest[1]]}."
    return f"{said} The map shows {found.explained:.0%} of all variance: its two largest principal components."


def drawn_in_words(digits: Digits, read: Reading, drawn: Array, here: Array) -> str:
    """How many of the digits are drawn, and what the marks mean."""
    n, all_here, what = len(drawn), int(here.sum()), f"{digits.noun}s"
    if n < all_here:
        how = f"{n:,} of the {all_here:,} {what} that lie here are drawn, chosen by chance, always the same"
        more = " Drag over a part, or press *Closer*, to see more of them."
    else:
        how, more = f"All {n:,} {what} that lie here are drawn", ""
    if read.asked.any():
        how += (
            f", with {int(read.wrong[drawn].sum()):,} of the {int((read.wrong & here).sum()):,} mistakes among them "
            "(framed)"
        )
    mark = "numeral" if digits.own is None else "name"
    return (
        f"{how}. Colours are true classes; a large {mark} stands at the middle of its class.{more} Click a "
        f"{digits.noun} to see more of it."
    )


def not_asked(digits: Digits, read: Reading) -> str:
    """Why no mistake is marked, or not all."""
    if not read.asked.any():
        return (
            "None of your classes has a name that this network knows, so no mistake is marked: the map shows only how "
            "it sees your pictures."
        )
    unknown = tuple(name for name in digits.classes if name not in read.knows)
    return f"This network does not know {named(unknown)}, so of those no mistake is marked."


def hover(digits: Digits, read: Reading, place: int, number: int) -> str:
    truth = digits.classes[int(read.labels[place])]
    name = (
        f"{number:,}: {with_article(truth)}"
        if digits.own is None
        else f"{digits.title(number, int(read.labels[place]))}"
    )
    if not read.asked[place]:
        return name
    return f"{name}, read as {read.given(place)}, {percent(read.sure(place))} sure"


def under(digits: Digits, read: Reading, place: int) -> str:
    truth = digits.classes[int(read.labels[place])]
    if not read.asked[place]:
        return truth
    return f"{truth} as {read.given(place)}" if read.wrong[place] else f"{truth}: {percent(read.sure(place))}"


def picked_in_words(digits: Digits, read: Reading, place: int, number: int) -> str:
    """One digit, and what the network made of it."""
    truth = int(read.labels[place])
    title = digits.title(number, truth)
    said = f"{title[0].upper()}{title[1:]}"
    if not read.asked[place]:
        return f"{said}: the network knows no class of that name, so it is not asked."
    said += f": the network says {read.given(place)}, {percent(read.sure(place))} sure"
    if not read.wrong[place]:
        return f"{said}, which is right."
    return f"{said}. Its label, {digits.classes[truth]}, gets {percent(read.of_label(place))}."
