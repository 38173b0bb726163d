"""The runs that a lesson shows on Train: of the recipes in its file, each trained for real, once.

While it does, the visitor's own run is set aside: it goes on, is looked at by nobody but kept as if it were, and is
theirs again when the lesson is left, finished, or has no run to show on that page.
"""

import streamlit as st

from nn.lab.run import Run
from nn.lab.view import Status, View
from nn.recipe import Recipe
from pages.lessons.lesson import Stage
from pages.shared.experiment import experiment
from pages.shared.session import lab, session
from pages.shared.steering import current_run, keep_to_compare, steers, take, told_of_limits

TELLING = {Status.FINISHED, Status.DIVERGED}  # came to the end that its recipe leads to


def shown() -> dict[Recipe, str]:
    """The ids of this visitor's, by their recipes."""
    found: dict[Recipe, str] = st.session_state.setdefault("lesson_runs", {})
    return found


def show_run(recipe: Recipe, start: bool) -> None:
    """The lesson's run of this recipe becomes the visitor's, and begins if it is to. Not where a limit forbids it."""
    run = run_of(recipe)
    with told_of_limits():
        if run is None or _is_spoilt(run, recipe):
            run = lab().new_run(recipe)
            run.passing = True
            shown()[recipe] = run.id
        _set_own_aside()
        take(run, run.key)
        if start and not run.view().over:
            lab().start(run)


def run_of(recipe: Recipe) -> Run | None:
    """The run of this recipe that the lesson has shown, if it is still here."""
    return lab().find(shown().get(recipe, ""))


def is_shown(recipe: Recipe | None) -> bool:
    """Whether the run at hand is the lesson's of this recipe: the visitor may have gone on to another."""
    return recipe is not None and session().run_id == shown().get(recipe)


def ended_view(recipe: Recipe) -> View | None:
    """The run as it came out; None while it has not, or where somebody has stopped it or turned its rate."""
    run = run_of(recipe)
    if run is None or _is_spoilt(run, recipe):
        return None
    view = run.view()
    return view if view.status in TELLING else None


def is_lost(stage: Stage) -> bool:
    """Whether nothing on this stage will come to its end, unless it is begun again."""
    if stage.train:
        return not (experiment().active or experiment().finished)
    run = None if stage.recipe is None else run_of(stage.recipe)
    return run is None or stage.recipe is not None and _is_spoilt(run, stage.recipe)


def _is_spoilt(run: Run, recipe: Recipe) -> bool:
    """Whether it cannot tell any more what its recipe leads to."""
    view = run.view()
    return view.recipe != recipe or bool(view.rate_changes) or view.over and view.status not in TELLING


def begin_anew(recipe: Recipe) -> None:
    """The next time that this recipe is wanted, it is trained again."""
    run = run_of(recipe)
    if run is not None:
        if is_shown(recipe):
            give_back_own()
        lab().let_go(run)
    shown().pop(recipe, None)


def forget_runs() -> None:
    """None of them is wanted any more."""
    for recipe in list(shown()):
        begin_anew(recipe)


# The visitor's own ---------------------------------------------------------------------------------------------------


def _set_own_aside() -> None:
    now, run = session(), current_run()
    if now.aside is None:
        now.aside, now.noted = (run.id, now.key if steers(run) else ""), None


def give_back_own() -> None:
    """The run that was there before the lesson showed any is the visitor's again."""
    now = session()
    if now.aside is not None:
        keep_to_compare(lab().find(now.run_id))
        (now.run_id, now.key), now.aside, now.noted = now.aside, None, None


def own_run() -> Run | None:
    """The run that is set aside, if one is."""
    aside = session().aside
    return None if aside is None else lab().find(aside[0])
