"""What the shipped lessons claim is what is measured: figures are put in, and here the words are held to them."""

import re
from dataclasses import replace

import numpy as np
import pytest

from nn.explain.digits import find
from nn.explain.evidence import asked
from nn.explain.step import step
from nn.training import Score
from pages.lessons.lesson import LEARNS, RISES, STAYS, Beat, Kind, Lesson, Stage
from pages.lessons.measured import measured, scene_of, true_option, truth, with_values
from pages.lessons.measures import MEASURES, Ended
from pages.lessons.shelf import FOLDER, TOUR, lessons
from pages.shared.session import lab

BEATS = [(lesson, beat) for lesson in lessons().values() for beat in lesson.beats]


def stages_of(beat: Beat) -> list[Stage]:
    return [beat.stage, *([beat.question.then] if beat.question else [])]


OF_SHIPPED = [(lesson, beat) for lesson, beat in BEATS if not any(s.trains for s in stages_of(beat))]  # test_claims.py


def beat(name: str, number: int) -> Beat:
    return lessons()[name].beat(number)


def value(name: str, of: Beat, after: bool = False) -> float:
    found = measured(name, of.question.then if after and of.question else of.stage)
    assert found is not None, "a shipped network is there at once"
    return found.value


def test_every_file_is_a_lesson_and_the_tour_comes_first() -> None:
    assert len(lessons()) == len([*FOLDER.iterdir()])
    assert next(iter(lessons())) == TOUR and lessons()[TOUR].kind == "tour"
    assert sum(lesson.kind == "challenge" for lesson in lessons().values()) >= 2


@pytest.mark.parametrize(("lesson", "beat"), OF_SHIPPED, ids=lambda part: getattr(part, "title", ""))
def test_everything_that_words_want_measured_is(lesson: Lesson, beat: Beat) -> None:
    said = with_values(f"{beat.words} {beat.note}", beat.stage)
    if beat.question:
        said += with_values(beat.question.words, beat.question.then, beat.stage)
        found = truth(beat.question)
        assert found is not None and np.isfinite(found.value)
    assert "{" not in said and "nan" not in said


@pytest.mark.parametrize(("lesson", "beat"), OF_SHIPPED, ids=lambda part: getattr(part, "title", ""))
def test_the_true_answer_is_among_those_to_choose_from(lesson: Lesson, beat: Beat) -> None:
    if beat.question and beat.question.options:
        assert true_option(beat.question) in beat.question.options


def test_no_result_stands_in_a_file_as_a_number() -> None:
    """But in its claims, which are measured, and its settings; a rate that was set may be named."""
    for path in FOLDER.glob("*.md"):
        words = re.sub(r"^(set|claim): .*|\brate is 0\.1\b", "", path.read_text(), flags=re.MULTILINE)
        assert not re.search(r"\d ?%|\d\.\d", words), path.name


def test_all_kinds_of_questions_are_asked_and_all_measures_give_what_they_say() -> None:
    kinds = {beat.question.kind for _, beat in BEATS if beat.question}
    assert kinds == {Kind.DIGIT, Kind.SHARE, Kind.CHANGE, Kind.ENDING}
    scene = replace(scene_of(beat(TOUR, 1).stage), ended=Ended(Score(0.1, 0.97), diverged=False))
    for kind, measure in MEASURES.values():
        found = measure(scene)
        if kind is Kind.DIGIT:
            assert found.said == str(int(found.value)) and found.value in range(10)
        elif kind is Kind.SHARE:
            assert 0 <= found.value <= 1 and found.said.endswith("%")
        elif kind is Kind.ENDING:
            assert found.said == LEARNS


# The tour ------------------------------------------------------------------------------------------------------------


def test_it_reads_the_first_digit_and_has_never_learned_from_it() -> None:
    first = beat(TOUR, 1)
    assert value("answer", first) == value("label", first) and value("sureness", first) > 0.99
    assert value("accuracy", first) > 0.99


