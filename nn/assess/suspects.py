"""Labels that look wrong: digits of which a network that never saw them is sure that they are something else.

A network learns its training digits by heart, wrong labels included, so it is no judge of them. They are dealt into
five folds instead, and each fold is judged by a network that learned from the other four (Northcutt, Jiang and Chuang,
2021, call such labels out of sample). Most of what is found this way is only badly written: people have to look.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nn.activations import Array
from nn.assess.answers import Answers, ask
from nn.dataset import Data, Examples
from nn.network import Network
from nn.recipe import Recipe

FOLDS = 5
QUICK = Recipe(
    hidden=(128,),
    initial="he",
    optimizer="adam",
    learning_rate=0.004,
    schedule="cosine",
    batch_size=128,
    iterations=None,
    epochs=3,
    validation_examples=0,
    test_examples=0,
)
RIGHT, WRONG, UNSURE = "right", "wrong", "cannot tell"  # what a person may say of a label
WATCHED = 500  # digits of a fold that its network's curve is measured on


# Out of sample --------------------------------------------------------------------------------------------------------


def fold(examples: Examples, number: int, seed: int = 0) -> Examples:
    """The digits of one of the five folds: dealt by the seed, so that each is as good a sample as any."""
    order = np.random.default_rng(seed).permutation(len(examples))
    return examples.only(np.sort(order[number::FOLDS]))


def all_but(examples: Examples, number: int, seed: int = 0) -> Data:
    """What the network of a fold learns from: the other four. It is watched on a few of the fold itself."""
    order = np.random.default_rng(seed).permutation(len(examples))
    others = np.sort(np.concatenate([order[n::FOLDS] for n in range(FOLDS) if n != number]))
    out = fold(examples, number, seed)
    return Data(examples.only(others), examples.only(slice(0, 0)), out.only(slice(0, WATCHED)), out)


def recipes_of(examples: Examples, quick: Recipe = QUICK) -> list[Recipe]:
    """One recipe a fold, which its seed numbers."""
    return [quick.but(seed=n, train_examples=len(all_but(examples, n).train)) for n in range(FOLDS)]


@dataclass(frozen=True, eq=False)
class Doubts:
    """Of m digits, what a network that never saw them says: its answers ``given`` (m,) with their ``confidence`` (m,),
    and the probability that it gives to their ``labels`` (m,), called ``support`` (m,). ``index`` (m,) are the digits.
    """

    index: NDArray[np.intp]
    labels: Array
    given: Array
    confidence: Array
    support: Array

    def __len__(self) -> int:
        return len(self.index)

    @property
    def accuracy(self) -> float:
        """The share of digits that are read as their labels say; NaN for none."""
        return float((self.given == self.labels).mean()) if len(self) else float("nan")

    def ranked(self) -> Array:
        """Places of the digits that are read as something else, the surest disagreement first.

        That is the probability of the answer less that of the label. Equal ones keep their order.
        """
        places = np.flatnonzero(self.given != self.labels)
        against = self.confidence[places] - self.support[places]
        found: Array = places[np.argsort(-against, kind="stable")]
        return found


def doubts_of(answers: Answers, index: NDArray[np.intp]) -> Doubts:
    """What a network's answers to digits that it never saw say of their labels."""
    labels = answers.labels
    support = answers.probabilities[labels, np.arange(len(answers))]
    return Doubts(index, labels, answers.given, answers.confidence, support)


def doubts(network: Network, examples: Examples) -> Doubts:
    """Ask a network about digits that it never saw."""
    return doubts_of(ask(network, examples), examples.index)


def together(parts: Sequence[Doubts]) -> Doubts:
    """The folds as one, in the order of the digits."""
    index = np.concatenate([part.index for part in parts])
    order = np.argsort(index, kind="stable")
    return Doubts(
        index[order],
        *(
            np.concatenate([getattr(part, name) for part in parts])[order]
            for name in ("labels", "given", "confidence", "support")
        ),
    )


# Judged by a person ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Judged:
    """How many labels a person has called ``right``, ``wrong`` and ``unsure``, and what comes of it: the accuracy as
    the labels have it (``labelled``), ``without`` the wrong ones, and without what cannot be told either (``clear``).
    """

    right: int
    wrong: int
    unsure: int
    labelled: float
    without: float
    clear: float


def judged(found: Doubts, verdicts: Iterable[tuple[int, str]]) -> Judged:
    """``verdicts``: the number of a digit, as its set counts, and what was said of it. Of other digits none counts."""
    said = dict(verdicts)
    here = {verdict: _among(found, said, verdict) for verdict in (RIGHT, WRONG, UNSURE)}
    hit = found.given == found.labels

    def share(keep: NDArray[np.bool_]) -> float:
        return float(hit[keep].mean()) if keep.any() else float("nan")

    return Judged(
        int(here[RIGHT].sum()),
        int(here[WRONG].sum()),
        int(here[UNSURE].sum()),
        found.accuracy,
        share(~here[WRONG]),
        share(~here[WRONG] & ~here[UNSURE]),
    )


def _among(found: Doubts, said: dict[int, str], verdict: str) -> NDArray[np.bool_]:
    numbers = [number for number, what in said.items() if what == verdict]
    return np.isin(found.index, np.array(numbers, np.intp))
