"""The network that the page is about, the digits that it was asked about, and its answers: computed once a version.

What one visitor waited for serves all, because a version's key is nobody else's.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import streamlit as st

from nn.activations import Array
from nn.assess.answers import Answers, ask
from nn.dataset import Data, Examples
from nn.explain.digits import Digit, of_mnist
from nn.network import Network
from nn.recipe import Recipe
from pages.errors.state import Kept, errors, kept
from pages.shared.choosers import network_in_use
from pages.shared.networks import Chosen, chosen_network, network_names, recipe_named
from pages.shared.session import lab

NETWORK = "errors_network"  # the chooser's key
TRAINING = 10_000  # of the digits that a network learned from: as many as there are test digits
SAMPLE = 1_000  # digits that are made harder to read


@dataclass(frozen=True, eq=False)
class Asked:
    """A network, the examples that it was asked about, and its answers.

    They are what a network of this ``recipe`` learned from; without a recipe, the official test digits.
    """

    chosen: Chosen
    recipe: Recipe | None
    examples: Examples
    answers: Answers

    @property
    def training(self) -> bool:
        return self.recipe is not None

    @property
    def key(self) -> tuple[str, Recipe | None]:
        return self.chosen.key, self.recipe

    def numbers(self, places: Array) -> Array:
        """What MNIST calls the digits at these places."""
        found: Array = self.examples.index[places]
        return found

    def digit(self, place: int) -> Digit:
        return of_mnist(lab().mnist, int(self.examples.index[place]), self.training)


def now_asked() -> Asked:
    """The network that is chosen, as it is by now, and its answers to the digits that are chosen."""
    name = network_in_use(NETWORK)
    return asked(name, learned_from(name))


def other_asked() -> Asked | None:
    """The same digits asked of the network to compare with; None without one."""
    other, here = errors().other, network_in_use(NETWORK)
    if other not in network_names() or other == here:
        return None
    return asked(other, learned_from(here))


def learned_from(name: str) -> Recipe | None:
    """Whose training digits the page is about; None: test digits. Somebody's own pictures are looked at on Data."""
    recipe = recipe_named(name)
    return recipe if errors().training and recipe.pictures is None else None


def asked(name: str, recipe: Recipe | None) -> Asked:
    """The named network's answers to the digits that this recipe learns from; without one, to the test digits."""
    chosen = chosen_network(name)
    examples = lab().mnist.official if recipe is None else _training(recipe)
    key = (chosen.key, recipe)
    answers = kept(f"answers of {name}", key, lambda: _answers(key, chosen.network, examples))
    return Asked(chosen, recipe, examples, answers)


@st.cache_resource(show_spinner=False, max_entries=16)
def _answers(key: tuple[str, Recipe | None], _network: Network, _examples: Examples) -> Answers:
    """``key`` stands for both. About a megabyte each."""
    return ask(_network, _examples)


def answers_to(who: Asked, one: Kept) -> Answers:
    """What this network says to the digits of a slice that was kept: of the test digits all answers are known."""
    numbers = np.array(one.slice.places, int)
    if one.training:
        return ask(who.chosen.network, lab().mnist.training.only(numbers))
    return asked(who.chosen.name, None).answers.only(numbers)


# The digits -----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _split(recipe: Recipe) -> Data:
    return lab().mnist.split(recipe, keep_floats=False)


def _training(recipe: Recipe) -> Examples:
    """The first of the digits that it learned from; their order is drawn by the seed, so they are a fair sample.

    Each with its own label, also where a run was told wrong ones on purpose.
    """
    return lab().mnist.training.only(_split(recipe).train.index[:TRAINING])


def fitting_digits(recipe: Recipe) -> Examples:
    """Digits to fit something on: neither learned from nor among the official test digits. There may be none."""
    data = _split(recipe if recipe.pictures is None else Recipe())
    return data.validation if len(data.validation) else data.test


def sample(examples: Examples) -> Examples:
    """A thousand of them, evenly from first to last: MNIST's later test digits are harder than its first."""
    return examples.only(np.arange(0, len(examples), max(1, len(examples) // SAMPLE)))
