"""Why?: what made the network answer that, for the digit and the network that all pages look at.

Only the section that is shown is computed. What is quick to compute moves with a run that trains; what takes longer is
held at one moment of it, until the visitor asks for the newest.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import streamlit as st

from nn.explain.change import Flip, Ideals, NoFlip, ideals, smallest_change
from nn.explain.digits import Digit, of_ink, of_mnist
from nn.explain.evidence import Asked, Contributions, Evidence, asked, contributions, evidence
from nn.explain.neighbours import Neighbours, Space, nearest, space
from nn.explain.temperature import TEMPERATURES, softmax_steps
from nn.models import load_shipped, shipped
from pages.shared.answers import Answer
from pages.shared.choosers import (
    choose_neuron,
    digit_chooser,
    network_chooser,
    neuron_chooser,
    neuron_in_use,
    section_chooser,
)
from pages.shared.digits import Picture, digit_strip
from pages.shared.heatmaps import FOOT, PER_PAGE, board_aspect
from pages.shared.live import Took, again_and_again, out_of_turn
from pages.shared.live_figure import live_figure
from pages.shared.session import Chosen, chosen_digit, chosen_network, lab, source_of
from pages.shared.theme import palette
from pages.shared.widgets import facts, pager
from pages.shared.words import percent, signed
from pages.why.figures import (
    STYLE,
    answer_block,
    change_in_words,
    change_picture,
    contribution_bars,
    contributions_in_words,
    difference_picture,
    evidence_in_words,
    evidence_limit,
    evidence_picture,
    evidence_tiles,
    ideals_in_words,
    neighbours_in_words,
    softmax_table,
    sum_in_words,
    temperature_in_words,
    why_none,
)

NETWORK = "why_network"  # the chooser's key
VIEWS = {
    "evidence": "Who spoke for it",
    "softmax": "From scores to probabilities",
    "change": "The smallest change",
    "classes": "What each digit wants to see",
    "neighbours": "Nearest training digits",
}
ANYBODY = -1  # no particular class
NEAREST = 8
COMPARED = 10_000  # training digits that are compared where the network is one's own: about 0.3 s
LARGE = 1_000_000  # parameters; a bigger network is looked at less often than once a second while it trains
SIDE = 172  # of the pictures before and after a change

T = TypeVar("T")


@dataclass
class Why:
    """What this visitor has chosen here, and what was computed for it."""

    rival: int | None = None  # None: the runner-up
    target: int | None = None  # None: whichever is nearest
    held: Chosen | None = None  # the moment of a run that the slower sections are about
    held_for: tuple[object, ...] = ()
    known: dict[str, tuple[tuple[object, ...], Any]] = field(default_factory=dict)  # by section: its key, its result
    took: dict[str, Took] = field(default_factory=dict)  # how long a look at a moving part takes


def why() -> Why:
    if "why" not in st.session_state:
        st.session_state.why = Why()
    found: Why = st.session_state.why
    return found


def kept(section: str, key: tuple[object, ...], make: Callable[[], T]) -> T:
    """The section's result, computed anew when its key has moved; meanwhile others are drawn."""
    if section not in why().known or why().known[section][0] != key:
        with out_of_turn():
            made = make()
        why().known[section] = (key, made)
    result: T = why().known[section][1]
    return result


# Choosing ------------------------------------------------------------------------------------------------------------


def choose_rival() -> None:
    picked = st.session_state.why_rival
    why().rival = None if picked == ANYBODY else picked


def choose_target() -> None:
    picked = st.session_state.why_target
    why().target = None if picked == ANYBODY else picked


def class_chooser(key: str, label: str, anybody: str, chosen: int | None, answer: int, on_change: Any) -> int | None:
    """One of the nine classes that are not the answer; None for ``anybody``."""
    chosen = None if chosen == answer else chosen
    st.session_state[key] = ANYBODY if chosen is None else chosen
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(label, width="content")
        st.segmented_control(
            label,
            [ANYBODY, *(k for k in range(10) if k != answer)],
            format_func=lambda k: anybody if k == ANYBODY else str(k),
            required=True,
            key=key,
            on_change=on_change,
            label_visibility="collapsed",
            wrap=True,
        )
    return chosen


# The answer ----------------------------------------------------------------------------------------------------------


def current() -> tuple[Chosen, Asked]:
    """The network of this moment, and what it makes of the digit."""
    chosen = chosen_network(network)
    return chosen, asked(chosen.network, chosen_digit().X)


def show_answer() -> None:
    chosen, found = current()
    if found.finite:
        st.html(answer_block(found, chosen_digit().label, palette(), spoken=not chosen.still_training))
    else:
        st.warning(OVERFLOWED, icon=":material/error:")
    st.caption(chosen.sentence)


