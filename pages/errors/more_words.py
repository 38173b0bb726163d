"""What Errors says of sureness and of digits made harder. No Streamlit here."""

import numpy as np

from nn.assess.answers import Answers
from nn.assess.calibration import Coverage, Reliability
from nn.assess.distortions import DISTORTIONS, Distortion
from nn.assess.robustness import Curve
from nn.recipe import Recipe
from pages.shared.words import accuracy_in_words, listed, percent

# How sure it may be ---------------------------------------------------------------------------------------------------

HOW_SORTED = (
    "Answers are sorted by how sure the network was, in ten equal bins. Where a column ends below its mark, it was "
    "surer than it should be; above, it could have been surer. Pale columns stand for fewer than 30 digits: much "
    "there is chance. ECE is the mean gap between column and mark, each bin by its digits (Guo et al., 2017, "
    "arXiv:1706.04599)."
)
NOTHING_TO_FIT_ON = (
    "A temperature would have to be fitted on digits that the network neither learned from nor is tested on, and this "
    "run set none apart: give it validation digits, or test digits, on Train."
)
COMMONPLACE = 0.0005  # of ECE: less than this is no difference


def calibration_in_words(found: Reliability) -> str:
    """The expected calibration error, and which way it goes."""
    said = f"**Expected calibration error (ECE): {found.error:.1%}.** On average its sureness"
    if abs(found.too_sure) < COMMONPLACE:
        return f"{said} is as high as its share of right answers."
    way = "higher" if found.too_sure > 0 else "lower"
    points = 100 * abs(found.too_sure)
    return f"{said} is {points:.1f} percentage points {way} than its share of right answers."


def repair_in_words(temperature: float, digits: int, before: Reliability, after: Reliability) -> str:
    """What one temperature for all answers does to the error: it may also do nothing, or harm."""
    change = after.error - before.error
    verdict = (
        "That changes next to nothing"
        if abs(change) < COMMONPLACE
        else "That brings sureness nearer to the truth"
        if change < 0
        else "On these digits that makes it no better, but worse"
    )
    way = "less sure" if temperature > 1 else "surer"
    return (
        f"All scores divided by {temperature:.2f}, the temperature that suits {digits:,} other digits best, which it "
        f"neither learned from nor is tested on here: it becomes {way}, and no answer changes. {verdict}: ECE "
        f"{before.error:.2%} before, {after.error:.2%} after."
    )


def threshold_in_words(answers: Answers, threshold: float) -> str:
    """What happens at this threshold: how many it answers, how well, and what it declines."""
    sure = answers.confidence >= threshold
    answered, declined = int(sure.sum()), int((~sure).sum())
    if not answered:
        return f"If it must be {threshold:.0%} sure, it answers none of {len(answers):,} digits."
    right = float(answers.right[sure].mean())
    spared = int((~sure & ~answers.right).sum())
    said = (
        f"If it must be {threshold:.0%} sure, it answers **{answered / len(answers):.1%}** of the digits, and is right "
        f"on **{accuracy_in_words(right)}** of those"
    )
    if not declined:
        return f"{said}: it declines none."
    return f"{said}. It says “I don't know” to {declined:,}; {spared:,} of these it would have got wrong."


def coverage_alt(found: Coverage) -> str:
    some = [i for i in (0, 50, 90, 99) if not np.isnan(found.accuracy[i])]
    parts = [
        f"{found.thresholds[i]:.0%} sure: answers {found.answered[i]:.1%}, right {found.accuracy[i]:.1%}" for i in some
    ]
    return "Digits answered, and right answers of those, against how sure it must be. " + "; ".join(parts) + "."


def reliability_alt(found: Reliability) -> str:
    parts = [
        f"{100 * low:.0f} to {100 * low + 10:.0f}%: {int(n):,} digits, {right:.1%} right"
        for low, n, right in zip(found.edges[:-1], found.digits, found.right, strict=True)
        if n
    ]
    return f"Share of right answers by how sure it was. {'; '.join(parts)}. ECE {found.error:.2%}."


# Made harder ----------------------------------------------------------------------------------------------------------

JITTERS = {  # the setting of training that does the same
    "rotation": "rotation",
    "shift": "shift",
    "scale": "scale",
    "slant": "shear",
    "stroke": "stroke_width",
    "rubber": "elastic",
}
HOW_MADE_HARDER = (
    "The same {digits:,} {kind}, each changed in the same way for every network; only the strength "
    "grows. At 0 they are as they were."
)


def axis_of(distortion: Distortion) -> str:
    """What a strength measures: "Turned up to, either way, degrees"."""
    return f"{distortion.said[0].upper()}{distortion.said[1:]}, {distortion.unit}"


def strength_in_words(distortion: Distortion, strength: float) -> str:
    """ "30 degrees", "0.3 of full ink"; a strength of nothing is said as that."""
    return f"{strength:g} {distortion.unit}" if strength else "as they are"


def example_in_words(distortion: Distortion, answers: Answers, i: int) -> str:
    truth, given = int(answers.labels[i]), int(answers.given[i])
    said = f"A {truth}, made harder by {distortion.title.lower()}: the network says {given}"
    return f"{said}, {percent(float(answers.confidence[i]))} sure."


def curve_in_words(name: str, curve: Curve, distortion: Distortion, strength: float) -> str:
    """Where a curve begins, what it is at this strength, and where half is lost."""
    i = list(curve.strengths).index(strength)
    at_first, here = accuracy_in_words(float(curve.accuracies[0])), accuracy_in_words(float(curve.accuracies[i]))
    lost = curve.half_lost
    end = (
        f"and still reads more than half as many at {curve.strengths[-1]:g} {distortion.unit}"
        if lost is None
        else f"and less than half as many at {lost:g} {distortion.unit}"
    )
    now = f", {here} at {strength:g} {distortion.unit}," if strength else ""
    return f"**{name}** reads {at_first} of them as they are{now} {end}."


def together(recipe: Recipe, setting: str) -> float:
    """How far whole batches were moved, where that is the change that is asked about."""
    return recipe.batch_shift if setting == "shift" else 0


def what_jitter_bought(named: list[tuple[str, Recipe]], kind: str) -> str:
    """Whether the networks have met such changes while they learned."""
    setting = JITTERS.get(kind)
    if setting is None:
        return "No network is shown such pictures while it learns."
    unit = DISTORTIONS[kind].unit
    most = {name: getattr(recipe, setting) or together(recipe, setting) for name, recipe in named}
    met = [f"{name}, up to {far:g} {unit}" for name, far in most.items() if far]
    others = [name for name, far in most.items() if not far]
    said = f"Met while learning (jitter setting `{setting}`): {listed(met)}." if met else ""
    never = f"Never met while learning (jitter setting `{setting}` 0): {listed(others)}." if others else ""
    return f"{said} {never}".strip()
