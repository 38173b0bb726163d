"""What the sentences of a stage say is so: the loss that fell, the sign of a push, the part of L2, the wrong db."""

import numpy as np
import pytest

from nn.dataset import load_mnist
from nn.explain.badge import badge
from nn.explain.digits import of_mnist
from nn.explain.stages import stages
from nn.explain.step import DigitStep, step
from nn.models import load_shipped
from nn.network import Network
from nn.recipe import Recipe
from pages.steps.numbers import number
from pages.steps.sentences import sentence


def walked(
    network: str = "blog", index: int = 18, rate: float = 0.1, summed: bool = False, **changes: object
) -> DigitStep:
    saved, digit = load_shipped(network), of_mnist(load_mnist(), index)
    assert digit.label is not None
    return step(saved.network, digit.X, digit.label, saved.recipe.but(**changes), rate, summed)


def sentence_of(taken: DigitStep, key: str, neuron: int = 0) -> str:
    stage = next(stage for stage in stages(len(taken.layers)) if stage.key == key)
    return sentence(taken, stage, neuron, 0, badge(taken, key, (neuron, 0)) if stage.gradient else None)


def label_dz(taken: DigitStep) -> float:
    return float(taken.layers[-1].dZ[taken.label, 0])


def surest() -> DigitStep:
    """The network that is surest of all: to 32-bit numbers its loss is 0, and there is nothing to learn."""
    taken = walked("strong", 1, load_shipped("strong").recipe.learning_rate)
    assert taken.loss == 0 and label_dz(taken) == 0
    return taken


def test_a_loss_that_stays_has_not_risen() -> None:
    taken = surest()
    assert taken.loss_after == taken.loss
    told = sentence_of(taken, "after")
    assert "The loss stays at **0**" in told and "rose" not in told and "It helped" not in told
    assert "The loss stays" in sentence_of(walked(rate=1e-12), "after")
    assert "**rose**" in sentence_of(walked(rate=100.0, l2=1.0), "after")
    assert "**rose**" not in sentence_of(walked(rate=0.1), "after")


@pytest.mark.parametrize("rate", [1e-4, 1e-3, 0.01, 0.1, 1.0])
@pytest.mark.parametrize("network", ["blog", "deep", "strong"])
def test_it_helped_is_said_where_the_loss_fell_and_the_numbers_differ(network: str, rate: float) -> None:
    for index in range(12):
        taken = walked(network, index, rate)
        told = sentence_of(taken, "after")
        fell = taken.loss_after < taken.loss
        assert ("It helped" in told) == fell
        if fell:
            before, after = told.split("fell from ")[1].split("**. The")[0].split(" to **")
            assert before != after
        if taken.loss_after == taken.loss:
            assert "stays at" in told


def test_where_backward_begins_the_words_follow_the_sign() -> None:
    pulled = walked("blog")
    assert label_dz(pulled) < 0 and "raise the score of 3, and the loss falls" in sentence_of(pulled, "dZ2")
    smoothed = walked("strong", 0, label_smoothing=0.1)
    assert label_dz(smoothed) > 0
    told = sentence_of(smoothed, "dZ4" if len(smoothed.layers) == 4 else f"dZ{len(smoothed.layers)}")
    assert "lower the score of 7, and the loss falls" in told and "raise" not in told and "goes to" in told
    assert "−" in told.split("goes to")[1]
    told = sentence_of(surest(), f"dZ{len(surest().layers)}")
    assert "raise" not in told and "lower" not in told and "left alone" in told


def test_the_logarithm_is_that_of_p_and_the_rest_of_the_loss_is_named() -> None:
    plain = walked()
    told = sentence_of(plain, "L")
    assert f"logarithm is the loss, **{number(plain.loss)}**" in told
    priced = walked(l2=0.01, label_smoothing=0.1)
    told = sentence_of(priced, "L")
    assert f"logarithm is **{number(-float(np.log(priced.P[priced.label, 0])))}**" in told
    more = priced.loss - priced.penalty - priced.surprise
    assert f"which {'adds' if more >= 0 else 'takes off'} {number(abs(more))}" in told
    assert f"with λ = 0.01, adds {number(priced.penalty)}" in told
    assert told.endswith(f"Together they are the loss, **{number(priced.loss)}**.")
    sure = walked("strong", 1, l2=0.01)
    assert sure.loss > 0.01 and "logarithm is **0**" in sentence_of(sure, "L")


def test_weights_to_silent_neurons_get_the_part_of_l2() -> None:
    plain, priced = walked("blog"), walked("blog", l2=0.01)
    silent = priced.layers[1].A_prev[:, 0] == 0
    assert silent.any() and (plain.layers[1].dW[:, silent] == 0).all() and (priced.layers[1].dW[:, silent] != 0).any()
    assert "and get 0." in sentence_of(plain, "dW2") and "and get only the part of L2." in sentence_of(priced, "dW2")


def test_what_is_said_of_a_wrong_db_follows_its_check() -> None:
    assert sentence_of(walked(summed=True), "db1").endswith("The check disagrees with it.")
    taken = surest()
    wrong = step(taken.network, taken.X, taken.label, Recipe(), 0.1, summed_db=True)
    assert "disagrees with it" not in sentence_of(wrong, "db1") and "cannot tell" in sentence_of(wrong, "db1")
    single = Network((784, 1, 10))
    single.theta[:] = np.random.default_rng(0).random(single.theta.size) / 10
    alone = step(single, taken.X, taken.label, Recipe(), 0.1, summed_db=True)
    assert "and the check agrees with it" in sentence_of(alone, "db1") and "disagrees with it" in sentence_of(
        alone, "db2"
    )
