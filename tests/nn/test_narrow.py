"""The two products are what their names say, whichever way they are computed."""

import numpy as np
import pytest

from nn.narrow import NARROW, is_narrow, product, product_transposed


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("m", [1, 7, 128, 1500, 1499])
@pytest.mark.parametrize("n", [1, 10, NARROW, NARROW + 1])
def test_both_products_are_those_of_the_library(n, m, order):
    rng = np.random.default_rng(0)
    W, dZ, A = rng.normal(size=(n, 20)), rng.normal(size=(n, m)), np.asarray(rng.normal(size=(20, m)), order=order)
    Z, dW = np.empty((n, m)), np.empty((n, 20))
    assert product(W, A, out=Z) is Z and product_transposed(dZ, A, out=dW) is dW
    np.testing.assert_allclose(Z, W @ A, atol=1e-12)
    np.testing.assert_allclose(dW, dZ @ A.T, atol=1e-12)


def test_the_faster_way_is_for_few_neurons_that_look_at_digits():
    digits = np.empty((1500, 784), np.float32).T  # each column contiguous
    assert is_narrow(np.empty((10, 784)), digits)
    assert not is_narrow(np.empty((NARROW + 1, 784)), digits)
    assert not is_narrow(np.empty((10, 784)), np.empty((784, 1500), np.float32))
