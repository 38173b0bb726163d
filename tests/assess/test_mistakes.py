"""The mistakes that a network is sure of, and what one network reads and another does not."""

import numpy as np

from nn.assess.answers import Answers, ask
from nn.assess.mistakes import confident_mistakes, in_order, only_first_right
from nn.dataset import load_mnist
from nn.models import load_shipped

EXAMPLES = load_mnist().official.only(slice(0, 2000))


def test_they_are_wrong_and_the_surest_comes_first():
    network = load_shipped("blog").network
    found = confident_mistakes(network, EXAMPLES, keep=20)
    A = network.predict(EXAMPLES.X())
    assert len(found) == 20
    assert (A.argmax(axis=0)[found] != EXAMPLES.labels[found]).all()
    wrong = A.max(axis=0)[A.argmax(axis=0) != EXAMPLES.labels]
    sure = A.max(axis=0)[found]
    assert (sure[:-1] >= sure[1:]).all() and sure[0] == wrong.max()


def test_where_all_is_right_there_are_none():
    network = load_shipped("strong").network
    right = EXAMPLES.only(network.predict(EXAMPLES.X()).argmax(axis=0) == EXAMPLES.labels)
    assert len(confident_mistakes(network, right)) == 0


def test_of_right_answers_the_closest_comes_first_and_after_all_mistakes():
    scores = np.array([[3.0, 0.1, 2.0, 5.0, 1.0], [0.0, 0.0, 0.0, 0.0, 0.0]])
    answers = Answers(np.array([0, 0, 1, 1, 0]), scores)
    assert in_order(answers, np.arange(5)).tolist() == [3, 2, 1, 4, 0]
    assert in_order(answers, np.array([0, 2])).tolist() == [2, 0]


def test_what_only_the_first_reads():
    blog, strong = (ask(load_shipped(name).network, EXAMPLES) for name in ("blog", "strong"))
    found = only_first_right(strong, blog)
    assert strong.right[found].all() and not blog.right[found].any()
    assert len(found) - len(only_first_right(blog, strong)) == strong.right.sum() - blog.right.sum()
