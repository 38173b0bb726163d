"""Numbers and lists as several pages write them."""

from html import unescape

import pytest

from pages.shared.words import JOINER, as_text, listed, percent, signed, with_article


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.123, "+0.12"), (-0.5, "−0.50"), (0.0, "0.00"), (-0.001, "0.00"), (-0.0, "0.00"), (3.2e16, "+3.20e16")],
)
def test_signed(value, text):
    assert signed(value) == text


def test_signed_without_a_plus():
    assert [signed(value, 1, plus="") for value in (0.5, -0.5, 0.0)] == ["0.5", "−0.5", "0.0"]


@pytest.mark.parametrize(("words", "text"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_words_in_a_row(words, text):
    assert listed(words) == text


def test_no_probability_is_called_nothing_or_everything():
    assert (percent(1.0), percent(0.0), percent(0.5)) == ("over 99.9%", "under 0.1%", "50.0%")


@pytest.mark.parametrize(
    "name",
    ["mine.npz", "*final* ~~old~~", "![x](y)", "<b>&amp;", "`a` $b$", "1. a", "- a", ":smile:", "www.a.org", "a->b"],
)
def test_a_name_from_outside_reads_as_it_is_and_means_nothing(name):
    said = as_text(name)
    assert unescape(said).replace(JOINER, "") == name
    assert not set("*`_~[]<>$|").intersection(said)
    assert not said.startswith(("- ", "1. ")) and ":smile:" not in unescape(said) and "www." not in said


def test_a_name_from_outside_is_one_line_and_turns_nothing_about():
    assert as_text("a\n\n  b\u202egpj.npz") == "a bgpj.npz"


def test_an_article_fits_its_word() -> None:
    assert [with_article(name) for name in (7, 8, 11, "Ankle boot", "dog")] == [
        "a 7",
        "an 8",
        "an 11",
        "an Ankle boot",
        "a dog",
    ]
