"""MNIST as it ships, its splits and batches, and what happens when the file is not what it should be."""

import gzip
import hashlib
import re
import zipfile
from pathlib import Path

import numpy as np
import pytest

from nn.data import from_idx
from nn.dataset import CHUNK, PATH, SHAPES, DatasetError, load_mnist, read_mnist
from nn.recipe import Recipe

mnist = load_mnist


# --- what ships


def test_all_of_mnist_is_there():
    assert mnist().train_pixels.shape == (60_000, 784) and mnist().test_pixels.shape == (10_000, 784)
    assert np.bincount(mnist().train_labels).tolist() == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert np.bincount(mnist().test_labels).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    assert mnist().train_labels[:5].tolist() == [5, 0, 4, 1, 9]
    assert mnist().train_pixels.max() == 255 and mnist().train_pixels.mean() == pytest.approx(33.3, abs=0.05)


def test_the_readme_states_the_files_sum():
    readme = PATH.with_name("README.md").read_text()
    assert hashlib.sha256(PATH.read_bytes()).hexdigest() in readme
    assert all(md5 in readme and name in readme for name, md5 in from_idx.FILES.values())


def test_it_is_read_once_and_nobody_can_write_into_it():
    assert load_mnist() is load_mnist()
    with pytest.raises(ValueError, match="read-only"):
        mnist().train_pixels[0, 0] = 1


# --- splits


def split(**changes):
    sizes = {"train_examples": 2000, "validation_examples": 300, "test_examples": 500}
    return mnist().split(Recipe(**(sizes | changes)))


def test_the_parts_are_disjoint_and_as_large_as_asked():
    data = split()
    assert (len(data.train), len(data.validation), len(data.test), len(data.official)) == (2000, 300, 500, 10_000)
    drawn = np.concatenate([data.train.index, data.validation.index, data.test.index])
    assert len(np.unique(drawn)) == len(drawn) and drawn.max() < 60_000


def test_the_official_digits_are_not_among_the_drawn():
    data = split()
    assert data.official.pixels is mnist().test_pixels
    assert data.train.pixels is data.validation.pixels is data.test.pixels is mnist().train_pixels


def test_the_seed_decides_the_draw():
    np.testing.assert_array_equal(split(seed=1).train.index, split(seed=1).train.index)
    assert (split(seed=1).train.index != split(seed=2).train.index).any()


def test_a_changed_rate_or_width_draws_the_same_digits():
    np.testing.assert_array_equal(split().test.index, split(hidden=(50,), learning_rate=0.5).test.index)


def test_what_the_curve_is_measured_on():
    assert len(split().held_out) == 500
    assert len(split(test_examples=0).held_out) == 300
    assert len(split(test_examples=0, validation_examples=0).held_out) == 0


# --- numbers


def test_pixels_become_columns_between_0_and_1():
    examples = split().train
    X = examples.X(slice(0, 7))
    assert X.shape == (784, 7) and X.dtype == np.float32
    np.testing.assert_allclose(X, mnist().train_pixels[examples.index[:7]].T / 255, rtol=1e-6)
    np.testing.assert_array_equal(examples.labels[:7], mnist().train_labels[examples.index[:7]])


def test_a_batch_may_be_written_into_room_that_is_there():
    examples, room = split(batch_size=10).train, np.empty((10, 784), np.float32)
    which = np.array([5, 3, 8])
    X = examples.X(which, room)
    assert np.shares_memory(X, room)
    np.testing.assert_array_equal(X, examples.X(which))


def test_kept_floats_are_the_same_numbers():
    plain = split(batch_size=10).train
    kept = plain.kept_as_floats()
    assert plain.floats is None and kept.floats.shape == (2000, 784)
    for which in (slice(10, 20), np.array([7, 1])):
        np.testing.assert_array_equal(plain.X(which), kept.X(which))
    assert split(batch_size=None).train.floats is not None


def test_chunks_cover_everything_once():
    chunks = list(split().train.chunks())
    assert [c.start for c in chunks] == [0, CHUNK] and chunks[-1].stop == 2000


# --- a file that is missing or damaged


def damaged(tmp_path: Path, content: bytes) -> str:
    path = tmp_path / "mnist.npz"
    path.write_bytes(content)
    with pytest.raises(DatasetError) as caught:
        read_mnist(path)
    message = str(caught.value)
    assert "git checkout -- nn/data/mnist.npz" in message and "\n" not in message
    return message


