"""The mistakes that a network is sure of."""

from nn.dataset import load_mnist
from nn.explain.mistakes import confident_mistakes
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
