"""Everything one has to know to repeat a run: a Recipe. It is checked when it is made, and never changes afterwards.

Two runs of the same recipe on the same machine give the same history, bit for bit, because every random choice comes
from ``seed``: which digits are drawn, the initial values, and the order of the batches each have a stream of their own.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

import numpy as np

from nn.activations import ACTIVATIONS, Array
from nn.augment import Jitter
from nn.initializers import INITIALIZERS
from nn.optimizers import OPTIMIZERS, Optimizer
from nn.schedules import SCHEDULES

PIXELS, CLASSES = 784, 10
MNIST_TRAIN = 60_000
MAX_LAYERS, MAX_WIDTH = 8, 2048


class RecipeError(ValueError):
    """A field that cannot be: the message names the field, the value and what is allowed.

    ``fields``: the names of the fields that the message speaks of, for those who call them something else.
    """

    def __init__(self, message: str, *fields: str) -> None:
        super().__init__(message)
        self.fields = fields


@dataclass(frozen=True)
class Streams:
    """Independent random streams from one seed, one for each kind of choice."""

    split: np.random.Generator
    initial: np.random.Generator
    training: np.random.Generator


@dataclass(frozen=True)
class Recipe:
    """Every hyperparameter of a run. The defaults are the article's network; RecipeError names what is out of range.

    ``hidden``: neurons of each hidden layer. ``batch_size`` None: the whole training set at every step. The length is
    given as ``iterations`` (updates) or as ``epochs`` (passes over the training set), never both. Examples are counted
    out of MNIST's 60,000 training digits; the official 10,000 test digits are never trained on.
    """

    hidden: tuple[int, ...] = (10,)
    activation: str = "relu"
    initial: str = "blog"
    optimizer: str = "gradient descent"
    learning_rate: float = 0.1
    schedule: str = "constant"
    batch_size: int | None = None
    iterations: int | None = 500
    epochs: float | None = None
    train_examples: int = 41_000
    validation_examples: int = 0
    test_examples: int = 1_000
    seed: int = 0
    # what an optimizer remembers
    momentum: float = 0.9
    beta2: float = 0.999
    # against learning by heart
    weight_decay: float = 0.0
    l2: float = 0.0
    dropout: float = 0.0
    label_smoothing: float = 0.0
    patience: int = 0
    # jitter of the training digits: how far each may be changed (augment.py)
    shift: float = 0.0
    rotation: float = 0.0
    scale: float = 0.0
    aspect: float = 0.0
    shear: float = 0.0
    elastic: float = 0.0
    stroke_width: float = 0.0
    oversample: float = 0.0  # how much more often rare ways of writing are shown

    def __post_init__(self) -> None:
        object.__setattr__(self, "hidden", _widths(self.hidden))
        _one_of("activation", self.activation, ACTIVATIONS)
        _one_of("initial", self.initial, INITIALIZERS)
        _one_of("optimizer", self.optimizer, OPTIMIZERS)
        _one_of("schedule", self.schedule, SCHEDULES)
        for name, (low, high) in RANGES.items():
            value = getattr(self, name)
            if value is None and name in ("batch_size", "iterations", "epochs"):
                continue
            _number(name, value, low, high, whole=name in WHOLE)
            if isinstance(value, np.generic):
                object.__setattr__(self, name, value.item())  # JSON knows plain numbers only
        if (self.iterations is None) == (self.epochs is None):
            raise RecipeError(
                "Give the length as iterations or as epochs: exactly one of the two.", "iterations", "epochs"
            )
        drawn = sum(getattr(self, name) for name in DRAWN)
        if drawn > MNIST_TRAIN:
            raise RecipeError(f"{' + '.join(DRAWN)} is {drawn:,}; MNIST has {MNIST_TRAIN:,} to draw from.", *DRAWN)
        if self.batch_size is not None and self.batch_size > self.train_examples:
            raise RecipeError(
                f"batch_size is {self.batch_size:,}, more than the {self.train_examples:,} train_examples; "
                "leave it out to use the full batch.",
                "batch_size",
                "train_examples",
            )
        if self.patience and not self.validation_examples:
            raise RecipeError(
                "patience stops a run on its validation digits: set validation_examples above 0 as well.",
                "patience",
                "validation_examples",
            )

    @property
    def sizes(self) -> tuple[int, ...]:
        """All layer sizes, pixels first and classes last: (784, 10, 10)."""
        return (PIXELS, *self.hidden, CLASSES)

    @property
    def batches_per_epoch(self) -> int:
        return math.ceil(self.train_examples / (self.batch_size or self.train_examples))

    @property
    def total_iterations(self) -> int:
        """How many updates the run makes."""
        return self.iterations or max(1, round((self.epochs or 0) * self.batches_per_epoch))

    @property
    def measure_every(self) -> int:
        """Iterations between two scorings of the held-out digits: each one of full batches, ten times an epoch else."""
        return 1 if self.batch_size is None else max(1, self.batches_per_epoch // 10)

    @property
    def held_out(self) -> str:
        """Which digits the curve is measured on: "test", or "validation" if no test digits are drawn, or ""."""
        return "test" if self.test_examples else "validation" if self.validation_examples else ""

    @property
    def jitter(self) -> Jitter:
        return Jitter(self.shift, self.rotation, self.scale, self.aspect, self.shear, self.elastic, self.stroke_width)

    def new_optimizer(self, theta: Array) -> Optimizer:
        """One that has remembered nothing yet, made with exactly the fields that it uses."""
        kind = OPTIMIZERS[self.optimizer]
        return kind.make(theta, **{name: getattr(self, name) for name in kind.uses})

    def streams(self) -> Streams:
        return Streams(*(np.random.default_rng(s) for s in np.random.SeedSequence(self.seed).spawn(3)))

    def but(self, **changes: Any) -> "Recipe":
        """The same recipe with some fields changed, checked again. Naming one length takes the other out."""
        unknown = set(changes) - FIELD_NAMES
        if unknown:
            allowed = ", ".join(sorted(FIELD_NAMES))
            raise RecipeError(
                f"{min(unknown)!r} is not a field of a recipe; the fields are {allowed}.", *sorted(unknown)
            )
        if changes.get("epochs") is not None and "iterations" not in changes:
            changes["iterations"] = None
        if changes.get("iterations") is not None and "epochs" not in changes:
            changes["epochs"] = None
        return replace(self, **changes)

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Recipe":
        """The recipe that ``to_json`` wrote, today or under a field's old name. RecipeError for anything else."""
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise RecipeError(f"The recipe is not valid JSON ({error}).") from None
        if not isinstance(found, dict):
            raise RecipeError("The recipe is not a JSON object of fields.")
        return cls().but(**{OLD_NAMES.get(name, str(name)): value for name, value in found.items()})


