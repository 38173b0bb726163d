"""Labels that look wrong: those that were made wrong are found, by networks that never saw their digits."""

import numpy as np
import pytest

from nn.assess.answers import Answers, ask
from nn.assess.suspects import (
    FOLDS,
    QUICK,
    Doubts,
    all_but,
    doubts,
    doubts_of,
    fold,
    judged,
    recipes_of,
    together,
)
from nn.dataset import Examples, load_mnist
from nn.training import new_network, train

SMALL = QUICK.but(hidden=(32,), epochs=6)


def with_wrong_labels(m: int, wrong: np.ndarray) -> Examples:
    mnist = load_mnist()
    labels = mnist.train_labels[:m].copy()
    labels[wrong] = (labels[wrong] + 5) % 10
    return Examples(mnist.train_pixels[:m], labels, np.arange(m))


def test_each_digit_is_in_one_fold_and_never_learned_from_by_its_judge() -> None:
    examples = load_mnist().training.only(slice(100, 1_103))
    seen = np.concatenate([fold(examples, n).index for n in range(FOLDS)])
    assert sorted(seen.tolist()) == examples.index.tolist()
    for n, recipe in enumerate(recipes_of(examples)):
        data = all_but(examples, n)
        assert not set(data.train.index.tolist()) & set(data.official.index.tolist())
        assert data.official.index.tolist() == fold(examples, n).index.tolist()
        assert recipe.seed == n and recipe.train_examples == len(data.train) == 1_003 - len(data.official)


def test_labels_that_were_made_wrong_come_first() -> None:
    wrong = np.arange(0, 1_500, 75)
    examples = with_wrong_labels(1_500, wrong)
    parts = []
    for n, recipe in enumerate(recipes_of(examples, SMALL)):
        data, network = all_but(examples, n), new_network(recipe)
        for _ in train(network, data, recipe, recipe.streams().training):
            pass
        parts.append(doubts(network, data.official))
    found = together(parts)
    assert found.index.tolist() == list(range(1_500))
    order = found.index[found.ranked()]  # of 1,500 labels 20 are wrong
    assert np.isin(order[:10], wrong).mean() >= 0.5 and np.isin(wrong, order[:100]).mean() >= 0.75


def test_the_surest_disagreement_comes_first_and_agreement_never() -> None:
    scores = np.log(np.array([[0.5, 0.9, 0.1, 0.3], [0.4, 0.05, 0.8, 0.6], [0.1, 0.05, 0.1, 0.1]]))
    found = doubts_of(Answers(np.array([1, 1, 1, 0]), scores), np.array([7, 8, 9, 10]))
    assert found.index[found.ranked()].tolist() == [8, 10, 7]
    assert found.accuracy == 0.25 and found.support == pytest.approx([0.4, 0.05, 0.8, 0.3])


def test_what_a_person_says_of_labels_and_what_comes_of_it() -> None:
    given, labels = np.array([0, 1, 2, 3, 4]), np.array([0, 1, 2, 0, 0])
    found = Doubts(np.arange(10, 15), labels, given, np.ones(5), np.zeros(5))
    said = judged(found, [(13, "wrong"), (14, "cannot tell"), (99, "wrong")])
    assert (said.right, said.wrong, said.unsure) == (0, 1, 1)
    assert (said.labelled, said.without, said.clear) == (0.6, 0.75, 1.0)
    assert judged(found, [(13, "right")]).without == 0.6


def test_doubts_are_what_the_answers_say() -> None:
    examples = load_mnist().official.only(slice(0, 300))
    network = new_network(SMALL)
    found, answers = doubts(network, examples), ask(network, examples)
    assert found.given.tolist() == answers.given.tolist() and found.accuracy == answers.accuracy
