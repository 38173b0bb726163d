"""What the Film page says of a digit's way through a run."""

from types import SimpleNamespace

import pytest
from filmed import told

from nn.recipe import Recipe
from pages.film.words import history_in_words, introduction, nothing_yet, probabilities_in_words


@pytest.mark.parametrize(
    "history, label, sentence",
    [
        (told((3, 0.4), (7, 0.5), (7, 0.95), every=1), 7, "becomes sure of **7** after update 2:"),
        (told((3, 0.4), (7, 0.5), (7, 0.95)), 7, "becomes sure of **7** by update 20:"),  # or some updates sooner
        (told((3, 0.4), (7, 0.5), (7, 0.95)), 7, "That was its answer already by update 10."),
        (told((3, 0.4), (7, 0.5), (7, 0.95)), 1, "It is a 1, so the answer is wrong."),
        (told((7, 0.95), (7, 0.97)), None, "is sure of **7** from the start"),
        (told((3, 0.4), (7, 0.5)), None, "settles on **7** by update 10, but never becomes sure"),
        (told((7, 0.4), (7, 0.5)), None, "says **7** from the start, but never becomes sure"),
        (told((7, 0.4), (2, 0.5), (7, 0.5)), None, "changed its mind 2 times"),
        (told((7, 0.4)), None, "one moment only, and the answer is 7"),
    ],
)
def test_the_story_in_words(history, label, sentence):
    assert sentence in history_in_words(history, label)


def test_probabilities_in_words():
    assert probabilities_in_words(told((7, 0.91)).probabilities[0]) == "7 with 91.0%, then 0 with 1.0%"


def test_whose_run_it_is_is_said_as_it_is_called_for_this_visitor():
    view = SimpleNamespace(recipe=Recipe(hidden=(4,)))
    for run in ("your run", "the run you watch"):
        assert f"the parameters of **{run}**" in introduction("", run)
        assert f"the network of {run}, 784-4-10," in nothing_yet(view, run)
    assert "the shipped network **deep**" in introduction("deep", "your run")
