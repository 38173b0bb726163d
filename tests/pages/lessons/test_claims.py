"""What the words of the challenges lean on, measured over three seeds; and what a claim may say."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from nn.cores import one_thread_per_product
from nn.dataset import load_mnist
from nn.explain.shuffle import RECIPE, Shuffle
from nn.recipe import Recipe
from nn.training import Diverged, evaluate, new_network, train
from pages.lessons.claims import Claim, ClaimError, claim_of
from pages.lessons.lesson import Lesson, Stage
from pages.lessons.measured import scene_of
from pages.lessons.measures import MEASURES, Ended, Measured, Scene
from pages.lessons.shelf import shipped_lessons

SEEDS = (0, 1, 2)


@cache
def trained(recipe: Recipe) -> tuple[Scene, Ended]:
    """The recipe carried out, as a run of the lab would; the digits of its test curve change nothing about it."""
    one_thread_per_product()
    recipe = recipe.but(test_examples=0)
    network, data, updates, diverged = new_network(recipe), load_mnist().split(recipe), 0, False
    try:
        for step in train(network, data, recipe, recipe.streams().training):
            updates = step.iteration
    except Diverged:
        diverged = True
    scene = replace(scene_of(Stage("train")), network=network, recipe=recipe, updates=updates)
    return scene, Ended(evaluate(network, data.train), diverged)


@cache
def shuffled(seed: int) -> tuple[Scene, Ended]:
    """The bench's two networks, after a part of their training."""
    recipe, shares = RECIPE.but(epochs=2, seed=seed), []
    for data in (load_mnist().split(recipe), Shuffle(1).data(load_mnist(), recipe)):
        network = new_network(recipe)
        list(train(network, data, recipe.but(test_examples=0), recipe.streams().training))
        shares.append(evaluate(network, data.official).accuracy)
    return scene_of(Stage("workbench")), Ended(evaluate(network, data.train), False, shares[1], shares[0])


def on_stage(name: str, stage: Stage, seed: int) -> Measured:
    if stage.train:
        scene, ended = shuffled(seed)
        return MEASURES[name][1](replace(scene, ended=ended))
    if stage.recipe is None:
        return MEASURES[name][1](scene_of(stage))
    scene, ended = trained(stage.recipe.but(seed=seed))
    return MEASURES[name][1](replace(scene, ended=ended))


def claims_of(lesson: Lesson) -> Iterator[tuple[Claim, Stage, Stage]]:
    """Each claim of a lesson, the stage that it is about, and the one before that."""
    for beat in lesson.beats:
        for claim in beat.claims:
            yield claim, beat.stage, beat.stage
        for claim in beat.question.claims if beat.question else ():
            yield claim, beat.question.then, beat.stage  # type: ignore[union-attr]


CLAIMING = [lesson for lesson in shipped_lessons().values() if any(claims_of(lesson))]


@pytest.mark.parametrize("lesson", CLAIMING, ids=lambda lesson: lesson.name)
def test_what_the_words_lean_on_is_so_whatever_the_seed(lesson: Lesson) -> None:
    for claim, stage, before in claims_of(lesson):
        for seed in SEEDS if stage.trains else SEEDS[:1]:
            found = on_stage(claim.measure, stage, seed)
            earlier = on_stage(claim.measure, before, seed) if claim.compares else found
            said = f"{claim.text}, with seed {seed}: it was {earlier.said}, then {found.said}"
            assert claim.holds(found.value, found.said, earlier.value), said


def test_every_challenge_that_trains_claims_something_of_each_of_its_runs() -> None:
    for lesson in shipped_lessons().values():
        for beat in lesson.beats:
            if lesson.kind == "challenge" and beat.stage.recipe and not beat.asks_about_its_run:
                assert beat.claims, (lesson.name, beat.title)
            if lesson.kind == "challenge" and beat.question and beat.question.then.recipe:
                assert beat.question.claims, (lesson.name, beat.title)


@pytest.mark.parametrize(
    ("text", "value", "before", "holds"),
    [
        ("accuracy below 20 %", 0.19, 0, True),
        ("accuracy below 20%", 0.2, 0, False),
        ("loss above 2.5", 2.6, 0, True),
        ("accuracy rises by 5 %", 0.55, 0.5, True),
        ("accuracy rises by 5 %", 0.54, 0.5, False),
        ("accuracy falls by 5 %", 0.44, 0.5, True),
        ("accuracy falls by 5 %", 0.55, 0.5, False),
        ("accuracy stays within 1 %", 0.505, 0.5, True),
        ("accuracy stays within 1 %", 0.48, 0.5, False),
        ("ending is It learns", 1, 0, False),
        ("ending is as said", 1, 0, True),
    ],
)
def test_a_claim_holds_or_does_not(text: str, value: float, before: float, holds: bool) -> None:
    assert claim_of(text).holds(value, "as said", before) is holds


@pytest.mark.parametrize("text", ["", "accuracy", "accuracy is", "accuracy about 20 %", "accuracy below many", "a b c"])
def test_what_is_no_claim_is_said_to_be_none(text: str) -> None:
    with pytest.raises(ClaimError, match="“"):
        claim_of(text)
