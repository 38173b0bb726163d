"""What a visitor has brought: the file being read, what waits to be mended, and the sets that came of it.

The sets themselves are in the session, where other pages find them; here is the way there.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import streamlit as st

from nn.lab.company import hash_of
from nn.lab.intake import Intake
from nn.lab.limits import LimitReached
from nn.owndata.found import Found, OwnDataError
from nn.owndata.own_set import own_set, renamed
from nn.owndata.repairs import repaired
from pages.shared.live import Took, out_of_turn
from pages.shared.session import lab, session

T = TypeVar("T")
MOST_FILES = 2  # at a time: pictures, and their labels


@dataclass
class Own:
    """One visitor's. ``waiting`` has faults; ``found`` is the set in use as it came out of its file."""

    intake: Intake | None = None
    waiting: Found | None = None
    found: Found | None = None
    problem: str = ""
    uploads: int = 0  # counts up to empty the field, and with it the browser's and the server's copy of the file
    waiting_title: str = ""
    unlabelled_title: str = ""
    took: Took = field(default_factory=Took)  # how long a look takes
    known: dict[str, tuple[Hashable, Any]] = field(default_factory=dict)

    def take(self, files: list[Any]) -> None:
        """Begin to read these files."""
        self.forget_what_waits()
        self.uploads += 1
        if not files:
            return
        title = files[0].name if len(files) == 1 else f"{files[0].name} and {files[1].name}"
        if len(files) > MOST_FILES:
            self.waiting_title, self.problem = title, "One file is read at a time, or two of IDX."
            return
        intake = Intake(files, title, hash_of(session().name))
        try:
            lab().start_series(intake)
            self.intake = intake
        except LimitReached as limit:
            self.waiting_title, self.problem = title, str(limit)

    def look(self) -> None:
        """Take up what the reading has come to."""
        intake = self.intake
        if intake is None or intake.wants_work:
            return
        self.intake, self.waiting_title, self.problem = None, intake.title, intake.problem
        if intake.found is not None:
            self.settle(intake.found)

    def settle(self, found: Found) -> None:
        """Without a fault it is a set; otherwise it waits."""
        self.waiting = found if found.faults else None
        if not found.faults:
            self._accept(found)

    def mend(self, *names: str) -> None:
        """One click: these repairs."""
        found = self.waiting
        for name in names if found is not None else ():
            found = repaired(found, name)  # type: ignore[arg-type]
        if found is not None:
            self._try(lambda: self.settle(found))

    def leave(self, name: str) -> None:
        """The visitor says that this is no fault."""
        if self.waiting is not None:
            faults = tuple(fault for fault in self.waiting.faults if fault.repair != name)
            self.settle(replace(self.waiting, faults=faults))

    def rename(self, names: tuple[str, ...]) -> None:
        if self.found is not None and names != self.found.classes:
            found = self.found
            self._try(lambda: self._accept(renamed(found, names)))

    def forget_what_waits(self) -> None:
        self.waiting, self.problem, self.waiting_title = None, "", ""

    def stop(self) -> None:
        if self.intake is not None:
            self.intake.stop()
        self.intake = None

    def forget_all(self) -> None:
        """Nothing of the visitor's pictures stays; networks that learned from them do."""
        now = session()
        self.stop()
        self.forget_what_waits()
        self.found, now.pictures, now.unlabelled, self.known = None, (), None, {}

    def _accept(self, found: Found) -> None:
        self._try(lambda: self._hold(found))

    def _hold(self, found: Found) -> None:
        now = session()
        if found.labels is None:
            beside = now.pictures[-1].size if now.pictures else 0
            now.unlabelled, self.unlabelled_title = lab().welcome_set(found, beside), self.waiting_title
        else:
            beside = now.unlabelled.size if now.unlabelled is not None else 0
            own = lab().welcome_set(own_set(found), beside)
            same = [old for old in now.pictures if old.pixels is found.pixels]  # under other names
            now.pictures, self.found = (*same, own), found
            now.pictures_title = self.waiting_title or now.pictures_title
        self.forget_what_waits()

    def _try(self, do: Callable[[], object]) -> None:
        try:
            do()
        except (OwnDataError, LimitReached) as error:
            self.problem = str(error)

    def kept(self, what: str, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives, computed only when ``key`` is another one than last time."""
        if what not in self.known or self.known[what][0] != key:
            with out_of_turn():
                made = make()
            self.known[what] = (key, made)
        result: T = self.known[what][1]
        return result


def own() -> Own:
    """This visitor's, up to date."""
    found: Own = st.session_state.setdefault("own_pictures", Own())
    found.look()
    return found
