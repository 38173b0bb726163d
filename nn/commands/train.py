"""``train``: carry out a recipe, with a progress bar, and say how the network does."""

import argparse
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from tqdm import tqdm

from nn.commands import Failure
from nn.commands.options import Parser, add_recipe, recipe_from, writable
from nn.commands.own import add_files, files_of, read_set
from nn.cores import one_thread_per_product
from nn.dataset import MNIST, Data, load_mnist
from nn.explain.reel import save_film
from nn.lab.run import Run
from nn.lab.view import Status, View
from nn.network import Network
from nn.owndata.found import OwnDataError
from nn.owndata.own_set import OwnSet, own_set
from nn.presets import PRESETS
from nn.recipe import Recipe
from nn.storage import save
from nn.training import evaluate

SLICE = 0.1  # seconds between two looks at the progress
FAILED, INTERRUPTED = 1, 130


def add_to(commands: "argparse._SubParsersAction[Parser]") -> None:
    parser = commands.add_parser(
        "train", help="train a network", description="Train a network; every option of the recipe is the preset's."
    )
    parser.add_argument("--preset", default="blog", help=f"one of: {', '.join(PRESETS)}; default blog")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON on stdout")
    parser.add_argument("--save", type=Path, metavar="FILE.npz", help="write the trained network there")
    parser.add_argument("--film", type=Path, metavar="FILE.npz", help="write its parameters after every update there")
    parser.add_argument("--half", action="store_true", help="keep the parameters in 16 bits: a file of half the size")
    add_files(parser)
    add_recipe(parser)
    parser.set_defaults(run=lambda chosen: run(chosen, parser))


def run(chosen: argparse.Namespace, parser: Parser) -> int:
    if chosen.preset not in PRESETS:
        parser.error(f"--preset is {chosen.preset!r}; allowed: {', '.join(PRESETS)}")
    preset = PRESETS[chosen.preset].recipe
    recipe = recipe_from(chosen, preset, parser)
    for name in ("save", "film"):
        path = getattr(chosen, name)
        if path and (problem := writable(path, f"--{name}")):
            parser.error(problem)
    digits = _digits(chosen)
    if isinstance(digits, OwnSet):
        recipe = recipe_from(chosen, digits.recipe(preset), parser)

    if recipe.batch_size is None:
        one_thread_per_product()  # a batch that large is shared out in pieces; in small ones the library does better
    data = digits.split(recipe)
    training = Run(recipe, lambda _: data)
    with _stopping_at_ctrl_c(training):
        _train(training)
    view = training.view()
    network, dtype = view.network(), np.float16 if chosen.half else np.float32
    network.theta[:] = network.theta.astype(dtype)  # what is scored is what is saved
    facts = _facts(view, network, data, chosen.preset)
    if chosen.save:
        known = {name: fact for name, fact in facts.items() if name != "recipe"}  # which has its own place in the file
        saved = replace(training.saved(), network=network, facts=known)
        _write(chosen.save, lambda file: save(saved, file, dtype), "the trained network")
    if chosen.film:
        _write(chosen.film, lambda file: save_film(training.film(), file), "the film")

    kept = f" The parameters so far are in {chosen.save}." if chosen.save else ""
    if view.status is Status.STOPPED:
        print(f"Interrupted after {view.iteration:,} of {view.total:,} iterations.{kept}", file=sys.stderr)
        return INTERRUPTED
    if chosen.json:
        print(json.dumps(facts, allow_nan=False))
    if view.status is Status.DIVERGED:
        print(view.message + kept.replace("The parameters so far", "The last good parameters"), file=sys.stderr)
        return FAILED
    if not chosen.json:
        _tell(view, facts, chosen.save)
    return 0


def _digits(chosen: argparse.Namespace) -> MNIST:
    """MNIST, or the set in the files that were named. Failure if there is none in them."""
    if not files_of(chosen):
        return load_mnist()
    try:
        return own_set(read_set(chosen))
    except OwnDataError as error:
        raise Failure(str(error)) from None


def _train(training: Run) -> None:
    training.start()
    view = training.view()
    with tqdm(total=view.total, unit="it", file=sys.stderr, dynamic_ncols=True, mininterval=SLICE) as bar:
        while training.wants_work:
            training.advance(SLICE)
            view = training.view()
            if len(view.history):
                bar.set_postfix(
                    loss=f"{view.history.train_loss[-1]:.3f}",
                    train=f"{view.history.train_accuracy[-1]:.1%}",
                    test=f"{view.history.test_accuracy[-1]:.1%}",
                    refresh=False,
                )
            bar.update(view.iteration - bar.n)


@contextmanager
def _stopping_at_ctrl_c(training: Run) -> Iterator[None]:
    """Ctrl-C stops the run between two updates instead of tearing it in the middle of one; a second one kills."""

    def stop(number: int, frame: object) -> None:
        training.stop()
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _facts(view: View, network: Network, data: Data, preset: str) -> dict[str, Any]:
    """What is known about the run when it is over; after a divergence, scores of the last good parameters."""
    facts: dict[str, Any] = _scores(network, data, view.recipe)
    facts |= {"iterations": view.iteration, "seconds": round(view.seconds, 3), "preset": preset}
    facts |= {"seed": view.recipe.seed, "diverged": view.status is Status.DIVERGED}
    if view.message:
        facts["message"] = view.message
    return facts | {"recipe": view.recipe.facts()}


def _aside(recipe: Recipe) -> str:
    """What the score of the pictures is called that nothing ever learns from."""
    return "aside_accuracy" if recipe.pictures else "official_accuracy"


def _scores(network: Network, data: Data, recipe: Recipe) -> dict[str, float]:
    train, official = evaluate(network, data.train), evaluate(network, data.official)
    test = evaluate(network, data.test) if len(data.test) else official
    scores = {
        "loss": train.loss,
        "train_accuracy": train.accuracy,
        "test_accuracy": test.accuracy,
        _aside(recipe): official.accuracy,
    }
    if len(data.validation):
        scores["validation_accuracy"] = evaluate(network, data.validation).accuracy
    return scores


def _write(path: Path, write: Callable[[BinaryIO], None], what: str) -> None:
    """Under another name first, so that a full disk never costs the file that was there before."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            write(file)
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Failure(f"{path} could not be written ({error.strerror}); {what} is lost.") from None


def _tell(view: View, facts: dict[str, Any], path: Path | None) -> None:
    recipe: Recipe = view.recipe
    print(f"{'-'.join(map(str, recipe.sizes))}, {recipe.activation}, {recipe.optimizer}, seed {recipe.seed}")
    print(f"{view.iteration:,} iterations in {view.seconds:.1f} s, {view.examples_per_second:,.0f} examples a second")
    print(f"training digits      {facts['train_accuracy']:.2%}  ({recipe.train_examples:,}; loss {facts['loss']:.4f})")
    if recipe.validation_examples:
        print(f"validation digits    {facts['validation_accuracy']:.2%}  ({recipe.validation_examples:,})")
    if recipe.test_examples:
        print(f"test digits          {facts['test_accuracy']:.2%}  ({recipe.test_examples:,})")
    if recipe.pictures:
        print(f"kept aside           {facts['aside_accuracy']:.2%}  (never learned from; {_classes(recipe)})")
    else:
        print(f"official test digits {facts['official_accuracy']:.2%}  (10,000)")
    if path:
        print(f"saved as {path}")


def _classes(recipe: Recipe) -> str:
    return f"{len(recipe.classes)} classes: {', '.join(recipe.classes[:12])}{', …' * (len(recipe.classes) > 12)}"
