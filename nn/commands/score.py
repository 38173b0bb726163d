"""``score-strokes`` and ``score-images``: how well does a network read digits that are not MNIST's?"""

import argparse
import json
import sys
from pathlib import Path

from nn.commands import Failure
from nn.commands.options import Parser, add_looks, add_model, predicting
from nn.models import find
from nn.network import Network
from nn.strokes import load_corpus, score, score_images


def add_to(commands: "argparse._SubParsersAction[Parser]") -> None:
    strokes = commands.add_parser(
        "score-strokes",
        help="score a network on recorded pen strokes",
        description="Redraw recorded pen strokes on the program's canvas and count how many are read rightly.",
    )
    strokes.add_argument(
        "file",
        metavar="CORPUS.npz",
        type=Path,
        help="points (P, 2), stroke_offsets (S + 1), sample_offsets (N + 1), labels (N), writers (N)",
    )
    strokes.set_defaults(run=_strokes)
    images = commands.add_parser(
        "score-images",
        help="score a network on pictures",
        description="Count how many of a file's 28x28 pictures are read rightly.",
    )
    images.add_argument("file", metavar="FILE.npz", type=Path, help="images (N, 28, 28) and labels (N,)")
    images.set_defaults(run=_images)
    for parser in (strokes, images):
        add_model(parser)
        add_looks(parser)
        parser.add_argument("--json", action="store_true", help="one line of JSON instead of a table")


def _reader(model: str) -> Network:
    """The network, if it reads digits. Failure for one of other classes, which `answer` asks."""
    saved = find(model)
    if not saved.recipe.reads_digits:
        raise Failure(f"{model} tells {len(saved.recipe.classes)} other classes apart, not digits: use `answer`.")
    return saved.network


def _strokes(chosen: argparse.Namespace) -> int:
    network = _reader(chosen.model)
    try:
        result = score(load_corpus(chosen.file), predicting(network, chosen))
    except ValueError as error:
        raise Failure(f"{error}.") from None
    if chosen.json:
        print(json.dumps(result.as_dict()))
        return 0
    print(f"{result.n:,} digits of {len(result.by_writer)} writers, read by {chosen.model}:")
    _shares({f"placed {name}": share for name, share in result.placements.items()})
    _shares({f"digit {digit}": share for digit, share in result.by_digit.items()})
    _shares({f"writer {writer}": share for writer, share in result.by_writer.items()})
    return 0


def _images(chosen: argparse.Namespace) -> int:
    network = _reader(chosen.model)
    try:
        result = score_images(chosen.file, predicting(network, chosen))
    except ValueError as error:
        raise Failure(f"{error}.") from None
    if result.hint:
        print(result.hint, file=sys.stderr)
    if chosen.json:
        print(json.dumps(result.as_dict()))
        return 0
    print(f"{result.n:,} pictures, read by {chosen.model}:")
    _shares({"all": result.accuracy} | {f"digit {digit}": share for digit, share in result.by_digit.items()})
    return 0


def _shares(rows: dict[str, float]) -> None:
    width = max(map(len, rows))
    for name, share in rows.items():
        print(f"  {name:{width}} {share:7.2%}")
