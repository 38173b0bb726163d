"""The digit in what people upload must be found, whatever else there is; or be refused in one sentence."""

import io
import time
import warnings
import zlib

import numpy as np
import pytest
from inked import ONE, as_file, difference, draw, grey_file
from photographs import KINDS, photographs, without_digit
from PIL import Image, ImageDraw, ImageOps

from nn.dataset import load_mnist
from nn.drawing import DrawingError, as_mnist
from nn.models import load_shipped
from nn.photo import NotFound, ink_from_image

# --- uploaded pictures


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP", "TIFF", "GIF"])
def test_common_formats_and_both_polarities(kind):
    ink = draw()
    white_on_black, black_on_white = (as_mnist(ink_from_image(grey_file(i, kind))).pixels for i in (ink, 1 - ink))
    assert difference(white_on_black, black_on_white) < 0.05
    assert difference(white_on_black, as_mnist(ink).pixels) < 0.1


def test_polarity_makes_no_difference():
    ink = draw()
    assert np.allclose(ink_from_image(grey_file(ink)), ink_from_image(grey_file(1 - ink)), atol=0.01)


@pytest.mark.parametrize("pen", [0, 255])
def test_a_transparent_picture_is_laid_on_what_makes_it_stand_out(pen):
    ink = draw()
    rgba = np.full((280, 280, 4), pen, np.uint8)
    rgba[:, :, 3] = (ink * 255).round()
    rgba[ink == 0, :3] = 77  # colours that nobody can see
    assert np.abs(ink_from_image(as_file(Image.fromarray(rgba))) - ink).max() < 0.02


def test_sixteen_bits_palettes_and_one_bit():
    ink = draw()
    expected = as_mnist(ink).pixels
    grey = Image.fromarray((ink * 255).round().astype(np.uint8))
    palette = grey.convert("P")
    palette.info["transparency"] = bytes([255] * 255)  # Pillow warns about this kind
    for picture in (Image.fromarray((ink * 65535).astype(np.uint16)), palette, grey.convert("1"), grey.convert("LA")):
        assert difference(as_mnist(ink_from_image(as_file(picture))).pixels, expected) < 0.15


def test_the_orientation_that_a_camera_noted_is_applied():
    ink = draw()
    exif = Image.Exif()
    exif[0x0112] = 6  # to be shown a quarter turn clockwise
    turned = ink_from_image(grey_file(np.rot90(ink), "JPEG", quality=95, exif=exif))
    assert difference(as_mnist(turned).pixels, as_mnist(ink).pixels) < 0.1


def test_a_photograph_of_paper_with_a_shadow():
    rng = np.random.default_rng(0)
    ink = draw(left=300, top=200, side=250, pen=14, canvas=800)
    y, x = np.mgrid[0:800, 0:800] / 800
    light = 0.85 - 0.35 * x - 0.15 * y * y
    photograph = np.clip(light * (1 - 0.7 * ink) + rng.normal(0, 0.02, ink.shape), 0, 1)
    photograph[700:703, 100:103] = 0  # a crumb
    pixels = as_mnist(ink_from_image(grey_file(photograph, "JPEG"))).pixels
    assert difference(pixels, as_mnist(ink).pixels) < 0.25


def test_a_large_picture_is_reduced():
    ink = ink_from_image(grey_file(draw(left=600, top=300, side=1500, pen=120, canvas=2600)))
    assert max(ink.shape) <= 1024


