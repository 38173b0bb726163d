"""Everything one has to know to repeat a run: a Recipe. It is checked when it is made, and never changes afterwards.

Each setting is declared once, with its range and its meaning (settings.py says how); checks, form, command line and
README follow from that. Two runs of the same recipe on the same machine give the same history, bit for bit, because
every random choice comes from ``seed``: which digits are drawn, the initial values, and the order of the batches each
have a stream of their own. The recipes that have a name are in presets.py.

Next: dataset.py, which serves the digits that a run learns from.
"""

import json
import math
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

import numpy as np

from nn.activations import ACTIVATIONS, Array
from nn.augment import Jitter
from nn.initializers import INITIALIZERS
from nn.inputs import INPUTS
from nn.on_purpose import BIAS_GRADIENTS
from nn.optimizers import OPTIMIZERS, Optimizer
from nn.pictures import Pictures
from nn.schedules import SCHEDULES
from nn.settings import Group, Number, settings_of

PIXELS, CLASSES = 784, 10
MNIST_TRAIN = 60_000
DIGITS_BY_NAME = tuple("0123456789")
SMALLEST_BATCH, BATCHES = 16, 20  # pictures; in an epoch at least, of few pictures
FEW_UPDATES, MOST_EPOCHS = 300, 40
HELD_OUT = 1_000  # of pictures that are not MNIST's, for the test curve, at most

