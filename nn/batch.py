"""The gradient of one batch: forward and backward over its examples, a piece at a time.

The gradient of a mean over 41,000 examples is the sum of what each contributes, so a large batch may be cut into
pieces that fit the processor's cache, and worked on by as many cores as there are (cores.py). The pieces are dealt to
WORKERS workers, however many cores there are, so that the sum is added up in the same order everywhere.

Next: training.py, which turns gradients into learning.
"""

import threading
from collections.abc import Sequence
from weakref import WeakKeyDictionary

import numpy as np

from nn.activations import Array
from nn.augment import jitter, oversampling
from nn.cores import spread
from nn.dataset import CHUNK, Examples, aligned_rows
from nn.loss import l2_backward, l2_penalty, one_hot
from nn.network import Network
from nn.recipe import Recipe

WORKERS = 4  # for a batch of several pieces


class BatchGradient:
    """Computes the gradient of the mean loss over a batch, into ``network.grad``."""

    def __init__(self, network: Network, examples: Examples, recipe: Recipe, rng: np.random.Generator) -> None:
        self.network, self.examples, self.recipe = network, examples, recipe
        whole = len(examples) if recipe.batch_size is None else recipe.batch_size
        count = WORKERS if whole > CHUNK else 1
        rngs = rng.spawn(count)
        networks = [network, *(network.sharing_parameters() for _ in range(count - 1))]
        self.workers = [Worker(n, examples, recipe, r) for n, r in zip(networks, rngs, strict=True)]

    def forward_backward(self, batch: Array | None) -> tuple[float, int, int]:
        """Mean loss, right answers, and examples of one batch: indices (m,), or None for all examples."""
        m = len(self.examples if batch is None else batch)
        pieces = [slice(start, min(start + CHUNK, m)) for start in range(0, m, CHUNK)]
        chosen = [piece if batch is None else batch[piece] for piece in pieces]
        shares = [(worker, chosen[k :: len(self.workers)]) for k, worker in enumerate(self.workers)]
        busy = [(worker, mine) for worker, mine in shares if mine]
        found = spread(lambda share: share[0].forward_backward(share[1], m), busy)
        for worker, _ in busy[1:]:
            self.network.grad += worker.network.grad
        l2_backward(self.network.layers, self.recipe.l2)
        loss = sum(loss for loss, _ in found) / m + l2_penalty(self.network.layers, self.recipe.l2)
        return loss, sum(right for _, right in found), m


class Worker:
    """Works on some pieces of a batch, with working memory and a random stream of its own."""

    remembers = ("rng",)

    def __init__(self, network: Network, examples: Examples, recipe: Recipe, rng: np.random.Generator) -> None:
        self.network, self.examples, self.recipe, self.rng = network, examples, recipe, rng
        self.jitter = recipe.jitter if recipe.jitter.any() else None

    def forward_backward(self, pieces: Sequence[slice | Array], m: int) -> tuple[float, int]:
        """Losses and right answers of the pieces, added up; the sum of their gradients goes into ``network.grad``."""
        network, loss, right = self.network, 0.0, 0
        total: Array | None = None
        with np.errstate(all="ignore"):  # a diverging run overflows; the loss tells, and train() says so in a sentence
            for piece in pieces:
                X, labels = self._digits(piece)  # (784, k), (k,)
                Y = one_hot(labels, self.network.sizes[-1], self.recipe.label_smoothing)  # (10, k)
                loss += network.forward(X, Y, self.recipe.dropout, self.rng)
                right += int(np.count_nonzero(network.A.argmax(axis=0) == labels))
                network.backward(Y, m)
                if len(pieces) > 1:
                    total = network.grad.copy() if total is None else np.add(total, network.grad, out=total)
            if total is not None:
                network.grad[:] = total
        return loss, right

    def _digits(self, piece: slice | Array) -> tuple[Array, Array]:
        """X (784, k), jittered where the recipe says so, and the true labels (k,) of k examples."""
        X, labels = self.examples.X(piece, room_for_digits()), self.examples.all_labels[self.examples.index[piece]]
        return jitter(X.T, self.jitter, self.rng).T if self.jitter else X, labels

    def release(self) -> None:
        """Give the working memory back; the next piece makes it anew."""
        self.network.release()


def shares_of(examples: Examples, power: float) -> Array:
    """How often each of the m examples is drawn, (m,): found out once for all who learn from these very examples."""
    known = _shares.setdefault(examples, {})
    if power not in known:
        known[power] = oversampling(examples.pixels[examples.index], examples.labels, power)
    return known[power]


_shares: WeakKeyDictionary[Examples, dict[float, Array]] = WeakKeyDictionary()


def room_for_digits() -> Array:
    """Room for the digits of one piece, (CHUNK, 784): one a thread, whosever batch it is, for it takes 5 MB."""
    if not hasattr(_mine, "room"):
        _mine.room = aligned_rows(CHUNK)
    room: Array = _mine.room
    return room


_mine = threading.local()


class Batches:
    """For ever: None for the full batch, or index arrays that cover a fresh shuffle, the last of them shorter.

    With ``recipe.oversample`` an epoch is no shuffle but as many draws, in which rare ways of writing come more often.
    """

    remembers = ("order", "start", "rng")

    def __init__(self, examples: Examples, recipe: Recipe, rng: np.random.Generator) -> None:
        self.batch_size, self.rng = recipe.batch_size, rng
        m, power = len(examples), recipe.oversample if recipe.batch_size else 0
        self._shares = shares_of(examples, power) if power else None
        self.order: Array = np.zeros(m if recipe.batch_size else 0, np.int64)  # of this epoch; no digits wait yet
        self.start = m

    def __next__(self) -> Array | None:
        if self.batch_size is None:
            return None
        m = len(self.order)
        if self.start >= m:
            self.order = self.rng.permutation(m) if self._shares is None else self.rng.choice(m, size=m, p=self._shares)
            self.start = 0
        batch = self.order[self.start : self.start + self.batch_size]
        self.start += self.batch_size
        return batch
