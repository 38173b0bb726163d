"""The maths: how the network works, formula by formula, each beside the line that computes it and with live numbers.

The words are in pages/maths/words.py. Each chapter is a function here that puts together the words, the formulas,
the source and the visitor's own numbers.
"""

from collections.abc import Callable
from itertools import groupby

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from nn.activations import ACTIVATIONS
from nn.batch import Walker
from nn.dataset import CHUNK
from nn.explain.digits import Digit
from nn.explain.lesson import (
    Descent,
    DigitPass,
    Excerpt,
    arrays,
    descent,
    excerpt,
    forward_backward,
    neuron_sum,
    parameter_sum,
)
from nn.explain.slips import Slip, all_slips
from nn.layers import Dense
from nn.loss import cross_entropy, cross_entropy_backward, one_hot, softmax
from nn.network import Network
from nn.optimizers import GradientDescent
from nn.recipe import PRESETS
from nn.training import new_network, train
from pages.maths import words
from pages.maths.figures import (
    STYLE,
    Panel,
    activation_curve,
    descent_curve,
    digit_bars,
    loss_curve,
    panels,
    probability,
    product_picture,
    table,
    with_gaps,
)
from pages.shared.charts import QUIET
from pages.shared.choosers import digit_chooser, network_chooser, neuron_chooser, neuron_in_use, section_chooser
from pages.shared.session import YOUR_RUN, Chosen, chosen_network, current_run, lab
from pages.shared.theme import palette
from pages.shared.words import signed

STEP_DIGITS = 200  # training digits that chapter 6 makes its one step on
CHECKED_DIGITS = 8  # training digits that chapter 7 checks a whole backward pass on

# Pieces --------------------------------------------------------------------------------------------------------------


def formula(latex: str, *sources: Excerpt, text: str = "", after: str = "") -> None:
    """A formula with words before and after it, and beside it the lines of the program that compute it."""
    left, right = st.columns([5, 6], gap="medium")
    with left:
        if text:
            st.markdown(text)
        st.latex(latex)
        if after:
            st.markdown(after)
    with right:
        for (file, name), group in groupby(sources, key=lambda source: (source.file, source.name)):
            lines = list(group)
            st.code("\n".join(with_gaps(lines)), language="python")
            st.caption(words.SOURCE.format(file=file, name=name, lines=", ".join(str(one.line) for one in lines)))


def whole(*functions: Callable[..., object]) -> None:
    """The complete functions, folded away."""
    with st.expander(words.COMPLETE, icon=":material/code:"):
        for source in map(excerpt, functions):
            st.caption(words.SOURCE.format(file=source.file, name=source.name, lines=source.line))
            st.code(source.code, language="python")


def show(figure: go.Figure, key: str, alt: str) -> None:
    st.plotly_chart(figure, theme=None, config=QUIET, key=key, alt=alt)


def aligned(*lines: str) -> str:
    return r"\begin{aligned}" + r"\\[2pt]".join(lines) + r"\end{aligned}"


def sizes_of(network: Network) -> str:
    return "-".join(map(str, network.sizes))


# The digit and the network -------------------------------------------------------------------------------------------


def choose_subject() -> tuple[Chosen, DigitPass]:
    """The network and the digit that go through every chapter, and what the one says about the other."""
    with st.container(border=True):
        name = network_chooser("maths_network", lambda: YOUR_RUN)
        digit = digit_chooser("maths", name)
        chosen = chosen_network(name)
        walked = forward_backward(
            chosen.network, digit.X[:, 0], digit.label if digit.label is not None else answer_of(chosen, digit)
        )
        untrained = name == YOUR_RUN and current_run().view().iteration == 0
        about = words.UNTRAINED.format(sizes=sizes_of(chosen.network)) if untrained else chosen.sentence
        says = words.UNKNOWN if digit.label is None else words.SAYS[walked.answer == digit.label]
        st.markdown(f"{about} {says.format(answer=walked.answer, label=digit.label)}")
        if chosen.still_training:
            st.button(words.AGAIN, icon=":material/refresh:")
    return chosen, walked


def answer_of(chosen: Chosen, digit: Digit) -> int:
    return int(chosen.network.predict(digit.X).argmax())


