"""Who spoke for it: what each neuron told the winner and a rival, and what each pixel told each neuron."""

import streamlit as st

from nn.explain.evidence import Asked, Contributions, Evidence, contributions, evidence
from nn.network import Network
from pages.shared.choosers import choose_neuron, neuron_chooser, neuron_in_use
from pages.shared.heatmaps import FOOT, PER_PAGE, board_aspect
from pages.shared.live_figure import live_figure
from pages.shared.subject import Subject
from pages.shared.theme import palette
from pages.shared.widgets import facts, pager
from pages.shared.words import percent, signed
from pages.why.class_chooser import class_chooser
from pages.why.figures import (
    contribution_bars,
    difference_picture,
    evidence_limit,
    evidence_picture,
    evidence_tiles,
)
from pages.why.state import again, why
from pages.why.words import (
    bars_in_words,
    contributions_in_words,
    evidence_in_words,
    pixels_in_words,
    sum_in_words,
    tiles_in_words,
)


def show_evidence(subject: Subject) -> None:
    _, found = subject.now()
    if found.finite:
        class_chooser("why_rival", "Compared with", "the runner-up", why().rival, found.answer, choose_rival)
    again(show_sums, subject)


def choose_rival(rival: int | None) -> None:
    why().rival = rival


def show_sums(subject: Subject) -> None:
    """Both sums taken apart, at this moment: the scores of two classes, and beside them those of layer 1."""
    chosen, found = subject.now()
    if not found.finite:
        return
    rival = None if why().rival == found.answer else why().rival
    who, terms = contributions(chosen.network, found, rival), evidence(chosen.network, found)
    limit, number = evidence_limit(terms, found.x), neuron_in_use(chosen.network)
    left, right = st.columns([11, 10], gap="medium")
    with left:
        st.markdown(contributions_in_words(who))
        if who.hidden:
            show_contributions(chosen.network, who)
        else:
            show_difference(who)
    with right:
        show_tiles(terms, limit, number)
    with left:
        show_enlarged(chosen.network, found, terms, limit, number)


# What was added to the winner's and to the rival's score --------------------------------------------------------------


def show_contributions(network: Network, who: Contributions) -> None:
    """The last hidden layer's neurons. Where it is the first layer, too, a click on one chooses it."""
    layer = len(network.layers) - 1
    chosen = neuron_in_use(network) if layer == 1 else None
    live_figure(
        contribution_bars(who, palette(), layer, chosen),
        key="why_contributions",
        alt=f"What each neuron of layer {layer} added to {who.winner} and to {who.rival}. {sum_in_words(who)}",
        on_pick=choose_neuron if layer == 1 else None,
    )
    st.caption(bars_in_words(who, layer))


def show_difference(who: Contributions) -> None:
    """Without a hidden layer: the pixels, one picture."""
    picture, words = st.columns([1, 2], gap="medium", vertical_alignment="center")
    with picture:
        live_figure(
            difference_picture(who, palette()),
            key="why_difference",
            alt=f"What each pixel did for {who.winner} against {who.rival}. {sum_in_words(who)}",
        )
    with words:
        st.markdown(pixels_in_words(who))
        st.markdown(sum_in_words(who))


# What the ink told each neuron of layer 1 -----------------------------------------------------------------------------


def one_of(terms: Evidence) -> str:
    """What a row of W1 is."""
    return "neuron" if terms.hidden else "class"


def show_tiles(terms: Evidence, limit: float, number: int) -> None:
    """W1 times the image, for every neuron."""
    n, page, what = len(terms.z), number // PER_PAGE, one_of(terms)
    first, last = page * PER_PAGE, min(n, (page + 1) * PER_PAGE) - 1
    st.markdown(f"**What the ink told each {what}{' of layer 1' if terms.hidden else ''}**: its weights times the ink")
    pager(first, last, n, choose_neuron, "why")
    live_figure(
        evidence_tiles(terms, palette(), limit, page, number),
        height=f"calc(100cqw / {board_aspect(last - first + 1)} + {FOOT}px)",
        key="why_tiles",
        alt=f"Evidence for {what}s {first} to {last}: weights times ink, 28 by 28 pixels each, blue for and orange "
        f"against. {what.capitalize()} {number} is framed; its sum is {signed(float(terms.z[number]))}.",
        on_pick=choose_neuron,
    )
    st.caption(tiles_in_words(what))


def show_enlarged(network: Network, found: Asked, terms: Evidence, limit: float, number: int) -> None:
    what = one_of(terms)
    picture, words = st.columns([1, 1], gap="medium")
    with picture:
        live_figure(
            evidence_picture(terms, number, found.x, palette(), limit),
            key="why_picture",
            alt=f"The evidence of {what} {number}, enlarged: {signed(terms.speaking_for(number))} for it, "
            f"{signed(terms.speaking_against(number))} against it.",
        )
    with words:
        neuron_chooser("why_neuron", network, "Neuron of layer 1" if terms.hidden else "Class")
        facts(
            [
                ("For", signed(terms.speaking_for(number)), "The sum of all blue pixels: weight times ink"),
                ("Against", signed(terms.speaking_against(number)), "The sum of all orange pixels"),
                ("Bias", signed(float(terms.biases[number])), "Added whatever the digit is"),
                ("Sum z", signed(float(terms.z[number])), "For, against and bias together"),
                passed_on(terms, number),
            ]
        )
    st.markdown(evidence_in_words(terms, number, network.activation))


def passed_on(terms: Evidence, number: int) -> tuple[str, str, str]:
    a = float(terms.a[number])
    if terms.hidden:
        return "Passes on a", f"{a:.2f}", "What the next layer gets from this neuron: a = g(z)"
    return "Probability", percent(a), "What softmax makes of this score and the nine others"
