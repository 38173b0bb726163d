"""Links that lead on within the program: from every digit picture, step through it, and why did the network answer
that? And from a word to the place where one sees what it means.

They are plain links, so they can be opened in a new tab, bookmarked and reached by keyboard: the page's address holds
what is chosen. A click is taken by a small listener instead, because following a link would load the app anew, and the
visitor's session with it.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from nn.explain.digits import Digit, DigitError, find
from pages.shared.address import shared_choices
from pages.shared.networks import choose_network, network_names
from pages.shared.session import lab, session

WAYS = {
    "steps": ("steps", "Step through it", "every number of one learning step with this digit"),
    "why": ("why?", "Why?", "why the network answers what it does"),
}
PARTS = ("view", "part", "about", "stage", "chapter", "bench")  # of a page, that a link may lead to
SCRIPT = Path(__file__).with_suffix(".js")


def ways_on(digit: Digit, network: str, large: bool = False, chosen: dict[str, str] | None = None) -> str:
    """Both links as HTML; ``network`` is the name of what answered, "" for the one that is chosen anyway.

    ``chosen`` spares whoever shows many to ask for ``shared_choices`` for each.

    In a tab of its own a link has to bring all that is chosen along, the run above all: there it is another visit.
    """
    found = (chosen or shared_choices()) | {"digit": digit.name}
    if network and network != session().network:
        found |= {"network": network, "moment": ""}
    links = " · ".join(
        way_to(
            page, said := title if large else short, f"{said.capitalize()}: {digit.title}", found, f"{title}: {what}"
        )
        for page, (short, title, what) in WAYS.items()
    )
    return f'<span class="ways">{links}</span>'


def way_to(page: str, shown: str, name: str, asked: Mapping[str, str], tip: str = "") -> str:
    """A link to a page, with what its address asks for; ``name`` is what a screen reader says, and holds what is shown.

    A title would say the same once more, so there is one only for a ``tip``.
    """
    address = f"{page or './'}?{escape(urlencode({name: value for name, value in asked.items() if value}))}"
    title = f' title="{tip}"' if tip else ""
    return f'<a data-way href="{address}" target="_self"{title} aria-label="{escape(name)}">{shown}</a>'


@cache
def _component() -> Any:
    return st.components.v2.component("ways", html="<span></span>", js=SCRIPT.read_text(), isolate_styles=False)


def follow_ways(pages: Iterable[StreamlitPage]) -> None:
    """Where a link was clicked: go to its one of the ``pages``, and choose there what it asks for.

    Called once, before a page is drawn.
    """
    followed = _component()(key="ways", on_followed_change=lambda: None).followed
    if not followed:
        return
    try:
        address = urlsplit(str(followed))
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        digit = find(lab().mnist, asked["digit"]) if "digit" in asked else None
    except (DigitError, ValueError):  # no link of ours
        return
    known = {page.url_path: page for page in pages}
    page = known.get(address.path.rsplit("/", 1)[-1])
    if page is None:
        return
    session().digit = digit or session().digit
    network = asked.get("network", "")
    if network in network_names() and network != session().network:
        choose_network(network)
    session().led = {name: asked[name] for name in PARTS if name in asked}
    st.switch_page(page)
