"""``answer``: what a network says to each of somebody's own pictures, as a file in the layout of Kaggle's submissions.

Where the pictures have labels, it also says how many answers are right.
"""

import argparse
import json
from pathlib import Path

from nn.commands import Failure
from nn.commands.options import Parser, add_model, writable
from nn.commands.own import add_files, read_set
from nn.models import find
from nn.owndata.asked import Asked, answers, ask_about, submission
from nn.owndata.own_set import every_picture


def add_to(commands: "argparse._SubParsersAction[Parser]") -> None:
    parser = commands.add_parser(
        "answer",
        help="answer a file of pictures",
        description="Answer a file of 28x28 pictures, and write the answers as ImageId,Label.",
    )
    add_files(parser, required=True)
    add_model(parser)
    parser.add_argument(
        "--out", type=Path, default=Path("submission.csv"), metavar="FILE.csv", help="default submission.csv"
    )
    parser.add_argument("--json", action="store_true", help="end with one line of JSON on stdout")
    parser.set_defaults(run=lambda chosen: run(chosen, parser))


def run(chosen: argparse.Namespace, parser: Parser) -> int:
    if problem := writable(chosen.out, "--out"):
        parser.error(problem)
    saved = find(chosen.model)
    found, knows = read_set(chosen), saved.recipe.classes
    try:
        with chosen.out.open("w", encoding="utf-8", newline="") as file:
            file.writelines(submission(knows, answers(saved.network, found.pixels)))
    except OSError as error:
        raise Failure(f"{chosen.out} could not be written ({error.strerror}).") from None
    right = ask_about(saved.network, knows, every_picture(found), found.classes) if found.labels is not None else None
    if chosen.json:
        facts = {"pictures": len(found), "model": chosen.model, "out": str(chosen.out)}
        print(json.dumps(facts | ({} if right is None or not right.pictures else {"accuracy": right.accuracy})))
        return 0
    print(f"{len(found):,} pictures, answered by {chosen.model}, in {chosen.out}")
    if right is not None:
        _tell(right)
    return 0


def _tell(asked: Asked) -> None:
    if asked.unknown:
        print(f"It does not know {', '.join(asked.unknown)}; the answers to those are left out below.")
    if asked.pictures:
        print(f"{asked.accuracy:.2%} of {asked.pictures:,} are right")
    width = max(map(len, asked.classes))
    for name, right, count in zip(asked.classes, asked.right.tolist(), asked.counts.tolist(), strict=True):
        if count:
            print(f"  {name:{width}} {right / count:7.2%}")
