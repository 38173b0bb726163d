"""The gradient of one batch: forward and backward over its examples, a piece at a time.

The gradient of a mean over 41,000 examples is the sum of what each contributes, so a large batch may be walked in
pieces that fit the processor's cache, on as many cores as there are (cores.py). The pieces are dealt to PARTS walkers,
however many cores there are, so that the sum is added up in the same order everywhere.
"""

from collections.abc import Iterator

import numpy as np

from nn.activations import Array
from nn.augment import jitter, oversampling
from nn.cores import spread
from nn.dataset import CHUNK, Examples, aligned_rows
from nn.loss import one_hot
from nn.network import Network
from nn.recipe import Recipe

PARTS = 4


class BatchGradient:
    """Computes the gradient of the mean loss over a batch, into ``network.grad``."""

    def __init__(self, network: Network, examples: Examples, recipe: Recipe, rng: np.random.Generator) -> None:
        self.network, self.examples, self.recipe = network, examples, recipe
        whole = len(examples) if recipe.batch_size is None else recipe.batch_size
        count = PARTS if whole > CHUNK else 1
        rngs = rng.spawn(count)
        networks = [network, *(network.sharing_parameters() for _ in range(count - 1))]
        self.walkers = [Walker(n, examples, recipe, r) for n, r in zip(networks, rngs, strict=True)]

    def of(self, batch: Array | None) -> tuple[float, int, int]:
        """Mean loss, right answers, and examples of one batch: an array of indices, or None for all."""
        m = len(self.examples if batch is None else batch)
        pieces = [slice(start, min(start + CHUNK, m)) for start in range(0, m, CHUNK)]
        chosen = [[piece if batch is None else batch[piece] for piece in pieces[k::PARTS]] for k in range(PARTS)]
        busy = [(walker, mine) for walker, mine in zip(self.walkers, chosen, strict=False) if mine]
        found = spread(lambda part: part[0].walk(part[1], m), busy)
        for walker, _ in busy[1:]:
            self.network.grad += walker.grad
        loss, right = sum(loss for loss, _ in found) / m, sum(right for _, right in found)
        if self.recipe.l2:
            loss += self._add_l2()
        return loss, right, m

    def _add_l2(self) -> float:
        """Add l2/2 times the sum of squared weights (not biases) to the loss, and its derivative l2 W to dW."""
        squares = 0.0
        for layer in self.network.layers:
            layer.dW += self.recipe.l2 * layer.W
            squares += float(np.vdot(layer.W, layer.W))
        return self.recipe.l2 / 2 * squares


class Walker:
    """Walks some pieces of a batch, with working memory of its own."""

    def __init__(self, network: Network, examples: Examples, recipe: Recipe, rng: np.random.Generator) -> None:
        self.network, self.examples, self.recipe, self.rng = network, examples, recipe, rng
        self.pixels = aligned_rows(min(CHUNK, recipe.batch_size or len(examples)))
        self.jitter = recipe.jitter if recipe.jitter.any() else None

    @property
    def grad(self) -> Array:
        return self.network.grad

    def walk(self, pieces: list[slice | Array], m: int) -> tuple[float, int]:
        """Sum of losses and of right answers over the pieces, and their gradients added up in ``grad``."""
        network, loss, right = self.network, 0.0, 0
        total: Array | None = None
        with np.errstate(all="ignore"):  # a diverging run overflows; the loss tells, and train() says so in a sentence
            for piece in pieces:
                labels = self.examples.all_labels[self.examples.index[piece]]
                X, Y = self.examples.X(piece, self.pixels), one_hot(labels, smoothing=self.recipe.label_smoothing)
                if self.jitter:
                    X = jitter(X.T, self.jitter, self.rng).T
                loss += network.forward(X, Y, 1 - self.recipe.dropout, self.rng)
                right += int(np.count_nonzero(network.A.argmax(axis=0) == labels))
                network.backward(Y, m)
                if len(pieces) > 1:
                    total = network.grad.copy() if total is None else np.add(total, network.grad, out=total)
            if total is not None:
                network.grad[:] = total
        return loss, right


def batches(examples: Examples, recipe: Recipe, rng: np.random.Generator) -> Iterator[Array | None]:
    """For ever: None for the full batch, or index arrays that cover a fresh shuffle, the last of them shorter.

    With ``recipe.oversample`` an epoch is no shuffle but as many draws, in which rare ways of writing come more often.
    """
    m = len(examples)
    power = recipe.oversample
    shares = oversampling(examples.pixels[examples.index], examples.labels, power) if power else None
    while True:
        if recipe.batch_size is None:
            yield None
            continue
        order = rng.permutation(m) if shares is None else rng.choice(m, size=m, p=shares)
        for start in range(0, m, recipe.batch_size):
            yield order[start : start + recipe.batch_size]
