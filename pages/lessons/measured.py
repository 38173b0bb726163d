"""What a lesson's stage measures, and words with the measured values in them."""

from functools import cache

from nn.explain.digits import find
from nn.explain.workbench import Edits, apply
from nn.lab.shipped import shipped_run
from nn.lab.view import Status, View
from nn.models import load_shipped
from nn.network import Network
from nn.recipe import Recipe
from nn.training import Score
from pages.lessons.lesson import Question, Stage
from pages.lessons.measures import FROM_THE_FIRST, MEASURES, Ended, Measured, Scene, as_option
from pages.lessons.reading import MEASURE
from pages.lessons.runs import ended_view
from pages.shared.session import lab

NOT_YET = "…"  # stands where a run has not come to its end


def measured(name: str, stage: Stage) -> Measured | None:
    """What this measure gives on this stage; None while the run that has to say it has not ended."""
    if stage.recipe is None or name in FROM_THE_FIRST:
        return measured_on(name, stage, None)
    view = ended_view(stage.recipe)
    return None if view is None else measured_on(name, stage, view)


def measured_on(name: str, stage: Stage, view: View | None) -> Measured:
    """What this measure gives on this stage, where its run, if it has one, came out like this, or has not begun."""
    return _of_what_stays(name, stage) if view is None else MEASURES[name][1](scene_of_run(stage, view))


@cache
def _of_what_stays(name: str, stage: Stage) -> Measured:
    """Kept: a shipped network gives the same for ever, and so does a run that has not begun."""
    return MEASURES[name][1](scene_of(stage))


def scene_of(stage: Stage) -> Scene:
    """The network at the moment that the stage says, without the neuron that is off, and the digit before it."""
    if (recipe := stage.recipe) is not None:
        return _scene(stage, Network(recipe.sizes, recipe.activation), recipe, 0)
    film, saved = shipped_run(stage.network).film(), load_shipped(stage.network)
    network, updates = saved.network, int(film.iterations[-1])
    if stage.moment is not None and (i := film.nearest(stage.moment)) < len(film) - 1:
        network, updates = film.network(i), int(film.iterations[i])
    if stage.off is not None:
        network = apply(network, Edits(off=frozenset({(1, stage.off)})))
    return _scene(stage, network, saved.recipe, updates)


def scene_of_run(stage: Stage, view: View) -> Scene:
    """The network of the stage's own run as it came out of it."""
    h = view.history
    best = h.train_loss.argmin()  # to which a run that diverged was put back
    train = view.final.train if view.final else Score(float(h.train_loss[best]), float(h.train_accuracy[best]))
    ended = Ended(train, view.status is Status.DIVERGED)
    return _scene(stage, view.network(), view.recipe, view.iteration, ended)


def _scene(stage: Stage, network: Network, recipe: Recipe, updates: int, ended: Ended | None = None) -> Scene:
    mnist = lab().mnist
    return Scene(network, recipe, find(mnist, stage.digit), stage.neuron or 0, updates, mnist.official, ended)


def with_values(words: str, stage: Stage, before: Stage | None = None) -> str:
    """The words with what is measured on the stage, and {before ...} what was measured ``before`` it."""

    def value(name: str, of: Stage) -> str:
        found = measured(name, of)
        return NOT_YET if found is None else found.said

    return MEASURE.sub(lambda found: value(found[2], before if found[1] and before else stage), words)


def truth(question: Question) -> Measured | None:
    return measured(question.measure, question.then)


def true_option(question: Question) -> str:
    """What a visitor should have chosen, once it is known."""
    found = truth(question)
    return "" if found is None else as_option(question.kind, found)
