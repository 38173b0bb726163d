"""Each activation's slope must be the derivative of its value, and neither may overflow."""

import numpy as np
import pytest

from nn.activations import ACTIVATIONS

Z = np.array([[-30.0, -3.0, -0.5, -1e-3], [1e-3, 0.7, 4.0, 30.0]])


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)
def test_the_slope_is_the_derivative_of_the_value(activation):
    def value(Z):
        return activation.value(Z, np.empty_like(Z))

    slope = activation.slope(Z, value(Z), np.empty_like(Z))
    h = 1e-6
    np.testing.assert_allclose(slope, (value(Z + h) - value(Z - h)) / (2 * h), atol=1e-8)


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)
def test_extreme_sums_stay_finite(activation):
    Z = np.array([[-1e4, 0, 1e4]], np.float32)
    A = activation.value(Z, np.empty_like(Z))
    assert np.isfinite(A).all()
    assert np.isfinite(activation.slope(Z, A, np.empty_like(Z))).all()


@pytest.mark.parametrize(
    ("name", "z", "expected"),
    [
        ("relu", -2, 0),
        ("leaky relu", -2, -0.02),
        ("tanh", 1, 0.761594),
        ("sigmoid", 2, 0.880797),
        ("gelu", 1, 0.841192),
        ("linear", -2, -2),
    ],
)
def test_known_values(name, z, expected):
    A = ACTIVATIONS[name].value(np.array([float(z)]), np.empty(1))
    assert A[0] == pytest.approx(expected, abs=1e-6)


def test_the_kink_counts_as_silent():
    zero, out = np.zeros(1), np.empty(1)
    assert ACTIVATIONS["relu"].slope(zero, zero, out)[0] == 0


def test_every_activation_says_what_it_is_for():
    assert all(a.purpose.endswith(".") and a.formula for a in ACTIVATIONS.values())
