"""What the Film page says: the moment in numbers, right and wrong, and the story of one digit. No Streamlit here."""

import numpy as np

from nn.activations import Array
from nn.explain.digits import Digit
from nn.explain.film import SURE, DigitHistory, Film, Frame, Questions
from nn.lab.view import View
from pages.film.measured import measured_at
from pages.shared.words import percent, with_article


def introduction(shipped: str, run: str) -> str:
    """What one sees, and of whom: of a shipped network, or with "" of the ``run`` at hand, as it is called here."""
    whose = f"the run that made the shipped network **{shipped}**" if shipped else f"**{run}**"
    return (
        "Drag the slider or press play (space): everything below is of that moment, computed anew from the parameters "
        f"of {whose}. The other pages look at the same moment."
    )


def no_film(name: str) -> str:
    """For who asks a network whose moments nobody kept; ``name`` is ready for Markdown."""
    return (
        f"There is no film of “{name}”, which the other pages ask: a file holds the end of a run alone, and of kept "
        "runs only those have one that are small and among the newest. Here is another film."
    )


def layers(view: View) -> str:
    return "-".join(map(str, view.recipe.sizes))


def nothing_yet(view: View, run: str) -> str:
    """``run``: what the run at hand is called."""
    return (
        f"There is nothing on film yet: the network of {run}, {layers(view)}, has not learned anything. Once it "
        "trains, every update is kept, and one slider takes you to any moment of its life: its curves, its "
        "weights, its mistakes, and how it came to read your own digit. Until then, watch the article's network above."
    )


# The moment ----------------------------------------------------------------------------------------------------------


def facts_of(view: View, film: Film, i: int, now: Frame, asked: Questions) -> list[tuple[str, str, str]]:
    """Frame i in numbers: (label, value, meaning)."""
    row, h = measured_at(view, film, i), view.history
    train, loss = ("–", "–") if row is None else (f"{h.train_accuracy[row]:.1%}", f"{h.train_loss[row]:.3f}")
    return [
        ("Updates made", f"{now.iteration:,}", "How many updates the network had seen at this moment"),
        ("Training digits right", train, "As measured on the way, on the digits it learns from"),
        (
            f"{asked.kind.capitalize()} digits right",
            f"{now.accuracy:.1%}" if now.sound else "–",
            f"Of {len(asked):,} digits that it never learns from, asked anew at this moment",
        ),
        ("Loss", loss, "Mean cross-entropy on the training digits, in nats: with the natural logarithm"),
        (
            "Frames",
            f"{len(film):,}" if film.every == 1 else f"{len(film):,}, {film.every:,} apart",
            "Moments on film, and how many updates they are apart at most: a film is thinned when memory is full",
        ),
    ]


def what_broke_down(view: View, film: Film, i: int, now: Frame) -> str:
    """A sentence on frame i where it is not like the others, or nothing."""
    if not now.sound:
        return (
            "**Not all of these parameters are numbers any more**: learning broke down here. Such answers mean nothing."
        )
    if film.put_back and i == len(film) - 1:
        why = "Learning broke down, so" if view.final is None else "It stopped early, and"
        return f"{why} the run went back to its best parameters: they are this last frame."
    return ""


def curves_in_words(view: View, film: Film, i: int) -> str:
    """The curves at this moment, for those who cannot see them."""
    at, row, h = int(film.iterations[i]), measured_at(view, film, i), view.history
    said = f"Accuracy and loss against updates, marked after {at:,} of {view.total:,}"
    if row is None:
        return f"{said}, where nothing was measured."
    also = f" and {h.test_accuracy[row]:.1%} of the {view.recipe.held_out}" if view.recipe.held_out else ""
    return (
        f"{said}: {h.train_accuracy[row]:.1%} of the training{also} digits are right; the training loss is "
        f"{h.train_loss[row]:.3f}."
    )


def weights_in_words(view: View, now: Frame, shown: int, n: int, change: bool) -> str:
    """The pictures of W1 for those who cannot see them."""
    what = "how far learning has moved them" if change else "their values"
    return (
        f"The 784 weights of the first {shown} of {n} {_rows_of_w1(view)}s after {now.iteration:,} updates, {what}, as "
        "28 by 28 pictures."
    )


