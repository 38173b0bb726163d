"""What a visitor's session holds, in one typed object, and the Lab that all visitors share.

Widgets' own keys die when their page is left; whatever must outlive a page change is a field here.
"""

from dataclasses import dataclass, field

import numpy as np
import streamlit as st

from nn.drawing import Drawing
from nn.explain.digits import Digit, DigitError, find, of_mnist
from nn.lab.lab import Lab
from nn.models import shipped
from nn.storage import Saved
from pages.shared.ending import when_the_server_ends

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


def chosen_digit() -> Digit:
    """The digit that all pages look at; for who has not chosen, one that makes a good example."""
    return session().digit or of_mnist(lab().mnist, EXAMPLE)
