"""Counts and measures by digit, against loops written out and, where it is installed, scikit-learn."""

import numpy as np
import pytest

from nn.assess.confusion import by_column, by_digit, by_row, commonest_mistakes, confusion


def some(m: int = 400, seed: int = 0, classes: int = 10) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, classes, m).astype(np.uint8)
    given = np.where(rng.random(m) < 0.7, labels, rng.integers(0, classes, m))
    return labels, given


def test_every_cell_is_counted_by_hand():
    labels, given = some()
    counts = confusion(labels, given)
    for truth in range(10):
        for answer in range(10):
            assert counts[truth, answer] == sum(a == truth and b == answer for a, b in zip(labels, given, strict=True))


def test_measures_by_digit_are_what_their_definitions_say():
    labels, given = some()
    found = by_digit(confusion(labels, given))
    for k in range(10):
        hits = sum((labels == k) & (given == k))
        precision, recall = hits / sum(given == k), hits / sum(labels == k)
        assert found.precision[k] == pytest.approx(precision, abs=1e-12)
        assert found.recall[k] == pytest.approx(recall, abs=1e-12)
        assert found.f1[k] == pytest.approx(2 * precision * recall / (precision + recall), abs=1e-12)
        assert (found.digits[k], found.given[k]) == (sum(labels == k), sum(given == k))


def test_what_there_is_none_of_has_no_measure():
    counts = confusion(np.array([0, 0, 1]), np.array([0, 1, 1]), classes=3)
    found = by_digit(counts)
    assert np.isnan(found.precision[2]) and np.isnan(found.recall[2]) and np.isnan(found.f1[2])
    assert np.isnan(by_row(counts)[2]).all() and np.isnan(by_column(counts)[:, 2]).all()


def test_shares_sum_to_one_along_their_row_or_column():
    counts = confusion(*some())
    np.testing.assert_allclose(by_row(counts).sum(axis=1), 1)
    np.testing.assert_allclose(by_column(counts).sum(axis=0), 1)
    assert by_row(counts)[3, 5] == counts[3, 5] / counts[3].sum()
    assert by_column(counts)[3, 5] == counts[3, 5] / counts[:, 5].sum()


def test_the_commonest_mistakes_come_first_and_right_answers_are_none():
    counts = np.array([[90, 2, 0], [5, 80, 1], [0, 0, 70]])
    assert commonest_mistakes(counts, 2) == [(1, 0, 5), (0, 1, 2)]
    assert commonest_mistakes(counts, 9) == [(1, 0, 5), (0, 1, 2), (1, 2, 1)]
    assert commonest_mistakes(np.diag([1, 2, 3])) == []


@pytest.mark.parametrize("seed", range(5))
def test_as_scikit_learn_has_it(seed: int):
    metrics = pytest.importorskip("sklearn.metrics")
    labels, given = some(seed=seed)
    counts = confusion(labels, given)
    np.testing.assert_array_equal(counts, metrics.confusion_matrix(labels, given, labels=range(10)))
    report = metrics.classification_report(labels, given, output_dict=True, zero_division=np.nan)
    found = by_digit(counts)
    for k in range(10):
        said = report[str(k)]
        assert abs(found.precision[k] - said["precision"]) < 1e-12
        assert abs(found.recall[k] - said["recall"]) < 1e-12
        assert abs(found.f1[k] - said["f1-score"]) < 1e-12
    assert abs(counts.trace() / counts.sum() - report["accuracy"]) < 1e-12