def below_the_weights(view: View, shown: int, n: int, change: bool) -> str:
    more = f" The first {shown} of {n}; Weights has them all." if n > shown else ""
    what = "What learning changed in W1" if change else "W1"
    which = "how far its bias moved" if change else "its bias"
    return f"{what}, one picture for each {_rows_of_w1(view)}, with {which}: one scale for the whole film.{more}"


def _rows_of_w1(view: View) -> str:
    return "hidden neuron" if view.recipe.hidden else "digit"


# Right and wrong -----------------------------------------------------------------------------------------------------


def above_the_strip(asked: Questions, now: Frame) -> str:
    right = int((now.answers[asked.strip] == asked.labels[asked.strip]).sum()) if now.sound else 0
    return (
        f"**{right} of these {len(asked.strip)} {asked.kind} digits right** at this moment. Under each: the answer, "
        "and how sure it is."
    )


def under_a_digit(now: Frame, k: int) -> str:
    return f"{now.answers[k]}, {now.sureness[k]:.0%}" if now.sound else "none"


def digit_in_words(asked: Questions, now: Frame, k: int) -> str:
    return f"A handwritten {asked.labels[k]}; the network says {now.answers[k]} and is {now.sureness[k]:.0%} sure."


def above_the_confusion(asked: Questions) -> str:
    return f"**Which digits are taken for which**, of {len(asked):,} {asked.kind} digits"


def confusion_in_words(frame: Frame) -> str:
    """How many are right, and the mistake made most often."""
    right, of = int(frame.confusion.trace()), int(frame.confusion.sum())
    truth, answer, times = frame.worst
    said = f"{right:,} of {of:,} are right"
    wrong = f"{with_article(truth)} for {with_article(answer)}"
    return f"{said}; the commonest mistake is to take {wrong} ({times} times)." if times else f"{said}."


# One digit through all moments ---------------------------------------------------------------------------------------


def above_the_history(digit: Digit, pinned: bool) -> str:
    mark = " :material/keep:" if pinned else ""
    return f"**Watch it learn {_whose(digit)}**{mark}: ten probabilities over the whole run"


def lines_in_words(digit: Digit, story: str, now: str) -> str:
    """The ten lines for those who cannot see them."""
    return f"The ten probabilities of {_whose(digit)} against updates. {story} {now}".replace("**", "")


def _whose(digit: Digit) -> str:
    return "this drawing" if digit.name.startswith("ink-") else f"this {digit.label}"


def at_this_moment(history: DigitHistory, i: int) -> str:
    return f"At this moment it says {probabilities_in_words(history.probabilities[i])}."


def probabilities_in_words(probabilities: Array) -> str:
    """The answer and what comes second: "7 with 93.1%, then 9 with 4.2%"."""
    best = np.argsort(-probabilities, kind="stable")[:2].tolist()
    return ", then ".join(f"{digit} with {percent(float(probabilities[digit]))}" for digit in best)


def history_in_words(history: DigitHistory, label: int | None) -> str:
    """The story of one digit: since when the answer is what it is, since when it is sure, and whether it is right."""
    if len(history.places) < 2:
        return f"So far there is one moment only, and the answer is {history.end}."
    said = _how_it_came_to_its_answer(history)
    if history.changes > 1:
        said += f" On the way it changed its mind {history.changes} times."
    if label is not None and label != history.end:
        said += f" It is {with_article(label)}, so the answer is wrong."
    return said


def _how_it_came_to_its_answer(history: DigitHistory) -> str:
    end, settled, sure = history.end, history.for_good() or 0, history.for_good(SURE)
    if sure is None:
        begins = (
            f"It settles on **{end}** {_since(history, settled)}" if settled else f"It says **{end}** from the start"
        )
        return f"{begins}, but never becomes sure of it for good."
    begins = "It becomes sure" if sure else "It is sure"
    said = f"{begins} of **{end}** {_since(history, sure)}: from there on, its probability stays above {SURE:.0%}."
    if 0 < settled < sure:
        said += f" That was its answer already {_since(history, settled)}."
    return said


def _since(history: DigitHistory, i: int) -> str:
    """By that update, where the film has not kept every one: it may have been sooner."""
    if i == 0:
        return "from the start"
    near = history.places[i] - history.places[i - 1] <= 1
    return f"{'after' if near else 'by'} update {int(history.places[i]):,}"


def what_is_pinned(pinned: Digit | None) -> str:
    if pinned is None:
        return "Nothing is pinned: the film follows the digit that you choose."
    return f"Pinned: {pinned.title}. Choosing another one changes nothing above until you unpin."
