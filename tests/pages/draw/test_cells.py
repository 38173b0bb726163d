"""Painting by keyboard: what the sheet of cells has sent is checked, and goes the same way as what is drawn."""

from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from nn.drawing import DrawingError, as_mnist
from nn.models import load_shipped
from pages.draw import cells as sheet
from pages.draw.cells import ink_of_cells
from pages.draw.sent import cells_of

ONE = [28 * row + 14 for row in range(5, 23)]
SEVEN = [28 * 6 + column for column in range(8, 20)] + [28 * row + 19 - (row - 6) // 2 for row in range(6, 23)]


@pytest.mark.parametrize(("cells", "digit"), [(ONE, 1), (SEVEN, 7)])
def test_painted_cells_are_read_as_if_they_had_been_drawn(cells: list[int], digit: int) -> None:
    ink = ink_of_cells(cells)
    assert ink.shape == (280, 280) and ink.min() == 0 and ink.max() == 1
    pixels = as_mnist(ink).pixels
    assert load_shipped("strong").network.predict(pixels.reshape(-1, 1))[:, 0].argmax() == digit


def test_a_row_of_cells_is_a_line_as_wide_as_the_pen() -> None:
    across = (ink_of_cells(ONE) > 0.5).any(axis=0)
    assert np.ptp(np.flatnonzero(across)) + 1 in (22, 23)


def test_cells_are_each_taken_once_and_in_order() -> None:
    assert cells_of([783, 0, 0, 5]) == [0, 5, 783]
    assert cells_of([]) == []


@pytest.mark.parametrize("sent", [None, "1", {}, [784], [-1], [1.0], [True], ["1"], [None], [0] * 785, 7])
def test_everything_else_is_refused_in_a_sentence(sent: Any) -> None:
    with pytest.raises(DrawingError, match="wipe it and paint again"):
        cells_of(sent)


def asked_of_the_page(monkeypatch: pytest.MonkeyPatch, sent: Any) -> AppTest:
    """Draw, after the sheet has sent this."""
    app = AppTest.from_file("../../../pages/draw/page.py", default_timeout=30).run()
    monkeypatch.setattr(sheet, "sent_by", lambda key, name: sent)

    def painted() -> None:
        from pages.draw.cells import take_cells

        take_cells()

    other = AppTest.from_function(painted)
    for key in ("ten_neurons", "draw_pad"):
        other.session_state[key] = app.session_state[key]
    assert not other.run().exception
    return app.run()


def said(app: AppTest) -> str:
    assert not app.exception
    return " ".join(element.proto.body for element in app.get("html"))


def test_what_was_painted_is_the_drawing_of_all_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    app = asked_of_the_page(monkeypatch, SEVEN)
    assert "Your drawing" in said(app) and '<div class="digit">7</div>' in said(app)
    assert not app.session_state.ten_neurons.digit.of_mnist
    app.button(key="draw_clear").click().run()
    assert "draw your own" in said(app) and app.session_state.draw_pad.cells == []


def test_a_wiped_sheet_is_no_drawing_and_nonsense_gets_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "draw your own" in said(asked_of_the_page(monkeypatch, []))
    assert "wipe it and paint again" in said(asked_of_the_page(monkeypatch, [9_999]))
    assert "draw it larger" in said(asked_of_the_page(monkeypatch, [400]))
