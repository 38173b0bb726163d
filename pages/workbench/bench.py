"""What lies on a visitor's workbench: a network held still, the changes made to it, and what is known about them."""

from dataclasses import dataclass, field, replace

import numpy as np
import streamlit as st

from nn.dataset import Examples
from nn.explain.workbench import Edits, Place, Ranking, Report, UndoHistory, affordable, apply, report
from nn.network import Network
from pages.shared.heatmaps import PER_PAGE
from pages.shared.live import out_of_turn
from pages.shared.networks import Chosen, chosen_network, source_of
from pages.shared.session import CHANGE, YOUR_RUN, lab, session
from pages.shared.steering import current_run
from pages.shared.watching import led_to

REMEMBERED = 16  # sets of changes whose price is kept, so that undo costs nothing


@dataclass
class Bench:
    """One network as it was when it was laid here (``held``), and the history of its changes.

    ``layer`` is the hidden layer at hand, ``neurons`` what is selected in those after the first: the first one's neuron
    is chosen for all pages at once. ``prices`` and ``rankings``, the latter by layer and page, are computed once.
    """

    held: Chosen
    source: str
    examples: Examples
    before: Report
    history: UndoHistory = UndoHistory()
    layer: int = 1
    neurons: dict[int, int] = field(default_factory=dict)
    prices: dict[Edits, Report] = field(default_factory=dict)
    rankings: dict[tuple[int, int], Ranking] = field(default_factory=dict)
    changed: tuple[Edits, Network] | None = None

    @property
    def network(self) -> Network:
        return self.held.network

    @property
    def edits(self) -> Edits:
        return self.history.now

    @property
    def hidden(self) -> int:
        """How many hidden layers there are."""
        return len(self.network.layers) - 1

    @property
    def newer(self) -> bool:
        """Whether the visitor's run has learned more since its parameters were laid here."""
        return self.held.name == YOUR_RUN and current_run().version != self.held.version

    @property
    def shows_change(self) -> bool:
        """Whether the pictures of layer 1 show how far learning has moved its weights."""
        return session().weights == CHANGE and self.held.first is not None

    def result(self) -> Network:
        """The network with its changes."""
        if self.changed is None or self.changed[0] != self.edits:
            self.changed = (self.edits, apply(self.network, self.edits))
        return self.changed[1]

    def price(self) -> Report:
        """How it does with its changes; as it was, if there are none."""
        if not self.edits:
            return self.before
        known = self.prices.get(self.edits)
        if known is None:
            with out_of_turn():
                known = self.prices[self.edits] = report(self.result(), self.examples)
            while len(self.prices) > REMEMBERED:
                del self.prices[next(iter(self.prices))]
        return known

    # What is selected ------------------------------------------------------------------------------------------------

    @property
    def neuron(self) -> int:
        """The neuron selected in the layer at hand."""
        wanted = session().neuron or 0 if self.layer == 1 else self.neurons.get(self.layer, 0)
        return max(0, min(wanted, self.network.sizes[self.layer] - 1))

    @property
    def place(self) -> Place:
        return self.layer, self.neuron

    @property
    def page(self) -> int:
        """Which page of its layer's neurons the selected one is on."""
        return self.neuron // PER_PAGE

    @property
    def shown(self) -> range:
        """The neurons on that page."""
        return range(self.page * PER_PAGE, min(self.network.sizes[self.layer], (self.page + 1) * PER_PAGE))

    # What the visitor does -------------------------------------------------------------------------------------------

    def show_layer(self, layer: object) -> None:
        """Go on with another hidden layer. What names none is ignored: a browser may send anything."""
        if isinstance(layer, int) and 1 <= layer <= self.hidden:
            self.layer = layer

    def select(self, neuron: int) -> None:
        """Go on with another neuron of the layer at hand. What names none is ignored."""
        if not isinstance(neuron, int) or not 0 <= neuron < self.network.sizes[self.layer]:
            return
        if self.layer == 1:
            session().neuron = neuron
        else:
            self.neurons[self.layer] = neuron

    def change(self, edits: Edits) -> None:
        self.history = self.history.then(edits)

    def switch(self, on: bool) -> None:
        self.change(self.edits.switched(self.place, on))

    def other_noise(self) -> None:
        self.change(replace(self.edits, seed=self.edits.seed + 1))

    def undo(self) -> None:
        self.history = self.history.undone()

    def redo(self) -> None:
        self.history = self.history.redone()


def bench(name: str, entered: bool) -> Bench:
    """The bench with the network of this name. Whoever comes in (``entered``) finds their run as it is by then.

    The others keep their changes and what is known about them, but no changed network, which may be large.
    """
    found: dict[str, Bench] = st.session_state.setdefault("workbench_benches", {})
    for other in [*found]:
        if found[other].source != source_of(other):
            del found[other]
        elif other != name:
            found[other].changed = None
    source = source_of(name)
    here = found.get(name)
    if here is None:
        here = found[name] = _laid_out(chosen_network(name), source)
    elif entered and here.newer:
        take_newest(here)
    if led := led_to("off"):
        here.change(_without(led))
    return here


def _without(led: str) -> Edits:
    """The changes that a lesson wants to be shown: one neuron of layer 1 is off, or nothing is changed at all."""
    return Edits(off=frozenset({(1, int(led))})) if led.isdecimal() else Edits()


def _laid_out(held: Chosen, source: str) -> Bench:
    examples = affordable(held.network, lab().mnist.official)
    with out_of_turn():
        return Bench(held, source, examples, report(held.network, examples))


def take_newest(here: Bench) -> None:
    """Lay the run's newest parameters here; the changes stay, and are made to these."""
    newest = _laid_out(chosen_network(here.held.name), here.source)
    here.held, here.before, here.changed = newest.held, newest.before, None
    here.prices.clear()
    here.rankings.clear()


def sound(network: Network) -> bool:
    """Whether all parameters are numbers; those of a network that has diverged may not be."""
    return bool(np.isfinite(network.theta).all())
