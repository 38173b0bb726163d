"""What a visitor has chosen on Why?, what was computed for it, and the moment of a run that it is about.

What is quick to compute moves with a run that trains. What takes longer is held at one moment of the run, until the
visitor asks for the newest.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import streamlit as st

from pages.shared.live import Took, again_and_again, out_of_turn
from pages.shared.networks import Chosen, chosen_network, source_of
from pages.shared.session import lab
from pages.shared.steering import name_of_run
from pages.shared.subject import Subject

LARGE = 1_000_000  # parameters; a bigger network is looked at less often than once a second while it trains

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
    """What ``make`` gives for this section, computed only when ``key`` is another one than last time.

    While it is computed, other visitors' pages are drawn.
    """
    if section not in why().known or why().known[section][0] != key:
        with out_of_turn():
            made = make()
        why().known[section] = (key, made)
    result: T = why().known[section][1]
    return result


# What moves -----------------------------------------------------------------------------------------------------------


def again(part: Callable[[Subject], None], subject: Subject) -> None:
    """Show a part again and again while the network trains; seldom enough that each look is drawn before the next."""

    def timed() -> None:
        with why().took.setdefault(part.__name__, Took()).measured():
            part(subject)

    def interval() -> float | None:
        chosen = chosen_network(subject.network)
        if not chosen.still_training:
            return None
        look = sum(took.seconds for took in why().took.values())
        return max(2 * lab().refresh_seconds(), chosen.network.theta.size / LARGE, 3 * look)

    again_and_again(timed, interval)


# What is held ---------------------------------------------------------------------------------------------------------


def held(section: str, subject: Subject) -> tuple[Chosen, tuple[object, ...]]:
    """The network that a slower section is about, and what tells it from others. A run that trains is held still."""
    now = chosen_network(subject.network)
    source = source_of(subject.network)
    held_for = (source, name_of_run(), section, subject.digit.name)
    before = why().held
    if before is None or why().held_for != held_for or not now.still_training:
        why().held, why().held_for = now if now.still_training else None, held_for
        return now, (source, now.version)
    return before, (source, before.version)


def release() -> None:
    why().held = None


def say_moment(chosen: Chosen) -> None:
    """Which moment of a run that trains is shown, and the way to the newest."""
    if chosen.still_training:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"Computed at this moment: {chosen.sentence}", width="content")
            st.button("Take the newest", icon=":material/refresh:", on_click=release, key="why_newest")
