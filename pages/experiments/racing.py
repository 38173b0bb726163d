"""A visitor's race: what differs between its lanes, and the race that was begun last.

It goes through the Lab's scheduler in the visitor's own share of time, as a sweep does.
"""

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from nn.compare.kept import Kept, kept
from nn.lab.limits import LimitReached
from nn.lab.race import Race
from nn.optimizers import OPTIMIZERS
from nn.recipe import Recipe, RecipeError
from nn.sweep.grid import written
from nn.sweep.plan import PlanError, axis_from
from pages.experiments import race_words as words
from pages.experiments.repeats import share_of_time
from pages.shared.session import lab, session

MOST_LANES = 6
OPTIMIZER, RATE, INITIAL = "optimizer", "learning_rate", "initial"
SHORT, SHORT_OF_BATCHES = 100, 500  # updates, unless another number is given


@dataclass
class Racing:
    """One visitor's: the fields of the form, and the race that was begun last with what its lanes are called."""

    what: str = OPTIMIZER
    optimizer: list[str] = field(default_factory=lambda: ["gradient descent", "momentum", "adam"])
    learning_rate: str = "0.03, 0.1, 0.3"
    initial: list[str] = field(default_factory=lambda: ["zeros", "blog", "he"])
    usual: bool = True  # each optimizer takes its usual rate; otherwise all take the one of Train
    updates: int | None = None
    race: Race | None = None
    names: tuple[str, ...] = ()
    differs: str = OPTIMIZER  # in that race

    @property
    def going_on(self) -> bool:
        return self.race is not None and self.race.wants_work

    def lanes(self) -> list[Kept]:
        """Each lane as it is by now, under its name."""
        views = self.race.views() if self.race else []
        return [kept(view, name) for view, name in zip(views, self.names, strict=False)]


def racing() -> Racing:
    """This visitor's, made at first sight."""
    found: Racing = st.session_state.setdefault("experiments_race", Racing())
    return found


def updates_of(mine: Racing, recipe: Recipe) -> int:
    """How long the race is; for who has not said so, long enough to see something."""
    return mine.updates or (SHORT if recipe.batch_size is None else SHORT_OF_BATCHES)


def planned(mine: Racing, recipe: Recipe) -> dict[str, Recipe]:
    """The lanes by their names. PlanError if that is no race."""
    recipe = recipe.but(iterations=updates_of(mine, recipe), patience=0)
    if mine.what == RATE:
        values: list[Any] = list(axis_from(f"{RATE}={mine.learning_rate}").values)
    else:
        values = list(getattr(mine, mine.what))
    if not 2 <= len(values) <= MOST_LANES:
        raise PlanError(f"A race has 2 to {MOST_LANES} lanes, and these are {len(values)}: choose others.")
    lanes = {}
    for value in values:
        changes = {mine.what: value}
        if mine.what == OPTIMIZER and mine.usual:
            changes[RATE] = OPTIMIZERS[value].usual_rate
        lane = recipe.but(**changes)
        lab().limits.check_recipe(lane)
        lanes[words.lane_name(mine.what, written(value), lane)] = lane
    return lanes


def begin(recipe: Recipe) -> None:
    """Start what the form asks for. A race that still goes on ends."""
    mine = racing()
    try:
        lanes = planned(mine, recipe)
        if mine.race is not None:
            mine.race.stop()
        race = Race(list(lanes.values()), lab().data, share_of_time(), lab().films)
        lab().start_series(race)
        mine.race, mine.names, mine.differs = race, tuple(lanes), mine.what
    except (PlanError, RecipeError, LimitReached) as problem:
        session().say(str(problem))


def keep_lanes() -> None:
    """The lanes stand among the visitor's runs from now on."""
    mine = racing()
    if mine.race is not None:
        for lane, name in zip(mine.race.lanes, mine.names, strict=True):
            session().kept.add(lane.view(), lane.film, name)
        session().say(words.KEPT)
