"""Excerpts side by side read as one piece, and it is said where each stands."""

from nn.explain.lesson import Excerpt
from pages.shared.source import joined, places


def line(code: str, number: int, name: str = "Dense.forward") -> Excerpt:
    return Excerpt(code, name, "nn/layers.py", number)


def test_dots_stand_where_lines_are_left_out() -> None:
    assert joined([line("a", 3), line("b", 4), line("c\nd", 7), line("e", 9)]) == "a\nb\n...\nc\nd\ne"


def test_a_free_line_stands_before_another_function() -> None:
    assert joined([line("a", 3), line("b", 30, "Dense.backward")]) == "a\n\nb"


def test_each_function_is_named_once_with_all_its_lines() -> None:
    said = places([line("a", 3), line("b", 4), line("c", 30, "Dense.backward")])
    assert said == "`nn/layers.py`, line 3, 4: `Dense.forward`; `nn/layers.py`, line 30: `Dense.backward`"
