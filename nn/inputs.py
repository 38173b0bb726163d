"""What a training learns on: pixels as they are, or standardised, with mean 0 and spread 1; or, a mistake, undivided.

A pixel is never negative, so an example pushes all the weights of a neuron the same way, and the path into the valley
zigzags. On inputs around zero learning is quicker: LeCun et al., Efficient BackProp, 1998, section 4.3. But a finished
network is to read pixels, and so is one that still learns, on every page. Since W x + b = W' x' + b' for

    x' = (x - mean) / spread        W' = spread W        b' = b + mean * row sums of W

the pixels may stay as they are: the first layer is written as W' and b' for as long as an optimizer moves it, and is W
and b again at all other times. Whoever forgets to divide MNIST's bytes by 255 learns on x' = 255 x, and can be watched
at it in the same way. Used by training.py.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from nn.layers import Dense


@dataclass(frozen=True)
class Inputs:
    """x' = (x - mean) / spread of every pixel x, with one plain sentence."""

    name: str
    mean: float
    spread: float
    purpose: str

    def to_pixels(self, first: Dense) -> None:
        """From W' and b' to W and b, in place."""
        if self.name != "pixels":
            first.W /= self.spread
            first.b -= self.mean * first.W.sum(axis=1, keepdims=True)

    @contextmanager
    def instead_of_pixels(self, first: Dense) -> Iterator[None]:
        """Within, the first layer is W' and b', and its gradients are the derivatives by these."""
        if self.name != "pixels":
            first.dW -= self.mean * first.db  # the chain rule through W = W' / spread, b = b' - mean * row sums of W
            first.dW /= self.spread
            first.b += self.mean * first.W.sum(axis=1, keepdims=True)
            first.W *= self.spread
        yield
        self.to_pixels(first)


MEAN, SPREAD = 0.1307, 0.3081  # of all pixels of MNIST's training digits, from 0 (paper) to 1 (ink)

INPUTS: dict[str, Inputs] = {
    i.name: i
    for i in (
        Inputs("pixels", 0, 1, "From 0, paper, to 1, ink, as they are."),
        Inputs(
            "standardised",
            MEAN,
            SPREAD,
            "It learns as if every pixel came less the mean and divided by the spread of all, and still reads pixels.",
        ),
        Inputs("undivided", 0, 1 / 255, "A mistake: it learns as if ink were 255, since nobody divided by that."),
    )
}