RUN = Group("The run")
DIGITS = Group("Digits and seed")
NEURONS = Group("Neurons and initial values")
STEPS = Group("Optimizer and schedule")
BY_HEART = Group("Against learning by heart", "A network that only memorises does worse on digits it has never seen.")
JITTER = Group("Jitter: new digits from old", "Each digit is changed a little, at random, every time it is shown.")
ON_PURPOSE = Group("Wrong on purpose", "Mistakes to make once and watch, so that one knows them again.")


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
    """Every setting of a run. The defaults are the article's network; RecipeError names what is out of range.

    ``hidden``: neurons of each hidden layer. ``batch_size`` None: the whole training set at every step. The length is
    given as ``iterations`` (updates) or as ``epochs`` (passes over the training set), never both. Examples are counted
    out of MNIST's 60,000 training digits; the official 10,000 test digits are never trained on. With ``pictures`` it is
    about a set of somebody's own instead (nn/owndata), and has as many outputs as that has classes.
    """

    # unless given; lowest, highest, step of the form's + and -; its label and what it does; how else it may be written
    hidden: tuple[int, ...] = RUN.widths(
        (10,), 1, 2048, 8, "Hidden layers", "Neurons of each hidden layer, from the pixels on.", "as 128,64; or none"
    )
    iterations: int | None = RUN.number(
        500, 1, 1_000_000, 1, "Iterations", "The length of the run in updates.", "or epochs"
    )
    epochs: float | None = RUN.number(
        None, 0.001, 10_000, 1, "Epochs", "The length of the run in passes over the training digits.", "or iterations"
    )
    batch_size: int | None = RUN.number(
        None, 1, MNIST_TRAIN, 1, "Batch size", "How many digits are looked at before each update.", "or full"
    )
    learning_rate: float = RUN.number(
        0.1, 1e-8, 1e4, 0.01, "Learning rate", "How far each update goes against the gradient."
    )

    train_examples: int = DIGITS.number(
        41_000, 1, MNIST_TRAIN, 1000, "Training digits", "How many digits it learns from, drawn by the seed."
    )
    test_examples: int = DIGITS.number(
        1_000, 0, MNIST_TRAIN - 1, 500, "Held-out test digits", "Drawn as well, never learned from: the test curve."
    )
    seed: int = DIGITS.number(
        0, 0, 2**32 - 1, 1, "Seed", "Decides the digits drawn, the initial values, and the order of batches."
    )

    inputs: str = NEURONS.choice("pixels", INPUTS, "Inputs", "What it learns on; the network itself reads pixels.")
    activation: str = NEURONS.choice("relu", ACTIVATIONS, "Activation", "What a neuron makes of its sum.")
    initial: str = NEURONS.choice(
        "blog", INITIALIZERS, "Initial values", "How the weights are drawn before the first step."
    )

    optimizer: str = STEPS.choice("gradient descent", OPTIMIZERS, "Optimizer", "How a gradient becomes a step.")
    momentum: float = STEPS.number(
        0.9, 0, 0.9999, 0.01, "Momentum", "The share of the last step that the next one keeps."
    )
    beta2: float = STEPS.number(
        0.999, 0, 0.999999, 0.001, "Decay of squares", "How long RMSProp and Adam remember the size of past gradients."
    )
    weight_decay: float = STEPS.number(
        0.0, 0, 1, 0.01, "Weight decay", "AdamW only: pulls every weight towards zero at each step."
    )
    schedule: str = STEPS.choice(
        "constant", SCHEDULES, "Learning rate over the run", "How the learning rate changes over the run."
    )

    l2: float = BY_HEART.number(
        0.0, 0, 1, 0.0001, "L2", "Adds the squared weights to the loss, so that large ones must pay for themselves."
    )
    dropout: float = BY_HEART.number(
        0.0, 0, 0.95, 0.05, "Dropout", "Silences this share of the hidden neurons at random: none is relied upon."
    )
    label_smoothing: float = BY_HEART.number(
        0.0, 0, 0.9, 0.01, "Label smoothing", "Asks for a little less than certainty."
    )
    validation_examples: int = BY_HEART.number(
        0, 0, MNIST_TRAIN - 1, 500, "Validation digits", "Held out for early stopping, so the test stays unseen."
    )
    patience: int = BY_HEART.number(
        0, 0, 10_000, 1, "Patience", "Stops after so many measurements without progress; 0 never stops."
    )

    shift: float = JITTER.number(
        0.0, 0, 10, 0.5, "Shift, pixels", "Moves each digit at random, up to this far, in pixels."
    )
    batch_shift: int = JITTER.number(
        0,
        0,
        10,
        1,
        "Shift of a batch, pixels",
        "Moves all digits of a batch together, by whole pixels: costs nearly nothing.",
    )
    rotation: float = JITTER.number(
        0.0, 0, 90, 1, "Rotation, degrees", "Turns each digit at random, up to this far either way, in degrees."
    )
    scale: float = JITTER.number(
        0.0, 0, 0.9, 0.01, "Scale, fraction", "Makes each digit up to 1 + scale times larger, or as many times smaller."
    )
    aspect: float = JITTER.number(
        0.0, 0, 0.9, 0.01, "Aspect, fraction", "Makes it up to 1 + aspect times wider and lower, or the reverse."
    )
    shear: float = JITTER.number(0.0, 0, 1, 0.05, "Shear, fraction", "Slants each digit, as people's hands do.")
    elastic: float = JITTER.number(
        0.0, 0, 10, 0.1, "Elastic, pixels", "Pulls each digit about as if drawn on rubber, in pixels (Simard, 2003)."
    )
    stroke_width: float = JITTER.number(
        0.0, 0, 1, 0.05, "Stroke width, pixels", "Thickens or thins the strokes, in pixels."
    )
    oversample: float = JITTER.number(
        0.0, 0, 10, 0.5, "Rare forms", "Shows rare ways of writing a digit more often; 0 treats all alike."
    )

    shuffled_labels: float = ON_PURPOSE.number(
        0.0, 0, 1, 0.1, "Shuffled labels, share", "Deals out this share of the training labels among each other."
    )
    bias_gradient: str = ON_PURPOSE.choice(
        "row sums", BIAS_GRADIENTS, "Bias gradient", "What the biases are corrected by."
    )

    pictures: Pictures | None = None  # no setting: nobody types it, it comes with a set

    def __post_init__(self) -> None:
        for name, setting in SETTINGS.items():
            value = getattr(self, name)
            try:
                object.__setattr__(self, name, setting.read(value))
            except ValueError:
                raise RecipeError(f"{name} is {value!r}; allowed: {setting.allowed}.", name) from None
        if (self.iterations is None) == (self.epochs is None):
            raise RecipeError(
                "Give the length as iterations or as epochs: exactly one of the two.", "iterations", "epochs"
            )
        drawn = sum(getattr(self, name) for name in DRAWN)
        if drawn > self.available:
            whose = "the set" if self.pictures else "MNIST"
            raise RecipeError(f"{' + '.join(DRAWN)} is {drawn:,}; {whose} has {self.available:,} to draw from.", *DRAWN)
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
        return (PIXELS, *self.hidden, len(self.classes))

    @property
    def classes(self) -> tuple[str, ...]:
        """What the outputs stand for, by name."""
        return self.pictures.classes if self.pictures else DIGITS_BY_NAME

    @property
    def reads_digits(self) -> bool:
        """Whether the outputs stand for the ten digits, so that the network can be asked about MNIST's."""
        return self.classes == DIGITS_BY_NAME

    @property
    def available(self) -> int:
        """How many examples there are to draw from."""
        return self.pictures.count if self.pictures else MNIST_TRAIN

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

    def measures(self, iteration: int) -> bool:
        """Whether this update, counted from 1, is one of those that are measured. The first one is."""
        return (iteration - 1) % self.measure_every == 0

    @property
    def held_out(self) -> str:
        """Which digits the curve is measured on: "test", or "validation" if no test digits are drawn, or ""."""
        return "test" if self.test_examples else "validation" if self.validation_examples else ""

    @property
    def jitter(self) -> Jitter:
        return Jitter(**{field.name: getattr(self, field.name) for field in fields(Jitter)})

    def new_optimizer(self, theta: Array) -> Optimizer:
        """One that has remembered nothing yet, made with exactly what it uses."""
        kind = OPTIMIZERS[self.optimizer]
        return kind.make(theta, **{name: getattr(self, name) for name in kind.uses})

    def streams(self) -> Streams:
        return Streams(*(np.random.default_rng(s) for s in np.random.SeedSequence(self.seed).spawn(3)))

    def but(self, **changes: Any) -> "Recipe":
        """The same recipe with some fields changed, checked again. Naming one length takes the other out."""
        unknown = set(changes) - FIELD_NAMES - {"pictures"}
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

    def facts(self) -> dict[str, Any]:
        """Every field as JSON has it; of MNIST's digits nothing has to be said."""
        return {name: value for name, value in asdict(self).items() if name != "pictures" or value is not None}

    def to_json(self) -> str:
        return json.dumps(self.facts())

    @classmethod
    def from_json(cls, text: str) -> "Recipe":
        """The recipe that ``to_json`` wrote, today or under a field's old name. RecipeError for anything else."""
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise RecipeError(f"The recipe is not valid JSON ({error}).") from None
        if not isinstance(found, dict):
            raise RecipeError("The recipe is not a JSON object of fields.")
        if (pictures := found.get("pictures")) is not None:
            found["pictures"] = _pictures(pictures)
        return cls().but(**{OLD_NAMES.get(name, str(name)): value for name, value in found.items()})