OVERFLOWED = (
    "This network's numbers have overflowed: it has no answer any more, and nothing to explain. On the Train page, "
    "start a new one with a smaller learning rate."
)


def again(part: Callable[[], None]) -> None:
    """Show a part again and again while the network trains; seldom enough that each look is drawn before the next."""

    def timed() -> None:
        with why().took.setdefault(part.__name__, Took()).measured():
            part()

    def interval() -> float | None:
        chosen = chosen_network(network)
        if not chosen.still_training:
            return None
        look = sum(took.seconds for took in why().took.values())
        return max(2 * lab().refresh_seconds(), chosen.network.theta.size / LARGE, 3 * look)

    again_and_again(timed, interval)


# Who spoke for it ----------------------------------------------------------------------------------------------------


def show_evidence() -> None:
    chosen, found = current()
    if not found.finite:
        return
    answer = found.answer
    rival = None if why().rival == answer else why().rival
    who = contributions(chosen.network, found, rival)
    show_contributions(chosen, who)
    show_tiles(chosen, found, evidence(chosen.network, found))


def show_contributions(chosen: Chosen, who: Contributions) -> None:
    st.markdown(contributions_in_words(who))
    depth = len(chosen.network.layers)
    if not who.hidden:
        picture, words = st.columns([1, 2], gap="medium", vertical_alignment="center")
        with picture:
            live_figure(
                difference_picture(who, palette()),
                key="why_difference",
                alt=f"What each pixel did for {who.winner} against {who.rival}. {sum_in_words(who)}",
            )
        with words:
            st.markdown(
                f"Without a hidden layer the pixels speak to the scores themselves. Blue: {who.winner}'s weight here "
                f"is larger than {who.rival}'s, so ink speaks for {who.winner}; orange, for {who.rival}."
            )
            st.markdown(sum_in_words(who))
        return
    one_layer = depth == 2
    live_figure(
        contribution_bars(who, palette(), depth - 1, neuron_in_use(chosen.network) if one_layer else -1),
        key="why_contributions",
        alt=f"What each neuron of layer {depth - 1} added to {who.winner} and to {who.rival}. {sum_in_words(who)}",
        on_pick=choose_neuron if one_layer else None,
    )
    st.caption(
        f"A bar is what a neuron passes on times its weight to that class; the point is the difference of both, which "
        f"decides. {sum_in_words(who)}"
        + (
            " Click a bar to see below what moved that neuron."
            if one_layer
            else f" The ink reaches layer {depth - 1} only through the layers before it."
        )
    )


def show_tiles(chosen: Chosen, found: Asked, terms: Evidence) -> None:
    """W1 times the image for every neuron, and the chosen one enlarged."""
    n, number = len(terms.z), neuron_in_use(chosen.network)
    what = "neuron" if terms.hidden else "class"
    page = number // PER_PAGE
    first, last = page * PER_PAGE, min(n, (page + 1) * PER_PAGE) - 1
    limit = evidence_limit(terms, found.x)
    st.markdown(f"**What the ink told each {what}{' of layer 1' if terms.hidden else ''}**: its weights times the ink")
    left, right = st.columns([11, 9], gap="large")
    with left:
        pager(first, last, n, choose_neuron, "why")
        live_figure(
            evidence_tiles(terms, palette(), limit, page, number),
            height=f"calc(100cqw / {board_aspect(last - first + 1)} + {FOOT}px)",
            key="why_tiles",
            alt=f"Evidence for {what}s {first} to {last}: weights times ink, 28 by 28 pixels each, blue for and orange "
            f"against. {what.capitalize()} {number} is framed; its sum is {signed(float(terms.z[number]))}.",
            on_pick=choose_neuron,
        )
        st.caption(
            f"Blue: ink where the {what} looks for it. Orange: ink that speaks against it. One scale for all. The "
            f"number behind each {what} is its sum z, bias included. Click a picture to enlarge it."
        )
    with right:
        picture, words = st.columns([1, 1], gap="medium")
        with picture:
            live_figure(
                evidence_picture(terms, number, found.x, palette(), limit),
                key="why_picture",
                alt=f"The evidence of {what} {number}, enlarged: {signed(terms.speaking_for(number))} for it, "
                f"{signed(terms.speaking_against(number))} against it.",
            )
        with words:
            neuron_chooser("why_neuron", chosen.network, "Neuron of layer 1" if terms.hidden else "Class")
            facts(
                [
                    ("For", signed(terms.speaking_for(number)), "The sum of all blue pixels: weight times ink"),
                    ("Against", signed(terms.speaking_against(number)), "The sum of all orange pixels"),
                    ("Bias", signed(float(terms.biases[number])), "Added whatever the digit is"),
                    ("Sum z", signed(float(terms.z[number])), "For, against and bias together"),
                    passed_on(terms, number),
                ]
            )
        st.markdown(evidence_in_words(terms, number, chosen.network.activation))


