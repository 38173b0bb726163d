"""A visitor's loss surface: whose paths it may show, and the survey that goes on in the background."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import streamlit as st

from nn.activations import Array
from nn.compare.past import PastRun
from nn.dataset import Data
from nn.explain.film import Film
from nn.lab.errand import Errand
from nn.lab.limits import LimitReached
from nn.landscape.surface import POINTS
from nn.landscape.survey import Survey, Walk, survey_around, survey_between
from nn.recipe import Recipe
from pages.experiments.racing import racing
from pages.experiments.repeats import share_of_time
from pages.shared.session import lab, session
from pages.shared.steering import current_run, name_of_run

BETWEEN, AROUND = "between", "around"


@dataclass(frozen=True, eq=False)
class Source:
    """A run whose path can be shown; ``film`` gives its moments when they are wanted."""

    name: str
    recipe: Recipe
    film: Callable[[], Film]
    raced: bool = False

    @property
    def shape(self) -> tuple[tuple[int, ...], str]:
        return self.recipe.sizes, self.recipe.activation

    def walk(self) -> Walk:
        return Walk(self.name, self.film().thetas)


@dataclass
class Surfacing:
    """One visitor's: what is chosen, and the survey that was begun last, once it is prepared."""

    how: str = BETWEEN
    one: str = ""  # ids of sources
    two: str = ""
    number: int = 0  # of the pair of random directions
    errand: Errand[float] | None = None
    ready: list[Survey] = field(default_factory=list)  # one, from the moment on that the errand has prepared it

    @property
    def going_on(self) -> bool:
        return self.errand is not None and self.errand.wants_work

    @property
    def survey(self) -> Survey | None:
        return self.ready[0] if self.ready else None

    def heights(self) -> Array:
        """The losses found so far on the grid, (n, n); NaN where nobody has been yet."""
        found = np.full(POINTS * POINTS, np.nan)
        if self.errand is not None:
            known = self.errand.found
            found[: len(known)] = known
        return found.reshape(POINTS, POINTS)


def surfacing() -> Surfacing:
    """This visitor's, made at first sight."""
    mine: Surfacing = st.session_state.setdefault("experiments_surface", Surfacing())
    return mine


def sources() -> dict[str, Source]:
    """By id: the lanes of the race, the run on Train, and kept runs that have a film."""
    found = {}
    race, names = racing().race, racing().names
    for lane, name in zip(race.lanes if race else (), names, strict=False):
        if lane.view().iteration:
            found[lane.id] = Source(name, lane.recipe, lane.film, raced=True)
    run = current_run()
    if run.view().iteration:
        found.setdefault(run.id, Source(name_of_run().capitalize(), run.recipe, run.film))
    for kept in session().kept.runs:
        if kept.film is not None and kept.theta is not None:
            found.setdefault(kept.id, Source(kept.name, kept.recipe, PastRun(kept).film))
    return found


def partners(one: Source, all_of_them: dict[str, Source]) -> list[str]:
    """Those that may be the other end: networks of the same shape."""
    return [id for id, other in all_of_them.items() if other is not one and other.shape == one.shape]


def begin() -> None:
    """Survey what is chosen. One that still goes on ends."""
    mine, known = surfacing(), sources()
    one, two = known.get(mine.one), known.get(mine.two)
    if one is None or mine.how == BETWEEN and two is None:
        return
    if mine.errand is not None:
        mine.errand.stop()
    mine.ready = []
    walked = [one] if two is None or mine.how == AROUND else [one, two]
    if len(walked) == 2 and one.raced and walked[1].raced:
        walked += [
            other for other in known.values() if other.raced and other not in walked and other.shape == one.shape
        ]
    prepare = partial(_prepared, walked, mine.how, mine.number, lab().data, mine.ready)
    errand = Errand(prepare, POINTS * POINTS, share_of_time())
    try:
        lab().start_series(errand)
        mine.errand = errand
    except LimitReached as limit:
        session().say(str(limit))


def _prepared(
    walked: list[Source], how: str, number: int, data: Callable[[Recipe], Data], ready: list[Survey]
) -> Iterator[float]:
    """Lay the plane and find the digits; then the losses come one by one. It knows no session: other threads do it."""
    (sizes, activation), digits = walked[0].shape, data(walked[0].recipe).train
    walks = [source.walk() for source in walked]
    if how == BETWEEN:
        survey, losses = survey_between(walks, sizes, activation, digits)
    else:
        survey, losses = survey_around(walks[0], sizes, activation, digits, np.random.default_rng(number))
    ready.append(survey)
    return losses
