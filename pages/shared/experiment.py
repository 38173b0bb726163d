"""A visitor's experiment with shuffled pixels: one permutation, two runs, and the answers that the visitor gave.

It lies on the Workbench, and a lesson may ask about it.
"""

from dataclasses import dataclass, field

import numpy as np
import streamlit as st

from nn.activations import Array
from nn.explain.digits import Digit, of_ink
from nn.explain.shuffle import RECIPE, Shuffle
from nn.lab.run import Run
from nn.lab.view import Status
from nn.recipe import PIXELS
from pages.shared.session import lab
from pages.shared.steering import told_of_limits


@dataclass
class Experiment:
    """One run learns from digits as they are, the other from the same ones shuffled. ``answers`` are the visitor's."""

    shuffle: Shuffle = Shuffle(1)
    same_start: bool = False
    answers: list[int] = field(default_factory=list)
    plain: Run = field(init=False)
    shuffled: Run = field(init=False)

    def __post_init__(self) -> None:
        self.make_runs()

    # The runs --------------------------------------------------------------------------------------------------------

    @property
    def active(self) -> bool:
        return self.plain.wants_work or self.shuffled.wants_work

    @property
    def begun(self) -> bool:
        return self.plain.view().status is not Status.READY

    @property
    def finished(self) -> bool:
        return all(run.view().status is Status.FINISHED for run in (self.plain, self.shuffled))

    def make_runs(self) -> None:
        """Two runs with the same recipe and the same seed; the one difference is the order of the pixels."""
        shuffle, mnist = self.shuffle, lab().mnist
        start = shuffle.start(RECIPE) if self.same_start else None
        self.plain = Run(RECIPE, lab().data, budget=0)  # no film is kept of either
        self.shuffled = Run(RECIPE, lambda recipe: shuffle.data(mnist, recipe), start_from=start, budget=0)

    def replace_runs(self) -> None:
        """New runs in the place of these, which end, for nobody looks at them any more."""
        self.plain.stop()
        self.shuffled.stop()
        self.make_runs()

    def train(self) -> None:
        if self.begun:
            self.replace_runs()
        with told_of_limits():
            lab().start(self.plain)
            lab().start(self.shuffled)

    def lead(self, train: bool) -> None:
        """What a lesson wants to be here: both trained, or the first permutation and nothing learned yet."""
        if train and not self.begun:
            self.train()
        elif not train:
            self.shuffle, self.same_start = Shuffle(1), False
            self.answers.clear()
            self.replace_runs()

    def shuffle_anew(self) -> None:
        self.shuffle = Shuffle(self.shuffle.seed + 1)
        self.answers.clear()
        self.replace_runs()

    def choose_start(self, same: bool) -> None:
        """Whether both networks begin with the same weights, each in the place of its pixel."""
        self.same_start = same
        self.replace_runs()

    # The quiz --------------------------------------------------------------------------------------------------------

    @property
    def digits(self) -> Array:
        """All test digits in the order in which the quiz asks about them."""
        return np.random.default_rng([self.shuffle.seed, PIXELS]).permutation(len(lab().mnist.test_labels))

    @property
    def asked(self) -> Array:
        """The test digits that the visitor has been asked about so far, by number."""
        return self.digits[: len(self.answers)]

    def say(self, digit: int) -> None:
        self.answers.append(digit)

    def network_says(self) -> Array | None:
        """What the run on shuffled pixels, as far as it has come, says to the same digits; None before it has begun."""
        view = self.shuffled.view()
        if not view.iteration or not self.answers:
            return None
        pixels = self.shuffle.shuffled(lab().mnist.test_pixels[self.asked])
        answers: Array = view.network().predict(pixels.T.astype(np.float32) / 255).argmax(axis=0)
        return answers

    def moved(self, digit: Digit, told: bool) -> Digit:
        """The digit with its pixels moved about; ``told``: its label may be known."""
        return of_ink(self.shuffle.shuffled(digit.pixels.reshape(PIXELS)), digit.label if told else None)


def experiment() -> Experiment:
    """This visitor's, made at first sight."""
    if "workbench_experiment" not in st.session_state:
        st.session_state.workbench_experiment = Experiment()
    found: Experiment = st.session_state.workbench_experiment
    return found
