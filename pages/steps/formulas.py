"""Each stage's formula, the same formula with this digit's own numbers in it, and the lines that compute it."""

from collections.abc import Callable

from nn.activations import ACTIVATIONS
from nn.dataset import Examples
from nn.explain.lesson import Excerpt, excerpt
from nn.explain.stages import Kind, Stage, Written
from nn.explain.step import DigitStep, LayerStep
from nn.layers import Dense
from nn.loss import cross_entropy, cross_entropy_backward, l2_backward
from nn.network import Network
from nn.on_purpose import one_sum
from nn.optimizers import GradientDescent
from pages.steps.numbers import digits_apart, number

IN_FORMULA = 2  # terms of a sum that the formula itself shows; the table beside it has more

# LaTeX ----------------------------------------------------------------------------------------------------------------


def tex(value: float, brackets: bool = False, digits: int = 3) -> str:
    """A number in LaTeX; ``brackets`` around a negative one, which follows a sign."""
    said = number(value, digits).replace("−", "-")
    if "×" in said:
        mantissa, power = said.split(" × 10")
        superscripts = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
        said = rf"{mantissa} \cdot 10^{{{power.translate(superscripts)}}}"
    return f"({said})" if brackets and said.startswith("-") else said


def aligned(*lines: str) -> str:
    return r"\begin{aligned}" + r"\\[3pt]".join(lines) + r"\end{aligned}"


def _input(layer: int) -> str:
    return f"A_{{{layer - 1}}}" if layer > 1 else "X"


def entry_of(array: str, layer: int, *indices: int | str) -> str:
    """One number of an array, by layer and place, as the code and the badge write it: dW_1[3, 287]."""
    place = r",\,".join(map(str, indices))
    return f"{array}_{{{layer}}}[{place}]"


def input_entry(layer: int, j: int | str) -> str:
    """One number of what a layer looks at: a pixel, or what a neuron of the layer below passed on."""
    return entry_of("A", layer - 1, j) if layer > 1 else f"X[{j}]"


def formula(walked: DigitStep, stage: Stage) -> str:
    """In letters, as the seeds write it."""
    i, depth = stage.layer, len(walked.layers)
    g = ACTIVATIONS[walked.network.activation].formula
    penalty = r" + \tfrac{\lambda}{2} \sum W^2" if walked.l2 else ""
    decay = rf" + \lambda W_{{{i}}}" if walked.l2 else ""
    wrong = rf"db_{{{i}}} = \textstyle\sum dZ_{{{i}}} \quad\text{{(one number: wrong)}}"
    return {
        Kind.INPUT: r"X = \text{ink} / 255",
        Kind.SUM: f"Z_{{{i}}} = W_{{{i}}} {_input(i)} + b_{{{i}}}",
        Kind.ACTIVATION: rf"A_{{{i}}} = g(Z_{{{i}}}), \quad g(z) = {g}",
        Kind.SOFTMAX: rf"A_{{{i}}} = \operatorname{{softmax}}(Z_{{{i}}}), \quad {entry_of('A', i, 'k')} = "
        rf"\frac{{e^{{{entry_of('Z', i, 'k')}}}}}{{\sum_c e^{{{entry_of('Z', i, 'c')}}}}}",
        Kind.LOSS: rf"L = -\sum_k Y[k] \ln {entry_of('A', depth, 'k')}{penalty}",
        Kind.START: rf"dZ_{{{depth}}} = (A_{{{depth}}} - Y) / m, \quad m = 1",
        Kind.WEIGHTS: f"dW_{{{i}}} = dZ_{{{i}}}\\, {_input(i)}^T{decay}",
        Kind.BIASES: wrong if walked.summed_db else rf"db_{{{i}}} = \text{{row sums of }} dZ_{{{i}}}",
        Kind.BLAME: f"dA_{{{i}}} = W_{{{i + 1}}}^T\\, dZ_{{{i + 1}}}",
        Kind.GATE: f"dZ_{{{i}}} = dA_{{{i}}} * g'(Z_{{{i}}})",
        Kind.UPDATE: aligned(
            rf"W_{{{i}}} &:= W_{{{i}}} - \alpha\, dW_{{{i}}}", rf"b_{{{i}}} &:= b_{{{i}}} - \alpha\, db_{{{i}}}"
        ),
        Kind.AFTER: r"\text{forward once more, with } W - \alpha\, dW,\; b - \alpha\, db",
    }[stage.kind]


