"""A layer's two products with its inputs: W A forward, dZ A' backward. Few neurons with many inputs take half the time.

Before it multiplies, a matrix library copies its operands into an order of its own. That pays if every number is used
often; ten neurons use each pixel ten times, and the copying takes longer than the multiplying. A small product is
computed without that copy. So where the neurons are few, the columns are cut into blocks, and a stack of small products
does the work of the large one.

This teaches nothing about learning. Next: back to layers.py.
"""

from functools import cache

import numpy as np

from nn.activations import Array

NARROW = 32  # neurons; above, the large product is as fast
SMALL = 1200  # the most sums that OpenBLAS still takes for a small product: 120 columns for 10 neurons


def product(W: Array, A: Array, out: Array) -> Array:
    """out = W A: (n, n_in) (n_in, m) -> (n, m)."""
    if not is_narrow(W, A):
        return np.matmul(W, A, out=out)
    n, n_in = W.shape
    blocks = A.T.reshape(-1, columns_in_a_block(n, A.shape[1]), n_in)  # (blocks, columns, n_in), a view
    out.T[:] = np.matmul(blocks, W.T).reshape(-1, n)
    return out


def product_transposed(dZ: Array, A: Array, out: Array) -> Array:
    """out = dZ A': (n, m) (m, n_in) -> (n, n_in), a sum over the m examples."""
    if not is_narrow(dZ, A):
        return np.matmul(dZ, A.T, out=out)
    n, columns = len(dZ), columns_in_a_block(*dZ.shape)
    blocks = A.T.reshape(-1, columns, len(A))  # (blocks, columns, n_in)
    return np.sum(np.matmul(dZ.reshape(n, -1, columns).swapaxes(0, 1), blocks), axis=0, out=out)


def is_narrow(rows: Array, A: Array) -> bool:
    """Few rows, one a neuron, and the columns of A (n_in, m) each contiguous in memory, as the digits are."""
    return len(rows) <= NARROW and A.flags.f_contiguous


@cache
def columns_in_a_block(n: int, m: int) -> int:
    """The most that make a small product for n neurons and divide m evenly; or all m, if no reasonable number does."""
    return next((width for width in range(SMALL // n, 47, -1) if m % width == 0), m)
