"""A table is one on a screen reader, too, and what stands in its cells is text."""

from pages.shared.tables import TIMES, table


def test_the_first_cell_of_a_row_names_it_and_shapes_stay_on_one_line() -> None:
    html = table(("array", "shape"), [("W1", "10 × 784"), ("b1", "10 × 1")])
    assert '<th scope="col">shape</th>' in html and '<th scope="row">b1</th>' in html
    assert f"<td>10{TIMES}784</td>" in html


def test_a_cell_is_text_and_no_markup() -> None:
    html = table(("a<b",), [("<i>",), ("&",)])
    assert "a&lt;b" in html and "&lt;i&gt;" in html and "&amp;" in html and "<i>" not in html