def in_numbers(walked: DigitStep, stage: Stage, neuron: int, entry: int, written: Written | None) -> str:
    """The same formula for one neuron, with its numbers."""
    layer = walked.layers[max(stage.layer, 1) - 1]
    says: dict[Kind, Callable[[DigitStep, LayerStep, int, int], str]] = {
        Kind.INPUT: _input_numbers,
        Kind.ACTIVATION: _activation_numbers,
        Kind.SOFTMAX: _softmax_numbers,
        Kind.LOSS: _loss_numbers,
        Kind.START: _start_numbers,
        Kind.WEIGHTS: _weights_numbers,
        Kind.BIASES: _biases_numbers,
        Kind.GATE: _gate_numbers,
        Kind.UPDATE: _update_numbers,
        Kind.AFTER: _after_numbers,
    }
    if written is not None:
        return _sum_numbers(stage, neuron, written)
    return says[stage.kind](walked, layer, neuron, entry)


def _sum_numbers(stage: Stage, i: int, written: Written) -> str:
    layer = stage.layer
    name, terms, one = {
        Kind.SUM: (
            entry_of("Z", layer, i),
            rf"\sum_j {entry_of('W', layer, i, 'j')}\, {input_entry(layer, 'j')} + {entry_of('b', layer, i)}",
            False,
        ),
        Kind.BLAME: (
            entry_of("dA", layer, i),
            rf"\sum_k {entry_of('W', layer + 1, 'k', i)}\, {entry_of('dZ', layer + 1, 'k')}",
            False,
        ),
        Kind.BIASES: (entry_of("db", layer, i), rf"\sum_k {entry_of('dZ', layer, 'k')}", True),
    }[stage.kind]
    shown = [
        tex(t.left, True) if one else rf"{tex(t.left, True)} \cdot {tex(t.right, True)}"
        for t in written.terms[:IN_FORMULA]
    ]
    more = len(written.terms) + written.others > IN_FORMULA
    parts = [*shown, *[r"\dots"] * more, *[tex(written.extra, True)] * (stage.kind is Kind.SUM)] or ["0"]
    return aligned(f"{name} &= {terms}", f"&= {' + '.join(parts)}", f"&= {tex(written.total)}")


def _input_numbers(walked: DigitStep, layer: LayerStep, i: int, j: int) -> str:
    x = float(walked.X[j, 0])
    return f"{input_entry(1, j)} = {round(255 * x)} / 255 = {tex(x)}"


def _activation_numbers(walked: DigitStep, layer: LayerStep, i: int, j: int) -> str:
    name = entry_of("A", layer.number, i)
    return f"{name} = g({tex(float(layer.Z[i, 0]))}) = {tex(float(layer.A[i, 0]))}"


def _softmax_numbers(walked: DigitStep, layer: LayerStep, i: int, j: int) -> str:
    z = tex(float(layer.Z[i, 0]))
    others = r" + ".join(f"e^{{{tex(float(score))}}}" for score in layer.Z[:2, 0])
    return rf"{entry_of('A', layer.number, i)} = \frac{{e^{{{z}}}}}{{{others} + \dots}} = {tex(float(layer.A[i, 0]))}"


def _loss_numbers(walked: DigitStep, layer: LayerStep, i: int, j: int) -> str:
    p, y = float(walked.P[walked.label, 0]), float(walked.Y[walked.label, 0])
    factor = "" if y == 1 else rf"{tex(y)} \cdot "
    smoothed = r" - \dots" if y != 1 else ""
    penalty = f" + {tex(walked.penalty)}" if walked.l2 else ""
    shown = tex(p, digits=5) if p else rf"e^{{-{number(walked.surprise)}}}"  # p too small for float32
    return rf"L = -{factor}\ln {shown}{smoothed}{penalty} = {tex(walked.loss)}"


def _start_numbers(walked: DigitStep, layer: LayerStep, i: int, j: int) -> str:
    p, y = float(layer.A[i, 0]), float(walked.Y[i, 0])
    return f"{entry_of('dZ', layer.number, i)} = {tex(p, digits=5)} - {tex(y)} = {tex(float(layer.dZ[i, 0]))}"


