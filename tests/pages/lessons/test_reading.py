"""From a file to a lesson: what it may say, and one sentence with its line for whatever it may not."""

import pytest

from pages.lessons.lesson import FALLS, RISES, STAYS, Kind, Stage
from pages.lessons.reading import LessonError, read_lesson

FRONT = "---\ntitle: A title\nabout: A line.\nkind: tour\n---\n"
WHOLE = (
    FRONT
    + """
## First
page: why
digit: 17
view: softmax

Some *words*, and {accuracy}.
More of them.

> A note
> in two lines.

### Which digit?
answer: one of 3, 4
measure: answer
digit: 18

It was {before answer}, it is {answer}.

## Second
page: steps
neuron: 3
stage: dW1

Words.
"""
)


def faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(LessonError) as refused:
        read_lesson(text, "mine")
    return refused.value.faults


def test_all_that_a_lesson_can_say() -> None:
    lesson = read_lesson(WHOLE, "mine")
    assert (lesson.name, lesson.title, lesson.about, lesson.kind) == ("mine", "A title", "A line.", "tour")
    first, second = lesson.beats
    assert first.stage == Stage("why", digit="17", part="softmax")
    assert first.words == "Some *words*, and {accuracy}.\nMore of them."
    assert first.note == "A note\nin two lines."
    asked = first.question
    assert asked is not None and asked.text == "Which digit?" and asked.options == ("3", "4")
    assert (asked.kind, asked.measure, asked.then) == (Kind.DIGIT, "answer", Stage("why", digit="18", part="softmax"))
    assert second.stage == Stage("steps", neuron=3, part="dW1") and second.question is None
    assert lesson.beat(2) is second


def test_what_a_beat_leaves_out_is_as_everybody_finds_it() -> None:
    (beat,) = read_lesson(f"{FRONT}## One\npage: workbench\n\nWords.", "mine").beats
    assert beat.stage == Stage("workbench", "blog", "6", None, None, None, "change", "change")


@pytest.mark.parametrize(
    ("answer", "measure", "kind", "options"),
    [
        ("percent", "accuracy", Kind.SHARE, ()),
        ("direction", "weight-change", Kind.CHANGE, (RISES, FALLS, STAYS)),
        ("one of 0,9", "second", Kind.DIGIT, ("0", "9")),
    ],
)
def test_three_ways_to_answer(answer: str, measure: str, kind: Kind, options: tuple[str, ...]) -> None:
    text = f"{FRONT}## One\npage: film\n\nWords.\n\n### What?\nanswer: {answer}\nmeasure: {measure}\n\nSo it is."
    asked = read_lesson(text, "mine").beats[0].question
    assert asked is not None and (asked.kind, asked.options) == (kind, options)


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ("title: A title", "headline: A title", 2, "no “headline” here"),
        ("kind: tour", "kind: speech", 4, "one of tour, talk, challenge"),
        ("page: why", "page: nowhere", 8, "“page: nowhere” means nothing here: choose one of train, draw"),
        ("page: why", "Why", 8, "“name: value” in each line"),
        ("view: softmax", "view: colours", 10, "choose one of evidence, softmax"),
        ("view: softmax", "stage: dW1", 10, "no setting “stage” on this page"),
        ("digit: 17", "digit: 10000", 9, "a whole number from 0 to 9,999"),
        ("digit: 17", "digit: seven", 9, "a whole number from 0 to 9,999"),
        ("digit: 17", "page: why", 9, "“page” is said twice"),
        ("digit: 17", "network: mine", 9, "choose one of blog, deep, strong"),
        ("digit: 17", "off: 3", 9, "on the workbench"),
        ("{accuracy}", "{beauty}", 12, "“{beauty}” is nothing to be measured"),
        ("{accuracy}", "{before accuracy}", 12, "only after an answer"),
        ("answer: one of 3, 4", "answer: yes", 19, "An answer is “percent”"),
        ("answer: one of 3, 4", "answer: percent", 19, "The answer is a percentage, and “answer” is a digit."),
        ("measure: answer", "measure: 42", 20, "A question needs what to measure"),
        ("digit: 18", "page: film", 21, "not page"),
        ("digit: 18", "moment: 501", 21, "a whole number from 0 to 500"),
        ("neuron: 3", "neuron: 10", 27, "a whole number from 0 to 9"),
        ("stage: dW1", "stage: dW9", 28, "choose one of X, Z1"),
        ("stage: dW1\n", "stage: dW1\n\n### One?\n\n### Two?\n", 32, "one question at most"),
    ],
)
def test_a_fault_is_said_in_a_sentence_with_its_line(before: str, after: str, line: int, said: str) -> None:
    assert WHOLE.count(before) == 1
    found = faults(WHOLE.replace(before, after))
    assert [sentence for at, sentence in found if at == line and said in sentence], found
    assert all(sentence.endswith(".") for _, sentence in found)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "no title"),
        (FRONT, 1, "at least one beat"),
        ("---\ntitle: A", 1, "not closed"),
        (f"{FRONT}Hello", 6, "Before the first beat"),
        (f"{FRONT}## One\n\nWords.", 6, "A beat needs a page"),
        (f"{FRONT}## One\npage: why\n", 6, "A beat needs words"),
        (f"{FRONT}## One\npage: film\nnetwork: deep\n\nWords.", 8, "No film of the network deep ships"),
        (f"{FRONT}## One\npage: why\nnetwork: deep\nmoment: 3\n\nWords.", 9, "No film of the network deep ships"),
        (
            f"{FRONT}## One\npage: why\n\nWords.\n\n### What?\nanswer: percent\nmeasure: accuracy\n",
            11,
            "has to be said",
        ),
    ],
)
def test_what_is_no_lesson(text: str, line: int, said: str) -> None:
    assert [sentence for at, sentence in faults(text) if at == line and said in sentence], faults(text)


def test_all_faults_are_said_at_once_in_the_order_of_their_lines() -> None:
    with pytest.raises(LessonError) as refused:
        read_lesson(WHOLE.replace("digit: 17", "digit: x").replace("neuron: 3", "neuron: x"), "mine")
    assert [line.split(":")[0] for line in str(refused.value).splitlines()] == ["Line 9", "Line 27"]


@pytest.mark.parametrize("junk", ["\x00", "## ", "###", "---\n---\n## \n:", "{" * 50, "## a\n### b\n### c\n: :\n- x"])
def test_junk_is_refused_and_nothing_worse(junk: str) -> None:
    assert faults(junk)
