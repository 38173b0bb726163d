"""The colours: one scale for pro and contra, and text that can be read on both backgrounds, in charts, too.

4.5 to 1 is what WCAG 2.2 asks of text (AA), 3 to 1 of large text, and of lines and columns that say something.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nn.lab.shipped import shipped_run
from nn.models import load_shipped
from pages.shared.curves import curves
from pages.shared.heatmaps import w1_heatmaps
from pages.shared.theme import DARK, LIGHT, Palette, mixed

THEME = tomllib.loads((Path(__file__).parents[3] / ".streamlit" / "config.toml").read_text())["theme"]
SCHEMES = [(LIGHT, THEME["light"]), (DARK, THEME["dark"])]
BOTH = pytest.mark.parametrize(("palette", "theme"), SCHEMES, ids=["light", "dark"])
TEXT, MARK = 4.5, 3.0


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return sum(
        w * (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4)
        for w, p in zip((0.2126, 0.7152, 0.0722), parts, strict=True)
    )


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_diverging_scale_is_symmetric_and_zero_is_the_page(palette):
    places, colours = zip(*palette.diverging, strict=True)
    assert list(places) == sorted(places) and np.allclose(np.array(places) + np.array(places)[::-1], 1)
    assert colours[len(colours) // 2] == palette.background and places[len(places) // 2] == 0.5
    assert (colours[0], colours[-1]) == (palette.negative, palette.positive)
    assert contrast(palette.background, palette.positive) > 4.5 and contrast(palette.background, palette.negative) > 4
    strength = [contrast(palette.background, c) for c in colours]
    assert strength == sorted(strength[:5], reverse=True) + sorted(strength[5:])  # fades toward the middle


@BOTH
def test_text_is_readable(palette: Palette, theme: dict[str, Any]) -> None:
    for behind in (palette.background, palette.panel, *backgrounds(theme)):
        assert contrast(behind, palette.text) > 7
    assert min(contrast(behind, palette.muted) for behind in (palette.background, palette.panel)) >= TEXT


@BOTH
def test_lines_and_columns_stand_out(palette: Palette, theme: dict[str, Any]) -> None:
    marks = (palette.positive, palette.negative, palette.train, palette.test, palette.right, palette.wrong)
    assert min(contrast(palette.background, colour) for colour in (*marks, *palette.classes)) >= MARK
    assert min(contrast(palette.panel, colour) for colour in marks) >= MARK


@BOTH
def test_the_widgets_have_the_same_colours_and_can_be_read(palette: Palette, theme: dict[str, Any]) -> None:
    assert (theme["backgroundColor"], theme["secondaryBackgroundColor"]) == (palette.background, palette.panel)
    assert (theme["textColor"], theme["primaryColor"]) == (palette.text, palette.train)
    for name in ("textColor", "linkColor", "primaryColor"):
        assert min(contrast(theme[name], behind) for behind in backgrounds(theme)) >= TEXT, name
    assert contrast(palette.on_primary, theme["primaryColor"]) >= TEXT


def backgrounds(theme: dict[str, Any]) -> list[str]:
    return [colour for part in (theme, theme["sidebar"]) for name, colour in part.items() if "ackgroundColor" in name]


@BOTH
def test_the_text_of_charts_is_readable(palette: Palette, theme: dict[str, Any]) -> None:
    network, view = load_shipped("blog").network, shipped_run("blog").view()
    W, b = network.layers[0].W, network.layers[0].b
    for figure in (curves(view, palette, ghost=view), w1_heatmaps(W, b, palette)):
        found = set(colours_of_text(figure.look)) | set(colours_of_text(figure.traces))
        assert found and min(contrast(palette.background, colour) for colour in found) >= TEXT


def colours_of_text(part: Any) -> Iterator[str]:
    """The colour of every font in a figure, whatever it is the font of."""
    if isinstance(part, list):
        for each in part:
            yield from colours_of_text(each)
    elif isinstance(part, dict):
        for name, value in part.items():
            if name.endswith("font") and "color" in value:
                yield value["color"]
            elif isinstance(value, dict | list):
                yield from colours_of_text(value)


def test_mixed_goes_from_one_end_to_the_other():
    assert [mixed("#000000", "#ff8000", t) for t in (0, 0.5, 1)] == ["#000000", "#804000", "#ff8000"]
