"""A lesson's file cut into its parts, line by line: the front matter, and a section for each beat, with its question.

What the parts mean is reading.py's matter. Cutting goes on after a fault, so that all of them are found at once.
"""

import re
from dataclasses import dataclass, field

from pages.lessons.recipes import changes_in

SETTING = re.compile(r"([a-z]+): *(.*)")
REASON = re.compile(r"- \[([ xX])\] +(.+)")
CLAIM = "claim "  # begins the name under which a claim stands among the settings
FRONT = ("title", "about", "kind")


@dataclass
class Section:
    """A heading, the settings right under it with their lines, and the text that follows, line by line."""

    line: int
    heading: str
    settings: dict[str, tuple[int, str]] = field(default_factory=dict)
    text: list[tuple[int, str]] = field(default_factory=list)
    began: bool = False  # the text has: what follows is no setting any more
    question: "Section | None" = None
    reasons: "Section | None" = None

    @property
    def said(self) -> dict[str, str]:
        return {name: value for name, (_, value) in self.settings.items() if not name.startswith(CLAIM)}

    @property
    def claims(self) -> list[tuple[int, str]]:
        return [(line, value) for name, (line, value) in self.settings.items() if name.startswith(CLAIM)]

    def line_of(self, name: str) -> int:
        return self.settings[name][0] if name in self.settings else self.line


class Cutter:
    """Notes what is wrong in ``faults``, each with its line."""

    def __init__(self) -> None:
        self.faults: list[tuple[int, str]] = []

    def fault(self, line: int, sentence: str) -> None:
        self.faults.append((line, sentence))

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
            elif line.startswith("#### ") and beats and beats[-1].question:
                here = Section(number, line[5:].strip())
                if beats[-1].question.reasons is not None:
                    self.fault(number, "A question has one choice of reasons at most.")
                beats[-1].question.reasons = here
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
                self._setting(front, number, line, FRONT)
        self.fault(1, "The --- at the top is not closed by another.")
        return len(lines)

    def _line_of(self, here: Section, number: int, line: str) -> None:
        if not here.began and line.strip() and not REASON.fullmatch(line):
            self._setting(here, number, line)
        elif line.strip() or here.text:
            here.text.append((number, line))
        here.began = here.began or not line.strip() or bool(here.text)  # the settings end with the first empty line

    def _setting(self, here: Section, number: int, line: str, known: tuple[str, ...] | None = None) -> None:
        found = SETTING.fullmatch(line.strip())
        if found is None:
            self.fault(number, "Here stand settings, a “name: value” in each line, and then an empty line.")
            here.settings[f"line {number}"] = (number, "")
        elif found[1] in here.settings:
            self.fault(number, f"“{found[1]}” is said twice.")
        elif known and found[1] not in known:
            self.fault(number, f"There is no “{found[1]}” here, but {', '.join(known)}.")
        elif found[1] == "set":
            for name, value in changes_in(found[2]):
                if name in here.settings:
                    self.fault(number, f"“{name}” is said twice.")
                here.settings[name] = (number, value)
        else:
            name = f"{CLAIM}{number}" if found[1] == "claim" else found[1]
            here.settings[name] = (number, found[2].strip())
