"""The page's address holds what one looks at, so a reload, a bookmark or a link sent to somebody finds it again.

``st.query_params`` would make an entry in the browser's history of every change, and whoever wants to go back one page
would have to go through them all. Here the address of the page is replaced instead. Whatever else stands in it, such as
the ?embed=true of a page that frames this one, is not ours and stays.
"""

from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from nn.presets import PRESETS
from nn.recipe import Recipe
from pages.shared.recipe_link import NAMES, parameters_of
from pages.shared.session import WEIGHTS, lab, session
from pages.shared.watching import show_to_followers

SCRIPT = Path(__file__).with_suffix(".js")


@cache
def _component() -> Any:
    return st.components.v2.component("address", html="<span></span>", js=SCRIPT.read_text(), isolate_styles=False)


def shared_choices() -> dict[str, str]:
    """The run and the choices that all pages share, as an address says them; "" where there is nothing to say."""
    now = session()
    run = lab().find(now.own[0])
    return {
        "run": run.id if run else "",
        "digit": now.digit.name if now.digit else "",
        "network": now.network,
        "neuron": "" if now.neuron is None else str(now.neuron),
        "moment": "" if now.moment is None else f"{now.moment:.0f}",
        "show": WEIGHTS if now.weights == WEIGHTS else "",
    }


def where_one_is() -> dict[str, str]:
    """What this page shows, whoever looks at it and whichever run is asked."""
    return {name: value for name, value in (shared_choices() | session().place).items() if value and name != "run"}


@lru_cache(maxsize=256)
def recipe_in_address(recipe: Recipe) -> dict[str, str]:
    """What sets the run up again where it is not here any more; nothing for the one that everybody finds at first."""
    return {} if recipe == PRESETS["blog"].recipe else parameters_of(recipe)


def begin_page(name: str) -> None:
    """Another look at this page: it will say anew what its address has besides."""
    session().page, session().place, session().looks_by_itself = name, {}, False


def keep_in_address(key: str = "address") -> None:
    """Write the address. A part of a page that comes back by itself does so with a ``key`` of its own."""
    now, run = session(), lab().find(session().own[0])
    ours = shared_choices() | now.place
    if run is not None:
        show_to_followers(run, now.page, where_one_is())
        ours |= recipe_in_address(run.recipe)
    ours |= {"lesson": now.lesson, "beat": str(now.beat) if now.lesson else ""}
    ours["predict"] = "off" if now.lesson and not now.predicts else ""
    ours |= {"present": "1" if now.presents else ""}
    ours |= {"follow": "1" if now.follows else "", "hide": ",".join(sorted(now.hidden)), "control": ""}
    said = urlencode({name: value for name, value in ours.items() if value}, safe=",")
    _component()(key=key, data={"query": f"?{said}" if said else "", "ours": [*ours, *NAMES], "page": session().page})