def choose_neuron(network: Network) -> int:
    return neuron_chooser("maths_neuron", network, words.NEURON, words.NEURON_HELP)


# Chapters ------------------------------------------------------------------------------------------------------------


def neuron_chapter(chosen: Chosen, network: Network, walked: DigitPass) -> None:
    st.markdown(words.A_NEURON)
    formula(
        r"z = w_1 x_1 + \dots + w_{784}\, x_{784} + b",
        excerpt(Dense._sum, "np.matmul(self.W, A_prev"),
        excerpt(Dense._sum, "Z += self.b"),
        after=words.WEIGHTS_MEAN,
    )
    one_sum(network, walked)
    if chosen.recipe.hidden:
        g = ACTIVATIONS[network.activation]
        formula(
            f"g(z) = {g.formula}",
            excerpt(g.value),
            excerpt(g.slope),
            text=words.BEND.format(name=g.name, purpose=g.purpose),
        )
    else:
        st.markdown(words.NO_HIDDEN_LAYER)
    left, right = st.columns([6, 5], gap="medium", vertical_alignment="center")
    with left:
        if chosen.recipe.hidden:
            one_bend(network, walked)
    with right:
        st.markdown(words.PERCEPTRON)


def one_sum(network: Network, walked: DigitPass) -> None:
    """What one neuron adds up for the digit, as pictures and as numbers."""
    left, right = st.columns([6, 5], gap="medium", vertical_alignment="center")
    with right:
        neuron = choose_neuron(network)
        one = neuron_sum(network, walked, neuron)
        plus, minus, bias = f"{one.speaking_for:.2f}", signed(one.speaking_against), signed(one.bias)
        st.markdown(
            words.NEURON_LIVE.format(
                neuron=neuron,
                plus=plus,
                minus=minus,
                bias=bias,
                z=signed(one.z, plus=""),
                sum=f"{plus} {minus[0]} {minus[1:]} {bias[0]} {bias[1:]}",
            )
        )
    with left:
        show(
            panels(
                [
                    Panel(walked.x, "digit", ink=True),
                    Panel(one.weights, "weights", "×"),
                    Panel(one.terms, "products", "="),
                ],
                palette(),
            ),
            "terms",
            f"The digit, the weights of neuron {neuron}, and their products: 28 by 28, blue above 0, orange below.",
        )


def one_bend(network: Network, walked: DigitPass) -> None:
    """The activation's curve, and where the chosen neuron stands on it."""
    neuron = neuron_in_use(network)
    one = neuron_sum(network, walked, neuron)
    z, a = signed(one.z, plus=""), signed(one.a, plus="")
    show(
        activation_curve(ACTIVATIONS[network.activation], one.z, palette()),
        "activation",
        f"The {network.activation} activation and its slope. Neuron {neuron} stands at z = {z} and passes on {a}.",
    )
    st.markdown(words.BEND_LIVE.format(neuron=neuron, z=z, a=a))


def layers_chapter(chosen: Chosen, network: Network, walked: DigitPass) -> None:
    batch = chosen.recipe.batch_size
    m = batch or chosen.recipe.train_examples
    st.markdown(words.A_LAYER)
    formula(
        "Z_1 = W_1 X + b_1",
        excerpt(Dense._sum, "np.matmul(self.W, A_prev"),
        excerpt(Dense._sum, "Z += self.b"),
        after=words.ONE_PRODUCT,
    )
    st.markdown(words.LENGTHS)
    st.html(product_picture(network.sizes[0], network.sizes[1], m, palette()))
    said = words.MINI_BATCH if batch else words.FULL_BATCH.format(chunk=CHUNK)
    st.markdown(words.ALL_ARRAYS.format(sizes=sizes_of(network), m=m, batch=said))
    holds = words.ARRAY_HOLDS | {f"A{len(network.layers)}": words.LAST_A}
    rows = [
        (
            array.name,
            f"{array.shape[0]:,} × {array.shape[1]:,}",
            f"{array.parameters:,}" if array.parameters else "",
            array.gradient,
            holds.get(array.name, holds[array.kind]),
        )
        for array in arrays(network.sizes, m)
    ]
    st.html(table(words.ARRAY_COLUMNS, rows))
    st.markdown(words.PARAMETERS.format(sum=parameter_sum(network.sizes)))


