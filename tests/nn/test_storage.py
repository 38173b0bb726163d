"""Networks to and from files; and files from strangers, which must end in a sentence and never in anything else."""

import io
import json
import pickle
import struct
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from nn.recipe import Recipe
from nn.storage import Saved, StorageError, load, save
from nn.training import new_network

RECIPE = Recipe(hidden=(4,), initial="he")
SAVED = Saved(
    new_network(RECIPE),
    RECIPE,
    {"test_accuracy": 0.84, "preset": "blog"},
    {"iteration": np.arange(3), "train_loss": np.array([2.3, 1.5, np.nan])},
)


def packed(saved=SAVED, **options) -> bytes:
    file = io.BytesIO()
    save(saved, file, **options)
    return file.getvalue()


def archive(**changes) -> bytes:
    """A saved network with some of its arrays changed, or left out where None."""
    with np.load(io.BytesIO(packed())) as file:
        arrays = {name: file[name] for name in file.files} | changes
    out = io.BytesIO()
    np.savez_compressed(out, **{name: a for name, a in arrays.items() if a is not None})
    return out.getvalue()


def refusal(raw) -> str:
    with pytest.raises(StorageError) as caught:
        load(raw)
    message = str(caught.value)
    assert "\n" not in message and message.endswith(".")
    return message


def test_everything_comes_back(tmp_path):
    path = tmp_path / "network.npz"
    save(SAVED, path)
    for found in (load(path), load(path.read_bytes())):
        np.testing.assert_array_equal(found.network.theta, SAVED.network.theta)
        assert found.recipe == RECIPE and found.facts == SAVED.facts
        assert found.network.sizes == (784, 4, 10) and found.network.activation == "relu"
        np.testing.assert_array_equal(found.history["iteration"], [0, 1, 2])
        np.testing.assert_array_equal(found.history["train_loss"], [2.3, 1.5, np.nan])


def test_half_precision_halves_the_file_and_rounds():
    small = packed(dtype=np.float16)
    assert len(small) < 0.7 * len(packed())
    np.testing.assert_allclose(load(small).network.theta, SAVED.network.theta, atol=1e-3)
    assert load(small).network.theta.dtype == np.float32


def test_facts_and_history_may_be_missing():
    found = load(archive(facts=None, history_iteration=None, history_train_loss=None))
    assert found.facts == {} and found.history == {}


def test_no_file_and_a_folder(tmp_path):
    assert "There is no file" in refusal(tmp_path / "none.npz")
    assert "folder" in refusal(tmp_path)


@pytest.mark.parametrize(
    "raw",
    [
        b"hello\n",
        b"PK\x03\x04",
        b"\x93NUMPY",
        packed()[:-1],
        packed()[:500],
        packed()[10:],
        pickle.dumps({"theta": 1}),
    ],
    ids=["text", "a zip's first bytes", "npy's first bytes", "cut by one", "cut", "beheaded", "pickle"],
)
def test_files_of_another_kind_or_cut_short(raw):
    assert "not a readable .npz" in refusal(raw)


def test_an_empty_file():
    assert "0 bytes" in refusal(b"")


class Bomb:
    def __reduce__(self):
        return (pytest.fail, ("a pickle was opened",))


def test_a_pickle_inside_is_never_opened():
    assert "not a readable .npz" in refusal(archive(theta=np.array([Bomb()], object)))
    assert "not a readable .npz" in refusal(archive(extra=np.array([Bomb()], object)))


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        with zipped.open("theta.npy", "w", force_zip64=True) as member:
            for _ in range(300):
                member.write(bytes(2**20))
    assert len(out.getvalue()) < 2**20
    assert "not a readable .npz" in refusal(out.getvalue())


def test_a_header_that_promises_more_than_there_is():
    header = b"\x93NUMPY\x01\x00"
    text = b"{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000000,), }".ljust(117) + b"\n"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr("theta.npy", header + struct.pack("<H", len(text)) + text + b"1234")
    assert "not a readable .npz" in refusal(out.getvalue())


def test_members_that_are_no_arrays():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for name in ("format", "recipe", "theta"):
            zipped.writestr(name, "hello")
    refusal(out.getvalue())


