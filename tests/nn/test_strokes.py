"""Replayed pens must look like a visitor's drawing, and be counted right."""

import json

import numpy as np
import pytest

from nn.drawing import as_mnist
from nn.strokes import CANVAS, PLACEMENTS, Corpus, draw, load_corpus, replay, score, score_images

BAR = [[(10.0, 10.0), (10.0, 110.0)]]
CROSS = [[(0.0, 50.0), (100.0, 50.0)], [(50.0, 0.0), (50.0, 100.0)]]
DOT = [[(5.0, 5.0)]]


def arrays_of(digits, labels, writers):
    strokes = [stroke for digit in digits for stroke in digit]
    return {
        "points": np.array([point for stroke in strokes for point in stroke], np.float32),
        "stroke_offsets": np.cumsum([0, *map(len, strokes)], dtype=np.int32),
        "sample_offsets": np.cumsum([0, *map(len, digits)], dtype=np.int32),
        "labels": np.array(labels, np.uint8),
        "writers": np.array(writers),
    }


@pytest.fixture
def arrays():
    return arrays_of([BAR, CROSS, BAR, DOT], [1, 4, 7, 0], ["ann", "ann", "bob", "bob"])


@pytest.fixture
def path(tmp_path, arrays):
    np.savez(tmp_path / "corpus.npz", **arrays)
    return tmp_path / "corpus.npz"


def bar_or_cross(X):
    """A network that answers 1 to a narrow picture and 4 to a wide one."""
    assert X.dtype == np.float32 and X.shape[0] == 784
    wide = (X.reshape(28, 28, -1).max(axis=0) > 0.5).sum(axis=0) > 10
    probabilities = np.zeros((10, X.shape[1]), np.float32)
    probabilities[np.where(wide, 4, 1), np.arange(X.shape[1])] = 1
    return probabilities


# --- drawing


def test_a_straight_stroke_has_the_pens_area_and_round_ends():
    ink = draw([np.array([(100.0, 60.0), (100.0, 160.0)])], pen=18)
    assert ink.shape == (CANVAS, CANVAS) and ink.dtype == np.float32
    assert ink.sum() == pytest.approx(18 * 100 + np.pi * 81, rel=0.002)
    assert ink[100, 100] == 1 and ink[45, 100] == 0
    assert ink[52:60, 92:94].sum() < ink[52:60, 99:101].sum()  # round, not square


def test_a_point_is_a_disc_and_a_corner_is_round():
    assert draw([np.array([(100.0, 100.0)])], pen=18).sum() == pytest.approx(np.pi * 81, rel=0.005)
    corner = draw([np.array([(50.0, 50.0), (150.0, 50.0), (150.0, 150.0)])], pen=18)
    assert corner[56, 144] == 1 and corner[42, 157] == 0


def test_many_points_or_few_draw_the_same_line():
    few = draw([np.array([(20.0, 30.0), (220.0, 130.0)])])
    many = draw([np.linspace((20.0, 30.0), (220.0, 130.0), 300)])
    assert np.abs(few - many).max() < 0.01


def test_what_leaves_the_canvas_is_cut_off():
    ink = draw([np.array([(-500.0, 100.0), (900.0, 100.0)])], pen=10)
    assert ink.sum() == pytest.approx(10 * CANVAS, rel=0.01)
    assert not draw([]).any()


def test_the_placements(path):
    corpus = load_corpus(path)
    bar = Corpus(corpus.digits[:1] * 50, corpus.labels[:1].repeat(50), corpus.writers[:1] * 50)
    X, accepted = replay(bar, PLACEMENTS["centred"])
    assert accepted.all() and X.shape == (784, 50) and X.dtype == np.float32
    large = draw([np.array([(140.0, 42.0), (140.0, 238.0)])])  # 70 % of 280 pixels, in the middle
    assert np.abs(X[:, 0] - as_mnist(large).pixels.ravel()).max() < 0.02
    again, other = replay(bar, PLACEMENTS["small"]), replay(bar, PLACEMENTS["small"], seed=1)
    assert np.array_equal(again[0], replay(bar, PLACEMENTS["small"])[0])
    assert not np.array_equal(again[0], other[0])


# --- scoring