def forward_chapter(chosen: Chosen, network: Network, walked: DigitPass) -> None:
    formula(
        aligned(*forward_lines(len(network.layers))),
        excerpt(Network.forward, "A = X", "Z = self.layers[-1].forward(A)"),
        excerpt(Dense.forward, "self._sum(A_prev, self.Z)", "self.activation.value"),
        text=words.FORWARD,
    )
    formula(
        r"A_{kj} = \frac{e^{Z_{kj}}}{\sum_{c=0}^{9} e^{Z_{cj}}}",
        excerpt(softmax, "A: Array", "return A"),
        text=words.SOFTMAX,
    )
    whole(Network.forward, Network.predict, Dense.forward, softmax)

    st.markdown(words.FORWARD_LIVE)
    left, right = st.columns([5, 6], gap="medium")
    with left:
        stages = [("X", walked.x)]
        for number, layer in enumerate(walked.layers, start=1):
            stages += [(f"Z{number}", layer.Z), (f"A{number}", layer.A)]
        rows = [
            (name, f"{v.size:,}", signed(v.min(), 3, ""), signed(v.max(), 3, ""), f"{(v > 0).sum():,}")
            for name, v in stages
        ]
        st.html(table(words.FORWARD_COLUMNS, rows))
    with right:
        A = walked.probabilities
        said = ", ".join(f"{digit}: {p:.2f}" for digit, p in enumerate(A))
        show(
            digit_bars(A, walked.label, palette(), "probability"),
            "probabilities",
            f"The ten probabilities for a handwritten {walked.label}: {said}.",
        )
        total = float(A.sum(dtype=np.float64))
        st.markdown(words.ANSWER.format(answer=walked.answer, p=probability(float(A.max())), total=total))


def forward_lines(depth: int) -> list[str]:
    """The forward pass of a network with this many layers, in LaTeX."""
    lines = []
    for layer in range(1, depth + 1):
        g = "g" if layer < depth else r"\operatorname{softmax}"
        lines += [f"Z_{layer} &= W_{layer} {_input(layer)} + b_{layer}", f"A_{layer} &= {g}(Z_{layer})"]
    return lines


def _input(layer: int) -> str:
    """What this layer looks at."""
    return f"A_{layer - 1}" if layer > 1 else "X"


def loss_chapter(chosen: Chosen, network: Network, walked: DigitPass) -> None:
    st.markdown(words.LOSS)
    formula(
        r"L = -\frac{1}{m} \sum_{j=1}^{m} \sum_{k=0}^{9} Y_{kj} \ln A_{kj}",
        excerpt(cross_entropy, "np.subtract(Z", "return float("),
        after=words.LOSS_ONE,
    )
    whole(cross_entropy, one_hot)
    left, right = st.columns([6, 5], gap="medium", vertical_alignment="center")
    p = probability(walked.p_true)
    with left:
        show(
            loss_curve(walked.p_true, palette()),
            "loss",
            f"The loss −ln p falls from infinity at p = 0 to 0 at p = 1. This digit: p = {p}, loss {walked.loss:.3f}.",
        )
    with right:
        st.markdown(words.LOSS_LIVE.format(label=walked.label, p=p, loss=walked.loss))
        st.markdown(words.LOSS_SCALE)


