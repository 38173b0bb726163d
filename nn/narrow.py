"""A layer's two products once more, for few neurons that look at many inputs: the same numbers in half the time.

Before it multiplies, a matrix library copies its operands into an order of its own. That pays if every number is used
often; ten neurons use each pixel ten times, and the copying takes longer than the multiplying. Small products are
spared it. So the columns are cut into blocks, and a stack of small products does the work of the large one.
"""

from functools import cache

import numpy as np

from nn.activations import Array

NARROW = 32  # neurons; above, the large product is as fast
SMALL = 1200  # the most sums that OpenBLAS still takes for a small product: 120 columns for 10 neurons


def is_narrow(W: Array, A_prev: Array) -> bool:
    """Few rows in W (n, n_in), and the columns of A_prev (n_in, m) each contiguous in memory, as the digits are."""
    return len(W) <= NARROW and A_prev.flags.f_contiguous


@cache
def columns_in_a_block(n: int, m: int) -> int:
    """The most that make a small product for n neurons and divide m evenly; or all m, if no reasonable number does."""
    return next((width for width in range(SMALL // n, 47, -1) if m % width == 0), m)


def narrow_forward(W: Array, A_prev: Array, Z: Array) -> None:
    """Z = W A_prev, block by block."""
    n, n_in = W.shape
    blocks = A_prev.T.reshape(-1, columns_in_a_block(n, A_prev.shape[1]), n_in)  # (blocks, columns, n_in), a view
    Z.T[:] = np.matmul(blocks, W.T).reshape(-1, n)


def narrow_backward(dZ: Array, A_prev: Array, dW: Array) -> None:
    """dW = dZ A_prev', block by block."""
    n, columns = len(dZ), columns_in_a_block(*dZ.shape)
    blocks = A_prev.T.reshape(-1, columns, len(A_prev))  # (blocks, columns, n_in)
    np.sum(np.matmul(dZ.reshape(n, -1, columns).swapaxes(0, 1), blocks), axis=0, out=dW)
