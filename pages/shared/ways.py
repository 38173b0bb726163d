"""The two ways on from every digit picture: step through it, and why did the network answer that?

They are plain links, so they can be opened in a new tab, bookmarked and reached by keyboard: the page's address holds
the digit and the network. A click is taken by a small listener instead, because following a link would load the app
anew, and the visitor's session with it.
"""

from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import streamlit as st

from nn.explain.digits import Digit, DigitError, find
from pages.shared.address import shared_choices
from pages.shared.networks import choose_network, network_names
from pages.shared.session import lab, session

WAYS = {
    "steps": ("steps", "Step through it", "every number of one learning step with this digit"),
    "why": ("why?", "Why?", "why the network answers what it does"),
}
SCRIPT = Path(__file__).with_suffix(".js")


def ways_on(digit: Digit, network: str, large: bool = False, chosen: dict[str, str] | None = None) -> str:
    """Both links as HTML; ``network`` is the name of what answered, "" for the one that is chosen anyway.

    ``chosen`` spares whoever shows many to ask for ``shared_choices`` for each.

    In a tab of its own a link has to bring all that is chosen along, the run above all: there it is another visit.
    """
    found = (chosen or shared_choices()) | {"digit": digit.name}
    if network and network != session().network:
        found |= {"network": network, "moment": ""}
    found = {name: value for name, value in found.items() if value}
    links = " · ".join(
        f'<a data-way href="{page}?{escape(urlencode(found))}" target="_self" title="{title}: {what}"'
        f' aria-label="{title}: {escape(digit.title)}">{title if large else short}</a>'
        for page, (short, title, what) in WAYS.items()
    )
    return f'<span class="ways">{links}</span>'


@cache
def _component() -> Any:
    return st.components.v2.component("ways", html="<span></span>", js=SCRIPT.read_text(), isolate_styles=False)


def follow_ways() -> None:
    """Where a link was clicked: go there, with its digit and its network. Called once, before the page is drawn."""
    followed = _component()(key="ways", on_followed_change=lambda: None).followed
    if not followed:
        return
    try:
        address = urlsplit(str(followed))
        page, asked = address.path.rsplit("/", 1)[-1], parse_qs(address.query)
        digit = find(lab().mnist, asked.get("digit", [""])[0])
    except (DigitError, ValueError):  # no link of ours
        return
    if page not in WAYS:
        return
    session().digit = digit
    network = asked.get("network", [""])[0]
    if network in network_names() and network != session().network:
        choose_network(network)
    st.switch_page(f"pages/{page}/page.py")
