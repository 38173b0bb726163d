"""An answer's probabilities as bars and in words."""

import numpy as np
import pytest

from pages.shared.answers import Answer, all_ten_in_words, how_sure, probability_bars
from pages.shared.theme import DARK, LIGHT


def answer(**given):
    p = np.full(10, 0.0)
    for digit, probability in given.items():
        p[int(digit[1:])] = probability
    return Answer(p)


def test_words_for_how_sure_it_is():
    assert how_sure(answer(d4=0.953, d9=0.04)) == "Sure: 95.3%. Next comes 9 with 4.0%."
    assert how_sure(answer(d4=0.7, d9=0.3)).startswith("Fairly sure: 70.0%")
    assert how_sure(answer(d4=0.5, d9=0.4)).startswith("Not sure")
    assert how_sure(answer(d4=0.2, d9=0.15)).startswith("Guessing")
    assert how_sure(answer(d4=0.99999)) == "Sure: over 99.9%. No other reaches 0.1%."


def test_without_an_answer_there_are_no_columns():
    bars = probability_bars(None, LIGHT)
    assert bars.count("<b>") == 10 and "<i" not in bars and "nothing to read" in bars


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_bars_stand_for_the_ten_probabilities(palette):
    certain = answer(d3=0.8, d8=0.2)
    bars = probability_bars(certain, palette)
    assert bars.count("<b>") == 10 and bars.count(palette.positive) == 1
    assert f'title="3: 80.0%"><span>80%</span><i class="won" style="background:{palette.positive};--p:0.8000"' in bars
    assert "<span></span>" in bars and "--p:0.0000" in bars
    assert all_ten_in_words(certain).startswith("Probability of each digit: 3 80.0%, 8 20.0%")
