"""Every rule of the diagnosis speaks up in a real run that has its trouble, and is silent in one nearly alike."""

from functools import cache

import numpy as np
import pytest

from nn.assess.diagnosis import RULES, diagnose
from nn.assess.facts import agreement, counts_of, facts_of
from nn.dataset import Data, load_mnist
from nn.lab.checkup import case_of
from nn.lab.run import Run
from nn.presets import PRESETS
from nn.recipe import Recipe

FULL = Recipe(hidden=(10,), train_examples=600, test_examples=200, iterations=40, initial="he", learning_rate=0.1)
BATCHES = FULL.but(hidden=(32,), batch_size=32)
FEW = BATCHES.but(train_examples=100, batch_size=20, learning_rate=0.3, iterations=80)
SIGMOID = FULL.but(activation="sigmoid", initial="xavier")
TANH = BATCHES.but(activation="tanh", initial="xavier")
DEEP = BATCHES.but(hidden=(32,) * 5)
SHORT = FULL.but(iterations=5)


def all_of_them(recipe):
    return load_mnist().split(recipe)


def with_test_digits(recipe):
    """Thirty of the test digits have come among the training digits."""
    drawn = all_of_them(recipe)
    train = load_mnist().training.only(np.concatenate([drawn.train.index, drawn.test.index[:30]]))
    return Data(train, drawn.validation, drawn.test, drawn.official)


def fewer(digit, kept):
    """Of one digit, only so many are there."""

    def data(recipe):
        drawn = all_of_them(recipe)
        others, these = (np.flatnonzero(yes) for yes in (drawn.train.labels != digit, drawn.train.labels == digit))
        train = drawn.train.only(np.sort(np.concatenate([others, these[:kept]])))
        return Data(train, drawn.validation, drawn.test, drawn.official)

    return data


WITHOUT_SEVENS, FEW_SEVENS, HALF_OF_THE_SEVENS = fewer(7, 0), fewer(7, 5), fewer(7, 30)

PAIRS = {
    "Diverged": ((BATCHES.but(learning_rate=3),), (BATCHES,)),
    "Learning rate too high": ((FULL.but(initial="blog", learning_rate=1.5, iterations=60),), (FULL,)),
    "Learning rate too low": ((FULL.but(learning_rate=0.0005),), (FULL.but(learning_rate=0.01),)),
    "Dead ReLUs": (
        (BATCHES.but(optimizer="adam", learning_rate=0.1),),
        (BATCHES.but(optimizer="adam", learning_rate=0.002),),
    ),
    "Saturated neurons": ((TANH.but(optimizer="adam", learning_rate=0.3),), (TANH,)),
    "Plateau": ((BATCHES.but(hidden=(32, 32), activation="sigmoid", initial="xavier"),), (TANH,)),
    "Overfitting": ((FEW,), (FEW.but(iterations=20),)),
    "Too few neurons": ((BATCHES.but(hidden=(2,), iterations=120),), (BATCHES,)),
    "Symmetric start": ((SIGMOID.but(initial="zeros"),), (SIGMOID,)),
    "Exploding gradients": ((DEEP.but(hidden=(64,) * 5, initial="blog", learning_rate=0.001, iterations=5),), (DEEP,)),
    "Vanishing gradients": ((DEEP.but(activation="sigmoid", initial="xavier", iterations=12),), (DEEP,)),
    "Unscaled input": ((SHORT.but(inputs="undivided", learning_rate=0.001),), (SHORT.but(learning_rate=0.001),)),
    "Batch too small for the rate": (
        (TANH.but(batch_size=4, learning_rate=0.5, iterations=180),),
        (TANH.but(batch_size=4, learning_rate=0.05, iterations=180),),
    ),
    "Too few examples": ((FEW,), (BATCHES,)),
    "Labels that look shuffled": ((SHORT.but(shuffled_labels=0.5),), (SHORT,)),
    "Test digits among the training digits": ((SHORT, with_test_digits), (SHORT,)),
    "Classes missing": ((SHORT, WITHOUT_SEVENS), (SHORT, FEW_SEVENS)),
    "Classes unbalanced": ((SHORT, FEW_SEVENS), (SHORT, HALF_OF_THE_SEVENS)),
}


