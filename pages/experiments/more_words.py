"""What Experiments says of two runs: what was different, and what that did. No Streamlit here."""

from collections.abc import Sequence

from nn.compare.apart import FEWEST, SURE, Verdict
from nn.compare.difference import differing, written
from nn.compare.kept import Kept
from nn.recipe import SETTINGS
from pages.shared.words import as_text

TWO_ARE_NEEDED = (
    "Two runs are needed. Train another network on **Train**, with one setting changed: then this page says whether "
    "the change made a difference, or chance did."
)
SAME_RECIPE = (
    "These two have the same settings but for the seed, so there is nothing to tell apart: what differs between them "
    "is chance, the digits and initial values that each seed draws."
)
SETTING_COLUMNS = "setting"
SEED_COLUMNS = "seed"
HOW = (
    "A seed decides which digits are drawn, the initial values and the order of the batches, so the same settings end "
    "elsewhere with each. The band goes from the lowest to the highest seed; the line in it is their mean. Welch's "
    "t-test (1947) asks how often chance alone would set two means so far apart."
)
ENDED = "Ended before all was done; what is done stays. Press *Repeat* to go on."
ONLY_SUCH = "Repeats go from start to end by the settings alone, and only such runs count."
ALL_DONE = "Both have been repeated as often as this page does."


def title(run: Kept) -> str:
    return f"“{as_text(run.name)}”"


def setting_rows(one: Kept, two: Kept) -> list[list[str]]:
    """A row for each setting in which the two differ."""
    return [
        [SETTINGS[name].label, *(written(name, getattr(run.recipe, name)) for run in (one, two))]
        for name in differing([one.recipe, two.recipe])
    ]


def what_else(one: Kept, two: Kept) -> str:
    """What was done to a run that its settings do not say: repeats will not have it."""
    said = []
    for run in (one, two):
        if run.turned:
            said.append(f"The learning rate of {title(run)} was turned on the way, to {run.turned[-1].rate:g} at last.")
        if run.continued:
            said.append(f"{title(run)} began with the network of a file.")
        if not run.over:
            said.append(f"{title(run)} did not go on to its end.")
    return " ".join(
        [*said, "Repeats go from start to end by the settings alone, and only such runs count."] if said else []
    )


def button(n: int) -> str:
    return f"Repeat both with {n} more seeds"


def counted(one: Sequence[Kept], two: Sequence[Kept], first: Kept, second: Kept) -> str:
    """How many runs there are to judge by."""
    parts = []
    for runs, run in ((one, first), (two, second)):
        lost = sum(kept.official is None for kept in runs)
        broke = f", {lost} of which diverged" if lost else ""
        parts.append(f"{title(run)}: {len(runs)} seed{'s' * (len(runs) != 1)}{broke}")
    return f"{'; '.join(parts)}."


def verdict_in_words(verdict: Verdict | None, one: Kept, two: Kept) -> str:
    """Whether the two can be told apart by their accuracy on the official test digits, and by which test."""
    if verdict is None:
        return (
            f"One run of each says nothing: chance alone may have done it. From {FEWEST} seeds of each on, they can be "
            "compared."
        )
    a, b = verdict.one, verdict.two
    means = (
        f"{title(one)} has {a.mean:.2%} of the official test digits right on average ({a.low:.2%} to {a.high:.2%}), "
        f"{title(two)} {b.mean:.2%} ({b.low:.2%} to {b.high:.2%})."
    )
    test = f"Welch's t = {verdict.t:.2f}, {verdict.freedom:.1f} degrees of freedom, {chance(verdict.p)}"
    if verdict.told_apart:
        better, by = (two, b.mean - a.mean) if b.mean > a.mean else (one, a.mean - b.mean)
        return f"**Told apart: {title(better)} is better by {100 * by:.2f} points.** {means} {test}."
    why = "their bands overlap" if a.overlaps(b) else f"that is not below {SURE:.0%}"
    if verdict.p < SURE:
        why = f"the means differ by more than chance, but {why}: a single run of the worse may beat one of the better"
    return f"**Not told apart.** {means} {test}; {why}."


def chance(p: float) -> str:
    return "p below 0.001" if p < 0.001 else f"p = {p:.3f}"


def bands_in_words(one: Kept, two: Kept, n: int, m: int, digits: str) -> str:
    """The chart of bands for those who cannot see it; names are not for Markdown."""
    return f"Accuracy on the {digits} as both learn: “{one.name}” with {n} seed{'s' * (n != 1)}, “{two.name}” with {m}."


def seed_rows(one: dict[int, Kept], two: dict[int, Kept]) -> list[list[str]]:
    """What each seed came to, with either recipe."""
    return [[str(seed), *(_official(runs.get(seed)) for runs in (one, two))] for seed in sorted({*one, *two})]


def _official(run: Kept | None) -> str:
    return "–" if run is None else "diverged" if run.official is None else f"{run.official.accuracy:.2%}"