OLD_NAMES = {"decay": "beta2", "pen": "stroke_width", "rare": "oversample"}  # in files and on command lines
FIELD_NAMES = {f.name for f in fields(Recipe)}
DRAWN = ("train_examples", "validation_examples", "test_examples")  # out of MNIST's training digits
WHOLE = {"batch_size", "iterations", "train_examples", "validation_examples", "test_examples", "seed", "patience"}
RANGES: dict[str, tuple[float, float]] = {
    "learning_rate": (1e-8, 1e4),
    "batch_size": (1, MNIST_TRAIN),
    "iterations": (1, 1_000_000),
    "epochs": (0.001, 10_000),
    "train_examples": (1, MNIST_TRAIN),
    "validation_examples": (0, MNIST_TRAIN - 1),
    "test_examples": (0, MNIST_TRAIN - 1),
    "seed": (0, 2**32 - 1),
    "momentum": (0, 0.9999),
    "beta2": (0, 0.999999),
    "weight_decay": (0, 1),
    "l2": (0, 1),
    "dropout": (0, 0.95),
    "label_smoothing": (0, 0.9),
    "patience": (0, 10_000),
    "shift": (0, 10),
    "rotation": (0, 90),
    "scale": (0, 0.9),
    "aspect": (0, 0.9),
    "shear": (0, 1),
    "elastic": (0, 10),
    "stroke_width": (0, 1),
    "oversample": (0, 10),
}
MEANINGS: dict[str, str] = {
    "hidden": "Neurons of each hidden layer, from the pixels on.",
    "activation": "What a neuron makes of its sum.",
    "initial": "How the weights are drawn before the first step.",
    "optimizer": "How a gradient becomes a step.",
    "learning_rate": "How far each update goes against the gradient.",
    "schedule": "How the learning rate changes over the run.",
    "batch_size": "How many digits are looked at before each update.",
    "iterations": "The length of the run in updates.",
    "epochs": "The length of the run in passes over the training digits.",
    "train_examples": "How many digits it learns from, drawn by the seed.",
    "validation_examples": "Held out for early stopping, so the test stays unseen.",
    "test_examples": "Drawn as well, never learned from: the test curve.",
    "seed": "Decides the digits drawn, the initial values, and the order of batches.",
    "momentum": "The share of the last step that the next one keeps.",
    "beta2": "How long RMSProp and Adam remember the size of past gradients.",
    "weight_decay": "AdamW only: pulls every weight towards zero at each step.",
    "l2": "Adds the squared weights to the loss, so that large ones must pay for themselves.",
    "dropout": "Silences this share of the hidden neurons at random: none is relied upon.",
    "label_smoothing": "Asks for a little less than certainty.",
    "patience": "Stops after so many measurements without progress; 0 never stops.",
    "shift": "Moves each digit at random, up to this far, in pixels.",
    "rotation": "Turns each digit at random, up to this far either way, in degrees.",
    "scale": "Shrinks or grows each digit, by a factor between 1/(1 + scale) and 1 + scale.",
    "aspect": "Makes each digit wider and lower, or the reverse, by a factor between 1/(1 + aspect) and 1 + aspect.",
    "shear": "Slants each digit, as people's hands do.",
    "elastic": "Pulls each digit about as if drawn on rubber, in pixels (Simard, 2003).",
    "stroke_width": "Thickens or thins the strokes, in pixels.",
    "oversample": "Shows rare ways of writing a digit more often; 0 treats all alike.",
}


