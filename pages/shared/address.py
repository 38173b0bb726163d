"""The page's address holds what one looks at, so a reload, a bookmark or a link sent to somebody finds it again.

``st.query_params`` would make an entry in the browser's history of every change, and whoever wants to go back one page
would have to go through them all. Here the address of the page is replaced instead.
"""

from functools import cache
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from pages.shared.session import OPENED, WEIGHTS, lab, session

SCRIPT = """// browsers allow only so many changes: while a film plays, the address waits until it rests
export default ({ data }) => {
  clearTimeout(window.addressWaits)
  window.addressWaits = setTimeout(() => {
    if (location.search !== data.query) history.replaceState(history.state, "", location.pathname + data.query)
  }, 200)
}"""


@cache
def _component() -> Any:
    return st.components.v2.component("address", html="<span></span>", js=SCRIPT, isolate_styles=False)


def address() -> dict[str, str]:
    """What the address says: the run and the choices that all pages share, and what the page itself has added."""
    now = session()
    run = lab().find(now.run_id)
    shared = {
        "run": run.id if run else "",
        "digit": now.digit.name if now.digit else "",
        "network": "" if now.network == OPENED else now.network,  # a file stays with whoever opened it
        "neuron": str(now.neuron) if now.neuron else "",
        "moment": "" if now.moment is None else f"{now.moment:.0f}",
        "show": WEIGHTS if now.weights == WEIGHTS else "",
    }
    return {name: value for name, value in (shared | now.place).items() if value}


def begin_page(name: str) -> None:
    """Another look at this page: it will say anew what its address has besides."""
    session().page, session().place = name, {}


def keep_in_address(key: str = "address") -> None:
    """Write the address. A part of a page that comes back by itself does so with a ``key`` of its own."""
    said = urlencode(address())
    _component()(key=key, data={"query": f"?{said}" if said else "", "page": session().page})