def test_a_missing_file_says_how_to_restore_it(tmp_path):
    with pytest.raises(DatasetError, match=r"missing.*git checkout -- nn/data/mnist\.npz"):
        read_mnist(tmp_path / "mnist.npz")


@pytest.mark.parametrize(
    "content", [b"", b"version https://git-lfs", PATH.read_bytes()[:100_000], PATH.read_bytes()[:-50]], ids=len
)
def test_a_damaged_file_says_how_to_restore_it(tmp_path, content):
    assert "damaged" in damaged(tmp_path, content)


def test_a_flipped_bit_is_noticed(tmp_path):
    raw = bytearray(PATH.read_bytes())
    raw[5_000_000] ^= 1
    assert "damaged" in damaged(tmp_path, bytes(raw))


def written(tmp_path, **changes):
    arrays = {name: np.zeros(shape, np.uint8) for name, shape in SHAPES.items()} | changes
    path = tmp_path / "made.npz"
    np.savez_compressed(path, **{name: a for name, a in arrays.items() if a is not None})
    return path.read_bytes()


def test_other_shapes_types_and_names_are_not_mnist(tmp_path):
    assert "test_images has the wrong shape" in damaged(tmp_path, written(tmp_path, test_images=np.zeros((5, 28, 28))))
    assert "train_labels" in damaged(tmp_path, written(tmp_path, train_labels=np.zeros(60_000)))
    assert "damaged" in damaged(tmp_path, written(tmp_path, train_labels=None))


def test_pickles_and_lone_arrays_are_refused(tmp_path):
    assert "damaged" in damaged(tmp_path, written(tmp_path, train_labels=np.array([{}], object)))
    np.save(tmp_path / "lone.npy", np.zeros(3))
    assert "damaged" in damaged(tmp_path, (tmp_path / "lone.npy").read_bytes())
    with zipfile.ZipFile(tmp_path / "texts.zip", "w") as archive:
        for name in SHAPES:
            archive.writestr(name, "hello")
    assert "wrong shape" in damaged(tmp_path, (tmp_path / "texts.zip").read_bytes())


# --- from the raw files


def idx(array):
    return b"\0\0\x08" + bytes([array.ndim]) + np.array(array.shape, ">u4").tobytes() + array.tobytes()


def test_idx_files_are_parsed():
    digits = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(2, 3, 4)
    np.testing.assert_array_equal(from_idx.parse_idx(idx(digits)), digits)


@pytest.mark.parametrize(
    "raw", [b"", b"\0\0\x0d\x01", b"\x89PNG", idx(np.zeros(5, np.uint8))[:-1], idx(np.zeros(5, np.uint8)) + b"\0"]
)
def test_other_bytes_are_not(raw):
    with pytest.raises(from_idx.IdxError):
        from_idx.parse_idx(raw)


@pytest.fixture
def made_up(tmp_path, monkeypatch):
    """A folder of four tiny IDX files, one of them packed, that pass for MNIST's."""
    files = {}
    for i, (array, (name, _)) in enumerate(from_idx.FILES.items()):
        shape = (3, 28, 28) if "images" in array else (3,)
        raw = idx(np.full(shape, i, np.uint8))
        files[array] = (name, hashlib.md5(raw).hexdigest())
        if i == 1:
            (tmp_path / f"{name}.gz").write_bytes(gzip.compress(raw))
        else:
            (tmp_path / name).write_bytes(raw)
    monkeypatch.setattr(from_idx, "FILES", files)
    return tmp_path


def test_four_raw_files_become_one(made_up):
    from_idx.convert(made_up, made_up / "out.npz")
    with np.load(made_up / "out.npz") as made:
        assert {name: made[name].shape for name in made.files} == {
            "train_images": (3, 28, 28),
            "train_labels": (3,),
            "test_images": (3, 28, 28),
            "test_labels": (3,),
        }
        assert made["test_labels"].tolist() == [3, 3, 3]


def test_a_raw_file_that_is_not_mnists_is_named_and_nothing_is_written(made_up):
    (made_up / "t10k-labels-idx1-ubyte").write_bytes(b"something else")
    with pytest.raises(from_idx.IdxError, match="t10k-labels-idx1-ubyte has MD5"):
        from_idx.convert(made_up, made_up / "out.npz")
    assert not (made_up / "out.npz").exists()


def test_a_raw_file_that_is_missing_is_named(tmp_path, capsys):
    assert from_idx.main([str(tmp_path)]) == 1
    assert "train-images-idx3-ubyte" in capsys.readouterr().err
    assert from_idx.main([]) == 2
    assert re.search("Usage", capsys.readouterr().err)
