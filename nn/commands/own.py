"""``--csv``, ``--idx`` and ``--npz``: somebody's own pictures, for ``train`` to learn from and ``answer`` to answer.

A fault is told in its sentence, and ends the command; with ``--repair`` whatever can be mended is.
"""

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path

from tqdm import tqdm

from nn.commands import Failure
from nn.owndata.found import Found, OwnDataError
from nn.owndata.reading import Reading
from nn.owndata.repairs import REPAIRS, repaired

CSV = "label,pixel0,...,pixel783 or without the label, as Kaggle's Digit Recognizer has them"


def add_files(parser: argparse.ArgumentParser, required: bool = False) -> None:
    files = parser.add_argument_group("pictures of your own, 28x28").add_mutually_exclusive_group(required=required)
    files.add_argument("--csv", nargs=1, type=Path, metavar="FILE", help=CSV)
    files.add_argument("--idx", nargs="+", type=Path, metavar="FILE", help="pictures and labels, as MNIST has them")
    files.add_argument("--npz", nargs=1, type=Path, metavar="FILE", help="images (m, 28, 28) and labels (m,)")
    parser.add_argument("--repair", action="store_true", help="mend what can be mended in the pictures")


def files_of(chosen: argparse.Namespace) -> list[Path]:
    """The files that were named; none without such an option."""
    return list(chosen.csv or chosen.idx or chosen.npz or [])


def read_set(chosen: argparse.Namespace) -> Found:
    """What is in the files, checked and mended. Failure, in one sentence, if that cannot be."""
    paths = files_of(chosen)
    with ExitStack() as opened:
        try:
            found = _read(Reading([opened.enter_context(path.open("rb")) for path in paths]))
        except FileNotFoundError as error:
            raise Failure(f"There is no file {error.filename}.") from None
        except OSError as error:
            raise Failure(f"{error.filename or paths[0]} cannot be read ({error.strerror}).") from None
        except OwnDataError as error:
            raise Failure(f"{paths[0]}: {error}") from None
    for note in found.notes:
        print(note, file=sys.stderr)
    return _mended(found, chosen.repair)


def _read(reading: Reading) -> Found:
    with tqdm(total=100, unit="%", desc="reading", file=sys.stderr, disable=None, leave=False) as bar:
        for share in reading:
            bar.update(round(100 * share) - bar.n)
    assert reading.found is not None
    return reading.found


def _mended(found: Found, repair: bool) -> Found:
    if found.faults and not repair:
        said = " ".join(fault.sentence for fault in found.faults)
        ways = ", ".join(dict.fromkeys(REPAIRS[fault.repair].label.lower() for fault in found.faults))
        raise Failure(f"{said} Add --repair to mend this ({ways}).")
    for fault in found.faults:
        print(f"{fault.sentence} {REPAIRS[fault.repair].label}: done.", file=sys.stderr)
    for name in dict.fromkeys(fault.repair for fault in found.faults):
        found = repaired(found, name)
    return found