def refusal(raw):
    """What the user is told; nothing but a DrawingError may come out, and no warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(DrawingError) as refused:
            ink_from_image(raw)
    sentence = str(refused.value)
    assert sentence.endswith(".") and "\n" not in sentence
    return sentence


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "empty"),
        (b"a text file, not a picture\n" * 10, "not a picture"),
        (b"\x89PNG\r\n\x1a\n", "not a picture"),
        (grey_file(draw())[:-900], "cut short"),
        (grey_file(draw(), "JPEG")[:2000], "cut short"),
        (as_file(Image.new("L", (1, 1))), "too small"),
        (as_file(Image.new("L", (100, 5))), "too small"),
        (as_file(Image.new("L", (8, 4000))), "strip"),
        (as_file(Image.new("L", (100, 100), 255)), "blank"),
        (as_file(Image.new("RGBA", (100, 100), (9, 9, 9, 0))), "blank"),
        (as_file(Image.fromarray(np.full((50, 50), 4000, np.uint16))), "blank"),
    ],
)
def test_bad_pictures_are_refused_in_one_sentence(raw, told):
    assert told in refusal(raw)


def test_fifty_megapixels_are_refused_without_decoding_them():
    for width, height in ((10_000, 5_000), (12_000, 10_000), (30_000, 30_000)):
        raw = as_file(Image.new("1", (width, height))) if width < 30_000 else huge_header(width, height)
        start = time.perf_counter()
        assert "too large" in refusal(raw)
        assert time.perf_counter() - start < 0.2


def huge_header(width, height):
    """A PNG that claims to be enormous."""
    raw = bytearray(as_file(Image.new("L", (10, 10))))
    raw[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    raw[29:33] = zlib.crc32(raw[12:29]).to_bytes(4, "big")
    return bytes(raw)


def test_noise_is_not_a_digit():
    noise = np.random.default_rng(1).normal(0.5, 0.1, (200, 200)).clip(0, 1)
    assert "blank" in refusal(grey_file(noise))


def test_random_damage_never_gets_through():
    rng = np.random.default_rng(2)
    for kind in ("PNG", "JPEG", "GIF", "TIFF", "BMP", "WEBP"):
        good = np.frombuffer(grey_file(draw(canvas=60, left=10, top=10, side=40, pen=5), kind), np.uint8)
        for _ in range(40):
            bad = good.copy()
            bad[rng.integers(0, min(len(bad), 400), 4)] = rng.integers(0, 256, 4)
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                try:
                    ink = ink_from_image(bad.tobytes())
                except DrawingError:
                    continue
            assert ink.dtype == np.float32 and np.isfinite(ink).all()


# --- what a file is, its bytes say


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF", "AVIF"])
def test_of_several_frames_or_pages_the_first_is_read(kind):
    first, second = (Image.fromarray((i * 255).astype(np.uint8)) for i in (draw(), draw(ONE)))
    raw = as_file(first, kind, save_all=True, append_images=[second])
    with Image.open(io.BytesIO(raw)) as file:
        assert file.n_frames == 2
    assert difference(as_mnist(ink_from_image(raw)).pixels, as_mnist(draw()).pixels) < 0.2


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"%PDF-1.7\n%...", "a PDF"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "a HEIC photograph"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "an SVG drawing"),
        (b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00", "a video"),
        (b"PK\x03\x04\x14\x00", "an archive"),
        (as_file(Image.new("RGB", (60, 60), "white"), "EPS"), "not a picture"),
        (as_file(Image.new("RGB", (60, 60), "white"), "PDF"), "a PDF"),
        (as_file(Image.new("L", (60, 60), 255), "TGA"), "not a picture"),
    ],
)
def test_what_cannot_be_read_is_named(raw, told):
    said = refusal(raw)
    assert told in said and "PNG" in said


def test_a_bomb_of_any_format_is_refused_before_it_is_decoded():
    for kind in ("PNG", "GIF", "BMP", "TIFF", "WEBP"):
        raw = as_file(Image.new("L", (9000, 3000), 255), kind)
        start = time.process_time()
        assert "too large" in refusal(raw)
        assert time.process_time() - start < 0.1


# --- photographs of all kinds


@pytest.fixture(scope="module")
def strong():
    return load_shipped("strong").network


def read(network, raw):
    """The digit that the network sees in a picture, or None where none is found."""
    try:
        pixels = as_mnist(ink_from_image(raw)).pixels
    except DrawingError:
        return None
    return int(network.predict(pixels.reshape(784, 1)).argmax())


@pytest.mark.parametrize("kind", KINDS)
def test_nine_of_ten_photographs_of_each_kind_are_read(strong, kind):
    pictures = photographs(kind, 10)
    wrong = {digit: answer for digit, raw in pictures if (answer := read(strong, raw)) != digit}
    assert len(wrong) <= 1, wrong


def test_mnist_itself_is_read_in_both_polarities_and_large(strong):
    official = load_mnist().official
    for pixels, label in zip(official.pixels[:12].reshape(-1, 28, 28), official.labels, strict=False):
        small = Image.fromarray(pixels)
        large = small.resize((280, 280), Image.Resampling.BICUBIC)
        for picture in (small, large, ImageOps.invert(small), ImageOps.invert(large)):
            assert read(strong, as_file(picture)) == label


def test_a_photograph_is_read_in_time():
    raws = [photographs(kind, 1, seed=1)[0][1] for kind in ("plain", "desk", "boxed", "squared shadow", "noisy")]
    spent = []
    for raw in raws:
        start = time.process_time()
        as_mnist(ink_from_image(raw))
        spent.append(time.process_time() - start)
    assert sorted(spent)[2] < 0.3


# --- where there is no digit


def sheet(paint):
    picture = Image.new("L", (500, 500), 245)
    paint(ImageDraw.Draw(picture))
    return as_file(picture)


def scribble(pencil):
    pencil.line([tuple(p) for p in np.random.default_rng(3).uniform(30, 470, (40, 2))], fill=20, width=5)


def lines_of_text(pencil):
    for i in range(12):
        pencil.text((30, 30 + 36 * i), "The quick brown fox jumps over the lazy dog", fill=20, font_size=20)


def many_dots(pencil):
    for x, y in np.ndindex(5, 5):
        pencil.ellipse((40 + 90 * x, 40 + 90 * y, 80 + 90 * x, 80 + 90 * y), fill=20)


@pytest.mark.parametrize("kind", ["plain", "gradient", "vignette", "grain", "noisy", "poor jpeg", "faint pencil"])
def test_an_empty_sheet_is_blank(kind):
    assert "blank" in refusal(without_digit(kind))


@pytest.mark.parametrize(
    "raw",
    [
        *(without_digit(kind) for kind in ("boxed", "tight box", "boxed on desk", "comb", "inset frame", "frame")),
        *(without_digit(kind) for kind in ("ruled", "squared", "folded", "desk", "turned sheet", "desk edge", "hand")),
        *(without_digit(kind) for kind in ("several shadows", "bar shadow", "desk and shadow", "desk corner")),
        *(sheet(paint) for paint in (scribble, lines_of_text, many_dots)),
        sheet(lambda pencil: pencil.rectangle((100, 100, 300, 300), fill=30)),
        sheet(lambda pencil: pencil.ellipse((100, 100, 300, 300), fill=30)),
        sheet(lambda pencil: pencil.line((50, 250, 450, 250), fill=30, width=12)),
    ],
)
def test_where_there_is_no_digit_it_says_so_instead_of_guessing(raw):
    with pytest.raises(NotFound):
        ink_from_image(raw)


def test_what_was_taken_for_ink_can_be_looked_at():
    with pytest.raises(NotFound, match="many things alike") as many:
        ink_from_image(sheet(scribble))
    with pytest.raises(NotFound, match="a box with nothing in it") as empty:
        ink_from_image(without_digit("tight box"))
    for refused in (many, empty):
        ink = refused.value.ink
        assert ink.dtype == np.float32 and ink.ndim == 2 and 0.5 < ink.max() <= 1 and ink.min() >= 0
    with pytest.raises(NotFound, match="blank") as blank:
        ink_from_image(without_digit("plain"))
    assert blank.value.ink is None
