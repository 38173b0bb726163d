"""What a visitor's session holds, in one typed object, and the Lab that all visitors share.

Widgets' own keys die when their page is left; whatever must outlive a page change is a field here.
"""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import streamlit as st

from nn.compare.collection import Collection
from nn.compare.past import PastRun
from nn.drawing import Drawing
from nn.explain.digits import Digit, DigitError, find, of_mnist
from nn.lab.lab import Lab
from nn.models import shipped
from nn.owndata.found import Found
from nn.owndata.own_set import OwnSet
from nn.recipe import Recipe
from nn.storage import Saved
from pages.shared.ending import when_the_server_ends
from pages.shared.hiding import parts_in
from pages.shared.recipe_link import recipe_from

YOUR_RUN = "your run"
OPENED = "opened file"
CHANGE, WEIGHTS = "change", "weights"  # of the first layer: what learning changed, or the weights themselves
READING = 20.0  # seconds that a notice stays at least
LEFT_OUT = "Some of what this address asks for means nothing here and is left out: {}."
EXAMPLE = 6  # of MNIST's test digits: a 4 that the network with ten hidden neurons nearly takes for a 9


@dataclass(frozen=True)
class Mark:
    """A percentage to be marked at the end of the curves of a run, such as what somebody guesses, and what is said."""

    said: str
    percent: float


@dataclass(eq=False)
class Session:
    """One visitor. What is chosen on one page is chosen on all: ``network`` (YOUR_RUN, OPENED or a shipped one), the
    ``neuron`` of the first layer, and the ``digit``; empty and None mean that the visitor has not chosen yet.
    """

    run_id: str = ""
    key: str = field(default="", repr=False)  # steers that run, if it is this visitor's; never in the address
    aside: tuple[str, str] | None = None  # their own run and its key, while a lesson shows them one of its own
    marks: tuple[Mark, ...] = ()  # on that one's curves
    beside: tuple[str, str, str] | None = field(default=None, repr=False)  # a run, and the id and key of its other
    heard: bool = False  # whether the browser has said which keys it remembers
    remembered: tuple[str, ...] = field(default=(), repr=False)  # those keys, the newest first
    forget: list[str] = field(default_factory=list, repr=False)  # of them, those that fit no run any more
    drafts: list[str] = field(default_factory=list, repr=False)  # and those of runs that nobody would miss
    key_shown: bool = False  # the controlling link was shown here: somebody else may hold the key by now
    visit: str = ""  # Streamlit's own name for this session
    noted: tuple[str, int] | None = None  # the last command on the run, whosever, that this session knows of
    form_of: str = ""  # the run that the form of settings on Train stands at, and the learning rate that it has shown
    form_rate: float = 0.0
    follows: bool = False  # goes wherever the one goes who steers the run
    led_to: tuple[str, int] | None = None  # the place of that one where this visitor was taken last
    led: dict[str, str] = field(default_factory=dict)  # what its page has still to take up of it
    recipe: Recipe | None = None  # that the address asks for, where it names no run that is here
    again_id: str = ""  # of a run that was set up in the place of one that is gone
    presents: bool = False  # large type for a room (presenting.py)
    notes_of_mine: str = field(default="", repr=False)  # names this visit to the window that shows a speaker's notes
    reads_notes_of: str = field(default="", repr=False)  # this visit is such a window, and of whom
    hidden: frozenset[str] = frozenset()  # parts that the link hides (hiding.py)
    hidden_here: frozenset[str] = frozenset()  # and those that the step of a lesson hides
    lesson: str = ""  # that is being played, and which of its beats, from 1
    beat: int = 1
    left_out: tuple[str, ...] = ()  # of what the address asks for, because it means nothing
    network: str = ""
    neuron: int | None = None
    digit: Digit | None = None
    moment: float | None = None  # how many updates the chosen network shall have seen; None: all that it has
    weights: str = CHANGE  # which pictures of the weights are shown: CHANGE or WEIGHTS
    page: str = ""  # that is being looked at, and what its address says besides the choices above
    place: dict[str, str] = field(default_factory=dict)
    predicts: bool = True  # a lesson asks before it shows; ?predict=off in its link shows at once
    looks_by_itself: bool = False  # the page's live parts go on looking at the run while it rests
    late_rate: tuple[float, float] = (0.0, 0.0)  # of the run before, and until when a browser may still say it
    notice: str = ""  # what is to be told, in a sentence or two, until
    notice_until: float = 0.0  # this second of time.monotonic(); 0: it was not shown yet
    drawing: Drawing | None = None
    ink: np.ndarray | None = None  # (h, w) float32 in 0..1: what was drawn or uploaded, before any processing
    opened: Saved | None = None  # a network from a file of the visitor's
    opened_name: str = "The network from your file"
    opened_key: str = ""  # no other file has it
    opened_run: PastRun | None = None  # it is no file's, but that of a kept run
    pictures: tuple[OwnSet, ...] = field(default=(), repr=False)  # of the visitor, the last in use
    pictures_title: str = ""  # the name of their file
    unlabelled: Found | None = field(default=None, repr=False)  # others, that wait for answers
    kept: Collection = field(default_factory=Collection)  # the runs that were trained here, to be compared
    canvas: int = 0  # counts up to clear the canvas
    name: str = field(default_factory=lambda: secrets.token_hex(4))  # tells its own commands from another's

    @property
    def own(self) -> tuple[str, str]:
        """The run that the visitor has come for, and its key: what addresses and the browser's memory hold."""
        return self.aside or (self.run_id, self.key)

    def hides(self, part: str) -> bool:
        """Whether this part of the program is out of sight, by the link or by the lesson."""
        return part in self.hidden or part in self.hidden_here

    def say(self, sentence: str) -> None:
        """To be shown for a while, with whatever else is to be said by then."""
        if sentence not in (notice := self.to_be_said()):
            self.notice, self.notice_until = f"{notice} {sentence}".strip(), 0.0

    def to_be_said(self) -> str:
        """What has to be told now. It stays for a while: a page may be drawn again before anybody has read it."""
        now = time.monotonic()
        if self.notice_until and now > self.notice_until:
            self.notice, self.notice_until = "", 0.0
        return self.notice

    def said(self) -> None:
        """It is on the page now."""
        self.notice_until = self.notice_until or time.monotonic() + READING

    def leave_out(self, *names: str) -> None:
        """These parts of the address mean nothing: one note names all of them."""
        if names:
            self.notice = self.notice.replace(LEFT_OUT.format(", ".join(self.left_out)), "").strip()
            self.left_out += names
            self.say(LEFT_OUT.format(", ".join(self.left_out)))


