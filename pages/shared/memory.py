"""The browser remembers the keys to this visitor's runs, and hands them to another session: after a reload, in a second
tab, at the bare address. Nothing else is kept there, and nobody else's run is ever found by it.

What a browser sends may be forged. Each key is only tried; one that fits no run is worth nothing.
"""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from nn.lab.run import Run
from nn.lab.view import Status
from nn.presets import PRESETS
from pages.shared.sent import sent_by
from pages.shared.session import Session, lab, session
from pages.shared.steering import current_run

SCRIPT = Path(__file__).with_suffix(".js")
MOST = 12  # keys that a browser remembers
LONGEST = 64  # letters of a key
KEY = "memory"


@cache
def _component() -> Any:
    return st.components.v2.component("memory", html="<span></span>", js=SCRIPT.read_text(), isolate_styles=False)


def recall() -> None:
    """Let the browser remember the key to this run, and say once which keys it has. Called before a page is drawn.

    Whoever is not known to steer the run ``waits`` for the answer; anybody else is told of a run to go back to.
    """
    current_run()  # there is one from now on
    now = session()
    run_id, key = now.own
    run = lab().find(run_id)
    mine = key if run is not None and run.controlled_by(key) else ""
    data = {
        "mine": mine,
        "run": run_id,
        "visit": now.name,
        "waits": not mine and not now.heard,
        "asks": not now.heard,
        "forget": now.forget,
        "drafts": now.drafts,
    }
    _component()(key=KEY, data=data, on_heard_change=_hear, on_company_change=lambda: None)


def _hear() -> None:
    take_up(session(), sent_by(KEY, "heard"))


def take_up(now: Session, sent: object) -> None:
    """The keys that the browser remembers; one of them may steer the run that is looked at."""
    found = {key: lab().controlled_by(key) for key in keys_in(sent)}
    now.heard, now.remembered = True, tuple(found)
    now.forget = [key for key, its in found.items() if its is None]
    now.drafts = [key for key, its in found.items() if its is not None and not worth_going_back(its)]
    run = lab().find(now.own[0])
    key = next((key for key in now.remembered if run is not None and run.controlled_by(key)), "")
    if key and now.aside is not None:
        now.aside = (now.aside[0], key)
    elif key:
        now.key, now.follows = key, False


def keys_in(sent: object) -> tuple[str, ...]:
    """What may be keys in what a browser has sent."""
    if not isinstance(sent, list):
        return ()
    return tuple(key for key in sent[:MOST] if isinstance(key, str) and 0 < len(key) <= LONGEST)


def run_to_go_back_to() -> tuple[Run, str] | None:
    """The newest run of this browser's, other than the one looked at, in which something would be lost; and its key."""
    here = current_run()
    for key in session().remembered:
        run = lab().controlled_by(key)
        if run is not None and run is not here and worth_going_back(run):
            return run, key
    return None


def worth_going_back(run: Run) -> bool:
    """Whether it is more than what everybody finds at first."""
    return run.view().status is not Status.READY or run.recipe != PRESETS["blog"].recipe
