"""What Data says about a visitor's own pictures. No Streamlit here."""

import numpy as np

from nn.owndata.asked import Asked
from nn.owndata.found import Found
from nn.owndata.own_set import OwnSet
from pages.shared.words import as_text, listed

NAMED = 12  # classes
ABOUT = (
    "Pictures of 28x28 that you bring: a **CSV** like Kaggle's Digit Recognizer (`label,pixel0,…,pixel783`; without a "
    "label they get answers), **IDX** files as MNIST, Fashion-MNIST and EMNIST have them (pictures with labels), "
    "or an **.npz** with `images` and `labels`. 2 to 47 classes, up to 120,000 pictures; .gz and .zip are unpacked."
)
PRIVATE = (
    "They stay in your visit's memory on the server and are kept nowhere: to load the page anew forgets them, and you "
    "upload the file again. With a run that is kept on disk only their fingerprint is; to go on with it, upload the "
    "same file."
)
TRAINED_ON = "A network is learning from your pictures. It is your run now; Train shows its curves and weights."
HAS_TRAINED = "Your run on all pages is a network for your pictures."
ONCE_MORE = "Names that you change are for networks trained from now on."
PRESETS_HELP = "As on Train, with as many pictures as you have. Everything else can be changed there."
NOT_ASKED = "None of your classes has a name that this network knows, so it cannot be asked about them."
NOTHING_WAITING = (
    "Pictures without labels get answers: upload a file like Kaggle's `test.csv`, with 784 columns and no label."
)
OVERFLOWED = "This network's numbers have overflowed: it answers nothing. Start a new one with a smaller learning rate."


def reading(title: str, share: float) -> str:
    return f"Reading {as_text(title)}: {share:.0%}"


def refused(title: str, problem: str) -> str:
    name = f"{as_text(title)} cannot be used. " if title else ""
    return f"{name}{as_text(problem)} Nothing else has changed."


def what_is_wrong(title: str, found: Found) -> str:
    many = f"{len(found.faults)} things are" if len(found.faults) > 1 else "One thing is"
    return f"**{as_text(title)}**: {len(found):,} pictures. {many} to be settled first."


def named(classes: tuple[str, ...]) -> str:
    some = ", ".join(classes[:NAMED])
    return f"{some}, …" if len(classes) > NAMED else some


def what_it_is(title: str, own: OwnSet) -> str:
    """The set in two sentences."""
    return (
        f"**{as_text(title)}**: {len(own):,} pictures of {len(own.classes)} classes ({named(own.classes)}). "
        f"{len(own.aside):,} of them, one in seven, are kept aside and never learned from."
    )


def notes_of(found: Found) -> str:
    return as_text(" ".join(found.notes))


def counts_in_words(own: OwnSet) -> str:
    counts = np.bincount(own.train_labels, minlength=len(own.classes))
    fewest, most = int(counts.argmin()), int(counts.argmax())
    return (
        f"Fewest of {own.classes[fewest]} ({counts[fewest]:,}), most of {own.classes[most]} ({counts[most]:,})."
        if counts[fewest] != counts[most]
        else f"{counts[0]:,} of each class."
    )


def asked_in_words(found: Asked, which: str) -> str:
    """How many are right, of which pictures, and what could not be asked."""
    if not found.pictures:
        return NOT_ASKED
    said = f"**{found.accuracy:.2%}** of {found.pictures:,} {which} are right."
    said += f" {mistakes_in_words(found)}"
    if found.unknown:
        said += f" It does not know {named(found.unknown)}, so those were not asked."
    return said


def mistakes_in_words(found: Asked) -> str:
    worst = [f"{label} for {answer} ({n:,} time{'s' * (n != 1)})" for label, answer, n in found.commonest(3)]
    often = "most often " if found.commonest(1) and found.commonest(1)[0][2] > 1 else ""
    return f"It {often}takes {listed(worst)}." if worst else "There is no mistake."


def also_learned(shared: int, of: str) -> str:
    """Where pictures are in both sets, what was learned by heart counts as understood."""
    return f" {shared:,} of them are also among {of}, pixel by pixel: it may know those by heart." if shared else ""


def rows_of(found: Asked) -> list[list[str]]:
    """Each class that was asked about, the worst first."""
    rows = [
        (right / count, [name, f"{count:,}", f"{right / count:.1%}"])
        for name, count, right in zip(found.classes, found.counts.tolist(), found.right.tolist(), strict=True)
        if count
    ]
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def mistake(label: str, answer: str) -> str:
    return f"{label}, says {answer}"


def mistake_in_words(label: str, answer: str, sure: float) -> str:
    return f"A picture of the class {label}; the network says {answer} and is {sure:.0%} sure."


SEE_THEM = "See them under"
LEADS = {
    "samples": ("Samples", ":material/grid_view:"),
    "map": ("A map of them", ":material/scatter_plot:"),
    "labels": ("Labels that look wrong", ":material/label_off:"),
}
COLUMNS = ["class", "pictures", "right"]


def waiting_in_words(title: str, unlabelled: Found) -> str:
    return f"**{as_text(title)}**: {len(unlabelled):,} pictures without labels."


def answered_in_words(counts: np.ndarray, classes: tuple[str, ...]) -> str:
    most = int(counts.argmax())
    return f"It answers {classes[most]} most often, {counts[most]:,} times."
