"""The three links to what one is looking at: to watch this run, to repeat it as a lesson, to steer it.

The first two hold nothing that gives a way to the third. The lesson needs no run: it names the recipe, and is as good
next year on another server.
"""

from collections.abc import Iterable
from urllib.parse import quote, urlencode

import streamlit as st

from nn.lab.run import Run
from pages.shared.recipe_link import parameters_of
from pages.shared.session import OPENED, YOUR_RUN, session

CLOUD = "/~/+"  # Streamlit's own cloud frames an app at this path, and is visited without it
OF_ONE_RUN = {"frame", "moment"}  # say something only about a run that has been trained


def root() -> str:
    """Where the app is found, as this visitor's browser says: without the page, without a slash at the end."""
    here = (st.context.url or "").rstrip("/")
    page = session().page
    return (here.removesuffix(f"/{page}") if page else here).removesuffix(CLOUD)


def watch_link(run: Run) -> str:
    return _link(session().page, {"run": run.id, "follow": "1"})


def control_link(key: str) -> str:
    return _link("", {"control": key})


def lesson_link(run: Run, choices: dict[str, str], hidden: Iterable[str]) -> str:
    """The recipe, and what is chosen on the page at hand; ``hidden`` names the parts that are not shown."""
    kept = {name: value for name, value in choices.items() if value and value != OPENED}
    if kept.get("network", YOUR_RUN) == YOUR_RUN:
        kept = {name: value for name, value in kept.items() if name not in OF_ONE_RUN}
    return _link(session().page, parameters_of(run.recipe) | kept | ({"hide": ",".join(hidden)} if hidden else {}))


def _link(page: str, asked: dict[str, str]) -> str:
    return f"{root()}/{page}?{urlencode(asked, quote_via=quote, safe=',')}"
