"""Two forms of eight questions, one for before and one for after, and what they say of what was learned between.

Question by question, both forms ask for the same idea in another case, so that whoever answers the second cannot do it
by remembering the first. Which comes first is up to chance (learning.py), so that a difference in hardness evens out
over a class. The gain is normalised as in Hake, Interactive-engagement versus traditional methods, 1998: the share of
what was not known before and is now.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """One question: ``options`` to choose from, of which the one at ``right`` is true."""

    text: str
    options: tuple[str, ...]
    right: int


FORMS: dict[str, tuple[Item, ...]] = {
    "A": (
        Item(
            "A hidden neuron’s weight for a pixel is +0.8. Ink on that pixel",
            ("raises the neuron’s sum.", "lowers it.", "changes it only while the network learns."),
            0,
        ),
        Item("A ReLU neuron’s sum is −2. It passes on", ("−2.", "0.", "2."), 1),
        Item(
            "The network gives its answer, 7, a probability of 60%. The nine others together have",
            ("60% each at most.", "whatever their own sums say, from 0 to 900%.", "40%."),
            2,
        ),
        Item(
            "Which single digit adds more to the loss?",
            (
                "One whose right answer was given 10%.",
                "One whose right answer was given 90%.",
                "Both the same, if both were read wrongly.",
            ),
            0,
        ),
        Item(
            "The gradient of the loss by a weight is positive. One step of gradient descent",
            ("makes the weight larger.", "makes the weight smaller.", "sets the weight to zero."),
            1,
        ),
        Item(
            "The learning rate is a hundred times too large. Most likely",
            (
                "it learns a hundred times as fast.",
                "it learns as well, only less exactly.",
                "the loss jumps about or grows, and little is learned.",
            ),
            2,
        ),
        Item(
            "A network reads all of its 100 training digits rightly. Of digits that it has never seen, it reads",
            ("fewer.", "all, too, for it has learned what digits look like.", "none."),
            0,
        ),
        Item(
            "A ReLU neuron’s sum is below zero for every training digit. When it learns, the weights that lead to it",
            ("grow until it fires.", "get no gradient, and stay as they are.", "shrink to zero."),
            1,
        ),
    ),
    "B": (
        Item(
            "A hidden neuron’s weight for a pixel is −0.6. Ink on that pixel",
            ("raises the neuron’s sum.", "lowers it.", "changes it only while the network learns."),
            1,
        ),
        Item("A ReLU neuron’s sum is 3. It passes on", ("3.", "0.", "1."), 0),
        Item(
            "After a step, the network gives 4 a higher probability than before. The probabilities of the nine others",
            ("stay, for each has a sum of its own.", "all rise, too.", "are lower when taken together."),
            2,
        ),
        Item(
            "Two digits are read rightly: one with 55%, one with 99%. Which adds more to the loss?",
            ("The one with 99%.", "The one with 55%.", "Neither: both are right."),
            1,
        ),
        Item(
            "The gradient of the loss by a weight is negative. One step of gradient descent",
            ("makes the weight larger.", "makes the weight smaller.", "turns its sign."),
            0,
        ),
        Item(
            "The learning rate is a hundred times too small. Most likely",
            (
                "it ends at a better place, later.",
                "the loss grows.",
                "the loss falls so slowly that little is learned in the time.",
            ),
            2,
        ),
        Item(
            "It reads 99% of its training digits and 85% of others. What helps most surely?",
            ("To train longer on the same digits.", "To learn from more digits.", "A larger learning rate."),
            1,
        ),
        Item(
            "All weights begin at zero, in every layer. Then the hidden neurons",
            ("never become different from one another.", "become different at once.", "learn twice as fast."),
            0,
        ),
    ),
}
QUESTIONS = len(FORMS["A"])
Answers = tuple[int, ...]  # the option chosen at each question, counted from 0


def right(form: str, answers: Answers) -> int:
    """How many of a form's questions were answered rightly."""
    return sum(item.right == answer for item, answer in zip(FORMS[form], answers, strict=True))


def gain(before: float, after: float) -> float | None:
    """Of what was not known before, the share that is known after; negative where less is. None: all was known."""
    return None if before >= 1 else (after - before) / (1 - before)


def other(form: str) -> str:
    return "B" if form == "A" else "A"


def as_csv(taken: Sequence[tuple[str, str, Answers]]) -> str:
    """A line for each answer: when (before, after), which form, and what was chosen and would have been right."""
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(["when", "form", "question", "text", "answer", "right_answer", "right"])
    for when, form, answers in taken:
        for number, (item, answer) in enumerate(zip(FORMS[form], answers, strict=True), start=1):
            chosen, true = item.options[answer], item.options[item.right]
            out.writerow([when, form, number, item.text, chosen, true, int(chosen == true)])
    return text.getvalue()
