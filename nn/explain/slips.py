"""Where two well-known texts on this very network slip, and the check that shows it, run afresh by the engine.

A slip is no disgrace: each of these is easy to make and hard to see, because training seems to go on regardless. So
each check is a function of the engine's own function, which it holds against the definition. Hand it the text's version
instead, and the check fails: a check that cannot fail proves nothing, and the tests do just that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log, log10

import numpy as np

from nn import loss
from nn.activations import Array
from nn.gradcheck import TOLERANCE, finite_difference, gradcheck, relative_error
from nn.network import Network
from nn.on_purpose import one_sum

Backward = Callable[[Network, Array], None]
Softmax = Callable[[Array], Array]


@dataclass(frozen=True)
class Slip:
    """What a text says and where, what is right, and the numbers that decide. Formulas are LaTeX.

    ``rows`` are the numbers under ``columns``, ready to read. ``holds``: the engine's own function is the right one and
    the text's is not, by these numbers. ``verdict`` says so in a sentence, with the numbers that matter.
    """

    name: str
    said: str
    where: str
    right: str
    why: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    holds: bool
    verdict: str


def _signed(value: float, digits: int = 3) -> str:
    return f"{value:+.{digits}f}".replace("-", "−")


def all_slips(network: Network, X: Array, labels: Array) -> tuple[Slip, ...]:
    """The five checks; ``network``, X (784, m) and labels (m,) serve the one that needs a whole backward pass."""
    return (
        sign_of_dZ(),
        bias_gradient(network, X, loss.one_hot(labels)),
        overflow(),
        natural_logarithm(),
        column_by_column(),
    )


# 1 -------------------------------------------------------------------------------------------------------------------

SCORES = np.array([[1.0], [3.0], [0.5]])  # one example, three classes, the second of them true
TRUTH = np.array([[0.0], [1.0], [0.0]])


def sign_of_dZ(backward: Callable[[Array, Array, int, Array], Array] = loss.cross_entropy_backward) -> Slip:
    """Nudge each score, and see which way the loss moves: the sign of dZ is not a matter of taste."""
    A, Z = loss.softmax(SCORES), SCORES.copy()
    ours, texts = backward(A, TRUTH, 1, np.empty_like(A))[:, 0].tolist(), (TRUTH - A)[:, 0].tolist()
    moved = [finite_difference(lambda: loss.cross_entropy(Z, TRUTH, np.empty_like(Z)), Z[:, 0], i) for i in range(3)]
    holds = _agree(ours, moved) and not _agree(texts, moved)
    return Slip(
        name="The sign of the first derivative",
        said="dA_2 = Y - A_2",
        where="In one equation, the one that gives dA₂. The equations after it have the sign right.",
        right="dZ_2 = A_2 - Y",
        why="With this sign every update would walk uphill. (And A − Y is the derivative by the scores Z, not by A.) "
        "To find the sign, raise one score a little and watch the loss: raising the true class's score must lower it.",
        columns=("class", "loss moves", "engine: A − Y", "text: Y − A"),
        rows=tuple(
            (f"{i}, true" if y else f"{i}", _signed(f, 4), _signed(d, 4), _signed(t, 4))
            for i, (y, f, d, t) in enumerate(zip(TRUTH[:, 0], moved, ours, texts, strict=True))
        ),
        holds=holds,
        verdict=f"Raising the true class's score moves the loss by {_signed(moved[1])} per unit, and the engine's dZ "
        f"is {_signed(ours[1])}: the same, sign included."
        if holds
        else f"The loss moves by {_signed(moved[1])} per unit, but dZ is {_signed(ours[1])}: they disagree.",
    )


def _agree(derivatives: list[float], differences: list[float]) -> bool:
    return all(relative_error(d, f) < TOLERANCE for d, f in zip(derivatives, differences, strict=True))


# 2 -------------------------------------------------------------------------------------------------------------------


def backward_with_one_bias_sum(network: Network, Y: Array) -> None:
    """Backward as the text has it: each layer's db is one number, the sum of dZ over all neurons and examples."""
    network.backward(Y)
    one_sum(network.layers)