def _widths(hidden: Any) -> tuple[int, ...]:
    allowed = f"up to {MAX_LAYERS} whole numbers from 1 to {MAX_WIDTH}"
    try:
        widths = tuple(hidden)
    except TypeError:
        raise RecipeError(f"hidden is {hidden!r}; allowed: {allowed}.", "hidden") from None
    if len(widths) > MAX_LAYERS or not all(
        isinstance(n, (int, np.integer)) and not isinstance(n, bool) and 1 <= n <= MAX_WIDTH for n in widths
    ):
        raise RecipeError(f"hidden is {hidden!r}; allowed: {allowed}.", "hidden")
    return tuple(int(n) for n in widths)


def _one_of(name: str, value: Any, allowed: Mapping[str, Any]) -> None:
    if not isinstance(value, str) or value not in allowed:
        raise RecipeError(f"{name} is {value!r}; allowed: {', '.join(allowed)}.", name)


def _number(name: str, value: Any, low: float, high: float, whole: bool) -> None:
    kinds = (int, np.integer) if whole else (int, float, np.integer, np.floating)
    kind = "a whole number" if whole else "a number"
    if isinstance(value, bool) or not isinstance(value, kinds) or not low <= value <= high:
        raise RecipeError(f"{name} is {value!r}; allowed: {kind} from {low:,g} to {high:,.10g}.", name)


@dataclass(frozen=True)
class Preset:
    """A recipe with a name and a purpose."""

    name: str
    purpose: str
    recipe: Recipe


PRESETS: dict[str, Preset] = {
    p.name: p
    for p in (
        Preset("blog", "The network of Samson Zhang's article: ten neurons, full batch, about 85 %.", Recipe()),
        Preset(
            "deep",
            "Two hidden layers and mini-batches: about 97 % in a few seconds.",
            Recipe(hidden=(128, 64), initial="he", batch_size=64, learning_rate=0.1, iterations=None, epochs=5),
        ),
        Preset(
            "fast",
            "97 % in about a second: one wide layer, Adam, and a rate that falls to zero.",
            Recipe(
                hidden=(128,),
                initial="he",
                optimizer="adam",
                learning_rate=0.004,
                schedule="cosine",
                batch_size=128,
                iterations=None,
                epochs=3,
                train_examples=59_000,
                validation_examples=1_000,
                test_examples=0,
            ),
        ),
        Preset(
            "strong",
            "Above 99 % within a minute or so: wide layers, and digits that are jittered every time they are shown.",
            Recipe(
                hidden=(512, 256),
                initial="he",
                optimizer="adam",
                learning_rate=0.0015,
                schedule="warm-up",
                batch_size=128,
                iterations=None,
                epochs=20,
                train_examples=59_000,
                validation_examples=1_000,
                test_examples=0,
                shift=1.5,
                rotation=12,
                scale=0.1,
                aspect=0.1,
                shear=0.15,
                elastic=0.5,
            ),
        ),
        Preset(
            "record",
            "The best for MNIST and for what people draw, in some minutes: the shipped network “strong”.",
            Recipe(
                hidden=(800, 400),
                initial="he",
                optimizer="adam",
                learning_rate=0.0015,
                schedule="warm-up",
                batch_size=128,
                iterations=None,
                epochs=40,
                train_examples=59_000,
                validation_examples=1_000,
                test_examples=0,
                shift=1.5,
                rotation=12,
                scale=0.1,
                aspect=0.1,
                shear=0.15,
                elastic=0.25,
                stroke_width=0.5,
                oversample=3,
            ),
        ),
    )
}
