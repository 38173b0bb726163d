"""From a file to a lesson, strictly: whatever is wrong in it is said in a sentence, with its line.

A file is Markdown. Its title, what it is about and its kind stand between two ``---``. ``## Heading`` begins a beat,
``name: value`` under it sets the stage, then come the words, and ``> lines`` for who speaks. ``### Question?`` asks,
with ``answer:`` and ``measure:`` under it, and what is said after the answer. docs/lessons.md has a whole example.
"""

import re
from dataclasses import dataclass, field

from pages.lessons.lesson import FALLS, RISES, STAYS, Beat, Kind, Lesson, Question, Stage
from pages.lessons.measures import MEASURES
from pages.lessons.settings import AFTER_A_QUESTION, SettingError, stage_of

KINDS = ("tour", "challenge")
SETTING = re.compile(r"([a-z]+): *(.*)")
MEASURE = re.compile(r"\{(before )?([a-z-]+)\}")
ONE_OF = re.compile(r"one of (\d(?:, *\d)+)")


class LessonError(ValueError):
    """What is wrong with a file: a sentence for each fault, with its line."""

    def __init__(self, faults: list[tuple[int, str]]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(f"Line {line}: {sentence}" for line, sentence in self.faults))


@dataclass
class Section:
    """A heading, the settings right under it with their lines, and the text that follows, line by line."""

    line: int
    heading: str
    settings: dict[str, tuple[int, str]] = field(default_factory=dict)
    text: list[tuple[int, str]] = field(default_factory=list)
    question: "Section | None" = None

    @property
    def said(self) -> dict[str, str]:
        return {name: value for name, (_, value) in self.settings.items()}

    def line_of(self, name: str) -> int:
        return self.settings[name][0] if name in self.settings else self.line


def read_lesson(text: str, name: str) -> Lesson:
    """The lesson in a file's text, under this name. LessonError where it is none."""
    reader = _Reader()
    front, sections = reader.cut(text.splitlines())
    beats = tuple(beat for section in sections if (beat := reader.beat(section)) is not None)
    for wanted in ("title", "about", "kind"):
        if not front.said.get(wanted):
            reader.fault(
                front.line, f"A lesson begins with --- and, below that, its title, about and kind: no {wanted}."
            )
    if front.said.get("kind", KINDS[0]) not in KINDS:
        reader.fault(front.line_of("kind"), f"The kind of a lesson is one of {', '.join(KINDS)}.")
    if not sections:
        reader.fault(1, "A lesson has at least one beat: a line that begins with “## ”.")
    if reader.faults:
        raise LessonError(reader.faults)
    return Lesson(name, front.said["title"], front.said["about"], front.said["kind"], beats)


