"""The run that a visitor looks at, and what may be done with it."""

import streamlit as st

from nn.lab.run import Run
from nn.network import Network
from nn.presets import PRESETS
from nn.recipe import Recipe
from pages.shared.session import lab, session


def current_run() -> Run:
    """This visitor's run; the article's network, ready to start, for somebody new."""
    known = session().run_id
    run = lab().find(known or st.query_params.get("run", ""))
    if run is None:
        if known:
            session().notice = "Your run was left alone for long, and its room was needed: here is a new one."
        return replace_run(PRESETS["blog"].recipe)
    session().run_id = run.id
    return run


def replace_run(recipe: Recipe, start_from: Network | None = None) -> Run:
    """A new network takes the place of this visitor's run, which ends. Somebody else's, reached by a link, goes on."""
    old, run = lab().find(session().run_id), lab().new_run(recipe, start_from)
    if old is not None and old.id in session().own_runs:
        lab().let_go(old)
    session().run_id = run.id
    session().own_runs.add(run.id)
    return run
