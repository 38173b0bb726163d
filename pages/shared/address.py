"""The page's address holds what one looks at, so a reload, a bookmark or a link sent to somebody finds it again.

``st.query_params`` would make an entry in the browser's history of every change, and whoever wants to go back one page
would have to go through them all. Here the address of the page is replaced instead. Whatever else stands in it, such as
the ?embed=true of a page that frames this one, is not ours and stays.
"""

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from pages.shared.session import WEIGHTS, lab, session
from pages.shared.watching import show_to_followers

WHO = {"run", "follow", "control"}  # who looks at what; the rest is where they are
SCRIPT = Path(__file__).with_suffix(".js")


@cache
def _component() -> Any:
    return st.components.v2.component("address", html="<span></span>", js=SCRIPT.read_text(), isolate_styles=False)


def shared_choices() -> dict[str, str]:
    """The run and the choices that all pages share, as an address says them; "" where there is nothing to say."""
    now = session()
    run = lab().find(now.run_id)
    return {
        "run": run.id if run else "",
        "follow": "1" if now.follows else "",
        "digit": now.digit.name if now.digit else "",
        "network": now.network,
        "neuron": "" if now.neuron is None else str(now.neuron),
        "moment": "" if now.moment is None else f"{now.moment:.0f}",
        "show": WEIGHTS if now.weights == WEIGHTS else "",
    }


def begin_page(name: str) -> None:
    """Another look at this page: it will say anew what its address has besides."""
    session().page, session().place = name, {}


def keep_in_address(key: str = "address") -> None:
    """Write the address. A part of a page that comes back by itself does so with a ``key`` of its own."""
    ours = shared_choices() | session().place | {"control": ""}
    if (run := lab().find(session().run_id)) is not None:
        show_to_followers(run, session().page, {name: ours[name] for name in ours if name not in WHO})
    said = urlencode({name: value for name, value in ours.items() if value})
    _component()(key=key, data={"query": f"?{said}" if said else "", "ours": list(ours), "page": session().page})
