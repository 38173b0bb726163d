"""Shuffle the pixels: you and a network read the same digits, all with their pixels moved about in the same way."""

from dataclasses import dataclass, field

import numpy as np
import streamlit as st

from nn.activations import Array
from nn.explain.digits import Digit, of_ink, of_mnist
from nn.explain.shuffle import RECIPE, Shuffle, chance
from nn.explain.weights import clear_limit
from nn.lab.run import Run, Status, View
from nn.recipe import PIXELS
from pages.shared.digits import Picture, digit_strip
from pages.shared.heatmaps import FOOT, board_aspect, w1_heatmaps
from pages.shared.live import again_and_again
from pages.shared.live_figure import live_figure
from pages.shared.session import lab
from pages.shared.theme import palette
from pages.shared.widgets import facts
from pages.workbench.figures import two_curves, two_curves_in_words

STRIP = 5  # digits shown plain and shuffled
ROWS = 10  # neurons whose weights are shown


@dataclass
class Experiment:
    """One permutation, the two runs that learn with and without it, and what the visitor said about which digits."""

    shuffle: Shuffle = Shuffle(1)
    same_start: bool = False
    answers: list[int] = field(default_factory=list)
    plain: Run = field(init=False)
    shuffled: Run = field(init=False)

    def __post_init__(self) -> None:
        self.make_runs()

    @property
    def digits(self) -> Array:
        """All test digits in the order in which the quiz asks about them."""
        return np.random.default_rng([self.shuffle.seed, PIXELS]).permutation(len(lab().mnist.test_labels))

    @property
    def active(self) -> bool:
        return self.plain.wants_work or self.shuffled.wants_work

    @property
    def begun(self) -> bool:
        return self.plain.view().status is not Status.READY

    def make_runs(self) -> None:
        """Two runs with the same recipe and the same seed; the one difference is the order of the pixels."""
        shuffle, mnist = self.shuffle, lab().mnist
        start = shuffle.start(RECIPE) if self.same_start else None
        self.plain = Run(RECIPE, lab().data, budget=0)  # no film is kept of either
        self.shuffled = Run(RECIPE, lambda recipe: shuffle.data(mnist, recipe), start_from=start, budget=0)

    def replace_runs(self) -> None:
        """New runs in the place of these, which end, for nobody looks at them any more."""
        self.plain.stop()
        self.shuffled.stop()
        self.make_runs()

    def train(self) -> None:
        if self.begun:
            self.replace_runs()
        lab().start(self.plain)
        lab().start(self.shuffled)

    def shuffle_anew(self) -> None:
        self.shuffle = Shuffle(self.shuffle.seed + 1)
        self.answers.clear()
        self.replace_runs()

    def choose_start(self) -> None:
        self.same_start = bool(st.session_state.shuffle_start)
        self.replace_runs()

    def say(self, digit: int) -> None:
        self.answers.append(digit)


def experiment() -> Experiment:
    if "workbench_experiment" not in st.session_state:
        st.session_state.workbench_experiment = Experiment()
    found: Experiment = st.session_state.workbench_experiment
    return found


def shuffled_digit(shuffle: Shuffle, digit: Digit, told: bool) -> Digit:
    """The digit with its pixels moved about; ``told``: its label may be known."""
    return of_ink(shuffle.shuffled(digit.pixels.reshape(PIXELS)), digit.label if told else None)


# You -----------------------------------------------------------------------------------------------------------------


def show_strips(here: Experiment) -> None:
    """The first few test digits, as they are and moved about."""
    plain = [of_mnist(lab().mnist, i) for i in range(STRIP)]
    moved = [shuffled_digit(here.shuffle, digit, told=True) for digit in plain]
    digit_strip((Picture(d.pixels, alt=d.title.capitalize(), digit=d) for d in plain), size=64)
    digit_strip(
        (
            Picture(d.pixels, alt=f"Test digit {i}, a {d.label}, with its pixels shuffled", digit=d)
            for i, d in enumerate(moved)
        ),
        size=64,
    )


