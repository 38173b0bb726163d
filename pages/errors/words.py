"""What Errors says of mistakes, digits and slices. No Streamlit here."""

import numpy as np

from nn.activations import Array
from nn.assess.answers import Answers
from nn.assess.confusion import ByDigit, commonest_mistakes, confusion
from nn.assess.slices import Measured, Slice
from nn.recipe import Recipe
from pages.errors.figures import COLUMN, COUNT, ROW
from pages.shared.words import accuracy_in_words, as_text, listed, percent

TITLE = "What it gets wrong"
ABOUT = "Which digits the network takes for which, how far its sureness can be trusted, and what it can bear."
SECTIONS = {
    "matrix": "Taken for what",
    "slices": "Two networks, kept slices",
    "sure": "As sure as right?",
    "bears": "Made harder",
}
TEST, TRAINING = "Test digits", "Digits it learned from"
WHAT_TEST_DIGITS_ARE = (
    "Test digits are MNIST's official 10,000. They were set apart from the start and written by other people than the "
    "training digits, and no network that is trained here ever learns from them: so they show how it does on digits "
    "that are new to it."
)
WHAT_TRAINING_DIGITS_ARE = (
    "These are digits that the network learns from{some}. It sees them over and over, and comes to do better on them "
    "than on digits that are new to it; how much better is what it knows by heart."
)
TOLD_WRONG = (
    "While it learned, the labels of {share:.0%} of its digits were dealt out among each other; here each digit counts "
    "as what it is."
)
LEARNED_FROM_OWN = "Here on MNIST's test digits; **Data** has the pictures of your own that it learned from."
OVERFLOWED = (
    "This network's numbers have overflowed: it has no answer any more, and there is nothing to count. On the Train "
    "page, start a new one with a smaller learning rate."
)
OTHER_OVERFLOWED = "The numbers of the network to compare with have overflowed: it has no answers."
SURE = 0.9
BYS = {COUNT: "Counts", ROW: "% of the true digit", COLUMN: "% of the answer"}


def what_they_are(recipe: Recipe | None, asked: int) -> str:
    """What the digits are that the page is about: those that a network of this recipe learned from, or test digits."""
    if recipe is None:
        return WHAT_TEST_DIGITS_ARE
    some = f": the first {asked:,} of {recipe.train_examples:,}, in the order in which its seed drew them"
    said = WHAT_TRAINING_DIGITS_ARE.format(some=some if asked < recipe.train_examples else f", all {asked:,}")
    return f"{said} {TOLD_WRONG.format(share=recipe.shuffled_labels)}" if recipe.shuffled_labels else said


def facts_of(answers: Answers) -> list[tuple[str, str, str]]:
    wrong = ~answers.right
    sure = int((wrong & (answers.confidence >= SURE)).sum())
    return [
        ("Right", accuracy_in_words(answers.accuracy), f"The share of {len(answers):,} digits that it reads rightly"),
        ("Mistakes", f"{int(wrong.sum()):,}", f"Of {len(answers):,} digits"),
        ("Sure and wrong", f"{sure:,}", f"Mistakes of which it is at least {SURE:.0%} sure"),
    ]


# The matrix -----------------------------------------------------------------------------------------------------------


def matrix_in_words(answers: Answers) -> str:
    """How many are right, and the mistakes made most often."""
    counts = confusion(answers.labels, answers.given, answers.classes)
    said = f"{int(answers.right.sum()):,} of {len(answers):,} are right"
    worst = [f"{t}s for {a}s ({n:,} times)" for t, a, n in commonest_mistakes(counts)]
    return f"{said}. It most often takes {listed(worst)}." if worst else f"{said}: there is no mistake to show."


def colours_in_words(by: str, muted: bool) -> str:
    cell = {
        COUNT: "A number is how many digits",
        ROW: "A number is the share, in percent, of the digits of its row",
        COLUMN: "A number is the share, in percent, of the answers of its column",
    }[by]
    colour = "Orange: mistakes, up to the commonest." if muted else "Blue: right. Orange: mistakes."
    return f"{cell}. {colour} Click a cell to see its digits, or name it in the two fields."


def which_pictures(opened: Slice, n: int) -> str:
    """The heading over the opened cell's pictures."""
    name = opened.name(n)
    return f"**{name[0].upper()}{name[1:]}**"


