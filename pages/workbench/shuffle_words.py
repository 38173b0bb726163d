"""What the Workbench says of shuffled pixels: who read how many digits, how the two runs compare, and what that means.

No Streamlit here.
"""

import numpy as np

from nn.activations import Array
from nn.explain.shuffle import chance
from nn.lab.view import Status, View
from pages.shared.words import with_article

INTRODUCTION = (
    "Every digit's 784 pixels are moved about, always in the same way. Nothing is added and nothing lost. "
    "Can you still read them? Can a network learn to?"
)
WHAT_IT_MEANS = (
    "A dense network does not know which pixels are neighbours: each neuron adds up 784 numbers, and a sum does "
    "not mind the order. So one order is as good as any other to it, and it learns shuffled digits as well as "
    "plain ones. You see by neighbourhood: strokes, loops and crossings are pixels side by side, and once they are "
    "scattered there is nothing left to see. That pixels have neighbours is knowledge, and this network has to do "
    "without it. **Convolutional networks** have it built in: their neurons look at small patches, the same way "
    "everywhere. That is why they read plain digits better, and why shuffling would hurt them as it hurts you."
)

# You -----------------------------------------------------------------------------------------------------------------

HIDDEN = "A test digit with its pixels shuffled"
BEFORE_THE_FIRST_ANSWER = (
    "Say what you see, or guess. The network, once it has learned, is asked about the same digits."
)


def moved_in_words(number: int, label: int | None) -> str:
    return f"Test digit {number}, {with_article(label)}, with its pixels shuffled"


def score(truth: Array, said: Array, network: Array | None) -> list[tuple[str, str, str]]:
    """How many of the digits asked so far each has read rightly: (label, value, meaning)."""
    asked = len(truth)
    guessing = f"{asked / 10:.1f}" if asked else "–"
    return [
        ("You", _right(truth, said), "Of the shuffled digits that you were asked about, how many you read rightly"),
        (
            "The network",
            _right(truth, network),
            "Of the same digits, how many the network trained on shuffled ones reads rightly",
        ),
        ("By guessing", guessing, "What blind guessing gets on average"),
    ]


def _right(truth: Array, answers: Array | None) -> str:
    if answers is None or not len(truth):
        return "–"
    return f"{np.count_nonzero(answers == truth)} of {len(truth)}"


def asked_before(label: int, said: int) -> str:
    return f"Asked before: {with_article(label)}; you said {said}."


def the_last_one(truth: Array, said: Array, network: Array | None) -> str:
    last = f"The last one was {with_article(int(truth[-1]))}, and you said {said[-1]}"
    if network is None:
        return f"{last}. The network has not learned yet: train both."
    return f"{last}; the network said {network[-1]}."


# The network ---------------------------------------------------------------------------------------------------------


def facts_of(plain: View, shuffled: View) -> list[tuple[str, str, str]]:
    """The newest accuracies: (label, value, meaning)."""
    return [
        ("Plain pixels", _newest(plain), "Accuracy on digits it never learned from"),
        ("Shuffled pixels", _newest(shuffled), "Accuracy on the same digits, shuffled"),
    ]


def _newest(view: View) -> str:
    if view.final is not None:
        return f"{view.final.official.accuracy:.1%}"
    return f"{view.history.test_accuracy[-1]:.1%}" if len(view.history) else "–"


def two_curves_in_words(plain: View, shuffled: View) -> str:
    """The curves for somebody who cannot see them."""
    if not len(plain.history) or not len(shuffled.history):
        return "Accuracy against updates of a run on plain and one on shuffled pixels: nothing is measured yet."
    one, other = (float(view.history.test_accuracy[-1]) for view in (plain, shuffled))
    return (
        f"Accuracy on held-out digits against updates made, of two runs: {one:.1%} on plain pixels, {other:.1%} on "
        "shuffled ones."
    )


def outcome(plain: View, shuffled: View, digits: int) -> str:
    """How the two compare: at the end, on all of MNIST's test digits, of which there are so many."""
    for view in (plain, shuffled):
        if view.status in (Status.DIVERGED, Status.FAILED):
            return view.message
    recipe = plain.recipe
    if plain.status is Status.READY:
        return (
            f"Two networks, {'-'.join(map(str, recipe.sizes))}, with the same settings and the same seed, see the same "
            f"{recipe.train_examples:,} digits {recipe.epochs:g} times over: one as they are, the other shuffled."
        )
    if plain.final is None or shuffled.final is None:
        return f"Training: update {plain.iteration:,} and {shuffled.iteration:,} of {plain.total:,}."
    one, other = plain.final.official.accuracy, shuffled.final.official.accuracy
    return (
        f"**{one:.2%} on plain and {other:.2%} on shuffled pixels**, each of {digits:,} test digits: "
        f"{100 * abs(one - other):.2f} points apart. Which digits happen to be asked about can alone make a "
        f"difference of {100 * chance(one, other, digits):.1f}."
    )


# What they looked for ------------------------------------------------------------------------------------------------

BEFORE_THE_WEIGHTS = "Once both have learned, what their neurons look for is shown here side by side."


def below_the_weights(same: bool) -> str:
    """``same``: put back, the weights of one network are those of the other."""
    if same:
        return (
            "With the pixels put back, the pictures on the right are those on the left, neuron by neuron: it has "
            "learned the very same network."
        )
    return (
        "With the pixels put back, strokes and gaps appear as on the left: the same kind of pictures, though not "
        "neuron by neuron, because the two began with different chance weights in every place."
    )
