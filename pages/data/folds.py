"""Training digits judged by networks that never saw them: five short trainings, in turn, beside everything else.

They are one series of this visitor's (nn/lab/series.py). What came out of MNIST serves everybody: it is the same each
time. What came out of a visitor's own pictures stays with them. A small set is gone through more often.
"""

from dataclasses import dataclass, field

import streamlit as st

from nn.assess.suspects import FOLDS, QUICK, Doubts, all_but, doubts, fold, recipes_of, together
from nn.dataset import Data as Split
from nn.lab.company import hash_of
from nn.lab.series import Series
from nn.lab.view import View
from nn.recipe import Recipe, often_enough
from pages.data.sets import Digits
from pages.shared.session import lab, session
from pages.shared.steering import current_run, steers, told_of_limits


@dataclass
class Folds:
    """One visitor's series, and which digits it is about."""

    series: Series[Doubts] | None = None
    name: str = ""
    known: dict[str, Doubts] = field(default_factory=dict)  # of pictures of one's own, as ``_all_found``

    @property
    def going_on(self) -> bool:
        return self.series is not None and self.series.wants_work


def folds() -> Folds:
    found: Folds = st.session_state.setdefault("data_folds", Folds())
    return found


def forget_folds(fingerprint: str) -> None:
    """Let go of what is known of these pictures of the visitor's own, and of the pictures."""
    mine = folds()
    if fingerprint and mine.name.startswith(fingerprint):
        if mine.series is not None:
            mine.series.stop()
        st.session_state.data_folds = Folds()


@st.cache_resource(show_spinner=False)
def _all_found() -> dict[str, Doubts]:
    """By the name of the digits, once all five folds are judged. Half a megabyte for 60,000 digits."""
    return {}


def found_so_far(digits: Digits) -> tuple[Doubts | None, int]:
    """What is known of these digits by now, and from how many folds."""
    mine = folds()
    known = _all_found() if digits.own is None else mine.known
    if (done := known.get(digits.name)) is not None:
        return done, FOLDS
    if mine.series is None or mine.name != digits.name or not mine.series.results:
        return None, 0
    parts = mine.series.results
    if len(parts) == FOLDS:
        return known.setdefault(digits.name, together(parts)), FOLDS
    return together(parts), len(parts)


def recipe_for(digits: Digits, quick: Recipe = QUICK) -> Recipe:
    """The same with as many outputs as there are classes. Of few pictures it sees fewer at a time, and all more often,
    since it takes some hundred updates to learn anything.
    """
    if digits.own is None:
        return quick
    fewest = len(digits.examples) - -(-len(digits.examples) // FOLDS)
    return quick.but(**often_enough(quick, fewest), pictures=digits.own.pictures, train_examples=fewest)


def begin(digits: Digits, quick: Recipe = QUICK) -> None:
    """Start the five trainings, each a few seconds."""
    examples, run = digits.examples, current_run()

    def split(recipe: Recipe) -> Split:
        return all_but(examples, recipe.seed)

    def keep(view: View) -> Doubts:
        return doubts(view.network(), fold(examples, view.recipe.seed))

    whose = run.key_hash if steers(run) else hash_of(session().name)
    series = Series(recipes_of(examples, recipe_for(digits, quick)), split, keep, whose)
    with told_of_limits():
        lab().start_series(series)
        mine = folds()
        mine.series, mine.name = series, digits.name
