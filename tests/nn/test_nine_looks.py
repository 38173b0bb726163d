"""Nine looks are nine plain looks at moved pictures, and their mean."""

import numpy as np

from nn.dataset import load_mnist
from nn.models import load_shipped
from nn.nine_looks import MOVES, each_move, nine_answers, predict_nine_times

X = load_mnist().official.X()[:, :40]
BLOG = load_shipped("blog").network


def test_each_look_is_at_the_picture_moved_by_one_pixel() -> None:
    seen = dict(zip(MOVES, each_move(X), strict=True))
    assert len(seen) == 9
    np.testing.assert_array_equal(seen[0, 0], X)
    pictures = X.reshape(28, 28, -1)
    np.testing.assert_array_equal(seen[1, 0].reshape(28, 28, -1)[:, 1:], pictures[:, :-1])
    np.testing.assert_array_equal(seen[0, -1].reshape(28, 28, -1)[:-1], pictures[1:])
    assert not seen[1, 0].reshape(28, 28, -1)[:, 0].any()


def test_the_answer_is_the_mean_of_what_the_network_says_of_each() -> None:
    one_by_one = [BLOG.predict(np.ascontiguousarray(moved)) for moved in each_move(X)]
    np.testing.assert_allclose(nine_answers(BLOG, X), one_by_one, rtol=1e-5, atol=1e-7)
    mean = predict_nine_times(BLOG, X)
    np.testing.assert_allclose(mean, np.mean(one_by_one, axis=0), rtol=1e-5, atol=1e-7)
    np.testing.assert_allclose(mean.sum(axis=0), 1, rtol=1e-5)


def test_more_is_read_by_nine_looks_than_by_one() -> None:
    official = load_mnist().official
    some = official.only(np.arange(2000))
    once, nine = (
        np.mean(A.argmax(axis=0) == some.labels) for A in (BLOG.predict(some.X()), predict_nine_times(BLOG, some.X()))
    )
    assert nine > once
