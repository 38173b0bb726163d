"""What Data says of labels that look wrong. No Streamlit here."""

from math import isnan

from nn.assess.suspects import FOLDS, RIGHT, UNSURE, WRONG, Doubts, Judged
from nn.recipe import Recipe
from pages.data.own_words import named
from pages.data.sets import Digits
from pages.shared.words import accuracy_in_words, percent

VERDICTS = {RIGHT: "The label is right", WRONG: "The label is wrong", UNSURE: "I cannot tell"}
MARKS = {RIGHT: "✓", WRONG: "✗", UNSURE: "?"}
ALL_DONE = "All five folds are judged. It would come out the same again."
ENDED = "This was stopped before all folds were judged: what is done stays."
NOTHING_YET = (
    "Nothing is known yet: a network learns its training {noun}s by heart, wrong labels included, so no network that "
    "has "
    "seen them can say which labels are wrong. Press the button, and five networks that have not will be asked."
)
STILL_TRAINING = "This network still learns. Choose another one, or come back when it has finished."
OVERFLOWED = "This network's numbers have overflowed, and it has no answers. Choose another one."
NONE_DOUBTED = "No label is doubted: every {noun} was read as its label says."
HOW_RANKED = (
    "First come the {noun}s of which a network that never saw them is surest that they are something else: the "
    "probability "
    "of its answer, less that of the label. Most of them are only badly written, so it takes a person to judge. Your "
    "judgements stay with you until you close the page, and change no label."
)


def does_not_know(digits: Digits, knows: tuple[str, ...]) -> str:
    """Why a network cannot judge these labels, and what can be done."""
    unknown = tuple(name for name in digits.classes if name not in knows)
    return (
        f"This network does not know {named(unknown)}, so it cannot judge these labels. Choose one that learned from "
        "your pictures, or train one under *Your own data*."
    )


def known_by_heart(shared: int) -> str:
    return (
        f"{shared:,} of all your pictures are also among MNIST's training digits, pixel by pixel: where this network "
        "learned from those, it may know their labels by heart."
    )


def how_in_folds(digits: Digits, recipe: Recipe) -> str:
    return (
        f"The {len(digits.examples):,} {digits.noun}s are dealt into {FOLDS} folds. Each is judged by a network "
        f"({'-'.join(map(str, recipe.sizes))}, {recipe.epochs:g} epochs) that learned from the other four and "
        "never "
        "saw it."
    )


def facts_of(digits: Digits, found: Doubts, said: Judged, doubted: int) -> list[tuple[str, str, str]]:
    of_what = f"Of {len(found):,} {digits.noun}s, new to who reads them"
    return [
        ("Read as labelled", accuracy_in_words(said.labelled), of_what),
        ("Read otherwise", f"{doubted:,}", "Of these either the label or the answer is wrong"),
        ("You: label right", f"{said.right:,}", "What you have judged of them"),
        ("You: label wrong", f"{said.wrong:,}", "What you have judged of them"),
        ("You: cannot tell", f"{said.unsure:,}", "What you have judged of them"),
    ]


def suspect_in_words(digits: Digits, found: Doubts, place: int, nth: int | None = None, n: int = 0) -> str:
    """One digit whose label is doubted."""
    label, given = digits.classes[int(found.labels[place])], digits.classes[int(found.given[place])]
    title = digits.called(int(found.index[place]))
    return (
        f"{title[0].upper()}{title[1:]}: **its label says {label}**, a network that never saw it says "
        f"**{given}**, "
        f"{percent(float(found.confidence[place]))} sure, and gives {label} {percent(float(found.support[place]))}."
        + (" What do you see?" if nth is not None else "")
    )


def under(digits: Digits, found: Doubts, place: int, verdict: str) -> str:
    label, given = digits.classes[int(found.labels[place])], digits.classes[int(found.given[place])]
    return f"{label}, read {given}" + (f" {MARKS[verdict]}" if verdict else "")


def outcome_in_words(said: Judged) -> str:
    """What the judgements so far do to the accuracy."""
    if not said.right + said.wrong + said.unsure:
        return "Judge a few, and see here what wrong labels do to the accuracy."
    if not said.wrong and not said.unsure:
        return f"You have called no label wrong: the accuracy stays at {said.labelled:.3%}."
    parts = [f"By the labels {said.labelled:.3%} are read rightly"]
    if said.wrong and not isnan(said.without):
        parts.append(f"without the {said.wrong:,} whose label you call wrong **{said.without:.3%}**")
    if said.unsure and not isnan(said.clear):
        also = "also without" if said.wrong else "without"
        parts.append(f"{also} the {said.unsure:,} that you cannot tell **{said.clear:.3%}**")
    return f"{'; '.join(parts)}."
