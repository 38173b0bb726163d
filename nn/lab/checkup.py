"""The diagnosis of a run: what its view shows, and what is known of its digits, put before the rules of nn/assess.

Both are found out once: the facts for all runs with the same draw of digits, the findings for all who look at a moment.
"""

import threading
from weakref import WeakKeyDictionary

from nn.assess.diagnosis import diagnose
from nn.assess.facts import Facts, facts_of
from nn.assess.symptoms import Case, Finding
from nn.dataset import MNIST
from nn.lab.recent import Recent
from nn.lab.view import Status, View
from nn.recipe import DRAWN, Recipe

KEPT = 100  # draws of digits whose facts are remembered

_facts: Recent[Facts] = Recent(KEPT)
_findings: WeakKeyDictionary[View, tuple[Finding, ...]] = WeakKeyDictionary()
_lock = threading.Lock()


def check_up(view: View, mnist: MNIST | None) -> tuple[Finding, ...]:
    """Everything that is wrong with the run of this view, the weightiest first; nothing before its first update.

    ``mnist`` has the digits that it learns from; None where they are not at hand, and nothing is said about them.
    """
    if not view.iteration:
        return ()
    found = _findings.get(view)
    if found is None:
        facts = None if mnist is None else facts_about(view.recipe, mnist)
        found = _findings[view] = tuple(diagnose(case_of(view, facts)))
    return found


def case_of(view: View, facts: Facts | None) -> Case:
    """What the rules look at."""
    broke_down = view.message if view.status is Status.DIVERGED else ""
    return Case(view.recipe, view.learning_rate, view.history, view.vitals, facts, broke_down)


def facts_about(recipe: Recipe, mnist: MNIST) -> Facts:
    """The facts about the digits that this recipe draws: a tenth of a second for the first who asks."""
    draw = repr((recipe.seed, *(getattr(recipe, name) for name in DRAWN), recipe.shuffled_labels, recipe.pictures))
    with _lock:
        facts = _facts.get(draw)
        if facts is None:
            facts = facts_of(mnist.split(recipe, keep_floats=False), len(recipe.classes))
            _facts.add(draw, facts)
        return facts