def bias_gradient(network: Network, X: Array, Y: Array, backward: Backward = Network.backward) -> Slip:
    """Check every block of the gradient by finite differences: once by the engine's backward, once by the text's."""
    ours, texts = (
        gradcheck(network, X, Y, np.random.default_rng(0), samples=20, backward=b)
        for b in (backward, backward_with_one_bias_sum)
    )
    biases_fail = not any(check.passed for check in texts if check.block.name.startswith("b"))
    weights_pass = all(check.passed for check in texts if check.block.name.startswith("W"))
    holds = all(check.passed for check in ours) and biases_fail and weights_pass
    last = texts[-1]
    worst = max(check.relative_error for check in ours)
    return Slip(
        name="One sum for all biases",
        said=r"db = \textstyle\sum dZ \;\text{(one number)}",
        where="In the article's backward pass, where db is the sum of dZ: over everything, neurons and examples alike.",
        right=r"db = \text{row sums of } dZ \;\text{(one each)}",
        why="Summed over everything, all neurons of a layer get the same correction, whatever each did wrong. It goes "
        "unnoticed, because the weights learn on. In the last layer it is worse: every column of A − Y sums to 0, so "
        "the one number is 0 and the last biases never move.",
        columns=("array", "error, engine", "passes", "error, text", "passes"),
        rows=tuple(
            (o.block.name, f"{o.relative_error:.1e}", _mark(o.passed), f"{t.relative_error:.1e}", _mark(t.passed))
            for o, t in zip(ours, texts, strict=True)
        ),
        holds=holds,
        verdict=f"Nudging {last.block.name}[{last.entry[0]}] moves the loss by {_signed(last.difference, 4)} per unit; "
        f"the text's formula says {abs(last.backprop):.4f}. The engine's largest error is {worst:.0e}."
        if holds
        else f"The backward pass under test is off by {worst:.1e}: it is not the derivative of the loss.",
    )


def _mark(passed: bool) -> str:
    return "✓" if passed else "✗"


# 3 -------------------------------------------------------------------------------------------------------------------

LARGE = np.array([[1000.0], [999.0], [0.0]])


def softmax_without_maximum(Z: Array) -> Array:
    """Softmax as it is usually written down. Right on paper; in floating point, only for small scores."""
    with np.errstate(over="ignore", invalid="ignore"):
        A: Array = np.exp(Z) / np.exp(Z).sum(axis=0)
    return A


def overflow(softmax: Softmax = loss.softmax) -> Slip:
    """A column with 1000 in it, by the formula as written and by the engine."""
    texts, ours = softmax_without_maximum(LARGE)[:, 0], softmax(LARGE)[:, 0]
    sound = bool(np.isfinite(ours).all()) and abs(float(ours.sum()) - 1) < 1e-12
    same_when_small = bool(np.allclose(softmax(SCORES), softmax_without_maximum(SCORES), rtol=1e-12, atol=0))
    broken = bool(np.isnan(texts).any())
    holds = sound and same_when_small and broken
    limit64, limit32 = (log(float(np.finfo(kind).max)) for kind in (np.float64, np.float32))
    with np.errstate(over="ignore"):
        powers = np.exp(LARGE[:, 0])
    return Slip(
        name="Softmax that overflows",
        said=r"A = \frac{e^{Z}}{\sum e^{Z}}",
        where="In the article's formula and code for softmax, which do not subtract the maximum.",
        right=r"A = \frac{e^{Z - \max Z}}{\sum e^{Z - \max Z}}",
        why="The formula is right, and on a computer it breaks: a large score's power is past the largest number there "
        "is, becomes ∞, and ∞/∞ is “not a number” (nan). Subtracting the column's maximum first changes nothing on "
        "paper, since it cancels in the fraction, and then no power is larger than e⁰ = 1.",
        columns=("z", "e^z", "text", "z − max", "engine"),
        rows=tuple(
            (
                f"{z:g}",
                f"{power:g}".replace("inf", "∞"),
                f"{t:.4f}",
                f"{z - LARGE.max():g}".replace("-", "−"),
                f"{a:.4f}",
            )
            for z, power, t, a in zip(LARGE[:, 0], powers, texts, ours, strict=True)
        ),
        holds=holds,
        verdict=f"As written, {int(np.isnan(texts).sum())} of 3 probabilities are nan; the engine's sum to "
        f"{ours.sum():.4f}. A power overflows past z = {limit64:.0f} with 64-bit numbers, past "
        f"{limit32:.0f} with the 32-bit ones that training uses."
        if holds
        else "The softmax under test does not survive a score of 1000.",
    )


# 4 -------------------------------------------------------------------------------------------------------------------

CONFIDENCE = 0.80


