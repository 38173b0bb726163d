"""Who reads the digit, and the answer in large with its ten probabilities. While a run trains, both move with it."""

from collections.abc import Callable
from html import escape, unescape

import streamlit as st

from nn.activations import Array
from nn.models import load_shipped, shipped
from nn.network import Network
from nn.nine_looks import nine_answers
from pages.draw.state import drawn, pad, pixels_asked, unreadable
from pages.draw.words import (
    NINE_LOOKS,
    NOTHING_TO_READ,
    UNREADABLE,
    drawing_in_words,
    example_in_words,
    how_well_it_reads,
    what_nine_say,
)
from pages.shared.answers import Answer, how_sure, probability_bars
from pages.shared.choosers import network_chooser, network_in_use
from pages.shared.live import in_turn
from pages.shared.networks import chosen_network
from pages.shared.session import YOUR_RUN, chosen_digit, lab, session
from pages.shared.steering import current_run
from pages.shared.theme import palette

NETWORK = "draw_network"  # the chooser's key
NINE = "draw_nine_looks"  # the switch's

# Who answers ----------------------------------------------------------------------------------------------------------


def best_shipped() -> str:
    """The shipped network that reads most of the official test digits."""
    return max(shipped(), key=lambda name: load_shipped(name).facts.get("official_accuracy", 0), default=YOUR_RUN)


def answering() -> str:
    """The network chosen, or for a visitor who has not chosen the one that reads best."""
    return network_in_use(NETWORK, best_shipped)


def choose_who_answers() -> None:
    network_chooser(NETWORK, best_shipped, "Who answers?")
    st.toggle("Look nine times", key=NINE, persist_state="session", help=NINE_LOOKS)


def who_answers(name: str) -> str:
    """Which network this is and how well it reads, also while it still learns."""
    chosen = chosen_network(name)
    said = unescape(chosen.sentence)
    if name != YOUR_RUN:
        return said
    return f"{said} {how_well_it_reads(current_run().view(), chosen.updates)}".rstrip()


def live(part: Callable[[], None]) -> None:
    """Show a part of the page that asks the network; while that is still training, again and again."""
    training = chosen_network(answering()).still_training
    if not training:  # a fragment of its own would cost as much as what it shows, at every stroke
        part()
        return
    interval = 2 * lab().refresh_seconds()

    @st.fragment(run_every=interval)
    @in_turn
    def shown() -> None:
        part()
        still = chosen_network(answering()).still_training
        if not (still and 0.5 < 2 * lab().refresh_seconds() / interval < 2):
            st.rerun()  # the training has ended, or the crowd has grown: this need not come back, or not as often

    shown()


# The answer -----------------------------------------------------------------------------------------------------------


def ask(network: Network, pixels: Array) -> Answer:
    """The network's answer to one picture (28, 28) of ink, 0 to 1."""
    return Answer(network.predict(pixels.reshape(-1, 1))[:, 0])


def looks_nine_times() -> bool:
    return bool(st.session_state.get(NINE, False))


def ask_nine_times(network: Network, pixels: Array) -> tuple[Answer, str]:
    """The mean of its answers to the picture as it is and moved by a pixel each way, and what each of the nine says."""
    looks = nine_answers(network, pixels.reshape(-1, 1))[:, :, 0]
    return Answer(looks.mean(axis=0)), what_nine_say(looks.argmax(axis=1))


def subject() -> str:
    """What is read, in words."""
    if unreadable():
        return UNREADABLE
    if drawn() is None:
        return example_in_words(chosen_digit(), chosen=session().digit is not None)
    return drawing_in_words(pad().file_name, pad().two_digits)


def show_answer() -> None:
    name, best = answering(), best_shipped()
    chosen = chosen_network(name)
    if unreadable():
        answer, digit = None, "–"
        lines = [pad().stroke_error or NOTHING_TO_READ]
    else:
        nine = looks_nine_times()
        answer, looks = (
            ask_nine_times(chosen.network, pixels_asked()) if nine else (ask(chosen.network, pixels_asked()), "")
        )
        digit = str(answer.digit)
        lines = how_sure(answer).split(". ", 1)
        if looks:
            lines.append(looks)
        if name != best:
            other = ask(chosen_network(best).network, pixels_asked())
            lines.append(f"“{best}”, the best shipped network, says {other.digit} ({other.of(other.digit)}).")
    sure, *others = map(escape, lines)
    faint = " faint" if drawn() is None else ""
    spoken = "off" if chosen.still_training else "polite"  # a screen reader need not follow every update
    st.html(
        f'<div class="answer{faint}" aria-live="{spoken}"><div class="digit">{digit}</div>'
        f'<div><p class="of">{escape(subject())}</p><p class="sure">{sure}</p>'
        + "".join(f'<p class="second">{line}</p>' for line in others)
        + f'</div></div>{probability_bars(answer, palette())}<p class="who">{escape(who_answers(name))}</p>'
    )