def test_it_has_ten_neurons_between_the_pixels_and_the_answer() -> None:
    assert scene_of(beat(TOUR, 2).stage).network.sizes == (784, 10, 10)


def test_before_it_learns_it_is_about_as_good_as_luck_and_a_hundred_updates_help() -> None:
    third = beat(TOUR, 3)
    assert value("updates", third) == 0 and value("updates", third, after=True) == 100
    assert 0.05 < value("accuracy", third) < 0.15 < 0.5 < value("accuracy", third, after=True)
    recipe = scene_of(third.stage).recipe
    assert (recipe.train_examples, recipe.batch_size, recipe.iterations, recipe.test_examples) == (
        41_000,
        None,
        500,
        1000,
    )


def test_the_blame_is_what_it_said_minus_what_it_should_have_said() -> None:
    scene = scene_of(beat(TOUR, 4).stage)
    label = int(value("label", beat(TOUR, 4)))
    last = step(scene.network, scene.digit.X, label, scene.recipe, 0.1).layers[-1]
    np.testing.assert_allclose(last.dZ[:, 0], last.A[:, 0] - np.eye(10)[label], atol=1e-6)


def test_where_it_fails_it_is_sure() -> None:
    fifth = beat(TOUR, 5)
    assert value("answer", fifth) != value("label", fifth) and value("sureness", fifth) > 0.9


# The challenges ------------------------------------------------------------------------------------------------------


def test_one_neuron_matters_to_several_digits_and_the_other_hardly_fires() -> None:
    first, second = (beat("without-a-neuron", i) for i in (1, 2))
    assert value("answer", first) == value("label", first) != value("answer", first, after=True)
    before, after = (scene_of(stage) for stage in (first.stage, first.question.then))  # type: ignore[union-attr]
    X, labels = before.official.X(), before.official.labels
    right, without = (scene.network.predict(X).argmax(axis=0) == labels for scene in (before, after))
    lost = np.bincount(labels[right], minlength=10) - np.bincount(labels[without], minlength=10)
    assert (lost > 100).sum() >= 3
    assert value("accuracy", second) == pytest.approx(value("accuracy", second, after=True), abs=0.001)
    layer = before.network.layers[0]
    assert ((layer.W @ X + layer.b)[3] > 0).mean() < 0.02


def test_learning_slows_down() -> None:
    first, second, third = (beat("how-fast", i) for i in (1, 2, 3))
    assert 0.15 < value("accuracy", first, after=True) < 0.5, "far from luck, and more than half wrong"
    start, half, end = value("accuracy", first), value("accuracy", second), value("accuracy", second, after=True)
    assert end > half and half - start > 5 * (end - half)
    assert value("answer", third) == value("label", third) and value("sureness", third) < 0.6
    assert value("answer", third, after=True) != value("label", third)


def test_an_active_neurons_weight_to_the_right_answer_rises_and_a_silent_ones_stays() -> None:
    first, second = (beat("one-step", i) for i in (1, 2))
    scene = scene_of(first.stage)
    A = asked(scene.network, scene.digit.X).A[0]
    assert A[6] > 0 == A[3]
    assert [true_option(b.question) for b in (first, second) if b.question] == [RISES, STAYS]
    last = step(scene.network, scene.digit.X, 4, scene.recipe, scene.recipe.learning_rate).layers[-1]
    rises = (last.W_after - last.W)[4]
    in_order = np.argsort(A)[(A == 0).sum() :]
    assert (rises[in_order] > 0).all() and (np.diff(rises[in_order]) > 0).all(), "the more, the more the neuron said"


def test_a_stage_shows_what_the_page_shows() -> None:
    stage = beat("without-a-neuron", 1).question.then  # type: ignore[union-attr]
    assert stage.off == 5 and (scene_of(stage).network.layers[1].W[:, 5] == 0).all()
    assert scene_of(stage).digit.name == find(lab().mnist, "3").name
