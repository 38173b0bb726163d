"""What the Train page says of a run, for each state that it can be in."""

from types import SimpleNamespace

import numpy as np
import pytest

from nn.lab.history import History
from nn.lab.view import Status
from nn.recipe import Recipe
from nn.training import chance_loss
from pages.train import words


def a_view(status: Status, losses: tuple[float, ...] = (), final: object = None, **recipe: object) -> SimpleNamespace:
    n = len(losses)
    return SimpleNamespace(
        status=status,
        recipe=Recipe(**recipe),
        iteration=n,
        total=500,
        epoch=1.5,
        seconds=2.0,
        examples_per_second=1e6,
        history=History(np.arange(n), np.array(losses), np.full(n, 0.5), np.full(n, 2.0), np.full(n, 0.25)),
        final=final,
        continued=False,
        message="The loss is not a number.",
    )


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (Status.READY, "Ready. Press **Train**"),
        (Status.RUNNING, "Training: update 2 of 500."),
        (Status.PAUSED, "Paused after update 2."),
        (Status.STOPPED, "Stopped after update 2."),
        (Status.DIVERGED, "The loss is not a number. The last good parameters are kept."),
        (Status.FAILED, "The loss is not a number. The last good parameters are kept."),
    ],
)
def test_each_state_has_its_sentence(status: Status, sentence: str) -> None:
    assert words.where_it_stands(a_view(status, (2.0, 1.0))).startswith(sentence)


def test_a_finished_run_states_what_it_was_scored_on() -> None:
    train, official = SimpleNamespace(accuracy=0.9), SimpleNamespace(accuracy=0.8)
    final = SimpleNamespace(train=train, test=SimpleNamespace(accuracy=0.7), official=official)
    assert "90.0% of the training digits and 70.0% of the test digits right, and **80.0%" in words.where_it_stands(
        a_view(Status.FINISHED, (1.0,), final)
    )
    final.test = None
    assert "90.0% of the training digits right, and **80.0%" in words.where_it_stands(
        a_view(Status.FINISHED, (1.0,), final, test_examples=0)
    )


def test_where_nearly_all_is_read_the_wrong_labels_are_named() -> None:
    for accuracy, named in ((0.984, False), (0.992, True)):
        score = SimpleNamespace(accuracy=accuracy)
        final = SimpleNamespace(train=score, test=None, official=score)
        said = words.where_it_stands(a_view(Status.FINISHED, (1.0,), final))
        assert ("about 15 are labelled wrongly" in said) == named


def test_only_after_a_while_is_a_run_said_to_guess() -> None:
    guessing = 0.9 * chance_loss()
    short, long = (guessing,) * (words.ENOUGH_TO_TELL - 1), (guessing,) * words.ENOUGH_TO_TELL
    assert "only guesses" not in words.where_it_stands(a_view(Status.RUNNING, short))
    assert "only guesses" in words.where_it_stands(a_view(Status.RUNNING, long))
    assert "only guesses" not in words.where_it_stands(a_view(Status.RUNNING, (*long, guessing - 0.1)))


def test_what_is_not_measured_yet_is_a_dash() -> None:
    before = {label: value for label, value, _ in words.facts_of(a_view(Status.READY))}
    assert before["Training digits right"] == before["Test digits right"] == before["Loss"] == "–"
    after = {label: value for label, value, _ in words.facts_of(a_view(Status.PAUSED, (2.5, 1.25)))}
    assert (after["Training digits right"], after["Test digits right"], after["Loss"]) == ("50.0%", "25.0%", "1.250")


def test_a_run_that_paused_by_itself_says_why() -> None:
    view = a_view(Status.PAUSED, (2.0, 1.0))
    view.message = "Paused: nobody had looked for two minutes."
    assert words.paused(view) == "Paused after update 2. Nobody had looked for two minutes."
    assert "Resume" in words.where_it_stands(view) and "Resume" not in words.where_it_stands_for_a_watcher(view)
