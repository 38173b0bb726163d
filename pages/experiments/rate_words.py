"""What Experiments says of the search for a learning rate. No Streamlit here."""

from collections.abc import Sequence
from math import isfinite

from nn.landscape.finder import UPDATES, Tried
from nn.recipe import Recipe

ABOUT = (
    f"One short run of {UPDATES} updates in which the rate rises with each, from far too little to far too much "
    "(Smith, 2017). Where the loss falls, the rate does something; where it shoots up, it is too much."
)
NOTHING = (
    "**No rate is suggested**: at none did the loss fall by a twentieth. Perhaps this network cannot learn as it is "
    "set up on Train."
)
FIRST = "Stop or finish the training on Train first: it would end."
STOPPED = "Stopped before the end: a suggestion needs the whole curve."
TAKE_HELP = "The network on Train gets this rate. One that has learned already makes way for a new one"
CHECK_HELP = "Short runs at six rates around it, as long as the search: which of them ends lowest?"


def around(recipe: Recipe) -> str:
    return f"All else is as on Train: {'-'.join(map(str, recipe.sizes))}, {recipe.optimizer}, {recipe.activation}."


def other_settings(recipe: Recipe) -> str:
    """For who has changed the network on Train since."""
    return f"This was found for another network: {'-'.join(map(str, recipe.sizes))}, {recipe.optimizer}."


def suggestion(rate: float, tried: Sequence[Tried]) -> str:
    lowest = min(tried, key=lambda one: one.loss)
    return (
        f"**Suggested: {rate:g}.** The loss was lowest, {lowest.loss:.3f} nats, near a rate of {lowest.rate:.2g}; "
        "about a third of that, in round figures, leaves room before it breaks down."
    )


def best(checked: Sequence[Tried]) -> Tried | None:
    """The rate that ended lowest; None while there is none."""
    ended = [one for one in checked if isfinite(one.loss)]
    return min(ended, key=lambda one: one.loss, default=None)


def truth(rate: float, checked: Sequence[Tried], of: int) -> str:
    """What short runs at one rate each say of the suggestion."""
    first = best(checked)
    if first is None:
        return ""
    lost = [f"{one.rate:g}" for one in checked if not isfinite(one.loss)]
    runs = f"{len(checked)} of {of} runs of {UPDATES} updates"
    said = f"Checked by {runs}: {first.rate:g} ends lowest, at {first.loss:.3f} nats"
    own = next((one for one in checked if one.rate == rate and isfinite(one.loss)), None)
    if own is not None and own is not first:
        said += f"; the suggestion ends at {own.loss:.3f}"
    elif own is first:
        said += ", and that is the suggestion"
    return f"{said}." + (f" Diverged: {', '.join(lost)}." if lost else "")


def curve_in_words(tried: Sequence[Tried], checked: Sequence[Tried], rate: float | None) -> str:
    """The chart for those who cannot see it."""
    if not tried:
        return "The loss against the learning rate: nothing is measured yet."
    said = f"The loss against the learning rate as it rises from {tried[0].rate:g} to {tried[-1].rate:.2g}"
    said += f"; suggested: {rate:g}" if rate else ""
    points = "; ".join(f"{one.rate:g} ends at {one.loss:.3f}" for one in checked if isfinite(one.loss))
    return f"{said}. Runs at one rate: {points}." if points else f"{said}."
