"""The lessons that there are: every .md file in ``shipped``, and in the folder that NN_LESSONS_DIR names, by its name.

Those of the folder are read anew when their file has changed, so whoever writes one sees it at the next click. A
visitor may bring some besides, for themselves (upload.py).
"""

import os
import re
from functools import cache, lru_cache
from pathlib import Path

import streamlit as st

from pages.lessons.lesson import Lesson
from pages.lessons.reading import KINDS, LessonError, read_lesson

FOLDER = Path(__file__).parent / "shipped"
OWN = "NN_LESSONS_DIR"
TOUR = "first-minutes"
ORDER = (  # of the challenges: from one step and its size to what the digits are
    *("one-step", "a-rate-of-ten", "how-fast", "zeros", "no-bend", "two-neurons", "one-more-layer", "a-hundred-digits"),
    *("one-at-a-time", "undivided", "wrong-labels", "one-sum", "without-a-neuron", "shuffled-pixels"),
)
NAME = re.compile(r"[a-z0-9-]{1,40}")
MOST_BYTES = 200_000

OTHER_NAME = "Its name has to be another one, of small letters, figures and hyphens: my-first.md."

also: dict[str, Lesson] = {}  # by name: one that is being checked, for as long as that takes

Faults = tuple[tuple[int, str], ...]


def lessons() -> dict[str, Lesson]:
    """All lessons by name, the shipped ones first, and the tour before all."""
    found = shipped_lessons()
    return found | {lesson.name: lesson for lesson, _ in _own().values() if lesson is not None} | uploaded() | also


def uploaded() -> dict[str, Lesson]:
    """Those that this visitor has brought, by name; nobody else finds them."""
    found: dict[str, Lesson] = st.session_state.setdefault("lessons_uploaded", {})
    return found


def faults() -> dict[str, Faults]:
    """What is wrong with files of the server's own folder, by their names: lines and sentences."""
    return {name: wrong for name, (_, wrong) in _own().items() if wrong}


@cache
def shipped_lessons() -> dict[str, Lesson]:
    """Read once a process. LessonError where a file is none."""
    found = [read_lesson(path.read_text(encoding="utf-8"), path.stem) for path in FOLDER.glob("*.md")]
    return {lesson.name: lesson for lesson in sorted(found, key=_place)}


def _place(lesson: Lesson) -> tuple[int, int, str]:
    """Tour, talk and challenges in this order, and each kind as ORDER has it; what is not in there comes last."""
    where = ORDER.index(lesson.name) if lesson.name in ORDER else len(ORDER)
    return KINDS.index(lesson.kind), where, lesson.name


def _own() -> dict[str, tuple[Lesson | None, Faults]]:
    """What is in the server's own folder, by the names of the files: a lesson, or what is wrong."""
    folder = os.environ.get(OWN)
    found: dict[str, tuple[Lesson | None, Faults]] = {}
    for path in sorted(Path(folder).glob("*.md")) if folder else []:
        try:
            found[path.name] = _read(path, path.stat().st_mtime_ns)
        except OSError:
            found[path.name] = (None, ((1, "This file cannot be read."),))
    return found


@lru_cache(maxsize=256)
def _read(path: Path, changed: int) -> tuple[Lesson | None, Faults]:
    """The lesson of a file as it was when it was ``changed`` last."""
    with path.open("rb") as file:
        return read_bytes(path.stem, file.read(MOST_BYTES + 1))


def read_bytes(name: str, content: bytes) -> tuple[Lesson | None, Faults]:
    """The lesson that a file of this name, without its ending, holds; or what is wrong with it."""
    if not NAME.fullmatch(name) or name in shipped_lessons():
        return None, ((1, OTHER_NAME),)
    if len(content) > MOST_BYTES:
        return None, ((1, f"It is too long for a lesson: {MOST_BYTES:,} bytes at most."),)
    try:
        return read_lesson(content.decode("utf-8"), name), ()
    except UnicodeDecodeError:
        return None, ((1, "This is no text in UTF-8."),)
    except LessonError as error:
        return None, tuple(error.faults)
