"""What a visitor watches: which moment of which run, the digit that is pinned, and what is known about them by now."""

from dataclasses import dataclass, field
from math import isfinite

import streamlit as st

from nn.compare.past import PastRun
from nn.explain.digits import Digit
from nn.explain.film import DigitHistory, Film, Questions, history_of, questions, scale
from nn.lab.run import Run
from nn.lab.shipped import ShippedRun, with_film
from nn.recipe import Recipe
from pages.film.transport import Wanted
from pages.shared.choosers import your_run_or
from pages.shared.live import Took
from pages.shared.networks import network_names, run_of
from pages.shared.session import OPENED, YOUR_RUN, chosen_digit, lab, session
from pages.shared.steering import current_run


@dataclass
class Cinema:
    """One visitor's. ``history`` and ``limit`` are kept so that a moment costs no more than what is new in it."""

    run_id: str = ""
    wanted: Wanted = Wanted(None, 1.0, 0)
    pinned: Digit | None = None
    history: tuple[str, DigitHistory] | None = None  # the digit's name, and what all frames say about it
    limits: dict[bool, tuple[int, float]] = field(default_factory=dict)  # for W1 and its change: see limit_of
    took: Took = field(default_factory=Took)
    led_to: tuple[str, int] | None = None  # the place where this visitor was taken last, following

    @property
    def digit(self) -> Digit:
        """The one that the film follows: pinned here, or chosen for all pages."""
        return self.pinned or chosen_digit()

    def turn_to(self, run_id: str) -> None:
        """Watch this run. Another one than before is shown from its end; the pin stays."""
        if self.run_id == run_id:
            return
        at = session().moment if not self.run_id else None
        self.run_id, self.history, self.limits = run_id, None, {}
        self.wanted = Wanted(at, self.wanted.speed, self.wanted.asked)

    def go_along(self, led_to: tuple[str, int] | None) -> None:
        """Show the moment that the one who is followed is at, each time that this visitor is taken along."""
        if led_to != self.led_to:
            self.led_to, self.wanted = led_to, Wanted(session().moment, self.wanted.speed, self.wanted.asked)

    def limit_of(self, film: Film, change: bool) -> float:
        """The end of W1's scale, or of its change's: one for the whole film. While that grows, the scale only grows."""
        last, (known, limit) = int(film.iterations[-1]), self.limits.get(change, (-1, 0.0))
        if known != last:
            limit = max(scale(film, change=change), limit)
            self.limits[change] = (last, limit)
        return limit

    def history_of(self, film: Film, digit: Digit) -> DigitHistory:
        """What every frame says about a digit; only frames that are new are asked."""
        known = self.history[1] if self.history and self.history[0] == digit.name else None
        if known is None or len(known.places) != len(film) or (known.places != film.places).any():
            known = history_of(film, digit.X, known)
            self.history = (digit.name, known)
        return known


def cinema() -> Cinema:
    """This visitor's, turned to the film that is on show, at the moment that all pages look at."""
    if "film_cinema" not in st.session_state:
        if session().led_to is None and (at := _frame_of_address()) is not None:
            session().moment = at  # unless this visitor was taken to another moment
        st.session_state.film_cinema = Cinema()
    found: Cinema = st.session_state.film_cinema
    found.turn_to(source().id)
    found.go_along(session().led_to)
    return found


def films() -> list[str]:
    """Whose films there are: the visitor's run, a kept one that is asked on all pages, the shipped ones. Those that are
    not about digits are left out.
    """
    kept = session().opened_run
    there = [YOUR_RUN, *[OPENED] * (kept is not None and kept.kept.film is not None), *with_film()]
    return [name for name in there if name in network_names()]


def on_show() -> str:
    """Whose film: the network that is chosen for all pages if it has one, else the visitor's run once it has begun."""
    if session().network in films():
        return session().network
    return your_run_or(lambda: with_film()[0])


def source() -> Run | ShippedRun | PastRun:
    """The run that was filmed."""
    return run_of(on_show()) or current_run()


def _frame_of_address() -> float | None:
    try:
        place = float(st.query_params.get("frame", ""))
    except ValueError:
        return None
    return place if isfinite(place) else None


# What the visitor does -----------------------------------------------------------------------------------------------


def move(wanted: Wanted) -> None:
    """All pages look at this moment from now on; at the end of the film, at whatever the network is."""
    cinema().wanted = wanted
    session().moment = wanted.at


def pin() -> None:
    cinema().pinned = chosen_digit()


def unpin() -> None:
    cinema().pinned = None


# What all frames are asked -------------------------------------------------------------------------------------------


def questions_of(recipe: Recipe, parameters: int) -> Questions:
    """The held-out digits of this recipe's draw, as many as a network of this size answers in a moment."""
    draw = (recipe.seed, recipe.train_examples, recipe.validation_examples, recipe.test_examples, bool(recipe.pictures))
    return _shared_questions(draw, parameters, recipe)


@st.cache_resource(max_entries=16, show_spinner=False)
def _shared_questions(draw: tuple[int, ...], parameters: int, _recipe: Recipe) -> Questions:
    """Kept once for everybody whose run drew the same digits."""
    recipe = _recipe if _recipe.pictures is None else Recipe(train_examples=1, test_examples=0)  # official test digits
    return questions(lab().mnist.split(recipe, keep_floats=False), parameters)
