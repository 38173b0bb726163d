"""The lessons that there are: every .md file in ``shipped``, by its name, the tour first."""

from functools import cache
from pathlib import Path

from pages.lessons.lesson import Lesson
from pages.lessons.reading import KINDS, read_lesson

FOLDER = Path(__file__).parent / "shipped"
TOUR = "first-minutes"


@cache
def lessons() -> dict[str, Lesson]:
    """All lessons by name; read once a process. LessonError where a file is none."""
    found = [read_lesson(path.read_text(encoding="utf-8"), path.stem) for path in sorted(FOLDER.glob("*.md"))]
    return {lesson.name: lesson for lesson in sorted(found, key=lambda lesson: KINDS.index(lesson.kind))}