@st.cache_resource(show_spinner=False)
def lab() -> Lab:
    """The one Lab of this process."""
    made = Lab()
    when_the_server_ends(made.close)
    return made


def session() -> Session:
    """This visitor's session, made at first sight from what the page's address asks for."""
    found: Session | None = st.session_state.get("ten_neurons")  # asked for a hundred times a page: one look, not two
    if found is None:
        found = st.session_state.ten_neurons = _from_address(st.query_params)
    return found


def _from_address(asked: Mapping[str, str]) -> Session:
    """A session with the run, digit, network and neuron of a link; what means nothing is left out, and said."""
    made = Session(run_id=asked.get("run", ""), follows=asked.get("follow") == "1")
    made.presents, made.reads_notes_of = asked.get("present") == "1", asked.get("notes", "")
    if "control" in asked:
        run = lab().controlled_by(asked["control"])
        if run is None:
            made.say("The run that this link steers is not here any more.")
        else:
            made.run_id, made.key = run.id, asked["control"]
    made.recipe, refused = recipe_from(asked)
    made.hidden, unknown = parts_in(asked.get("hide", ""))
    made.leave_out(*refused, *unknown)
    made.lesson, beat = asked.get("lesson", ""), asked.get("beat", "1")
    made.predicts = asked.get("predict", "on") != "off"
    if asked.get("predict", "off") not in ("on", "off"):
        made.leave_out("predict")
    if beat.isascii() and beat.isdecimal() and len(beat) < 4 and int(beat):
        made.beat = int(beat)
    else:
        made.leave_out("beat")
    choose_from(made, asked)
    return made


def choose_from(made: Session, asked: Mapping[str, str]) -> None:
    """Let the session make the choices that all pages share and that an address can say; the others it has not made."""
    made.network, made.neuron, made.moment, made.digit = "", None, None, None
    if asked.get("network", "") in (YOUR_RUN, *shipped()):
        made.network = asked.get("network", "")
    elif asked.get("network") == OPENED:
        made.say("This address asks for a network from a file, and files are not kept: open it again on Train.")
    elif "network" in asked:
        made.say("The network that this address names is not here: choose one.")
    neuron = asked.get("neuron", "")
    if neuron.isdecimal() and len(neuron) < 6:
        made.neuron = int(neuron)
    elif neuron:
        made.say("The neuron that this address names is no number: here is the first.")
    moment = asked.get("moment", "")
    if moment.isdecimal() and len(moment) < 8:
        made.moment = float(moment)
    made.weights = WEIGHTS if asked.get("show") == WEIGHTS else CHANGE
    if "digit" in asked:
        try:
            made.digit = find(lab().mnist, asked["digit"])
        except DigitError as error:
            made.say(f"The address of this page asks for a digit that is not there. {error}")


def chosen_digit() -> Digit:
    """The digit that all pages look at; for who has not chosen, one that makes a good example."""
    return session().digit or of_mnist(lab().mnist, EXAMPLE)