def none_in_words(opened: Slice) -> str:
    return f"There are none: {opened.name(0)}."


def under_a_digit(answers: Answers, place: int) -> str:
    """True digit, answer and sureness, as short as can be."""
    truth, given = int(answers.labels[place]), int(answers.given[place])
    sure = percent(float(answers.confidence[place]))
    return f"{truth} as {given}: {sure}" if truth != given else f"{truth}: {sure}"


def digit_in_words(title: str, answers: Answers, place: int) -> str:
    """One digit, and what the network made of it."""
    truth, given = int(answers.labels[place]), int(answers.given[place])
    sure = percent(float(answers.confidence[place]))
    said = f"{title[0].upper()}{title[1:]}: the network says {given}, {sure} sure"
    if truth != given:
        return f"{said}. That is wrong: its label says {truth}, and {truth} gets {_share(answers, truth, place)}."
    second = int(answers.probabilities[:, place].argsort()[-2])
    return f"{said}, which is right. Next comes {second} with {_share(answers, second, place)}."


def _share(answers: Answers, digit: int, place: int) -> str:
    return percent(float(answers.probabilities[digit, place]))


# By digit -------------------------------------------------------------------------------------------------------------

DIGIT_COLUMNS = ("digit", "there are", "recall", "answered", "precision", "F1", "most often taken for")
HOW_MEASURED = (
    "Recall: of the digits that are a 4, say, the share that is read as one. Precision: of those that are read as a 4, "
    "the share that is one. F1: their harmonic mean, low when either is."
)


def digit_rows(counts: Array, found: ByDigit) -> list[list[str]]:
    """A row of the table for each digit."""
    wrong = counts * ~np.eye(len(counts), dtype=bool)
    return [
        [
            str(d),
            f"{int(found.digits[d]):,}",
            share_or_none(float(found.recall[d])),
            f"{int(found.given[d]):,}",
            share_or_none(float(found.precision[d])),
            "–" if np.isnan(found.f1[d]) else f"{found.f1[d]:.3f}",
            f"{int(wrong[d].argmax())} ({int(wrong[d].max()):,} times)" if wrong[d].any() else "–",
        ]
        for d in range(len(counts))
    ]


def digits_in_words(found: ByDigit) -> str:
    """Which digit is read best, and which worst."""
    if np.isnan(found.recall).all():
        return ""
    best, worst = int(np.nanargmax(found.recall)), int(np.nanargmin(found.recall))
    if best == worst or found.recall[best] == found.recall[worst]:
        return ""
    return f"It reads {best}s best ({found.recall[best]:.1%} of them) and {worst}s worst ({found.recall[worst]:.1%})."


def share_or_none(share: float) -> str:
    return "–" if np.isnan(share) else f"{share:.1%}"


# Slices and two networks ----------------------------------------------------------------------------------------------

WHAT_A_SLICE_IS = (
    "A slice that you keep is these very digits. Choose another network above, and it is measured on the same ones; "
    "kept slices stay with you until you close the page."
)


WHOLE = {False: "all test digits", True: "all these digits it learned from"}


def one_in_words(name: str, answers: Answers) -> str:
    """What one network makes of the digits of a slice."""
    return (
        f"{name} reads {accuracy_in_words(answers.accuracy)} of these {len(answers):,} digits, and is "
        f"{percent(float(answers.confidence.mean()))} sure on average. Choose another network to compare it with."
    )


def kept_in_words(names: list[str]) -> str:
    """What was kept so far, and where it is measured; a name is whatever the visitor wrote."""
    said = listed([f"“{as_text(name)}”" for name in names])
    return f"Kept: {said}. See “{SECTIONS['slices']}”, for any network."


def measured_in_words(found: Measured) -> str:
    """A cell of the table of slices."""
    return "–" if not found.n else f"{found.accuracy:.1%} ({found.right:,} of {found.n:,})"


def compared_in_words(one: str, two: str, first: Answers, second: Answers) -> str:
    """What the two make of the same digits."""
    both = int((first.right & second.right).sum())
    neither = int((~first.right & ~second.right).sum())
    return (
        f"Of these {len(first):,} digits {one} reads {accuracy_in_words(first.accuracy)}, {two} "
        f"{accuracy_in_words(second.accuracy)}. Both read {both:,} of them, neither {neither:,}."
    )