def backward_chapter(chosen: Chosen, network: Network, walked: DigitPass) -> None:
    depth = len(network.layers)
    st.markdown(words.BACKWARD)
    formula(
        aligned(backward_lines(depth)[0]),
        excerpt(cross_entropy_backward, "np.subtract(A, Y", "out *= 1 / m"),
        text=words.START,
    )
    with st.expander(words.WHY_SIMPLE, icon=":material/help:"):
        st.markdown(words.WHY_SIMPLE_TEXT)
    formula(
        aligned(*backward_lines(depth)[1:3]),
        excerpt(Dense.backward, "np.matmul(dZ, self.A_prev.T"),
        excerpt(Dense.backward, "np.sum(dZ, axis=1"),
        text=words.OWN_GRADIENTS,
    )
    if depth > 1:
        formula(
            aligned(backward_lines(depth)[3]),
            excerpt(Network.backward, "for above, below", "below.backward_activation(dA)"),
            excerpt(Dense.backward, "np.matmul(self.W.T, dZ"),
            excerpt(Dense.backward_activation, "self.activation.slope(self.Z, self.A"),
            excerpt(Dense.backward_activation, "dA *= self._slope"),
            text=words.FURTHER_DOWN,
        )
    with st.expander(words.ALL_LINES, icon=":material/format_list_numbered:"):
        st.latex(aligned(*backward_lines(depth)))
    whole(Network.backward, Dense.backward, Dense.backward_activation)
    left, right = st.columns(2, gap="medium")
    with left:
        blame_of_scores(walked)
    with right:
        blame_of_neurons(network, walked)
    st.markdown(words.PROOF)


def backward_lines(depth: int) -> list[str]:
    """The backward pass of a network with this many layers, in LaTeX: the last dZ, then each dW, db and dZ."""
    lines = [f"dZ_{depth} &= (A_{depth} - Y) / m"]
    for layer in range(depth, 0, -1):
        lines += [f"dW_{layer} &= dZ_{layer}\\, {_input(layer)}^T", rf"db_{layer} &= \text{{row sums of }} dZ_{layer}"]
        if layer > 1:
            lines.append(f"dZ_{layer - 1} &= W_{layer}^T dZ_{layer} * g'(Z_{layer - 1})")
    return lines


def blame_of_scores(walked: DigitPass) -> None:
    dZ, label = walked.layers[-1].dZ, walked.label
    worst = max((digit for digit in range(len(dZ)) if digit != label), key=lambda digit: dZ[digit])
    said = ", ".join(f"{digit}: {signed(value)}" for digit, value in enumerate(dZ))
    show(
        digit_bars(dZ, label, palette(), "dZ = A − Y"), "dZ", f"dZ for the ten scores of a handwritten {label}: {said}."
    )
    st.markdown(
        words.BLAME.format(label=label, at_true=signed(dZ[label], 3), worst=worst, at_worst=signed(dZ[worst], 3))
    )


def blame_of_neurons(network: Network, walked: DigitPass) -> None:
    for number, layer in reversed(list(enumerate(walked.layers[:-1], start=1))):
        passing, n = int(np.count_nonzero(layer.dZ)), layer.dZ.size
        st.markdown((words.GATE if passing < n else words.NO_GATE).format(open=passing, n=n, layer=number))
    neuron = choose_neuron(network)
    dz = float(walked.layers[0].dZ[neuron])
    if dz:
        show(
            panels(
                [Panel(walked.x, "digit", ink=True), Panel(walked.dW1[neuron], f"dW1, row {neuron}", "→")], palette()
            ),
            "dW1",
            f"Row {neuron} of dW1 is the digit times {signed(dz, 4)}.",
        )
    said = words.NEURON_LEARNS if dz else words.NEURON_SILENT
    st.markdown(said.format(neuron=neuron, dz=signed(dz, 4)))


def update_chapter(chosen: Chosen, network: Network, walked: DigitPass) -> None:
    recipe, rate = chosen.recipe, chosen.learning_rate
    formula(
        aligned(r"W &:= W - \alpha\, dW", r"b &:= b - \alpha\, db"),
        excerpt(GradientDescent.step),
        text=words.UPDATE.format(rate=rate),
    )
    if recipe.optimizer != "gradient descent":
        st.markdown(words.OTHER_OPTIMIZER.format(name=recipe.optimizer))

    tried = one_step(chosen.key, rate, network)
    comment = (words.DOWNHILL if tried.after < tried.before else words.UPHILL).format(best=tried.best_rate)
    left, right = st.columns([6, 5], gap="medium", vertical_alignment="center")
    with left:
        show(
            descent_curve(tried, palette()),
            "descent",
            f"The loss after one step, over its learning rate: {tried.before:.3f} before it, {tried.after:.3f} with "
            f"{rate:g}, lowest with {tried.best_rate:.2g}.",
        )
    with right:
        st.markdown(
            words.STEP_LIVE.format(m=STEP_DIGITS, before=tried.before, after=tried.after, rate=rate, comment=comment)
        )
        st.markdown(words.STEP_CURVE)

    formula(
        r"\text{forward} \to \text{backward} \to \text{update}",
        excerpt(train, "loss, right, m = gradient.of(batch)"),
        excerpt(train, "optimizer.step("),
        excerpt(Walker.walk, "loss += network.forward("),
        excerpt(Walker.walk, "network.backward(Y, m)"),
        text=words.LOOP.format(
            total=recipe.total_iterations,
            batch=recipe.batch_size or recipe.train_examples,
            examples=recipe.train_examples,
        ),
    )
    whole(train, Walker.walk)


