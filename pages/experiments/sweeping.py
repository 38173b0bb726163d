"""A visitor's sweep: the plan, what is done of it, and the work that carries it out.

It goes through the Lab's scheduler, in the visitor's own share of time, not on processes of its own: thirty visitors
with two processes each would leave nobody's page time to be drawn. Without a browser, `python -m nn sweep` takes all
cores, or a cluster; no page does that, because its address is for who runs the program to give.
"""

import time
from dataclasses import dataclass

import streamlit as st

from nn.lab.limits import LimitReached
from nn.recipe import SETTINGS, Recipe
from nn.settings import Number
from nn.sweep.grid import written
from nn.sweep.halving import legs_at_most, legs_done
from nn.sweep.plan import Plan, PlanError, axis_from
from nn.sweep.results import Results
from nn.sweep.slices import SweepInSlices
from pages.experiments.repeats import share_of_time
from pages.shared.session import lab, session

MOST_RUNS = 150  # of a sweep on this page: some minutes of the article's network, cut short
ONLY_DIGITS = "A sweep is measured on MNIST's test digits, and this run learns from somebody's own pictures."
SHORT = 100  # updates of each run, unless another number is given
NOT_VARIED = {"seed", "iterations", "epochs"}
NAMES = [name for name in SETTINGS if name not in NOT_VARIED]


@dataclass
class Sweep:
    """One visitor's. The fields of the form, and the sweep that was begun last with the cell that is opened."""

    rows: str = "learning_rate"
    columns: str = "hidden"
    row_values: str = "0.03, 0.1, 0.3, 1"
    column_values: str = "10, 32"
    seeds: int = 3
    updates: int = SHORT
    halving: bool = False
    results: Results | None = None
    work: SweepInSlices | None = None
    done_before: int = 0  # legs, when it was begun
    begun: float = 0.0  # on time.monotonic()
    cell: tuple[int, int] | None = None  # None: the best one

    @property
    def going_on(self) -> bool:
        return self.work is not None and self.work.wants_work

    @property
    def progress(self) -> float:
        """How much is done, 0..1, each leg of a run counting alike."""
        return legs_done(self.results) / legs_at_most(self.results.plan) if self.results else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long it will take at the pace so far; None before anything is over."""
        if self.results is None:
            return None
        done = legs_done(self.results)
        made, left = done - self.done_before, legs_at_most(self.results.plan) - done
        return (time.monotonic() - self.begun) * left / made if made else None


def sweep_of_visitor() -> Sweep:
    """This visitor's. To look keeps it going."""
    found: Sweep = st.session_state.setdefault("experiments_sweep", Sweep())
    if found.work is not None:
        found.work.look()
    return found


def planned(mine: Sweep, recipe: Recipe) -> Plan:
    """What the form asks for, around this recipe. PlanError or LimitReached if that cannot be."""
    if recipe.pictures:
        raise PlanError(ONLY_DIGITS)
    rows, columns = (
        axis_from(f"{name}={values}")
        for name, values in ((mine.rows, mine.row_values), (mine.columns, mine.column_values))
    )
    plan = Plan(recipe.but(seed=0, iterations=mine.updates), rows, columns, tuple(range(mine.seeds)), mine.halving)
    tasks = plan.tasks()
    if len(tasks) > MOST_RUNS:
        raise PlanError(
            f"That makes {len(tasks):,} runs, and this page makes {MOST_RUNS} at most: choose fewer values or seeds."
        )
    for task in tasks[: len(rows.values) * len(columns.values)]:
        lab().limits.check_recipe(task.recipe)
    return plan


def begin(recipe: Recipe) -> None:
    """Carry out what the form asks for; what is done of the same plan already stays done."""
    mine = sweep_of_visitor()
    try:
        plan = planned(mine, recipe)
        if mine.results is None or mine.results.plan != plan:
            mine.results, mine.cell = Results(plan), None
        work = SweepInSlices(mine.results, lab().data, share_of_time())
        lab().start_series(work)
        mine.work, mine.done_before, mine.begun = work, legs_done(mine.results), time.monotonic()
    except (PlanError, LimitReached) as problem:
        session().say(str(problem))


def usual_values(name: str, recipe: Recipe) -> str:
    """Values to begin with: around the recipe's own, or all there are."""
    setting, own = SETTINGS[name], getattr(recipe, name)
    if name == "hidden":
        return "10, 32"
    if isinstance(setting, Number):
        middle = own if own else setting.step
        values = [
            setting.low if value < setting.low else min(value, setting.high)
            for value in (middle / 3, middle, 3 * middle)
        ]
        found = [int(value) if setting.whole else float(f"{value:.2g}") for value in values]
        return ", ".join(dict.fromkeys(written(value) for value in found if setting.low <= value <= setting.high))
    return ", ".join(setting.allowed.split(", ")[:4])
