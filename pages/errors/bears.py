"""What the network can bear: accuracy as digits are made harder to read, with example pictures, for one or two."""

import numpy as np
import streamlit as st

from nn.assess.distortions import DISTORTIONS, Distortion
from nn.assess.robustness import Curve, answers_to, distorted, robustness
from nn.dataset import Examples
from nn.explain.digits import of_ink
from nn.network import Network
from nn.recipe import CLASSES
from pages.errors import more_words as words
from pages.errors.asked import Asked, sample
from pages.errors.figures import robustness_curves
from pages.errors.other import other_chooser, other_network
from pages.errors.state import errors, kept
from pages.errors.words import under_a_digit
from pages.shared.choosers import called
from pages.shared.digits import Picture, digit_strip
from pages.shared.live_figure import live_figure
from pages.shared.theme import palette

SIZE = 72  # pixels: five side by side on a phone


def show_bears(found: Asked) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind_chooser()
        other_chooser()
    mine, other = errors(), other_network()
    distortion = DISTORTIONS[mine.harder]
    strength = strength_chooser(distortion)
    both = [found] if other is None else [found, other]
    with st.spinner("Making digits harder to read …"):
        curves = [curve_of(one, mine.harder) for one in both]
    left, right = st.columns([6, 5], gap="large")
    with left:
        show_curves(both, curves, distortion, strength)
    with right:
        show_examples(both, distortion, strength)


def kind_chooser() -> None:
    mine = errors()
    st.session_state.errors_harder = mine.harder

    def choose() -> None:
        mine.harder = st.session_state.errors_harder
        mine.strength = min(3, len(DISTORTIONS[mine.harder].strengths) - 1)

    st.selectbox(
        "Made harder by",
        list(DISTORTIONS),
        format_func=lambda kind: DISTORTIONS[kind].title,
        key="errors_harder",
        on_change=choose,
        width=220,
    )


def strength_chooser(distortion: Distortion) -> float:
    """The strength at hand. The slider's key has the kind in it: another kind has other strengths."""
    mine = errors()
    key = f"errors_strength_{mine.harder}"
    st.session_state[key] = distortion.strengths[mine.strength]

    def choose() -> None:
        mine.strength = distortion.strengths.index(st.session_state[key])

    st.select_slider(
        words.axis_of(distortion), distortion.strengths, format_func=lambda s: f"{s:g}", key=key, on_change=choose
    )
    return distortion.strengths[mine.strength]


# Curves ---------------------------------------------------------------------------------------------------------------


def curve_of(one: Asked, kind: str) -> Curve:
    key = (*one.key, kind)
    return kept(f"curve of {one.chosen.name}", key, lambda: _curve(key, one.chosen.network, sample(one.examples)))


@st.cache_resource(show_spinner=False, max_entries=64)
def _curve(key: tuple[object, ...], _network: Network, _examples: Examples) -> Curve:
    """``key`` stands for the network, the digits and the kind; what one visitor waited for serves all."""
    return robustness(_network, _examples, DISTORTIONS[str(key[2])])


def show_curves(both: list[Asked], curves: list[Curve], distortion: Distortion, strength: float) -> None:
    named = [(called(one.chosen.name), curve) for one, curve in zip(both, curves, strict=True)]
    said = [words.curve_in_words(name, curve, distortion, strength) for name, curve in named]
    what = words.axis_of(distortion)
    live_figure(
        robustness_curves(named, strength, what, palette()),
        key="errors_curves",
        alt=f"Accuracy against {distortion.title.lower()}. {what}. {' '.join(said).replace('**', '')}",
    )
    for sentence in said:
        st.markdown(sentence)
    recipes = [(called(one.chosen.name), one.chosen.recipe) for one in both]
    kind = "digits that it learned from" if both[0].training else "test digits"
    made = words.HOW_MADE_HARDER.format(digits=curves[0].digits, kind=kind)
    st.caption(f"{words.what_jitter_bought(recipes, errors().harder)} {made}")


# Examples -------------------------------------------------------------------------------------------------------------


def show_examples(both: list[Asked], distortion: Distortion, strength: float) -> None:
    """One digit of each class as it looks at this strength, and what each network says to it."""
    examples = one_of_each(sample(both[0].examples))
    changed = distorted(examples, distortion, strength)
    for one in both:
        answers = answers_to(one.chosen.network, examples, distortion, strength)
        st.markdown(f"**{called(one.chosen.name)}** at {words.strength_in_words(distortion, strength)}")
        digit_strip(
            (
                Picture(
                    changed.pixels[i],
                    under_a_digit(answers, i),
                    right=bool(answers.right[i]),
                    alt=words.example_in_words(distortion, answers, i),
                    digit=of_ink(changed.pixels[i], int(changed.labels[i])),
                    network=one.chosen.name,
                )
                for i in range(len(changed))
            ),
            SIZE,
        )


def one_of_each(examples: Examples) -> Examples:
    """The first digit of each class that there is."""
    labels = examples.labels
    return examples.only(np.array([int(np.flatnonzero(labels == k)[0]) for k in range(CLASSES) if (labels == k).any()]))
