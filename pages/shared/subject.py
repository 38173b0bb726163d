"""What a page is about, in one bar at its head: the digit, the network that reads it, and what it answers.

All pages that look at a digit have the same bar. Whatever is chosen in it is chosen on all of them.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from nn.explain.digits import Digit
from nn.explain.evidence import Asked, asked
from pages.shared.answers import answer_in_short
from pages.shared.choosers import digit_chooser, first_shipped, moment_chooser, network_chooser, network_in_use
from pages.shared.networks import Chosen, chosen_network
from pages.shared.theme import palette

STYLE = """<style>
.stMainBlockContainer > .stVerticalBlock {gap: .65rem}
.st-key-subject {gap: .5rem .7rem; min-height: 3.5rem}
.st-key-subject h1 {font-size: 1.6rem; white-space: nowrap; padding: 0}
.st-key-subject > div:has(.answer) {flex: 1 1 6rem; min-width: 6rem}
.answer {display: flex; flex-wrap: wrap; justify-content: flex-end; align-items: center; gap: 0 .5rem;
  height: 3.5rem; overflow: hidden; font-variant-numeric: tabular-nums}
.answer .said {font-size: 2.7rem; line-height: 3.5rem; font-weight: 700}
.answer p {margin: 0; line-height: 1.2; font-size: .95rem; white-space: nowrap}
.answer p b {font-size: 1.15rem}
.answer .bars {display: grid; grid-template-columns: repeat(10, .72rem); text-align: center; line-height: 1}
.answer .bars div {display: flex; flex-direction: column; justify-content: flex-end; height: 3.4rem}
.answer .bars span {display: none}
.answer .bars i {height: calc(var(--p) * 2.5rem); margin: 0 1px; border-radius: 2px 2px 0 0}
.answer .bars i:not(.won) {opacity: .5}
.answer .bars b {font-size: .7rem; font-weight: 500; border-top: 1px solid currentcolor; padding-top: 1px}
@media (max-width: 640px) {
  .st-key-subject h1 {font-size: 1.4rem}
  .answer {justify-content: flex-start}
}
</style>"""


@dataclass(frozen=True, eq=False)
class Subject:
    """The network of this name, and the digit that it is asked about; ``of`` gives the network as the page sees it."""

    network: str
    digit: Digit
    of: Callable[[str], Chosen] = chosen_network

    def now(self) -> tuple[Chosen, Asked]:
        """The network of this moment, and what it makes of the digit."""
        chosen = self.of(self.network)
        return chosen, asked(chosen.network, self.digit.X)


def subject_bar(
    page: str,
    title: str,
    about: str = "",
    *,
    of: Callable[[str], Chosen] = chosen_network,
    otherwise: Callable[[], str] = first_shipped,
    beside: Callable[[Chosen], None] = lambda chosen: None,
    again: Callable[[Callable[[Subject], None], Subject], None] = lambda part, subject: part(subject),
) -> Subject:
    """The bar, with the page's ``title`` and what it is ``about``; its widgets' keys begin with the ``page``'s name.

    ``of`` gives the network of a name, for a page that holds it still; ``otherwise`` names one for who has not chosen.
    ``beside`` adds what this page offers besides, and ``again`` shows the answer once or, with a run, again and again.
    """
    st.html(STYLE)
    key = f"{page}_network"
    network = network_in_use(key, otherwise)
    with st.container(horizontal=True, vertical_alignment="center", key="subject"):
        st.title(title, width="content", help=about or None, anchor=False)
        subject = Subject(network, digit_chooser(page, network), of)
        network_chooser(key, otherwise)
        moment_chooser(key, network)
        beside(of(network))
        again(show_answer, subject)
    return subject


def show_answer(subject: Subject) -> None:
    """The answer of this moment; who has the page read to them hears it, but not every update of a training."""
    chosen, found = subject.now()
    st.html(answer_in_short(found, subject.digit.label, palette(), spoken=not chosen.still_training))
