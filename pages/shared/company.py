"""Several at one run: those who watch it, and other tabs that steer it.

They look every second or two whether something has happened that was not their own doing: a command, a new network,
another page that is to be followed. While nothing has, nothing is drawn. Who is alone at a run does not look.
"""

import threading
from weakref import WeakSet

import streamlit as st
from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from nn.lab.run import Run
from pages.shared.live import in_turn
from pages.shared.session import Session, lab, session
from pages.shared.steering import current_run, steers, watches

SOONEST = 1.0  # seconds between two looks


class Visits:
    """The sessions of this process: by them it is known whether a run is steered from several tabs."""

    def __init__(self) -> None:
        self._sessions: WeakSet[Session] = WeakSet()
        self._lock = threading.Lock()

    def add(self, visitor: Session) -> None:
        with self._lock:
            self._sessions.add(visitor)

    def others_with_key_of(self, visitor: Session) -> bool:
        """Whether another session that is still open has the same key."""
        with self._lock:
            others = [other for other in self._sessions if other is not visitor and other.key == visitor.key]
        return any(_is_open(other) for other in others)

    def runs_in_view(self) -> list[str]:
        """The id of the run of each page that is open, and of one that was set aside there."""
        with self._lock:
            known = [visitor for visitor in self._sessions if _is_open(visitor)]
        return [v.run_id for v in known] + [v.aside[0] for v in known if v.aside is not None]

    def open(self) -> int:
        """How many visitors have the program open now."""
        with self._lock:
            return sum(_is_open(visitor) for visitor in self._sessions)


def _is_open(visitor: Session) -> bool:
    return not Runtime.exists() or bool(Runtime.instance().is_active_session(visitor.visit))


@st.cache_resource(show_spinner=False)
def visits() -> Visits:
    made = Visits()
    lab().in_view = made.runs_in_view  # so that no run pauses while its visitor reads a page that does not ask it
    return made


def arrive() -> None:
    """This visitor is here. Called once, before a page is drawn."""
    context = get_script_run_ctx()
    session().visit = context.session_id if context else ""
    visits().add(session())


def keep_company() -> None:
    """Look again and again what the others do. Called once, after a page is drawn."""
    run, now = current_run(), session()
    company = visits().others_with_key_of(now) or now.key_shown or not steers(run)
    _say_what_another_tab_did(run)
    if not company:
        return
    seen = _so_far()

    @st.fragment(run_every=seconds_between_looks())
    @in_turn
    def look() -> None:
        if _so_far() != seen:
            st.rerun()

    look()


def seconds_between_looks() -> float:
    """How long who has company waits between two looks at what the others do."""
    return max(SOONEST, 1.5 * lab().refresh_seconds())


def looks_by_itself(run: Run) -> bool:
    """To be asked by a page whose parts can look at the run for ever, also while it rests: whether they shall.

    They shall before an audience. Its pages need not be drawn anew then at each command: two hundred of them drawn when
    somebody presses Train would keep the training itself waiting.
    """
    session().looks_by_itself = watches(run)
    return session().looks_by_itself


def _so_far() -> tuple[object, ...]:
    """What moves when somebody does something that this visitor is to see, and that the page does not see by itself."""
    run, now = current_run(), session()
    asked = lab().find(now.run_id) or run  # for who follows, a lesson's run may stand in its place
    place = asked.place.number if now.follows else 0
    done = run.recipe if now.looks_by_itself else run.noted.number
    return run.id, done, place, lab().newest(asked).id


def _say_what_another_tab_did(run: Run) -> None:
    known, session().noted = session().noted, (run.id, run.noted.number)
    news = known is not None and known != session().noted
    if news and run.noted.number and run.noted.by != session().name and steers(run):
        st.toast(f"Another tab {run.noted.what}.", icon=":material/tab:", duration="long")
