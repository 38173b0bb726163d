"""What may be wrong with the digits that a network learns from: pixels, labels, how many, and which.

Each rule looks at a case and gives a finding, or None where it has nothing to say.
"""

from collections.abc import Sequence

from nn.assess.symptoms import ENOUGH, Case, Finding
from nn.recipe import MNIST_TRAIN
from nn.training import chance_loss

TOO_FEW = 5_000
AGREE = 0.6  # of the labels; the mean pictures of MNIST's digits read about 0.8, and 0.7 of a few hundred
TIMES_CHANCE = 4
RARE = 0.25  # of an equal share


def unscaled(case: Case) -> Finding | None:
    """Pixels from 0 to 255 have not been divided."""
    if case.recipe.inputs != "undivided" or not case.measurements:
        return None
    return Finding(
        "Unscaled input",
        f"Ink counts as 255 here, not as 1, and the first loss was {case.curves.train_loss[0]:,.1f}, where guessing "
        f"costs {chance_loss(len(case.recipe.classes)):.1f}.",
        "The sums of the first layer, and the gradients of its weights, are 255 times what initial values and learning "
        "rate are made for. One step throws the weights far beyond where they should go.",
        "Divide the pixels by 255.",
        {"inputs": "pixels"},
    )


def shuffled(case: Case) -> Finding | None:
    """The labels do not belong to the pictures."""
    classes = len(case.recipe.classes)
    enough = min(AGREE, TIMES_CHANCE / classes) if case.recipe.pictures else AGREE  # others' pictures differ more
    if case.facts is None or not case.facts.agreement < enough:
        return None
    return Finding(
        "Labels that look shuffled",
        f"Only {case.facts.agreement:.0%} of the labels are those of the mean picture that is nearest; of MNIST's own "
        "it is about 80%.",
        "Where labels do not belong to their pictures, there is nothing to find out but each answer by heart. Whatever "
        "is learned of these digits helps with no others.",
        "Take the labels as they belong to the pictures.",
        {"shuffled_labels": 0.0} if case.recipe.shuffled_labels else {},
    )


def leaked(case: Case) -> Finding | None:
    """Held-out digits have been learned from."""
    if case.facts is None or not case.facts.shared:
        return None
    return Finding(
        "Test digits among the training digits",
        f"{case.facts.shared:,} of the held-out digits are also among those that it learns from, pixel by pixel.",
        "What was learned by heart counts as understood there. The accuracy that is shown is better than that on "
        "digits it has never seen.",
        "Hold out digits that it does not learn from.",
    )


def missing(case: Case) -> Finding | None:
    """There is not one example of a class."""
    if case.facts is None or 0 not in case.facts.counts:
        return None
    absent = [name for name, n in zip(case.recipe.classes, case.facts.counts, strict=True) if not n]
    return Finding(
        "Classes missing",
        f"None of the {sum(case.facts.counts):,} training digits is a {listed(absent, 'or')}.",
        "A network answers only what it was shown. It learns that the others never come, and says so with certainty.",
        "Learn from more digits, or from others.",
        _more_digits(case),
    )


def unbalanced(case: Case) -> Finding | None:
    """Some classes are rare."""
    if case.facts is None or sum(case.facts.counts) < 200 or 0 in case.facts.counts:
        return None
    counts = case.facts.counts
    total, fewest = sum(counts), min(counts)
    if fewest >= RARE * total / len(counts):
        return None
    names = case.recipe.classes
    rare = [name for name, n in zip(names, counts, strict=True) if n < RARE * total / len(counts)]
    return Finding(
        "Classes unbalanced",
        f"Of {total:,} training digits only {fewest} are a {names[counts.index(fewest)]}, and {max(counts):,} a "
        f"{names[counts.index(max(counts))]}.",
        "The loss is a mean over all digits, so what is rare weighs little in it. To be wrong about it costs next to "
        "nothing.",
        f"Learn from more of {listed(rare, 'and')}.",
        _more_digits(case),
    )


def too_few(case: Case) -> Finding | None:
    """It knows its few digits by heart, and others are still strange to it."""
    recipe = case.recipe
    if not recipe.held_out or recipe.train_examples >= TOO_FEW or case.measurements < ENOUGH:
        return None
    if case.accuracy < 0.95 or case.gap < 0.08:
        return None
    return Finding(
        "Too few examples",
        f"It learns from {recipe.train_examples:,} digits and gets {case.accuracy:.0%} of them right, but "
        f"{case.accuracy - case.gap:.0%} of the {recipe.held_out} digits.",
        "A few digits do not show all the ways in which people write. The network has no reason to go on once it knows "
        "these few.",
        "Learn from more digits.",
        _more_digits(case),
    )


def _more_digits(case: Case) -> dict[str, int]:
    """Ten times as many, within what there is."""
    recipe = case.recipe
    most = min(MNIST_TRAIN, recipe.available - recipe.test_examples - recipe.validation_examples)
    more = min(most, max(TOO_FEW, 10 * recipe.train_examples))
    return {"train_examples": more} if more > recipe.train_examples else {}


def listed(names: Sequence[object], word: str) -> str:
    """1, 2 and 3."""
    *others, last = map(str, names)
    return f"{', '.join(others)} {word} {last}" if others else last
