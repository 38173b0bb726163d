"""The colours: one scale for pro and contra, and text that can be read on both backgrounds."""

import numpy as np
import pytest

from pages.shared.theme import DARK, LIGHT, mixed


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


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_text_is_readable(palette):
    assert contrast(palette.background, palette.text) > 7 and contrast(palette.panel, palette.text) > 7
    assert contrast(palette.background, palette.muted) > 4.5


def test_mixed_goes_from_one_end_to_the_other():
    assert [mixed("#000000", "#ff8000", t) for t in (0, 0.5, 1)] == ["#000000", "#804000", "#ff8000"]