def natural_logarithm(cross_entropy: Callable[[Array, Array, Array], float] = loss.cross_entropy) -> Slip:
    """The loss of an answer that gave 0.80 to the truth: by the engine, and by both logarithms."""
    Z = np.log(np.array([[CONFIDENCE], [1 - CONFIDENCE]]))  # the scores whose softmax is 0.80 and 0.20
    ours = cross_entropy(Z, np.array([[1.0], [0.0]]), np.empty_like(Z))
    natural, common = -log(CONFIDENCE), -log10(CONFIDENCE)
    holds = abs(ours - natural) < 1e-12 and f"{natural:.3f}" == "0.223" and f"{common:.3f}" == "0.097"
    return Slip(
        name="Which logarithm",
        said=r"-\log(0.80) = 0.097",
        where="In one number: the loss of an answer that gives the truth 0.80.",
        right=r"-\ln(0.80) = 0.223",
        why="0.097 is the logarithm with base 10. The loss uses the natural one, base e = 2.718…, written log in most "
        "programming languages and ln at school. It has to: only for base e is dZ exactly A − Y; base 10 would put a "
        "factor of 0.434 in front.",
        columns=("computed as", "value", "check"),
        rows=(
            ("engine's cross-entropy", f"{ours:.6f}", ""),
            ("natural logarithm", f"{natural:.6f}", f"e^−{natural:.6f} = {exp(-natural):.2f}"),
            ("logarithm, base 10", f"{common:.6f}", f"10^−{common:.6f} = {10**-common:.2f}"),
        ),
        holds=holds,
        verdict=f"For an answer that is 80 % sure of the truth the engine's loss is {ours:.3f}."
        if holds
        else f"The loss under test is {ours:.3f}, not the natural logarithm's {natural:.3f}.",
    )


# 5 -------------------------------------------------------------------------------------------------------------------

TWO_EXAMPLES = np.array([[2.0, 0.0], [1.0, 0.0], [0.0, 3.0]])  # three classes, two examples: one a column


def softmax_over_everything(Z: Array) -> Array:
    """One sum for the whole matrix: what a sum without an axis gives."""
    A: Array = np.exp(Z) / np.exp(Z).sum()
    return A


def column_by_column(softmax: Softmax = loss.softmax) -> Slip:
    """Two examples side by side: what each column sums to, and whether one example's score can change the other's."""
    ours, alone, everything = (
        softmax(TWO_EXAMPLES),
        np.exp(TWO_EXAMPLES) / np.exp(TWO_EXAMPLES),  # each element by itself: e^z / e^z
        softmax_over_everything(TWO_EXAMPLES),
    )
    nudged = TWO_EXAMPLES.copy()
    nudged[0, 0] += 1
    after = softmax(nudged)
    sums_to_one = bool(np.allclose(ours.sum(axis=0), 1, rtol=0, atol=1e-12))
    shares = bool((after[1:, 0] < ours[1:, 0]).all())  # more for one class is less for the others
    apart = bool((after[:, 1] == ours[:, 1]).all())
    texts_fail = not np.allclose(alone.sum(axis=0), 1) and not np.allclose(everything.sum(axis=0), 1)
    holds = sums_to_one and shares and apart and texts_fail

    def row(name: str, values: Array) -> tuple[str, ...]:
        cells = (", ".join(f"{v:.3f}" for v in column) for column in values.T)
        first, second = cells
        return name, first, f"{values[:, 0].sum():.3f}", second, f"{values[:, 1].sum():.3f}"

    return Slip(
        name="Softmax of what?",
        said=r"\text{softmax of each element}",
        where="In the description of softmax, as working element by element.",
        right=r"\text{softmax of each column}",
        why="ReLU looks at one number at a time; softmax cannot, for it shares out one whole among the ten classes of "
        "one example. One example is one column, so the sum in the fraction runs down that column and nowhere else.",
        columns=("softmax of", "first example", "sum", "second example", "sum"),
        rows=(
            row("each column (engine)", ours),
            row("each element", alone),
            row("the whole matrix", everything),
        ),
        holds=holds,
        verdict="Only column by column do each example's shares sum to 1. Raising the first example's first score "
        f"takes its second class from {ours[1, 0]:.3f} to {after[1, 0]:.3f}, and leaves the other example untouched."
        if holds
        else "The softmax under test does not share out exactly 1 in each column by itself.",
    )