def passed_on(terms: Evidence, number: int) -> tuple[str, str, str]:
    a = float(terms.a[number])
    if terms.hidden:
        return "Passes on a", f"{a:.2f}", "What the next layer gets from this neuron: a = g(z)"
    return "Probability", percent(a), "What softmax makes of this score and the nine others"


# Softmax -------------------------------------------------------------------------------------------------------------


def choose_temperature() -> None:
    if "why_temperature" not in st.session_state:
        st.session_state.why_temperature = 1.0
    st.select_slider(
        "Temperature",
        TEMPERATURES,
        format_func=lambda t: f"{t:g}",
        key="why_temperature",
        persist_state="session",
        help="Every score is divided by it before softmax. 1 is what the network says.",
    )


def show_softmax() -> None:
    _, found = current()
    if not found.finite:
        return
    steps = softmax_steps(found.scores, st.session_state.get("why_temperature", 1.0))
    st.markdown(temperature_in_words(steps, found.probabilities))
    st.html(softmax_table(steps, palette()))


# The moment that the slower sections are about -----------------------------------------------------------------------


def held(section: str) -> tuple[Chosen, tuple[object, ...]]:
    """The network that the section is about, and what tells it from others. A run that trains is held still."""
    now = chosen_network(network)
    this = source_of(network)
    what = (this, section, digit.name)
    before = why().held
    if before is None or why().held_for != what or not now.still_training:
        why().held, why().held_for = now if now.still_training else None, what
        return now, (this, now.version)
    return before, (this, before.version)


def release() -> None:
    why().held = None


def say_moment(chosen: Chosen) -> None:
    if chosen.still_training:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"Computed at this moment: {chosen.sentence}", width="content")
            st.button("Take the newest", icon=":material/refresh:", on_click=release, key="why_newest")


# The smallest change -------------------------------------------------------------------------------------------------


def show_change() -> None:
    chosen, which = held("change")
    answer = asked(chosen.network, digit.X)
    if not answer.finite:
        return
    target = class_chooser("why_target", "Make it", "whichever is nearest", why().target, answer.answer, choose_target)
    say_moment(chosen)
    found = kept("change", (*which, digit.name, target), lambda: smallest_change(chosen.network, digit, target))
    if isinstance(found, NoFlip):
        st.info(why_none(found, target), icon=":material/block:")
        return
    pictures, words = st.columns([5, 4], gap="large")
    with pictures:
        show_flip(found)
    with words:
        st.markdown(change_in_words(found))
        facts(
            [
                (
                    "Size",
                    f"{found.size:.3f}",
                    "The length of the change, 784 numbers, as a vector (L2 norm); ink is 0 to 1",
                ),
                ("Of the ink", f"{found.share:.1%}", "That length against the length of the digit itself"),
                ("Changed by over 5%", f"{found.pixels} of 784", "Pixels that change by more than 5 % of full ink"),
                ("Largest", signed(found.largest, 3), "The largest change of a single pixel, of full ink"),
            ]
        )
    st.caption(
        "Found by stepping along the slope of the scores by the pixels, which is backpropagation taken one layer "
        "further back than training needs (DeepFool, Moosavi-Dezfooli et al., 2016), then shortened until the answer "
        "only just flips. The picture after has been classified afresh. A smaller change may exist: no search sees "
        "them all."
    )


def show_flip(found: Flip) -> None:
    """The picture before, the change, and the picture after."""
    was, became = Answer(found.probabilities_before), Answer(found.probabilities_after)
    with st.container(horizontal=True, key="why_flip"):
        with st.container(width=SIDE):
            st.markdown("**Before**")
            caption = f"{found.was}: {was.of(found.was)}"
            digit_strip([Picture(digit.pixels, caption, digit=digit, network=network)], SIDE)
        with st.container(width=SIDE):
            st.markdown("**The change**")
            live_figure(
                change_picture(found, palette()),
                key="why_change",
                height=f"{SIDE}px",
                alt=f"Where ink was added, blue, and taken away, orange: at most {abs(found.largest):.2f} of full ink.",
            )
            st.caption(f"Blue: ink added; orange: taken away. Full colour: {abs(found.largest):.1%} of full ink.")
        with st.container(width=SIDE):
            st.markdown("**After**")
            caption = f"{found.became}: {became.of(found.became)}"
            digit_strip([Picture(found.after.pixels, caption, digit=found.after, network=network)], SIDE)


# What each class would most like to see ------------------------------------------------------------------------------


@st.cache_resource(show_spinner=False, max_entries=4)
def shipped_ideals(name: str) -> Ideals | None:
    return ideals(load_shipped(name).network)


def find_ideals(chosen: Chosen) -> Ideals | None:
    return shipped_ideals(chosen.name) if chosen.name in shipped() else ideals(chosen.network)


