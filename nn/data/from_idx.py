"""Turn MNIST's four raw IDX files into mnist.npz: ``python -m nn.data.from_idx FOLDER``.

The files must be the original ones, uncompressed or .gz; their MD5 sums are checked before anything is written.
The IDX format is described at yann.lecun.com/exdb/mnist: two zero bytes, a type, the number of dimensions, the
dimensions as big-endian 32-bit integers, then the values.
"""

import gzip
import hashlib
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILES = {  # array: (file, MD5 of the uncompressed bytes)
    "train_images": ("train-images-idx3-ubyte", "6bbc9ace898e44ae57da46a324031adb"),
    "train_labels": ("train-labels-idx1-ubyte", "a25bea736e30d166cdddb491f175f624"),
    "test_images": ("t10k-images-idx3-ubyte", "2646ac647ad5339dbf082846283269ea"),
    "test_labels": ("t10k-labels-idx1-ubyte", "27ae3e4e09519cfbb04c329615203637"),
}


class IdxError(ValueError):
    """A raw file is missing or is not MNIST's; the message names it."""


def read_bytes(folder: Path, name: str) -> bytes:
    plain, packed = folder / name, folder / f"{name}.gz"
    if plain.is_file():
        return plain.read_bytes()
    if packed.is_file():
        return gzip.decompress(packed.read_bytes())
    raise IdxError(f"{name} (or {name}.gz) is not in {folder}.")


def parse_idx(raw: bytes) -> NDArray[np.uint8]:
    """The array of unsigned bytes that an IDX file holds. IdxError if it is none."""
    if len(raw) < 4 or raw[:3] != b"\0\0\x08":
        raise IdxError("This is not an IDX file of unsigned bytes.")
    start = 4 + 4 * raw[3]
    shape = np.frombuffer(raw[4:start], ">u4").astype(int)
    if len(raw) - start != shape.prod():
        raise IdxError("The IDX file is cut short, or longer than it says.")
    return np.frombuffer(raw, np.uint8, offset=start).reshape(shape)


def convert(folder: Path, target: Path) -> None:
    """Verify the four files in ``folder`` and write ``target``, compressed."""
    arrays = {}
    for array, (name, md5) in FILES.items():
        raw = read_bytes(folder, name)
        found = hashlib.md5(raw, usedforsecurity=False).hexdigest()
        if found != md5:
            raise IdxError(f"{name} has MD5 {found}; MNIST's has {md5}: download it again.")
        arrays[array] = parse_idx(raw)
    np.savez_compressed(target, allow_pickle=False, **arrays)


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("Usage: python -m nn.data.from_idx FOLDER-WITH-THE-FOUR-IDX-FILES", file=sys.stderr)
        return 2
    target = Path(__file__).with_name("mnist.npz")
    try:
        convert(Path(arguments[0]), target)
    except (IdxError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Wrote {target.name}: {target.stat().st_size:,} bytes.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