@cache
def case(recipe, data=all_of_them):
    """What is known of a run just before its end, where it would be scored on everything; made once for all tests."""
    run = Run(recipe, data)
    run.step(recipe.total_iterations - 1)
    while run.wants_work:
        run.advance(60)
    return case_of(run.view(), facts_of(data(recipe)))


def found(recipe, data=all_of_them):
    return {finding.name: finding for finding in diagnose(case(recipe, data))}


def test_every_rule_has_its_pair_of_runs():
    assert len(RULES) == len(PAIRS) >= 14


@pytest.mark.parametrize("name", PAIRS)
def test_a_rule_speaks_up_where_its_trouble_is(name):
    sick, _ = PAIRS[name]
    finding = found(*sick)[name]
    assert any(letter.isdigit() for letter in finding.evidence) and finding.evidence.endswith(".")
    assert finding.why.count(". ") == 1 and finding.why.endswith("."), "why is said in two sentences"
    recipe = sick[0].but(**finding.fix)
    assert not finding.fix or recipe != sick[0]


@pytest.mark.parametrize("name", PAIRS)
def test_a_rule_holds_its_tongue_nearby(name):
    _, sound = PAIRS[name]
    assert name not in found(*sound)


@pytest.mark.parametrize("name", ["Diverged", "Dead ReLUs", "Saturated neurons", "Symmetric start", "Unscaled input"])
def test_what_is_offered_helps(name):
    recipe = PAIRS[name][0][0]
    assert name not in found(recipe.but(**found(recipe)[name].fix))


def test_dead_neurons_are_counted_since_they_died():
    recipe = PAIRS["Dead ReLUs"][0][0]
    dead, vitals = found(recipe)["Dead ReLUs"].evidence, case(recipe).vitals
    count = round(float(vitals.dead[-1, 0]) * 32)
    at = vitals.iteration.tolist().index(int(dead.rstrip(".").split()[-1]))
    assert dead.startswith(f"{count} of 32 hidden neurons have answered 0 for every digit since iteration ")
    assert (vitals.dead[at:, 0] * 32 >= count - 0.5).all() and (at == 0 or vitals.dead[at - 1, 0] * 32 < count - 0.5)


def test_a_cause_comes_before_what_follows_from_it():
    names = list(found(*PAIRS["Unscaled input"][0]))
    assert names[0] == "Unscaled input"


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", ["blog", "deep", "fast", "small adam", "small tanh", "no hidden layer"])
def test_nothing_is_found_in_ordinary_runs(name, seed):
    digits = {"train_examples": 3_000, "test_examples": 300, "validation_examples": 0, "seed": seed}
    others = {
        "small adam": BATCHES.but(optimizer="adam", learning_rate=0.001),
        "small tanh": TANH,
        "no hidden layer": BATCHES.but(hidden=()),
    }
    recipe = PRESETS[name].recipe if name in PRESETS else others[name]
    assert found(recipe.but(**digits, iterations=30 if recipe.batch_size is None else 60)) == {}


# --- what there is to know of the digits


def test_labels_are_counted():
    assert counts_of(np.array([1, 1, 3], np.uint8)) == (0, 2, 0, 1, 0, 0, 0, 0, 0, 0)


def test_labels_agree_with_pictures_unless_they_were_dealt_out():
    right = agreement(all_of_them(FULL).train)
    wrong = agreement(all_of_them(FULL.but(shuffled_labels=1)).train)
    assert right > 0.7 and wrong < 0.25
    assert np.isnan(agreement(all_of_them(FULL).train.only(slice(0, 20))))
