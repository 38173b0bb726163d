"""What Experiments says of loss surfaces. No Streamlit here."""

from collections.abc import Sequence

import numpy as np

from nn.activations import Array
from nn.landscape.surface import POINTS, SAMPLE
from nn.landscape.survey import Shadow, Survey
from pages.shared.words import as_text, listed, percent

ABOUT = (
    "The loss as a landscape: of the thousands of directions in which a network can change, two are drawn. The lower, "
    "the better."
)
HOW = {"between": "Start and two ends", "around": "Two random directions"}
NOBODY = (
    "There is no path to show yet: run a **Race** here, or train a network on **Train**. Kept runs that are small have "
    "one as well."
)
NO_PARTNER = (
    "There is no other network of this shape to lay a plane through: run a **Race**, whose lanes begin together, or "
    "choose two random directions."
)
ON_PAPER = {
    True: ("distance from the start to the first end", "distance to the second end"),
    False: ("along one direction, in lengths of the weights", "along the other"),
}
STOPPED = "Stopped: this much was found."
FROM_ABOVE, FROM_ASIDE = "From above", "As a landscape"
HELP_RANDOM = "Filter-normalised: each neuron's share is as long as its own weights (Li et al., 2018)"


def digits() -> str:
    return f"Each of the {POINTS} x {POINTS} points is the mean loss on the same {SAMPLE:,} training digits."


def lowest(survey: Survey, heights: Array) -> str:
    """Where the lowest point that was found is, and what it costs."""
    if np.isnan(heights).all():
        return "Nothing is found yet."
    row, column = np.unravel_index(np.nanargmin(heights), heights.shape)
    top = float(np.nanmax(heights))
    return (
        f"The lowest point of the grid costs {heights[row, column]:.3f} nats, at {survey.xs[column]:.2f} across and "
        f"{survey.ys[row]:.2f} up; the highest {top:,.2f}."
    )


def ends(survey: Survey) -> str:
    """What the networks themselves cost that lie in the plane."""
    if not survey.between:
        (shadow,), (cost,) = survey.shadows, survey.costs
        return f"In the middle, the end of “{as_text(shadow.name)}” costs {cost:.3f} nats."
    start, *costs = survey.costs
    said = [f"the end of “{as_text(s.name)}” {cost:.3f}" for s, cost in zip(survey.shadows, costs, strict=False)]
    first = f"the start of “{as_text(survey.shadows[0].name)}” costs {start:.3f} nats"
    return f"These lie in the plane, exactly: {listed([first, *said])}."


def within(shadows: Sequence[Shadow], between: bool) -> str:
    """How much of each path the picture shows."""
    shares = listed([f"“{as_text(shadow.name)}” {percent(shadow.share)}" for shadow in shadows])
    said = (
        f"A path runs through all dimensions; drawn is its shadow. So much of its length lies in the plane: {shares}."
    )
    return said if between else f"{said} A random plane is nearly at right angles to where learning went."


def surface_in_words(survey: Survey, heights: Array) -> str:
    """Either picture for those who cannot see it; names are not for Markdown."""
    names = listed([f"“{shadow.name}”" for shadow in survey.shadows])
    return f"The loss on a plane, with the path of {names}. {lowest(survey, heights)}"