def fitted(recipe: Recipe, pictures: Pictures | None) -> Recipe:
    """The recipe for these pictures in place of those that it was for, with as many of them as there are to draw.

    Few pictures get smaller batches, and are shown more often: a network is made by some hundreds of updates.
    """
    if pictures is None or recipe.pictures == pictures:
        return recipe
    test, validation = (min(HELD_OUT, pictures.count // 7, n) for n in (HELD_OUT, recipe.validation_examples))
    train = min(recipe.train_examples, pictures.count - test - validation, MNIST_TRAIN)
    return recipe.but(
        **often_enough(recipe, train),
        train_examples=train,
        validation_examples=validation,
        test_examples=test,
        patience=recipe.patience if validation else 0,
        pictures=pictures,
    )


def often_enough(recipe: Recipe, train: int) -> dict[str, Any]:
    """Batch size and length for so many pictures to learn from, as ``Recipe.but`` takes them: the recipe's own, or of
    few pictures fewer at a time and all more often, so that some hundreds of updates are made.
    """
    batch, epochs = recipe.batch_size, recipe.epochs
    if batch:
        batch = min(batch, max(SMALLEST_BATCH, train // BATCHES), train)
        epochs = epochs and max(epochs, min(MOST_EPOCHS, math.ceil(FEW_UPDATES * batch / train)))
    return {"batch_size": batch, "iterations": recipe.iterations, "epochs": epochs}


def _pictures(found: object) -> Pictures:
    try:
        return Pictures(**found)  # type: ignore[arg-type]
    except (TypeError, ValueError) as error:
        why = str(error) if isinstance(error, ValueError) else "They are not what such a file holds."
        raise RecipeError(f"The pictures of the recipe cannot be. {why}", "pictures") from None


SETTINGS = settings_of(Recipe)
NUMBERS = {name: setting for name, setting in SETTINGS.items() if isinstance(setting, Number)}
RANGES = {name: (number.low, number.high) for name, number in NUMBERS.items()}
FIELD_NAMES = set(SETTINGS)
OLD_NAMES = {"decay": "beta2", "pen": "stroke_width", "rare": "oversample"}  # in files and on command lines
DRAWN = ("train_examples", "validation_examples", "test_examples")  # out of MNIST's training digits
