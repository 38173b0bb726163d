"""The arrays of an .npz come back as they were, and nothing that a file claims is believed before it is checked."""

import io
import struct
import zipfile

import numpy as np
import pytest

from nn.archive import read_arrays

ARRAYS = {
    "floats": np.arange(6, dtype=np.float32).reshape(2, 3),
    "columns": np.asfortranarray(np.arange(6).reshape(2, 3)),
    "number": np.array(1.5),
    "truth": np.array(True),
    "text": np.array("ten neurons"),
    "none": np.empty((0, 5)),
    "stream": np.array([2**64 - 1], np.uint64),
}


def packed(arrays=ARRAYS, save=np.savez):
    file = io.BytesIO()
    save(file, **arrays)
    return file.getvalue()


def one_member(kind, shape):
    """An archive of one array of eight bytes that claims to be of this kind and shape."""
    text = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}".encode().ljust(117) + b"\n"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.npy", b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text + b"12345678")
    return out.getvalue()


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_arrays_come_back_as_they_were(save, tmp_path):
    (tmp_path / "arrays.npz").write_bytes(packed(save=save))
    for source in (packed(save=save), tmp_path / "arrays.npz"):
        found = read_arrays(source, 10_000)
        assert found.keys() == ARRAYS.keys()
        for name, array in ARRAYS.items():
            assert (found[name].dtype, found[name].shape) == (array.dtype, array.shape)
            np.testing.assert_array_equal(found[name], array)


def test_one_array_alone():
    assert str(read_arrays(packed(), 1_000, only="text")["text"]) == "ten neurons"
    assert read_arrays(packed(), 1_000, only="another") == {}


def test_what_is_larger_than_allowed_is_not_unpacked():
    small = packed({"zeros": np.zeros(10**6)}, np.savez_compressed)
    assert len(small) < 20_000
    with pytest.raises(ValueError, match="too large"):
        read_arrays(small, 10**6)


@pytest.mark.parametrize("shape", ["(10,)", "(1000000000000,)", "(1,)", "(-2,)", "(0, 1000000000000)"])
def test_a_header_that_does_not_say_how_much_there_is(shape):
    with pytest.raises(ValueError):
        read_arrays(one_member("<f4", shape), 1_000)


@pytest.mark.parametrize("kind", ["|O", "|V8", "<c8", "|S8", "<M8[s]"])
def test_neither_objects_nor_other_kinds(kind):
    with pytest.raises(ValueError):
        read_arrays(one_member(kind, "(1,)"), 1_000)


def test_a_changed_byte_is_noticed():
    raw = bytearray(packed({"a": np.zeros(1000)}))
    raw[5_000] ^= 1
    with pytest.raises(zipfile.BadZipFile):
        read_arrays(bytes(raw), 10_000)
