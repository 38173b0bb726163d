"""Calibration, against loops written out, a search on a grid and, where it is installed, scikit-learn."""

import numpy as np
import pytest

from nn.assess.answers import Answers
from nn.assess.calibration import coverage, fitted_temperature, log_loss, reliability


def some(m: int = 3000, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Sureness between 0.1 and 1, and answers that are right less often than it says."""
    rng = np.random.default_rng(seed)
    confidence = rng.uniform(0.1, 1, m)
    return confidence, rng.random(m) < confidence**1.5


def answers(m: int = 500, seed: int = 0, factor: float = 3.0) -> Answers:
    """Labels drawn by the softmax of some scores, and those scores too large by the factor."""
    rng = np.random.default_rng(seed)
    honest = rng.normal(size=(10, m)) * 2
    labels = (honest + rng.gumbel(size=honest.shape)).argmax(axis=0)  # draws each class by its softmax
    return Answers(labels, (factor * honest).astype(np.float32))


def test_each_bin_is_what_a_loop_finds():
    confidence, right = some()
    found = reliability(confidence, right, bins=10)
    error = 0.0
    for b in range(10):
        inside = (confidence > found.edges[b]) & (confidence <= found.edges[b + 1])
        assert found.digits[b] == inside.sum()
        if inside.any():
            assert found.confidence[b] == pytest.approx(confidence[inside].mean(), abs=1e-12)
            assert found.right[b] == pytest.approx(right[inside].mean(), abs=1e-12)
            error += abs(right[inside].mean() - confidence[inside].mean()) * inside.sum() / len(right)
        else:
            assert np.isnan(found.right[b]) and np.isnan(found.confidence[b])
    assert found.error == pytest.approx(error, abs=1e-12)
    assert found.too_sure == pytest.approx(confidence.mean() - right.mean(), abs=1e-12)


def test_edges_and_certainty_belong_to_the_bin_below():
    found = reliability(np.array([0.0, 0.1, 0.10001, 1.0]), np.array([False, True, True, True]))
    assert found.digits.tolist() == [2, 1, 0, 0, 0, 0, 0, 0, 0, 1]


def test_no_answers_have_no_error():
    assert np.isnan(reliability(np.array([]), np.array([], bool)).error)


def test_whoever_is_as_sure_as_right_has_no_error():
    confidence = np.full(100, 0.75)
    assert reliability(confidence, np.arange(100) < 75).error == 0


def test_coverage_is_what_a_loop_finds():
    confidence, right = some(400)
    thresholds = np.array([0, 0.3, confidence[7], 0.9, 1.01])
    found = coverage(confidence, right, thresholds)
    for t, answered, accuracy in zip(thresholds, found.answered, found.accuracy, strict=True):
        sure = confidence >= t
        assert answered == sure.mean()
        assert accuracy == pytest.approx(right[sure].mean(), abs=1e-12) if sure.any() else np.isnan(accuracy)
    assert found.answered[0] == 1 and found.accuracy[0] == right.mean()


def test_the_temperature_undoes_what_made_the_scores_too_large():
    assert fitted_temperature(answers(20_000)) == pytest.approx(3, rel=0.03)


def test_no_other_temperature_has_a_lower_loss():
    given = answers()
    best = fitted_temperature(given)
    lowest = log_loss(given.at_temperature(best))
    for temperature in np.geomspace(0.05, 20, 400):
        assert lowest <= log_loss(given.at_temperature(float(temperature))) + 1e-7


def test_where_all_is_right_the_coldest_is_best_and_where_it_is_chance_the_hottest():
    scores = np.zeros((10, 50), np.float32)
    scores[3] = 1
    assert fitted_temperature(Answers(np.full(50, 3), scores)) == pytest.approx(0.05, rel=1e-6)
    assert fitted_temperature(Answers(np.full(50, 4), scores)) == pytest.approx(20, rel=1e-6)
    with pytest.raises(ValueError, match="no answers"):
        fitted_temperature(Answers(np.empty(0, int), scores[:, :0]))


def test_it_repairs_whoever_is_too_sure_on_digits_that_it_was_not_fitted_on():
    found = answers(2000)
    first, second = found.only(np.arange(1000)), found.only(np.arange(1000, 2000))
    repaired = second.at_temperature(fitted_temperature(first))
    assert log_loss(repaired) < log_loss(second)
    assert reliability(repaired.confidence, repaired.right).error < reliability(second.confidence, second.right).error


@pytest.mark.parametrize("bins", [5, 10, 15])
def test_as_scikit_learn_has_it(bins: int):
    calibration = pytest.importorskip("sklearn.calibration")
    confidence, right = some()
    true, predicted = calibration.calibration_curve(right, confidence, n_bins=bins)
    found = reliability(confidence, right, bins)
    there = found.digits > 0
    np.testing.assert_allclose(found.right[there], true, atol=1e-12, rtol=0)
    np.testing.assert_allclose(found.confidence[there], predicted, atol=1e-12, rtol=0)
