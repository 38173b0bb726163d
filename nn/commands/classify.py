"""``classify``: which digit is in this picture?"""

import argparse
import json
import sys
from pathlib import Path

from nn.commands import Failure
from nn.commands.options import Parser, add_looks, add_model, predicting
from nn.drawing import MORE_THAN_ONE, as_mnist, looks_like_two
from nn.models import find
from nn.photo import ink_from_image
from nn.recipe import PIXELS

LARGEST = 50 * 2**20  # bytes of a picture that are read at all


def add_to(commands: "argparse._SubParsersAction[Parser]") -> None:
    parser = commands.add_parser("classify", help="read the digit in a picture", description="Read one digit.")
    parser.add_argument("image", metavar="IMAGE", type=Path, help="a PNG, JPEG, ... of one digit")
    add_model(parser)
    add_looks(parser)
    parser.add_argument("--json", action="store_true", help="one line of JSON instead of a table")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    saved = find(chosen.model)
    names, network = saved.recipe.classes, saved.network
    ink = ink_from_image(_bytes(chosen.image))
    seen = as_mnist(ink).pixels
    if looks_like_two(ink):
        print(MORE_THAN_ONE, file=sys.stderr)
    probabilities = predicting(network, chosen)(seen.reshape(PIXELS, 1))[:, 0].tolist()
    digit = max(range(len(probabilities)), key=probabilities.__getitem__)
    said = digit if saved.recipe.reads_digits else names[digit]
    if chosen.json:
        print(json.dumps({"digit": said, "probabilities": probabilities, "model": chosen.model}))
        return 0
    print(f"This is a {said}, says {chosen.model}.")
    width = max(map(len, names))
    for name, p in zip(names, probabilities, strict=True):
        print(f"{name:{width}} {p:7.2%} {'#' * round(40 * p)}".rstrip())
    return 0


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise Failure(f"There is no file {path}.") from None
    except OSError as error:
        raise Failure(f"{path} cannot be read ({error.strerror}).") from None
    if len(raw) > LARGEST:
        raise Failure(f"{path} is larger than {LARGEST // 2**20} MB: use a smaller picture.")
    return raw
