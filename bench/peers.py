"""The same work by others: as tutorials write it, by PyTorch, by scikit-learn.

They get the pixels as floats, ready made, and a loop as their own tutorials write it, without anything that is not
needed to learn.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from itertools import count
from time import perf_counter
from typing import Any

import numpy as np

from bench.ours import every
from bench.race import Work
from bench.textbook import Textbook
from nn import Recipe, load_mnist, new_network
from nn.augment import jitter
from nn.inputs import INPUTS
from nn.optimizers import ROUNDS
from nn.schedules import SCHEDULES


def installed(module: str) -> bool:
    return find_spec(module) is not None


def textbook(recipe: Recipe) -> Work:
    """One iteration of the tutorials' code on the same digits."""
    digits = load_mnist().split(recipe, keep_floats=False).train
    return Textbook(np.ascontiguousarray(digits.X(), np.float64), digits.labels, recipe.learning_rate).iteration


class PyTorch:
    """The recipe's network, optimizer and batches in PyTorch, on all cores, from the same initial parameters."""

    def __init__(self, recipe: Recipe) -> None:
        import torch

        self.torch, self.recipe = torch, recipe
        self.mnist = load_mnist()
        digits = self.mnist.split(recipe, keep_floats=False).train
        self.X, self.labels = torch.tensor(digits.X().T), torch.tensor(digits.labels.astype(np.int64))
        self.network = self._network()
        self.optimizer = self._optimizer()
        self.loss = torch.nn.CrossEntropyLoss(label_smoothing=recipe.label_smoothing)
        self.rng = recipe.streams().training

    def _network(self) -> Any:
        nn = self.torch.nn
        bends = {
            "relu": nn.ReLU(),
            "linear": nn.Identity(),
            "leaky relu": nn.LeakyReLU(0.01),
            "tanh": nn.Tanh(),
            "sigmoid": nn.Sigmoid(),
            "gelu": nn.GELU(approximate="tanh"),
        }
        layers: list[Any] = []
        for layer in new_network(self.recipe.but(inputs="pixels")).layers:
            linear = nn.Linear(*layer.W.shape[::-1])
            linear.weight.data, linear.bias.data = map(self.torch.tensor, (layer.W, layer.b[:, 0]))
            layers += [linear, bends[self.recipe.activation]]
            if self.recipe.dropout:
                layers.append(nn.Dropout(self.recipe.dropout))
        return nn.Sequential(*layers[: layers.index(linear) + 1])

    def _optimizer(self) -> Any:
        r, kinds, parameters = self.recipe, self.torch.optim, self.network.parameters()
        betas = (r.momentum, r.beta2)
        make = {
            "gradient descent": lambda: kinds.SGD(parameters, r.learning_rate),
            "momentum": lambda: kinds.SGD(parameters, r.learning_rate, r.momentum),
            "nesterov": lambda: kinds.SGD(parameters, r.learning_rate, r.momentum, nesterov=True),
            "adam": lambda: kinds.Adam(parameters, r.learning_rate, betas),
            "adamw": lambda: kinds.AdamW(parameters, r.learning_rate, betas, weight_decay=r.weight_decay),
            "muon": lambda: self._muon(betas),
        }
        return make[r.optimizer]()

    def _muon(self, betas: tuple[float, float]) -> Any:
        """PyTorch's own for the matrices but the last, its Adam for all else, as two that step together."""
        r, kinds, all_of_it = self.recipe, self.torch.optim, list(self.network.parameters())
        matrices = [p for p in all_of_it if p.ndim == 2][:-1]
        rest = [p for p in all_of_it if all(p is not matrix for matrix in matrices)]
        muon = kinds.Muon(
            matrices,
            r.learning_rate,
            weight_decay=0,
            momentum=r.momentum,
            ns_steps=ROUNDS,
            adjust_lr_fn="match_rms_adamw",
        )
        return _Both(muon, kinds.Adam(rest, r.learning_rate, betas))

    def batches(self) -> Iterator[Any]:
        """For ever: X (m, 784) and labels (m,) of the next batch; jittered, if the recipe says so, by nn.augment."""
        while self.recipe.batch_size is None:
            yield self.X, self.labels
        while True:
            for chosen in self.torch.randperm(len(self.labels)).split(self.recipe.batch_size):
                X = self.X[chosen]
                if self.recipe.jitter.any():
                    X = self.torch.from_numpy(jitter(X.numpy(), self.recipe.jitter, self.rng))
                yield X, self.labels[chosen]

    def update(self, X: Any, labels: Any) -> None:
        self.optimizer.zero_grad()
        self.loss(self.network(self._standardised(X)), labels).backward()
        self.optimizer.step()

    def _standardised(self, X: Any) -> Any:
        """The pixels, or what the recipe learns on in their place."""
        inputs = INPUTS[self.recipe.inputs]
        return X if inputs.name == "pixels" else (X - inputs.mean) / inputs.spread

    def set_rate(self, rate: float) -> None:
        for group in self.optimizer.param_groups:
            group["lr"] = rate

    def accuracy(self) -> float:
        """On the official test digits."""
        self.network.eval()
        with self.torch.no_grad():
            X = self._standardised(self.torch.tensor(self.mnist.official.X().T))
            answers = self.network(X).argmax(dim=1).numpy()
        self.network.train()
        return float((answers == self.mnist.official.labels).mean())


class _Both:
    """Two optimizers of one network, each with parameters of its own."""

    def __init__(self, *optimizers: Any) -> None:
        self.optimizers = optimizers
        self.param_groups = [group for optimizer in optimizers for group in optimizer.param_groups]

    def zero_grad(self) -> None:
        for optimizer in self.optimizers:
            optimizer.zero_grad()

    def step(self) -> None:
        for optimizer in self.optimizers:
            optimizer.step()


def pytorch(recipe: Recipe, many: int) -> Work:
    """So many updates by PyTorch."""
    trainer = PyTorch(recipe)
    batches = trainer.batches()

    def work() -> None:
        for _ in range(many):
            trainer.update(*next(batches))

    return work


def pytorch_until(recipe: Recipe, accuracy: float) -> Work:
    """The same recipe in PyTorch, with the same seeds."""
    factor, seeds = SCHEDULES[recipe.schedule].factor, count(recipe.seed)

    def work() -> float:
        trainer, seconds = PyTorch(recipe.but(seed=next(seeds))), 0.0
        batches = trainer.batches()
        for iteration in range(1, recipe.total_iterations + 1):
            start = perf_counter()
            trainer.set_rate(recipe.learning_rate * factor((iteration - 1) / recipe.total_iterations))
            trainer.update(*next(batches))
            seconds += perf_counter() - start
            if iteration % every(recipe) == 0 and trainer.accuracy() >= accuracy:
                return seconds
        return float("inf")

    return work


def scikit_learn(recipe: Recipe) -> Work:
    """One epoch by scikit-learn's MLPClassifier with Adam, without its default weight decay."""
    from sklearn.neural_network import MLPClassifier

    digits = load_mnist().split(recipe, keep_floats=False).train
    X, labels = np.ascontiguousarray(digits.X().T), digits.labels
    classifier = MLPClassifier(
        recipe.hidden, solver="adam", alpha=0, batch_size=recipe.batch_size, learning_rate_init=recipe.learning_rate
    )
    classes = np.arange(10)
    return lambda: classifier.partial_fit(X, labels, classes=classes)