def test_score_counts_by_placement_digit_and_writer(path):
    result = score(load_corpus(path), bar_or_cross)
    assert result.placements == {"centred": 0.5, "small": 0.5}  # a bar called 7 and a refused dot are wrong
    assert result.by_digit == {"0": 0.0, "1": 1.0, "4": 1.0, "7": 0.0}
    assert result.by_writer == {"ann": 1.0, "bob": 0.0}
    assert json.loads(json.dumps(result.as_dict())) == {
        "placements": result.placements,
        "by_digit": result.by_digit,
        "by_writer": result.by_writer,
        "n": 4,
    }


@pytest.mark.parametrize("scale", [1, 255])
def test_score_images(tmp_path, path, scale):
    X, _ = replay(load_corpus(path), PLACEMENTS["centred"])
    images = X.T.reshape(-1, 28, 28) * scale
    np.savez(tmp_path / "images.npz", images=images if scale == 1 else images.astype(np.uint8), labels=[1, 4, 7, 0])
    result = score_images(tmp_path / "images.npz", bar_or_cross)
    assert result.accuracy == 0.5 and result.n == 4
    assert json.loads(json.dumps(result.as_dict()))["by_digit"] == {"0": 0.0, "1": 1.0, "4": 1.0, "7": 0.0}


# --- files that are not what they should be


def refusal(load, *args):
    with pytest.raises(ValueError) as refused:
        load(*args)
    sentence = str(refused.value)
    assert "\n" not in sentence and ".npz: " in sentence
    return sentence


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("points", np.zeros((7, 3)), "points must be finite"),
        ("points", np.full((7, 2), np.nan), "points must be finite"),
        ("stroke_offsets", np.array([0, 2, 4, 6, 8, 99]), "stroke_offsets must rise from 0 to 9"),
        ("stroke_offsets", np.array([0, 4, 2, 6, 8, 9]), "stroke_offsets must rise"),
        ("sample_offsets", np.array([0.0, 5.0]), "sample_offsets must be two or more integers"),
        ("sample_offsets", np.array([0, 3]), "sample_offsets must rise from 0 to 5"),
        ("labels", np.array([1, 4, 7, 10]), "labels must be 0 to 9"),
        ("labels", np.array([1, 4, 7]), "labels must be 4 integers"),
        ("writers", np.array(["ann"]), "writers has shape"),
        ("writers", np.array([None] * 4), "plain arrays"),
        ("labels", None, "lacks labels"),
    ],
)
def test_a_wrong_corpus_is_refused(tmp_path, arrays, name, value, told):
    arrays[name] = value
    np.savez(tmp_path / "bad.npz", **{key: array for key, array in arrays.items() if array is not None})
    assert told in refusal(load_corpus, tmp_path / "bad.npz")


def test_what_is_no_archive_is_refused(tmp_path, path):
    assert "no such file" in refusal(load_corpus, tmp_path / "nowhere.npz")
    for content in (b"", b"some text", path.read_bytes()[:-300], b"\x93NUMPY"):
        (tmp_path / "bad.npz").write_bytes(content)
        assert "not an .npz" in refusal(load_corpus, tmp_path / "bad.npz")
    with (tmp_path / "bad.npz").open("wb") as file:
        np.save(file, np.zeros(3))
    assert "not an .npz" in refusal(score_images, tmp_path / "bad.npz", bar_or_cross)


@pytest.mark.parametrize(
    ("images", "labels", "told"),
    [
        (np.zeros((2, 784)), [1, 2], "images must be numbers"),
        (np.zeros((0, 28, 28)), [], "images must be numbers"),
        (np.full((2, 28, 28), np.nan), [1, 2], "must lie between"),
        (np.full((2, 28, 28), -1.0), [1, 2], "must lie between"),
        (np.zeros((2, 28, 28)), [1, 2, 3], "labels must be 2 integers"),
        (np.zeros((2, 28, 28)), [1.0, 2.0], "labels must be 2 integers"),
    ],
)
def test_wrong_images_are_refused(tmp_path, images, labels, told):
    np.savez(tmp_path / "bad.npz", images=images, labels=np.array(labels))
    assert told in refusal(score_images, tmp_path / "bad.npz", bar_or_cross)