def test_an_encrypted_file():
    raw = bytearray(packed())
    raw[raw.find(b"PK\x03\x04") + 6] |= 1
    raw[raw.find(b"PK\x01\x02") + 8] |= 1
    assert "not a readable .npz" in refusal(bytes(raw))


def test_an_npz_of_something_else():
    assert "holds no network of this program" in refusal(archive(theta=None))
    assert "holds no network of this program" in refusal(archive(recipe=None))
    assert "format" in refusal(archive(format=np.int64(99)))
    assert "format" in refusal(archive(format=np.array("1")))
    assert "texts" in refusal(archive(recipe=np.zeros(3)))


def test_a_recipe_that_cannot_be():
    assert "seed is -1" in refusal(archive(recipe=np.array('{"seed": -1}')))
    assert "not valid JSON" in refusal(archive(recipe=np.array("{")))
    refusal(archive(recipe=np.array("[" * 100_000)))
    assert "facts" in refusal(archive(facts=np.array("{")))


def test_parameters_that_do_not_fit_the_recipe():
    message = refusal(archive(recipe=np.array(replace(RECIPE, hidden=(5,)).to_json())))
    assert "784-5-10" in message and "3,985" in message and "(3190,)" in message
    refusal(archive(theta=SAVED.network.theta.reshape(-1, 1)))


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_parameters_that_are_not_finite(value):
    theta = SAVED.network.theta.copy()
    theta[7] = value
    assert "finite" in refusal(archive(theta=theta))


def test_parameters_of_other_kinds():
    refusal(archive(theta=SAVED.network.theta.astype(complex)))
    refusal(archive(theta=SAVED.network.theta.astype(str)))
    refusal(archive(theta=np.zeros(SAVED.network.theta.size, int)))
    refusal(archive(theta=np.zeros(SAVED.network.theta.size, [("a", "f4")])))
    assert "too large" in refusal(archive(theta=np.full(SAVED.network.theta.size, 1e300)))


def test_curves_of_different_lengths():
    assert "curves" in refusal(archive(history_train_loss=np.zeros(2)))


def test_whatever_byte_is_damaged_it_ends_in_a_sentence():
    whole, rng = packed(), np.random.default_rng(0)
    for place in rng.integers(len(whole), size=150):
        raw = bytearray(whole)
        raw[place] ^= 1 << int(rng.integers(8))
        try:
            found = load(bytes(raw))
        except StorageError:
            continue
        np.testing.assert_array_equal(found.network.theta, SAVED.network.theta)  # a byte that nobody reads


@pytest.mark.parametrize("fact", [0.02, 1, None, "0.02", True, -1.0, 1e9, 10**400, float("nan"), [0.02], {}])
def test_the_last_rate_is_a_fact_and_what_cannot_be_one_is_not_believed(fact):
    saved = load(archive(facts=np.array(json.dumps({"learning_rate": fact}))))
    assert saved.learning_rate == (fact if fact in (0.02, 1) and fact is not True else RECIPE.learning_rate)


def test_without_such_a_fact_the_last_rate_is_the_recipe_s():
    assert load(packed()).learning_rate == RECIPE.learning_rate


def test_facts_are_plain_json():
    with np.load(io.BytesIO(packed())) as file:
        assert json.loads(str(file["facts"])) == SAVED.facts


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("official_accuracy", 7.5),
        ("official_accuracy", -0.1),
        ("test_accuracy", float("nan")),
        ("train_accuracy", "0.9"),
        ("train_accuracy", True),
        ("iterations", -5),
        ("iterations", 2.5),
        ("iterations", 10**400),
        ("seconds", float("inf")),
        ("loss", -1.0),
        ("anything", float("nan")),
    ],
)
def test_facts_that_cannot_be_are_left_out_and_the_others_stay(name, fact):
    known = {"official_accuracy": 0.5, "iterations": 3, "seconds": 1, "preset": "blog"}
    found = load(archive(facts=np.array(json.dumps(known | {name: fact})))).facts
    assert found == {other: value for other, value in known.items() if other != name}
