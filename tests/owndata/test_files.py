"""IDX and .npz files, whole and damaged, and pictures that lie wrong in any of them."""

import io

import numpy as np
import pytest
from own_files import as_text, digits, header, idx, kaggle, npz, packed, rows_of

from nn.owndata.found import OwnDataError
from nn.owndata.reading import read
from nn.owndata.repairs import INVERT, TURN, repaired

PIXELS, LABELS = digits()
IMAGES = PIXELS.reshape(-1, 28, 28)
UPRIGHT = 255 * np.tile(np.pad(np.ones((20, 8), np.uint8), ((4, 4), (10, 10))).ravel(), (30, 1))


def found_in(*files):
    return read(*(io.BytesIO(file) for file in files))


def refusal(*files):
    with pytest.raises(OwnDataError) as caught:
        found_in(*files)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    "files",
    [
        [idx(IMAGES), idx(LABELS)],
        [packed(idx(LABELS)), packed(idx(IMAGES))],
        [idx(PIXELS), idx(LABELS)],
        [npz(images=IMAGES, labels=LABELS)],
        [npz(images=PIXELS, labels=LABELS.astype(str))],
        [npz(images=(IMAGES / 255).astype(np.float32), labels=LABELS.astype(np.int64))],
    ],
    ids=["IDX", "packed, labels first", "IDX of rows", "npz", "npz of rows, labels as text", "npz from 0 to 1"],
)
def test_the_same_digits_in_other_files(files):
    found = found_in(*files)
    assert np.array_equal(found.pixels, PIXELS) and np.array_equal(found.labels, LABELS)
    assert found.classes == tuple("0123456789") and found.faults == ()
    found.pixels[0] = 1  # a repair will want to write there


def test_pictures_without_labels():
    assert found_in(idx(IMAGES)).labels is None and found_in(npz(images=IMAGES)).labels is None


def wrong_count():
    raw = bytearray(idx(IMAGES))
    raw[4:8] = b"\xff\xff\xff\xff"
    return bytes(raw)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([idx(LABELS)], "labels alone"),
        ([idx(IMAGES), idx(IMAGES)], "Both IDX files hold pictures"),
        ([idx(IMAGES), idx(LABELS[:-1])], "60 pictures and 59 labels"),
        ([idx(IMAGES)[:-9], idx(LABELS)], "cut short after 59 of 60"),
        ([idx(IMAGES) + b"x"], "longer than its header"),
        ([wrong_count()], "4,294,967,295"),
        ([idx(IMAGES[:, :20])], "pictures of 20x28"),
        ([b"\0\0\x0d" + idx(IMAGES)[3:]], "unsigned bytes"),
        ([b"\0\0\x08\x03\0\0"], "header is not whole"),
        ([idx(IMAGES), kaggle()], "One file"),
        ([npz(labels=LABELS)], "no array named images; it has labels"),
        ([npz(images=IMAGES[:, :9], labels=LABELS)], "(60, 9, 28)"),
        ([npz(images=IMAGES, labels=LABELS[:9])], "shape (9,)"),
        ([npz(images=IMAGES, labels=LABELS / 2)], "float64"),
        ([npz(images=IMAGES - 1.0, labels=LABELS)], "Picture 1 has the value -1"),
        ([npz(images=np.array([{}]), labels=LABELS)], "pickled"),
        ([npz(images=IMAGES, labels=LABELS)[:-100]], "damaged"),
    ],
    ids=str,
)
def test_what_is_no_set_is_refused_in_one_sentence(files, said):
    assert said in refusal(*files)


def test_an_npz_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr("nn.owndata.npz.LARGEST", 10_000)
    assert "more than is read" in refusal(npz(images=IMAGES, labels=LABELS))


def test_inverted_ink_is_found_and_mended():
    text = as_text([header(), *rows_of(255 - PIXELS, LABELS)]).encode()
    found = found_in(text)
    assert [fault.repair for fault in found.faults] == [INVERT]
    mended = repaired(found, INVERT)
    assert mended.faults == () and np.array_equal(mended.pixels, PIXELS)


@pytest.mark.parametrize("inverted", [False, True])
def test_pictures_on_their_side_are_found_and_mended(inverted):
    sideways = IMAGES.transpose(0, 2, 1)
    found = found_in(npz(images=255 - sideways if inverted else sideways, labels=LABELS))
    assert [fault.repair for fault in found.faults] == [INVERT] * inverted + [TURN]
    for name in [INVERT] * inverted + [TURN]:
        found = repaired(found, name)
    assert found.faults == () and np.array_equal(found.pixels, PIXELS)


def test_an_empty_picture_is_told_and_no_fault():
    images = IMAGES.copy()
    images[[4, 7]] = 0
    found = found_in(npz(images=images, labels=LABELS))
    assert found.faults == () and found.notes == ("The picture in row 5 is empty, and so is one other.",)


WHOLE = [
    kaggle(20),
    packed(kaggle(20)),
    npz(images=IMAGES, labels=LABELS),
    idx(IMAGES),
    kaggle(20).decode().encode("utf-16"),
]
STRANGE = [b"", b",", b"\n", b"\r", b'"', b"e5", b"-", b".5", b"nan", b"inf", b";", b"\0", b"9" * 30, b"\xef\xbb\xbf"]


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_in_a_file_it_is_a_set_or_a_sentence(seed):
    rng = np.random.default_rng(seed)
    raw = bytearray(WHOLE[seed % len(WHOLE)])
    for _ in range(int(rng.integers(1, 6))):
        at = int(rng.integers(min(len(raw), rng.choice([300, 10**6]))))
        raw[at : at + int(rng.choice([0, 1, 2000]))] = STRANGE[int(rng.integers(len(STRANGE)))]
    try:
        found = found_in(bytes(raw))
    except OwnDataError as error:
        assert "\n" not in str(error) and 10 < len(str(error)) < 400
    else:
        assert len(found.pixels) == len(found.rows) > 0
        assert found.labels is None or found.labels.max() < len(found.classes) <= 47