class _Reader:
    """Reads on after a fault, so that whoever writes a lesson sees all of them at once."""

    def __init__(self) -> None:
        self.faults: list[tuple[int, str]] = []

    def fault(self, line: int, sentence: str) -> None:
        self.faults.append((line, sentence))

    # Into sections ---------------------------------------------------------------------------------------------------

    def cut(self, lines: list[str]) -> tuple[Section, list[Section]]:
        """The front matter, and a section for each beat with its question in it."""
        front, beats = Section(1, ""), list[Section]()
        at = self._front_matter(lines, front)
        here: Section | None = None
        for number, line in enumerate(lines[at:], start=at + 1):
            if line.startswith("## "):
                here = Section(number, line[3:].strip())
                beats.append(here)
            elif line.startswith("### ") and beats:
                here = Section(number, line[4:].strip())
                if beats[-1].question is not None:
                    self.fault(number, "A beat has one question at most.")
                beats[-1].question = here
            elif here is not None:
                self._line_of(here, number, line)
            elif line.strip():
                self.fault(number, "Before the first beat there is nothing but the title, about and kind, between ---.")
        return front, beats

    def _front_matter(self, lines: list[str], front: Section) -> int:
        """Read what stands between the first two ---, and give the number of lines that it takes."""
        if not lines or lines[0].strip() != "---":
            return 0
        for number, line in enumerate(lines[1:], start=2):
            if line.strip() == "---":
                return number
            if line.strip():
                self._setting(front, number, line, ("title", "about", "kind"))
        self.fault(1, "The --- at the top is not closed by another.")
        return len(lines)

    def _line_of(self, here: Section, number: int, line: str) -> None:
        began = here.line + len(here.settings) + 1 < number  # the settings end with the first empty line
        if not began and line.strip() and not here.text:
            self._setting(here, number, line)
        elif line.strip() or here.text:
            here.text.append((number, line))

    def _setting(self, here: Section, number: int, line: str, known: tuple[str, ...] | None = None) -> None:
        found = SETTING.fullmatch(line.strip())
        if found is None:
            self.fault(number, "Here stand settings, a “name: value” in each line, and then an empty line.")
            here.settings[f"line {number}"] = (number, "")
        elif found[1] in here.settings:
            self.fault(number, f"“{found[1]}” is said twice.")
        elif known and found[1] not in known:
            self.fault(number, f"There is no “{found[1]}” here, but {', '.join(known)}.")
        else:
            here.settings[found[1]] = (number, found[2].strip())

    # Into beats ------------------------------------------------------------------------------------------------------

    def beat(self, section: Section) -> Beat | None:
        words = self._words([(n, line) for n, line in section.text if not line.startswith(">")], after=False)
        note = "\n".join(line.removeprefix(">").strip() for _, line in section.text if line.startswith(">"))
        if not words:
            self.fault(section.line, "A beat needs words.")
        stage = self._stage(section, section.said)
        if stage is None:
            return None
        question = self._question(section, section.question) if section.question else None
        return Beat(section.heading, stage, words, note, question)

    def _stage(self, section: Section, said: dict[str, str]) -> Stage | None:
        if any(name.startswith("line ") for name in said):  # which has been said
            return None
        try:
            return stage_of(said)
        except SettingError as error:
            self.fault(section.line_of(error.name), str(error))
            return None

    def _question(self, beat: Section, asked: Section) -> Question | None:
        changes = {name: value for name, value in asked.said.items() if name not in ("answer", "measure")}
        for name in changes:
            if name not in AFTER_A_QUESTION and not name.startswith("line "):
                known = ", ".join(AFTER_A_QUESTION)
                self.fault(asked.line_of(name), f"What an answer may change on the stage is {known}: not {name}.")
                return None
        both = Section(asked.line, asked.heading, beat.settings | asked.settings)
        then = self._stage(both, beat.said | changes)
        kind, options = self._answer(asked)
        measure, words = asked.said.get("measure", ""), self._words(asked.text, after=True)
        if measure not in MEASURES:
            self.fault(asked.line_of("measure"), f"A question needs what to measure: one of {', '.join(MEASURES)}.")
        elif kind is not None and MEASURES[measure][0] is not kind:
            self.fault(asked.line_of("answer"), f"The answer is {kind}, and “{measure}” is {MEASURES[measure][0]}.")
        if not words:
            self.fault(asked.line, "Something has to be said after the answer.")
        if then is None or kind is None:
            return None
        return Question(asked.heading, kind, options, measure, then, words)

    def _answer(self, asked: Section) -> tuple[Kind | None, tuple[str, ...]]:
        """How one answers: the kind, and what there is to choose from."""
        text = asked.said.get("answer", "")
        if text == "percent":
            return Kind.SHARE, ()
        if text == "direction":
            return Kind.CHANGE, (RISES, FALLS, STAYS)
        if found := ONE_OF.fullmatch(text):
            return Kind.DIGIT, tuple(found[1].replace(" ", "").split(","))
        self.fault(asked.line_of("answer"), "An answer is “percent”, “direction”, or “one of 3, 4, 9”, of digits.")
        return None, ()

    def _words(self, lines: list[tuple[int, str]], after: bool) -> str:
        """The text, once all that it wants measured is known; ``after`` an answer, also what was ``before``."""
        for number, line in lines:
            for found in MEASURE.finditer(line):
                if found[2] not in MEASURES:
                    self.fault(number, f"“{found[0]}” is nothing to be measured: {', '.join(MEASURES)} are.")
                elif found[1] and not after:
                    self.fault(number, f"“{found[0]}”: only after an answer there is something before.")
        return "\n".join(line for _, line in lines).strip()
