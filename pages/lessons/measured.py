"""What a lesson's stage measures, and words with the measured values in them."""

from dataclasses import replace
from functools import lru_cache

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
from pages.shared.experiment import experiment
from pages.shared.session import lab

NOT_YET = "…"  # stands where a run has not come to its end


def measured(name: str, stage: Stage) -> Measured | None:
    """What this measure gives on this stage; None while the run that has to say it has not ended."""
    if not stage.trains or name in FROM_THE_FIRST:
        return _of_what_stays(name, stage)
    scene = _of_the_experiment(stage) if stage.train else _of_the_run(stage)
    return None if scene is None else MEASURES[name][1](scene)


@lru_cache(maxsize=2_000)  # a visitor may bring lessons of their own
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


def _of_the_run(stage: Stage) -> Scene | None:
    view = None if stage.recipe is None else ended_view(stage.recipe)
    return None if view is None else scene_of_run(stage, view)


def _of_the_experiment(stage: Stage) -> Scene | None:
    """The network that has learned shuffled digits, before this one, shuffled as well."""
    here = experiment()
    plain, shuffled = here.plain.view().final, here.shuffled.view()
    if plain is None or shuffled.final is None:
        return None
    scene = scene_of_run(stage, shuffled)
    assert scene.ended is not None
    ended = replace(scene.ended, plain=plain.official.accuracy)
    return replace(scene, digit=here.moved(scene.digit, told=True), ended=ended)


def scene_of_run(stage: Stage, view: View) -> Scene:
    """The network of a run as it came out of it."""
    h = view.history
    best = h.train_loss.argmin()  # to which a run that diverged was put back
    train = view.final.train if view.final else Score(float(h.train_loss[best]), float(h.train_accuracy[best]))
    official = view.final.official.accuracy if view.final else None
    ended = Ended(train, view.status is Status.DIVERGED, official)
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