def show_quiz(here: Experiment) -> None:
    asked = len(here.answers)
    digit = of_mnist(lab().mnist, int(here.digits[asked]))
    hidden = shuffled_digit(here.shuffle, digit, told=False)
    st.markdown("**Which digit is this?**")
    with st.container(horizontal=True, key="shuffle_quiz", gap="medium"):
        with st.container(width=172):
            digit_strip([Picture(hidden.pixels, alt="A test digit with its pixels shuffled", digit=hidden)], size=168)
        with st.container(width=320, key="shuffle_keys", horizontal=True, gap="small"):
            for number in range(10):
                st.button(str(number), on_click=here.say, args=[number], key=f"shuffle_say_{number}", width=50)
    show_score(here)


def show_score(here: Experiment) -> None:
    """What the visitor and the network said about the digits asked so far, all of them the same."""
    asked = len(here.answers)
    numbers = here.digits[:asked]
    examples = lab().mnist.official.only(numbers)
    truth, said = examples.labels, np.array(here.answers)
    answers = network_says(here, numbers)
    right = "–" if not asked else f"{np.count_nonzero(said == truth)} of {asked}"
    others = "–" if answers is None else f"{np.count_nonzero(answers == truth)} of {asked}"
    guessing = f"{asked / 10:.1f}" if asked else "–"
    facts(
        [
            ("You", right, "Of the shuffled digits that you were asked about, how many you read rightly"),
            ("The network", others, "Of the same digits, how many the network trained on shuffled ones reads rightly"),
            ("By guessing", guessing, "What blind guessing gets on average"),
        ]
    )
    if not asked:
        st.caption("Say what you see, or guess. The network, once it has learned, is asked about the same digits.")
        return
    last = f"The last one was {_a(int(truth[-1]))}, and you said {said[-1]}"
    shown = range(asked - 1, max(-1, asked - 1 - STRIP), -1)
    digit_strip(
        (
            Picture(
                lab().mnist.test_pixels[numbers[i]],
                f"you: {said[i]}",
                bool(said[i] == truth[i]),
                f"Asked before: {_a(int(truth[i]))}; you said {said[i]}.",
                of_mnist(lab().mnist, int(numbers[i])),
            )
            for i in shown
        ),
        size=64,
    )
    if answers is None:
        st.caption(f"{last}. The network has not learned yet: train both.")
    else:
        st.caption(f"{last}; the network said {answers[-1]}.")


def _a(digit: int) -> str:
    return f"an {digit}" if digit == 8 else f"a {digit}"


def network_says(here: Experiment, numbers: Array) -> Array | None:
    """The answers of the run on shuffled pixels, as far as it has come; None before its first update."""
    view = here.shuffled.view()
    if not view.iteration or not len(numbers):
        return None
    pixels = lab().mnist.test_pixels[numbers]
    answers: Array = view.network().predict(here.shuffle.shuffled(pixels).T.astype(np.float32) / 255).argmax(axis=0)
    return answers


# The network ---------------------------------------------------------------------------------------------------------


def show_training(here: Experiment) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="shuffle_buttons"):
        st.button(
            "Train both again" if here.begun else "Train both",
            type="primary",
            icon=":material/play_arrow:",
            disabled=here.active,
            on_click=here.train,
            key="shuffle_train",
        )
        st.button(
            "Another permutation",
            icon=":material/shuffle:",
            on_click=here.shuffle_anew,
            help="Moves the pixels about in another way. What was trained on this one is dropped.",
            key="shuffle_anew",
        )
    st.session_state.shuffle_start = here.same_start
    st.toggle(
        "Shuffle the initial weights, too",
        key="shuffle_start",
        on_change=here.choose_start,
        help="Both networks begin with the same weights, and then even chance is the same for both: every weight "
        "learns exactly what it learns on plain pixels, only in another place.",
    )

    def show() -> None:
        plain, shuffled = here.plain.view(), here.shuffled.view()
        facts(
            [
                ("Plain pixels", newest(plain), "Accuracy on digits it never learned from"),
                ("Shuffled pixels", newest(shuffled), "Accuracy on the same digits, shuffled"),
            ]
        )
        live_figure(
            two_curves(plain, shuffled, palette()), key="shuffle_curves", alt=two_curves_in_words(plain, shuffled)
        )
        st.markdown(outcome(plain, shuffled))

    again_and_again(show, lambda: lab().refresh_seconds() if here.active else None)


