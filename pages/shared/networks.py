"""The networks that may answer a question: the visitor's run, a file opened, the shipped ones, at any kept moment."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from nn.compare.past import PastRun
from nn.explain.film import Film
from nn.lab.run import Run
from nn.lab.shipped import ShippedRun, shipped_run
from nn.lab.view import Status
from nn.models import load_shipped, shipped
from nn.network import Network
from nn.recipe import Recipe
from nn.storage import Saved
from nn.training import new_network
from pages.shared.session import OPENED, YOUR_RUN, lab, session
from pages.shared.steering import current_run, name_of_run
from pages.shared.words import as_text


def all_network_names() -> list[str]:
    """Every network that there is: this visitor's run, a file opened, the shipped networks."""
    return [YOUR_RUN, *[OPENED] * (session().opened is not None), *shipped()]


def network_names() -> list[str]:
    """Those that may answer a question about a digit, as most do: their outputs stand for the ten digits."""
    return [name for name in all_network_names() if recipe_named(name).reads_digits]


def recipe_named(name: str) -> Recipe:
    """How the network of this name was made. Nobody gets a run by this question: without one it would be MNIST's."""
    opened = session().opened
    if name == YOUR_RUN:
        run = lab().find(session().run_id)
        return run.recipe if run is not None else Recipe()
    return opened.recipe if name == OPENED and opened is not None else load_shipped(name).recipe


@dataclass(frozen=True, eq=False)
class Chosen:
    """A network to look at, with a sentence on which one it is, ready for Markdown and HTML as it stands.

    ``version`` moves when its parameters may have. ``key`` stands for these very parameters: what was computed from
    them may be kept under it. ``learning_rate`` is the run's of this moment, or the last one before it was saved.
    ``first`` makes the network that learning began with; None where nobody knows it any more. ``updates`` is how many
    it had seen at the moment that is chosen; None at its end, or while it learns.
    """

    name: str
    network: Network
    recipe: Recipe
    sentence: str
    key: str
    learning_rate: float
    version: int = 0
    still_training: bool = False
    first: Callable[[], Network] | None = None
    updates: int | None = None


def open_network(saved: Saved, file_name: str, key: str, run: PastRun | None = None) -> None:
    """From now on this network is the one chosen, under the name OPENED; no other file has this key.

    ``run``: it is no file's, but that of a kept run.
    """
    session().opened, session().opened_name, session().opened_key, session().opened_run = saved, file_name, key, run
    choose_network(OPENED)


def choose_network(name: str) -> None:
    """From now on all pages ask this network, as it is at its end."""
    session().network, session().moment = name, None


def source_of(name: str) -> str:
    """Stands for what the name means now: another run, file or moment is another source; learning more is not."""
    source = current_run().id if name == YOUR_RUN else session().opened_key if name == OPENED else name
    return source if session().moment is None else f"{source} at {session().moment:g}"


def run_of(name: str) -> Run | ShippedRun | PastRun | None:
    """How the named network came to be; None for a file, which holds the end alone."""
    return current_run() if name == YOUR_RUN else session().opened_run if name == OPENED else shipped_run(name)


def moments_of(name: str) -> Film | None:
    """Every moment of the named network that one may look at; None where only one is known, or it still learns."""
    run = run_of(name)
    if run is None or run.view().active:
        return None
    film = run.film()
    return film if len(film) > 1 else None


def chosen_network(name: str) -> Chosen:
    """The named network as it is at this moment, or as it was at the moment that is chosen."""
    chosen, moment = _your_run() if name == YOUR_RUN else _saved(name), session().moment
    film = None if moment is None else moments_of(name)
    if moment is None or film is None or (i := film.nearest(moment)) == len(film) - 1:
        return chosen
    updates = int(film.iterations[i])
    said = f"{_title(name, chosen.recipe)}, as it was after {updates:,} of {film.iterations[-1]:,} updates."
    key = f"{chosen.key} at {film.places[i]:g}"
    return replace(chosen, network=film.network(i), sentence=said, key=key, updates=updates)


def _your_run() -> Chosen:
    run = current_run()
    view = run.view()
    said = f"{_title(YOUR_RUN, view.recipe)}: {view.status} after {view.iteration:,} of {view.total:,} updates."
    if view.status is Status.DIVERGED:
        said += " Its last good parameters answer."
    key = f"{view.id} {view.version}"
    return Chosen(
        YOUR_RUN,
        view.network(),
        view.recipe,
        said,
        key,
        view.learning_rate,
        view.version,
        view.active,
        first=run.first,
    )


def _saved(name: str) -> Chosen:
    opened = session().opened
    saved = opened if name == OPENED and opened is not None else load_shipped(name)
    title = _title(name, saved.recipe)
    accuracy = saved.facts.get("official_accuracy")
    updates = saved.facts.get("iterations")
    aside = saved.facts.get("aside_accuracy")
    if isinstance(aside, float) and saved.recipe.pictures:
        said = f"{title}: {aside:.1%} of the pictures that were kept aside of its own set."
    elif isinstance(accuracy, float):
        said = f"{title}: {accuracy:.1%} of MNIST's 10,000 test digits."
    else:
        said = f"{title}: saved after {updates:,} updates." if isinstance(updates, int) else f"{title}."
    if saved.learning_rate != saved.recipe.learning_rate:
        said += f" On the way its learning rate was turned to {saved.learning_rate:g}."
    first = None if saved.facts.get("continued") else lambda: _began_with(saved.recipe)
    return Chosen(name, saved.network, saved.recipe, said, source_of(name), saved.learning_rate, first=first)


@lru_cache(maxsize=4)
def _began_with(recipe: Recipe) -> Network:
    """A run's first values follow from its recipe; kept, because a large network takes a moment to draw them."""
    return new_network(recipe)


def _title(name: str, recipe: Recipe) -> str:
    if name == YOUR_RUN:
        title = name_of_run().capitalize()
    else:
        title = as_text(session().opened_name) if name == OPENED else f"Shipped network “{name}”"
    return f"{title}, {'-'.join(map(str, recipe.sizes))}"
