"""``gradcheck``: is backward the derivative of forward? One row an activation, one column a parameter block."""

import argparse

import numpy as np

from nn.activations import ACTIVATIONS
from nn.commands.options import Parser, add_recipe, recipe_from
from nn.gradcheck import TOLERANCE, Check, gradcheck
from nn.loss import one_hot
from nn.recipe import CLASSES, PIXELS, Recipe
from nn.training import new_network

EXAMPLES = 8
FAILED = 1


def add_to(commands: "argparse._SubParsersAction[Parser]") -> None:
    parser = commands.add_parser(
        "gradcheck",
        help="compare backpropagation with finite differences",
        description=f"Compare backpropagation with finite differences; exit code 1 above {TOLERANCE:g}.",
    )
    add_recipe(parser, {"hidden", "activation", "seed"})
    parser.set_defaults(run=lambda chosen: run(chosen, parser))


def run(chosen: argparse.Namespace, parser: Parser) -> int:
    recipe = recipe_from(chosen, Recipe(initial="he"), parser)
    activations = [recipe.activation] if "activation" in chosen else list(ACTIVATIONS)
    print("The largest relative error between backpropagation and finite differences, in float64,")
    print(f"for each parameter block of {'-'.join(map(str, recipe.sizes))}, seed {recipe.seed}:\n")
    rows = {name: check(recipe.but(activation=name)) for name in activations}
    for row in _table(rows):
        print(row)
    worst = max(c.relative_error for checks in rows.values() for c in checks)
    passed = all(c.passed for checks in rows.values() for c in checks)
    verdict = "backward is the derivative of forward" if passed else "backward is NOT the derivative of forward"
    print(f"\nThe worst is {worst:.1e}, {'below' if passed else 'not below'} {TOLERANCE:g}: {verdict}.")
    return 0 if passed else FAILED


def check(recipe: Recipe) -> list[Check]:
    """One check for each block of the recipe's network, on random pixels and labels."""
    rng = np.random.default_rng(recipe.seed)
    X, Y = rng.random((PIXELS, EXAMPLES)), one_hot(rng.integers(CLASSES, size=EXAMPLES))
    network = new_network(recipe)
    for layer in network.layers:
        layer.b[:] = rng.normal(0, 0.1, layer.b.shape)  # with b = 0, a ReLU that nothing reaches sits right on its kink
    return gradcheck(network, X, Y, rng)


def _table(rows: dict[str, list[Check]]) -> list[str]:
    heads = [check.block.name for check in next(iter(rows.values()))]
    lines = [" " * 12 + "".join(f"{head:>9}" for head in heads)]
    for name, checks in rows.items():
        lines.append(f"{name:12}" + "".join(f"{c.relative_error:9.1e}" for c in checks))
    return lines
