"""What Data says of labels that look wrong. No Streamlit here."""

from math import isnan

from nn.assess.suspects import FOLDS, QUICK, RIGHT, UNSURE, WRONG, Doubts, Judged
from pages.data.sets import Digits
from pages.shared.words import accuracy_in_words, percent

VERDICTS = {RIGHT: "The label is right", WRONG: "The label is wrong", UNSURE: "I cannot tell"}
MARKS = {RIGHT: "✓", WRONG: "✗", UNSURE: "?"}
ALL_DONE = "All five folds are judged. It would come out the same again."
ENDED = "This was stopped before all folds were judged: what is done stays."
NOTHING_YET = (
    "Nothing is known yet: a network learns its training digits by heart, wrong labels included, so no network that "
    "has "
    "seen them can say which labels are wrong. Press the button, and five networks that have not will be asked."
)
STILL_TRAINING = "This network still learns. Choose another one, or come back when it has finished."
OVERFLOWED = "This network's numbers have overflowed, and it has no answers. Choose another one."
NONE_DOUBTED = "No label is doubted: every digit was read as its label says."
HOW_RANKED = (
    "First come the digits of which a network that never saw them is surest that they are something else: the "
    "probability "
    "of its answer, less that of the label. Most of them are only badly written, so it takes a person to judge. Your "
    "judgements stay with you until you close the page, and change no label."
)


def how_in_folds(digits: int) -> str:
    return (
        f"The {digits:,} digits are dealt into {FOLDS} folds. Each is judged by a network "
        f"(784-{'-'.join(map(str, QUICK.hidden))}-10, {QUICK.epochs:g} epochs) that learned from the other four and "
        "never "
        "saw it."
    )


def facts_of(found: Doubts, said: Judged, doubted: int) -> list[tuple[str, str, str]]:
    return [
        ("Read as labelled", accuracy_in_words(said.labelled), f"Of {len(found):,} digits, new to who reads them"),
        ("Read otherwise", f"{doubted:,}", "Of these either the label or the answer is wrong"),
        ("You: label right", f"{said.right:,}", "What you have judged of them"),
        ("You: label wrong", f"{said.wrong:,}", "What you have judged of them"),
        ("You: cannot tell", f"{said.unsure:,}", "What you have judged of them"),
    ]


def suspect_in_words(digits: Digits, found: Doubts, place: int, nth: int | None = None, n: int = 0) -> str:
    """One digit whose label is doubted."""
    label, given = digits.classes[int(found.labels[place])], digits.classes[int(found.given[place])]
    title = digits.digit(int(found.index[place])).title.split(",")
    return (
        f"{','.join(title[:-1]).capitalize()}: **its label says {label}**, a network that never saw it says "
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
    parts = [f"By MNIST's labels {said.labelled:.3%} are read rightly"]
    if said.wrong and not isnan(said.without):
        parts.append(f"without the {said.wrong:,} whose label you call wrong **{said.without:.3%}**")
    if said.unsure and not isnan(said.clear):
        also = "also without" if said.wrong else "without"
        parts.append(f"{also} the {said.unsure:,} that you cannot tell **{said.clear:.3%}**")
    return f"{'; '.join(parts)}."
