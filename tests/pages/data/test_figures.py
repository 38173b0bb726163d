"""The charts of Data: any number of classes, nothing at all, and what a browser may send."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from pages.data.figures import colour_of, counts_chart, greys_chart, lit_chart, map_chart
from pages.shared.live_figure import _box
from pages.shared.sprites import Sprites, sheet_uri
from pages.shared.theme import DARK, LIGHT


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """As WCAG 2.2 has it, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_charts_are_figures_that_plotly_takes_for_any_number_of_classes() -> None:
    for k in (2, 26):
        names = [f"class {i}" for i in range(k)]
        counts = counts_chart(np.arange(k), names, 1, LIGHT)
        assert list(counts.data[0].x) == names and counts.layout.xaxis.title.text == "class"
    lit = np.zeros(784, int)
    lit[400:] = 5
    found = lit_chart(lit, 5, DARK)
    assert len(found.data[1].x) == 400 and found.data[0].z.max() == 100
    levels = np.zeros(256, int)
    levels[0], levels[255] = 3, 1
    columns = greys_chart(levels, LIGHT).data[0].y
    assert columns[0] == 75 and columns[-1] == 25 and columns[5] is None


def test_a_point_of_the_map_answers_for_its_digit() -> None:
    places = np.array([[0.0, 1], [2, 3], [4, 5]])
    drawn = np.array([2, 0])
    found = map_chart(places, drawn, ["two", "none"], [("a", 0, 1.0, 2.0)], (0, 5, 0, 6), "ink", LIGHT)
    points, names = found.data
    assert list(points.customdata) == [2, 0] and list(points.x) == [4, 0] and names.text == ("<b>a</b>",)
    assert found.layout.xaxis.range == (0, 5) and found.layout.xaxis.title.text == "across the map: ink"


def test_each_of_forty_seven_classes_has_a_colour_of_its_own_that_stands_out_in_light_and_dark() -> None:
    colours = [colour_of(k, LIGHT) for k in range(47)]
    assert len(set(colours)) == 47 and colours[:10] == list(LIGHT.classes)
    for colour in colours[10:]:
        assert min(contrast(colour, page.background) for page in (LIGHT, DARK)) > 3


def test_a_sheet_holds_every_picture_in_sixteen_greys() -> None:
    rng = np.random.default_rng(0)
    pictures = rng.integers(0, 256, (40, 784), np.uint8)
    image = Image.open(io.BytesIO(base64.b64decode(sheet_uri(pictures).split(",")[1])))
    board = np.asarray(image.convert("L"))
    assert image.size == (32 * 28, 2 * 28)
    for i in (0, 31, 32, 39):
        top, left = i // 32 * 28, i % 32 * 28
        apart = board[top : top + 28, left : left + 28].astype(int) - pictures[i].reshape(28, 28)
        assert np.abs(apart).max() <= 15
    assert not board[28:, 8 * 28 :].any()


def test_sprites_name_their_colours_once() -> None:
    sent = Sprites(
        np.zeros((3, 784), np.uint8),
        np.arange(3),
        np.arange(3),
        ["#bbbbbb", "#aaaaaa", "#bbbbbb"],
        np.array([False, True, False]),
        "#000000",
    ).to_dict()
    assert sent["palette"] == ["#aaaaaa", "#bbbbbb"] and sent["colour"] == [1, 0, 1]
    assert sent["marked"] == [1] and sent["chosen"] == -1


@pytest.mark.parametrize(
    "sent", [None, "0,1,0,1", [0, 1, 0], [0, 1, 0, float("nan")], [1, 0, 0, 1], [0, 1, True, 2], [0, "1", 0, 1], {}]
)
def test_what_is_no_part_of_a_map_is_not_taken_for_one(sent: object) -> None:
    assert _box(sent) is None


def test_a_part_of_a_map_is() -> None:
    assert _box([0, 1.5, -1, 2]) == (0, 1.5, -1, 2)