def newest(view: View) -> str:
    if view.final is not None:
        return f"{view.final.official.accuracy:.1%}"
    return f"{view.history.test_accuracy[-1]:.1%}" if len(view.history) else "–"


def outcome(plain: View, shuffled: View) -> str:
    """How the two compare: at the end, on all of MNIST's test digits."""
    for view in (plain, shuffled):
        if view.status in (Status.DIVERGED, Status.FAILED):
            return view.message
    if plain.status is Status.READY:
        return (
            f"Two networks, {'-'.join(map(str, RECIPE.sizes))}, with the same settings and the same seed, see the same "
            f"{RECIPE.train_examples:,} digits {RECIPE.epochs:g} times over: one as they are, the other shuffled."
        )
    if plain.final is None or shuffled.final is None:
        return f"Training: update {plain.iteration:,} and {shuffled.iteration:,} of {plain.total:,}."
    one, other = plain.final.official.accuracy, shuffled.final.official.accuracy
    digits = len(lab().mnist.test_labels)
    return (
        f"**{one:.2%} on plain and {other:.2%} on shuffled pixels**, each of {digits:,} test digits: "
        f"{100 * abs(one - other):.2f} points apart. Which digits happen to be asked about can alone make a "
        f"difference of {100 * chance(one, other, digits):.1f}."
    )


# What it means -------------------------------------------------------------------------------------------------------


def show_weights(here: Experiment, plain: View, shuffled: View) -> None:
    """The first rows of W1 of both networks, and those of the second with their pixels put back."""
    one, other = (view.network().layers[0].W[:ROWS] for view in (plain, shuffled))
    limit = max(clear_limit(one), clear_limit(other))
    boards = (
        ("plain", "Learned from plain pixels", one),
        ("moved", "Learned from shuffled pixels", other),
        ("back", "The same, its pixels put back", here.shuffle.restored(other)),
    )
    st.markdown(f"**What the first {ROWS} neurons look for** (rows of W1), on one scale")
    for column, (key, title, W) in zip(st.columns(3, gap="medium"), boards, strict=True):
        with column:
            st.markdown(title)
            live_figure(
                w1_heatmaps(W, None, palette(), columns=5, limit=limit, width=None),
                height=f"calc(100cqw / {board_aspect(len(W), 5)} + {FOOT}px)",
                key=f"shuffle_w1_{key}",
                alt=f"{title}: the weights of the first {len(W)} neurons as 28 by 28 pictures.",
            )
    same = np.allclose(one, here.shuffle.restored(other), atol=1e-3)
    st.caption(
        "With the pixels put back, the pictures on the right are those on the left, neuron by neuron: it has learned "
        "the very same network."
        if same
        else "With the pixels put back, strokes and gaps appear as on the left: the same kind of pictures, though not "
        "neuron by neuron, because the two began with different chance weights in every place."
    )


def shuffle_room() -> None:
    here = experiment()
    st.markdown(
        "Every digit's 784 pixels are moved about, always in the same way. Nothing is added and nothing lost. "
        "Can you still read them? Can a network learn to?"
    )
    you, network = st.columns([1, 1], gap="large")
    with you:
        st.subheader("You")
        show_strips(here)
        show_quiz(here)
    with network:
        st.subheader("The network")
        show_training(here)
    st.subheader("What that means")
    st.markdown(
        "A dense network does not know which pixels are neighbours: each neuron adds up 784 numbers, and a sum does "
        "not mind the order. So one order is as good as any other to it, and it learns shuffled digits as well as "
        "plain ones. You see by neighbourhood: strokes, loops and crossings are pixels side by side, and once they are "
        "scattered there is nothing left to see. That pixels have neighbours is knowledge, and this network has to do "
        "without it. **Convolutional networks** have it built in: their neurons look at small patches, the same way "
        "everywhere. That is why they read plain digits better, and why shuffling would hurt them as it hurts you."
    )
    if here.begun and not here.active:
        show_weights(here, here.plain.view(), here.shuffled.view())
    else:
        st.caption("Once both have learned, what their neurons look for is shown here side by side.")
