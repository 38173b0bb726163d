"""A visitor's search for a learning rate: the run with the rising rate, and short runs that check what it says."""

from dataclasses import dataclass
from functools import partial
from math import inf

import streamlit as st

from nn.lab.errand import Errand
from nn.lab.limits import LimitReached
from nn.lab.run import Run
from nn.lab.series import Series
from nn.lab.view import Status, View
from nn.landscape.finder import UPDATES, Tried, find, suggested
from nn.recipe import RANGES, Recipe
from pages.experiments.repeats import share_of_time
from pages.shared.session import lab, session
from pages.shared.steering import command, replace_run

AROUND = (0.03, 0.1, 0.3, 1.0, 3.0, 10.0)  # times the suggestion: the rates that the truth is looked for among


@dataclass
class Rating:
    """One visitor's. ``recipe`` is what the search was begun with; ``truth`` are short runs at one rate each."""

    recipe: Recipe | None = None
    errand: Errand[Tried] | None = None
    truth: Series[Tried] | None = None

    @property
    def going_on(self) -> bool:
        return any(work is not None and work.wants_work for work in (self.errand, self.truth))

    @property
    def tried(self) -> tuple[Tried, ...]:
        return self.errand.found if self.errand else ()

    @property
    def suggestion(self) -> float | None:
        """What the whole curve says; None before it has come to its end, or if it says nothing."""
        return suggested(self.tried) if self.errand and self.errand.complete else None

    @property
    def checked(self) -> tuple[Tried, ...]:
        """What each rate came to that was carried out; an infinite loss where it diverged."""
        return self.truth.results if self.truth else ()

    def stop(self) -> None:
        for work in (self.errand, self.truth):
            if work is not None:
                work.stop()


def rating() -> Rating:
    """This visitor's, made at first sight."""
    mine: Rating = st.session_state.setdefault("experiments_rate", Rating())
    return mine


def begin(recipe: Recipe) -> None:
    """Search anew, with these settings."""
    mine, data = rating(), lab().data
    mine.stop()
    errand = Errand(lambda: find(recipe, data(recipe)), UPDATES, share_of_time())
    try:
        lab().limits.check_recipe(recipe.but(iterations=UPDATES))
        lab().start_series(errand)
        mine.recipe, mine.errand, mine.truth = recipe, errand, None
    except LimitReached as limit:
        session().say(str(limit))


def check() -> None:
    """Carry out short runs at rates around the suggestion, as a sweep of one row would."""
    mine = rating()
    if mine.recipe is None or (suggestion := mine.suggestion) is None:
        return
    series = Series([at(mine.recipe, rate) for rate in rates_around(suggestion)], lab().data, outcome, share_of_time())
    try:
        lab().start_series(series)
        mine.truth = series
    except LimitReached as limit:
        session().say(str(limit))


def rates_around(suggestion: float) -> list[float]:
    low, high = RANGES["learning_rate"]
    return list(dict.fromkeys(min(max(float(f"{suggestion * times:.1g}"), low), high) for times in AROUND))


def at(recipe: Recipe, rate: float) -> Recipe:
    """As long a run as the search, at one rate throughout."""
    return recipe.but(learning_rate=rate, iterations=UPDATES, schedule="constant", patience=0)


def outcome(view: View) -> Tried:
    """The loss on the digits that it learned from; infinite where it diverged."""
    ended = view.status is Status.FINISHED and view.final is not None
    return Tried(view.recipe.learning_rate, view.final.train.loss if ended and view.final else inf)


def take_rate(rate: float) -> None:
    """The network on Train has this rate from now on; one that has learned already makes way for a new one."""
    command("took the rate that was suggested", partial(_take, rate))
    session().form_of = ""  # the form on Train shows it when it is opened next


def _take(rate: float, run: Run) -> None:
    if run.view().status is Status.READY:
        run.set_learning_rate(rate)
    else:
        replace_run(run.recipe.but(learning_rate=rate))
    session().say(f"The network on *Train* has a learning rate of {rate:g} now.")
