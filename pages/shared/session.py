"""What a visitor's session holds, in one typed object, and the Lab that all visitors share.

Widgets' own keys die when their page is left; whatever must outlive a page change is a field here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
import streamlit as st

from nn.drawing import Drawing
from nn.explain.digits import Digit, DigitError, find, of_mnist
from nn.explain.film import Film
from nn.lab.lab import Lab
from nn.lab.run import Run
from nn.lab.shipped import ShippedRun, shipped_run
from nn.lab.view import Status
from nn.models import load_shipped, shipped
from nn.network import Network
from nn.presets import PRESETS
from nn.recipe import Recipe
from nn.storage import Saved
from nn.training import new_network
from pages.shared.ending import when_the_server_ends
from pages.shared.words import as_text

YOUR_RUN = "your run"
OPENED = "opened file"
CHANGE, WEIGHTS = "change", "weights"  # of the first layer: what learning changed, or the weights themselves
EXAMPLE = 6  # of MNIST's test digits: a 4 that the network with ten hidden neurons nearly takes for a 9


@dataclass
class Session:
    """One visitor. What is chosen on one page is chosen on all: ``network`` (YOUR_RUN, OPENED or a shipped one), the
    ``neuron`` of the first layer, and the ``digit``; empty and None mean that the visitor has not chosen yet.
    """

    run_id: str = ""
    own_runs: set[str] = field(default_factory=set)  # made in this session: whoever follows a link owns no run yet
    network: str = ""
    neuron: int | None = None
    digit: Digit | None = None
    moment: float | None = None  # how many updates the chosen network shall have seen; None: all that it has
    weights: str = CHANGE  # which pictures of the weights are shown: CHANGE or WEIGHTS
    page: str = ""  # that is being looked at, and what its address says besides the choices above
    place: dict[str, str] = field(default_factory=dict)
    notice: str = ""  # what was wrong with the address, in a sentence, to be shown once
    drawing: Drawing | None = None
    ink: np.ndarray | None = None  # (h, w) float32 in 0..1: what was drawn or uploaded, before any processing
    opened: Saved | None = None  # a network from a file of the visitor's
    opened_name: str = "The network from your file"
    opened_key: str = ""  # no other file has it
    canvas: int = 0  # counts up to clear the canvas


@st.cache_resource(show_spinner=False)
def lab() -> Lab:
    """The one Lab of this process."""
    made = Lab()
    when_the_server_ends(made.close)
    return made


def session() -> Session:
    """This visitor's session, made at first sight from what the page's address asks for."""
    if "ten_neurons" not in st.session_state:
        st.session_state.ten_neurons = _from_address()
    found: Session = st.session_state.ten_neurons
    return found


def _from_address() -> Session:
    """A session with the digit, network and neuron of a link; what means nothing is left out, and said."""
    asked, made = st.query_params, Session()
    if "run" in asked and lab().find(asked["run"]) is None:
        made.notice = "The run that this address names is not here any more: here is a new one."
    if asked.get("network", "") in (YOUR_RUN, *shipped()):
        made.network = asked.get("network", "")
    elif asked.get("network") == OPENED:
        made.notice = "This address asks for a network from a file, and files are not kept: open it again on Train."
    elif "network" in asked:
        made.notice = "The network that this address names is not here: choose one."
    neuron = asked.get("neuron", "")
    if neuron.isdecimal() and len(neuron) < 6:
        made.neuron = int(neuron)
    moment = asked.get("moment", "")
    if moment.isdecimal() and len(moment) < 8:
        made.moment = float(moment)
    if asked.get("show") == WEIGHTS:
        made.weights = WEIGHTS
    if "digit" in asked:
        try:
            made.digit = find(lab().mnist, asked["digit"])
        except DigitError as error:
            made.notice = f"The address of this page asks for a digit that is not there. {error}"
    return made


def current_run() -> Run:
    """This visitor's run; the article's network, ready to start, for somebody new."""
    known = session().run_id
    run = lab().find(known or st.query_params.get("run", ""))
    if run is None:
        if known:
            session().notice = "Your run was left alone for long, and its room was needed: here is a new one."
        return replace_run(PRESETS["blog"].recipe)
    session().run_id = run.id
    return run


def chosen_digit() -> Digit:
    """The digit that all pages look at; for who has not chosen, one that makes a good example."""
    return session().digit or of_mnist(lab().mnist, EXAMPLE)


def replace_run(recipe: Recipe, start_from: Network | None = None) -> Run:
    """A new network takes the place of this visitor's run, which ends. Somebody else's, reached by a link, goes on."""
    old, run = lab().find(session().run_id), lab().new_run(recipe, start_from)
    if old is not None and old.id in session().own_runs:
        lab().let_go(old)
    session().run_id = run.id
    session().own_runs.add(run.id)
    return run


def network_names() -> list[str]:
    """What may answer a question: this visitor's run, a file opened, the shipped networks."""
    return [YOUR_RUN, *[OPENED] * (session().opened is not None), *shipped()]


@dataclass(frozen=True, eq=False)
class Chosen:
    """A network to look at, with a sentence on which one it is, ready for Markdown and HTML as it stands.

    ``version`` moves when its parameters may have. ``key`` stands for these very parameters: what was computed from
    them may be kept under it. ``learning_rate`` is the run's of this moment, or the last one before it was saved.
    ``first`` makes the network that learning began with; None where nobody knows it any more.
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


def open_network(saved: Saved, file_name: str, key: str) -> None:
    """From now on this network is the one chosen, under the name OPENED; no other file has this key."""
    session().opened, session().opened_name, session().opened_key = saved, file_name, key
    choose_network(OPENED)


def choose_network(name: str) -> None:
    """From now on all pages ask this network, as it is at its end."""
    session().network, session().moment = name, None


def source_of(name: str) -> str:
    """Stands for what the name means now: another run, file or moment is another source; learning more is not."""
    source = current_run().id if name == YOUR_RUN else session().opened_key if name == OPENED else name
    return source if session().moment is None else f"{source} at {session().moment:g}"


def run_of(name: str) -> Run | ShippedRun | None:
    """How the named network came to be; None for a file, which holds the end alone."""
    return current_run() if name == YOUR_RUN else None if name == OPENED else shipped_run(name)


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
    said = f"{_title(name, chosen.recipe)}, as it was after {film.iterations[i]:,} of {film.iterations[-1]:,} updates."
    return replace(chosen, network=film.network(i), sentence=said, key=f"{chosen.key} at {film.places[i]:g}")


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
    if isinstance(accuracy, float):
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
    title = {YOUR_RUN: "Your run", OPENED: as_text(session().opened_name)}.get(name, f"Shipped network “{name}”")
    return f"{title}, {'-'.join(map(str, recipe.sizes))}"