def show_classes() -> None:
    chosen, which = held("classes")
    say_moment(chosen)
    with st.spinner("Climbing to what each class is surest of …"):
        found = kept("classes", which, lambda: find_ideals(chosen))
    if found is None:
        return
    st.markdown(ideals_in_words(found))
    digit_strip(
        (
            Picture(
                picture,
                f"{k}: {percent(float(p))}",
                alt=f"The picture that class {k} would most like to see: it gets {percent(float(p))}.",
                digit=of_ink(picture),
                network=network,
            )
            for k, (picture, p) in enumerate(zip(found.pictures, found.probabilities, strict=True))
        ),
        size=108,
    )
    st.caption(
        "Each began as plain grey and was changed, 40 times, along the slope of its class's score against all others; "
        "a little ink was taken away each time, so pixels that hardly count went black. Specks where no digit has ink "
        "are weights that chance put there and training never touched. Below it: the probability that the network "
        "gives to that class."
    )


# The nearest training digits -----------------------------------------------------------------------------------------


@st.cache_resource(show_spinner=False, max_entries=4)
def shipped_space(name: str) -> Space:
    """All training digits as a shipped network sees them, once for all visitors: at most 48 MB each."""
    return space(load_shipped(name).network, lab().mnist.training)


def find_nearest(chosen: Chosen) -> tuple[Neighbours, Neighbours]:
    """The neighbours to the network, and by the pixels alone: among all training digits, or for a network of one's
    own among the first 10,000.
    """
    own = int(digit.name.removeprefix("train-")) if digit.name.startswith("train-") else None
    if chosen.name in shipped():
        known = shipped_space(chosen.name)
    else:
        known = space(chosen.network, lab().mnist.training.only(slice(0, COMPARED)))
    return nearest(known, digit.X, NEAREST, own), nearest(Space(known.examples), digit.X, NEAREST, own)


def show_neighbours() -> None:
    chosen, which = held("neighbours")
    answer = asked(chosen.network, digit.X)
    if not answer.finite:
        return
    say_moment(chosen)
    with st.spinner("Comparing with the training digits …"):
        by_network, by_pixels = kept("neighbours", (*which, digit.name), lambda: find_nearest(chosen))
    hidden = len(chosen.network.layers) - 1
    if hidden:
        st.markdown(f"**Nearest to the network**, by what hidden layer {hidden} passes on")
        show_nearest(by_network, answer.answer)
        st.caption(
            f"The distance is the length of the difference between the {chosen.network.sizes[-2]} numbers that the "
            "layer passes on for a training digit and for yours. The scores are made of these alone, so digits that "
            "are close here get nearly the same answer. A cross marks a label that is not the network's answer."
        )
    st.markdown("**Nearest by their pixels alone**" + ("" if hidden else ", as there is no hidden layer"))
    show_nearest(by_pixels, answer.answer)
    st.caption("The distance is the length of the difference between the 784 pixels. No network has a part in this.")


def show_nearest(found: Neighbours, answer: int) -> None:
    if not len(found.places):
        st.markdown("Their numbers have overflowed: there is nothing to compare.")
        return
    neighbours = [of_mnist(lab().mnist, int(i), training=True) for i in found.places]
    st.markdown(neighbours_in_words(lab().mnist.train_labels[found.places], found, answer))
    digit_strip(
        (
            Picture(
                other.pixels,
                f"{other.label} at {distance:.2f}",
                right=other.label == answer,
                alt=f"{other.title.capitalize()}, at a distance of {distance:.2f}",
                digit=other,
                network=network,
            )
            for other, distance in zip(neighbours, found.distances, strict=True)
        ),
        size=104,
    )


# The page ------------------------------------------------------------------------------------------------------------

st.html(STYLE)
with st.container(horizontal=True, vertical_alignment="center", key="why_top"):
    st.title("Why did it answer that?", width="content", anchor=False)
    network = network_chooser(NETWORK)
left, right = st.columns([3, 2], gap="medium", vertical_alignment="center")
with left:
    digit: Digit = digit_chooser("why", network)
with right:
    again(show_answer)
view = section_chooser("What to look at", VIEWS, "view")
if view == "evidence":
    if (here := current()[1]).finite:
        class_chooser("why_rival", "Compared with", "the runner-up", why().rival, here.answer, choose_rival)
    again(show_evidence)
elif view == "softmax":
    slider, formula = st.columns([1, 1], gap="large", vertical_alignment="center")
    with slider:
        choose_temperature()
    with formula:
        st.latex(r"p_k = \frac{e^{\,z_k / T - m}}{\sum_c e^{\,z_c / T - m}} \qquad m = \max_c \frac{z_c}{T}")
    again(show_softmax)
elif view == "change":
    show_change()
elif view == "classes":
    show_classes()
else:
    show_neighbours()