@st.cache_data(max_entries=32, show_spinner=False)
def one_step(key: str, rate: float, _network: Network) -> Descent:
    """One step of the network that ``key`` stands for, with many rates, always on the same training digits."""
    examples = lab().mnist.training
    return descent(_network, examples.X(slice(0, STEP_DIGITS)), examples.all_labels[:STEP_DIGITS], rate)


@st.cache_data(show_spinner=False)
def slips() -> tuple[Slip, ...]:
    """The five checks, on the article's network with its initial values."""
    examples = lab().mnist.training
    network = new_network(PRESETS["blog"].recipe)
    return all_slips(network, examples.X(slice(0, CHECKED_DIGITS)), examples.all_labels[:CHECKED_DIGITS])


def slips_chapter() -> None:
    st.markdown(words.SLIPS)
    for number, slip in enumerate(slips(), start=1):
        with st.container(border=True):
            st.markdown(f"#### {number}. {slip.name}")
            left, right = st.columns(2, gap="medium")
            with left:
                st.markdown(f"{words.SAID}: $\\displaystyle {slip.said}$")
                st.caption(f"{words.WHERE}: {slip.where}")
                st.markdown(f"{words.RIGHT}: $\\displaystyle {slip.right}$")
                st.markdown(slip.why)
            with right:
                st.html(table(slip.columns, slip.rows))
                if slip.holds:
                    st.info(f"{words.HOLDS} {slip.verdict}", icon=":material/check_circle:")
                else:
                    st.error(f"{words.FAILS} {slip.verdict}", icon=":material/error:")
    st.markdown(f"#### {words.SOURCES_TITLE}")
    st.markdown(words.SOURCES)


# The page ------------------------------------------------------------------------------------------------------------

CHAPTERS: dict[str, Callable[[Chosen, Network, DigitPass], None]] = {
    "neuron": neuron_chapter,
    "layers": layers_chapter,
    "forward": forward_chapter,
    "loss": loss_chapter,
    "backward": backward_chapter,
    "update": update_chapter,
}
NAMES = list(words.CHAPTERS)


def turn_to(name: str) -> None:
    st.session_state.section_chapter = name
    st.session_state.maths_turned = True


def turn_pages(here: str) -> None:
    """At the end of a chapter, the one before and the one after; whoever turns starts reading at the top again."""
    i = NAMES.index(here)
    with st.container(horizontal=True, horizontal_alignment="distribute" if i else "right"):
        if i:
            before = NAMES[i - 1]
            st.button(
                words.CHAPTERS[before], key="before", icon=":material/arrow_back:", on_click=turn_to, args=[before]
            )
        if i + 1 < len(NAMES):
            after = NAMES[i + 1]
            st.button(
                words.CHAPTERS[after],
                key="after",
                icon=":material/arrow_forward:",
                icon_position="right",
                on_click=turn_to,
                args=[after],
            )
    if st.session_state.pop("maths_turned", False):
        scroll = f"document.querySelector('[data-testid=\"stMain\"]').scrollTo(0, 0) /* {here} */"
        st.html(f"<script>{scroll}</script>", unsafe_allow_javascript=True)


st.html(STYLE)
st.title(words.TITLE)
st.caption(words.LEAD)
chapter = section_chooser("Chapter", words.CHAPTERS, "chapter", pills=True)
if chapter in CHAPTERS:
    chosen, walked = choose_subject()
    CHAPTERS[chapter](chosen, chosen.network, walked)
else:
    slips_chapter()
turn_pages(chapter)
