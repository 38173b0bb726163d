"""`python -m pages.lessons check`: what is wrong is said with its line, and what is right is played to its end."""

from dataclasses import replace
from pathlib import Path

import pytest

from nn.recipe import Recipe
from pages.lessons.__main__ import main
from pages.lessons.check import play
from pages.lessons.lesson import Beat, Lesson, Stage
from pages.lessons.shelf import also, lessons

GOOD = """---
title: Mine
about: A line.
kind: challenge
---
## One
page: train
set: train_examples 60, test_examples 20, iterations 3

It reads {accuracy}.

### And with two more?
answer: percent
measure: accuracy
set: iterations 5

{accuracy}.

#### Why?
- [x] So.
- [ ] Not so.

Because.

## Two
page: why
digit: 17

A {label}.

### Which?
answer: one of 7, 8
measure: label

That.
"""
SHORT = Recipe(hidden=(4,), train_examples=60, test_examples=20, batch_size=20, iterations=None, epochs=1)
TRAINING = [
    lesson
    for lesson in lessons().values()
    if any(beat.stage.trains or beat.question and beat.question.then.trains for beat in lesson.beats)
]


pytestmark = pytest.mark.usefixtures("lab_of_its_own")


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return tmp_path / "mine.md"


def test_a_lesson_is_played_to_its_end(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written.write_text(GOOD)
    assert main(["check", str(written)]) == 0
    out = capsys.readouterr().out
    assert "1 One " in out and "1 And with two more? " in out and "1 Why? " in out and "2 Which? " in out
    assert "Nothing is missing." in out and " s" in out and not also


def test_faults_are_said_with_their_lines(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written.write_text(GOOD.replace("iterations 3", "iterations many").replace("{label}", "{nothing}"))
    assert main(["check", str(written)]) == 1
    out = capsys.readouterr().out
    line = 1 + GOOD[: GOOD.index("{label}")].count("\n")
    assert f"{written}:8: iterations is 'many'; allowed: " in out and f"{written}:{line}: “{{nothing}}”" in out


def test_an_answer_that_cannot_be_chosen_is_found(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written.write_text(GOOD[: GOOD.index("## One")] + GOOD[GOOD.index("## Two") :].replace("7, 8", "0, 1"))
    assert main(["check", str(written)]) == 1
    assert "is not among what one can choose from." in capsys.readouterr().out


@pytest.mark.parametrize("name", ["nowhere.md", "Two Words.md"])
def test_what_is_no_lesson_is_one_sentence(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if " " in name:
        (tmp_path / name).write_text(GOOD)
    assert main(["check", str(tmp_path / name)]) == 1
    assert capsys.readouterr().out.count("\n") == 1


def in_short(lesson: Lesson) -> Lesson:
    """The same lesson with runs of three updates: whether its words are true is another test's matter."""

    def stage(of: Stage) -> Stage:
        if of.recipe is None:
            return of
        size = of.recipe.batch_size and min(of.recipe.batch_size, 20)
        few = {"train_examples": min(of.recipe.train_examples, 61 + len(of.recipe.hidden)), "test_examples": 20}
        recipe: Recipe = of.recipe.but(batch_size=size, iterations=3 + (of.recipe.train_examples > 10_000), **few)
        return replace(of, recipe=recipe)

    def beat(of: Beat) -> Beat:
        asked = of.question and replace(of.question, then=stage(of.question.then))
        return replace(of, stage=stage(of.stage), question=asked)

    return replace(lesson, beats=tuple(map(beat, lesson.beats)))


@pytest.mark.parametrize("lesson", TRAINING, ids=lambda lesson: lesson.name)
def test_every_shipped_lesson_that_trains_plays_to_its_end(lesson: Lesson, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.shared.experiment.RECIPE", SHORT)
    assert [fault for played in play(in_short(lesson)) for fault in played.faults] == []
