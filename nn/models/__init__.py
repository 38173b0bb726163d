"""The trained networks that ship with the program: every .npz in this folder, by its name. README.md says how made."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from nn.storage import Saved, StorageError, load

FOLDER = Path(__file__).parent


@cache
def shipped() -> Mapping[str, Path]:
    """The shipped networks by name, sorted; the folder is read once a process, since every page asks many times."""
    return MappingProxyType({path.stem: path for path in sorted(FOLDER.glob("*.npz"))})


@cache
def load_shipped(name: str) -> Saved:
    """A shipped network, read once a process and shared by everybody: its parameters cannot be written to.

    StorageError names the shipped networks if there is none of this name.
    """
    paths = shipped()
    if name not in paths:
        raise StorageError(f"There is no shipped network {name!r}; there are {', '.join(paths) or 'none'}.")
    saved = load(paths[name])
    network = saved.network
    for array in (network.theta, *(view for layer in network.layers for view in (layer.W, layer.b))):
        array.flags.writeable = False
    return saved


def find(name_or_path: str) -> Saved:
    """A shipped network by its name, or a network from an .npz file. StorageError, in one sentence, for neither."""
    if name_or_path in shipped() or not (Path(name_or_path).suffix or Path(name_or_path).exists()):
        return load_shipped(name_or_path)
    return load(Path(name_or_path))
