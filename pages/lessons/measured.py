"""What a lesson's stage measures, and words with the measured values in them."""

from functools import cache

from nn.explain.digits import find
from nn.explain.workbench import Edits, apply
from nn.lab.shipped import shipped_run
from nn.models import load_shipped
from pages.lessons.lesson import Question, Stage
from pages.lessons.measures import MEASURES, Measured, Scene, as_option
from pages.lessons.reading import MEASURE
from pages.shared.session import lab


@cache
def measured(name: str, stage: Stage) -> Measured:
    """What this measure gives on this stage. Kept: a shipped network gives the same for ever."""
    return MEASURES[name][1](scene_of(stage))


def scene_of(stage: Stage) -> Scene:
    """The network at the moment that the stage says, without the neuron that is off, and the digit before it."""
    film, saved = shipped_run(stage.network).film(), load_shipped(stage.network)
    network, updates = saved.network, int(film.iterations[-1])
    if stage.moment is not None and (i := film.nearest(stage.moment)) < len(film) - 1:
        network, updates = film.network(i), int(film.iterations[i])
    if stage.off is not None:
        network = apply(network, Edits(off=frozenset({(1, stage.off)})))
    digit = find(lab().mnist, stage.digit)
    return Scene(network, saved.recipe, digit, stage.neuron or 0, updates, lab().mnist.official)


def with_values(words: str, stage: Stage, before: Stage | None = None) -> str:
    """The words with what is measured on the stage, and {before ...} what was measured ``before`` it."""
    return MEASURE.sub(lambda found: measured(found[2], before if found[1] and before else stage).said, words)


def truth(question: Question) -> Measured:
    return measured(question.measure, question.then)


def true_option(question: Question) -> str:
    """What a visitor should have chosen."""
    return as_option(question.kind, truth(question))