def _weights_numbers(walked: DigitStep, layer: LayerStep, i: int, j: int) -> str:
    a, dz, n = float(layer.A_prev[j, 0]), float(layer.dZ[i, 0]), layer.number
    decay = rf" + \lambda {entry_of('W', n, i, j)}" if walked.l2 else ""
    more = rf" + {tex(walked.l2)} \cdot {tex(float(layer.W[i, j]), True)}" if walked.l2 else ""
    return aligned(
        rf"{entry_of('dW', n, i, j)} &= {entry_of('dZ', n, i)} \cdot {input_entry(n, j)}{decay}",
        rf"&= {tex(dz)} \cdot {tex(a, True)}{more}",
        f"&= {tex(float(layer.dW[i, j]))}",
    )


def _biases_numbers(walked: DigitStep, layer: LayerStep, i: int, j: int) -> str:
    return f"{entry_of('db', layer.number, i)} = {entry_of('dZ', layer.number, i)} = {tex(float(layer.db[i, 0]))}"


def _gate_numbers(walked: DigitStep, layer: LayerStep, i: int, j: int) -> str:
    assert layer.dA is not None and layer.slope is not None
    da, slope, n = float(layer.dA[i, 0]), float(layer.slope[i, 0]), layer.number
    return aligned(
        rf"{entry_of('dZ', n, i)} &= {entry_of('dA', n, i)} \cdot g'({tex(float(layer.Z[i, 0]))})",
        rf"&= {tex(da)} \cdot {tex(slope)} = {tex(float(layer.dZ[i, 0]))}",
    )


def _update_numbers(walked: DigitStep, layer: LayerStep, i: int, j: int) -> str:
    def line(name: str, before: float, slope: float, after: float) -> str:
        step = rf"{tex(walked.rate)} \cdot {tex(slope, True)}"
        return rf"{name} &: {tex(before, digits=6)} - {step} = {tex(after, digits=6)}"

    w = line(entry_of("W", layer.number, i, j), float(layer.W[i, j]), float(layer.dW[i, j]), float(layer.W_after[i, j]))
    b = line(entry_of("b", layer.number, i), float(layer.b[i, 0]), float(layer.db[i, 0]), float(layer.b_after[i, 0]))
    return aligned(w, b)


def _after_numbers(walked: DigitStep, layer: LayerStep, i: int, j: int) -> str:
    def line(name: str, was: float, now: float) -> str:
        digits = digits_apart(was, now)
        return rf"{name} &: {tex(was, digits=digits)} \to {tex(now, digits=digits)}"

    k = walked.label
    p = line(entry_of("A", len(walked.layers), k), float(walked.P[k, 0]), float(walked.P_after[k, 0]))
    return aligned(line("L", walked.loss, walked.loss_after), p)


# Source ---------------------------------------------------------------------------------------------------------------


def sources(walked: DigitStep, stage: Stage) -> list[Excerpt]:
    """The lines of the running program that made this stage."""
    g = ACTIVATIONS[walked.network.activation]
    product = excerpt(Dense._sum, "product(self.W, A_prev"), excerpt(Dense._sum, "Z += self.b")
    weights = [excerpt(Dense.backward, "product_transposed(dZ")]
    if walked.l2:
        weights.append(excerpt(l2_backward, "layer.dW +="))
    wrong = excerpt(one_sum, "layer.db[:] = layer.db.sum()")
    found: dict[Kind, list[Excerpt]] = {
        Kind.INPUT: [excerpt(Examples.X, "np.copyto(rows", "rows *= 1 / 255")],
        Kind.SUM: [*product],
        Kind.ACTIVATION: [excerpt(g.value)],
        Kind.SOFTMAX: [excerpt(cross_entropy, "np.subtract(Z", "A /= total")],
        Kind.LOSS: [excerpt(cross_entropy, "toward_the_truth ="), excerpt(cross_entropy, "return float(")],
        Kind.START: [excerpt(cross_entropy_backward, "np.subtract(A, Y", "out *= 1 / m")],
        Kind.WEIGHTS: weights,
        Kind.BIASES: [wrong] if walked.summed_db else [excerpt(Dense.backward, "np.sum(dZ, axis=1")],
        Kind.BLAME: [excerpt(Dense.backward_input, "np.matmul(self.W.T, dZ")],
        Kind.GATE: [excerpt(Dense.backward_activation, "dA *= self.activation.slope("), excerpt(g.slope)],
        Kind.UPDATE: [excerpt(GradientDescent.step)],
        Kind.AFTER: [excerpt(Network.forward, "A = X", "return cross_entropy")],
    }
    return found[stage.kind]
