"""Both recipes again with more seeds: how far that is, and what came of it so far."""

from dataclasses import dataclass, field, replace

import streamlit as st

from nn.compare.kept import Kept, kept
from nn.compare.repeated import MOST_SEEDS, free_seeds, repeats_of
from nn.lab.company import hash_of
from nn.lab.series import Series
from nn.lab.view import View
from pages.shared.session import lab, session
from pages.shared.steering import current_run, steers, told_of_limits

ONLY_DIGITS = "Repeats are compared on MNIST's test digits, and one of these runs learned from pictures of your own."
AT_ONCE = 3  # more seeds at one press
MOST_RESULTS = 200  # repeats of a visitor that are remembered


@dataclass
class Repeats:
    """One visitor's: what was repeated, and the series that goes on."""

    done: list[Kept] = field(default_factory=list)
    series: Series[Kept] | None = None
    taken: int = 0  # of the series' results

    def look(self) -> None:
        """Take up what has come since the last look."""
        if self.series is not None:
            results = self.series.results
            self.done = [*self.done, *results[self.taken :]][-MOST_RESULTS:]
            self.taken = len(results)

    @property
    def going_on(self) -> bool:
        return self.series is not None and self.series.wants_work

    @property
    def ended_early(self) -> bool:
        return self.series is not None and not self.going_on and self.taken < len(self.series.recipes)


def repeats() -> Repeats:
    """This visitor's, up to date."""
    found: Repeats = st.session_state.setdefault("experiments_repeats", Repeats())
    found.look()
    return found


def seeds_of(run: Kept) -> dict[int, Kept]:
    """All runs of this recipe, by seed: the visitor's own that went as it says, and the repeats."""
    return repeats_of(run.recipe, [*repeats().done, *session().kept.runs])


def more(one: Kept, two: Kept) -> int:
    """How many more seeds both may have."""
    return min(AT_ONCE, MOST_SEEDS - max(len(seeds_of(one)), len(seeds_of(two))))


def repeat(one: Kept, two: Kept) -> None:
    """Begin to carry out both with more seeds, the same for both, by turns."""
    if one.recipe.pictures or two.recipe.pictures:
        session().say(ONLY_DIGITS)
        return
    mine = repeats()
    seeds = free_seeds({*seeds_of(one), *seeds_of(two)}, more(one, two))
    recipes = [run.recipe.but(seed=seed) for seed in seeds for run in (one, two)]
    series = Series(recipes, lab().data, of_a_repeat, share_of_time())
    with told_of_limits():
        lab().start_series(series)
        mine.series, mine.taken = series, 0


def share_of_time() -> str:
    """Whose share of the server's time a series takes: this visitor's, never that of a run that they only watch."""
    run = current_run()
    return run.key_hash if steers(run) else hash_of(session().name)


def of_a_repeat(view: View) -> Kept:
    """What is kept of a repeat: its network would take room, and nobody asks it."""
    return replace(kept(view, f"seed {view.recipe.seed}"), theta=None)
