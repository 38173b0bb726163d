"""From a file to a lesson, strictly: whatever is wrong in it is said in a sentence, with its line.

A file is Markdown. Its title, what it is about and its kind stand between two ``---``. ``## Heading`` begins a beat,
``name: value`` under it sets the stage, then come the words, and ``> lines`` for who speaks. ``### Question?`` asks,
with ``answer:`` and ``measure:`` under it, and what is said after the answer; ``#### Why?`` under that lists reasons,
of which one is right. docs/lessons.md has a whole example.
"""

import re

from pages.lessons.claims import Claim, ClaimError, claim_of
from pages.lessons.lesson import (
    BREAKS,
    FALLS,
    GUESSES,
    LEARNS,
    RISES,
    STAYS,
    Beat,
    Kind,
    Lesson,
    Question,
    Reasons,
    Stage,
)
from pages.lessons.measures import FROM_THE_FIRST, MEASURES, OF_A_RUN
from pages.lessons.recipes import SET
from pages.lessons.sections import FRONT, REASON, Cutter, Section
from pages.lessons.settings import AFTER_A_QUESTION, SettingError, stage_of

KINDS = ("tour", "talk", "challenge")
MEASURE = re.compile(r"\{(before )?([a-z-]+)\}")
ONE_OF = re.compile(r"one of (\d(?:, *\d)+)")


class LessonError(ValueError):
    """What is wrong with a file: a sentence for each fault, with its line."""

    def __init__(self, faults: list[tuple[int, str]]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(f"Line {line}: {sentence}" for line, sentence in self.faults))


def read_lesson(text: str, name: str) -> Lesson:
    """The lesson in a file's text, under this name. LessonError where it is none."""
    reader = _Reader()
    front, sections = reader.cut(text.splitlines())
    beats = tuple(beat for section in sections if (beat := reader.beat(section)) is not None)
    for wanted in FRONT:
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


class _Reader(Cutter):
    """Reads on after a fault, so that whoever writes a lesson sees all of them at once."""

    def beat(self, section: Section) -> Beat | None:
        words = self._words([(n, line) for n, line in section.text if not line.startswith(">")], after=False)
        note = "\n".join(line.removeprefix(">").strip() for _, line in section.text if line.startswith(">"))
        if not words:
            self.fault(section.line, "A beat needs words.")
        stage = self._stage(section, section.said)
        if stage is None:
            return None
        question = self._question(section, section.question) if section.question else None
        beat = Beat(section.heading, stage, words, note, question, self._claims(section, stage, after=False))
        self._check_what_is_known(section, beat)
        return beat

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
            if name not in AFTER_A_QUESTION and not name.startswith(("line ", SET)):
                known = ", ".join([*AFTER_A_QUESTION, "set"])
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
        elif measure in OF_A_RUN and then is not None and not then.trains:
            self.fault(asked.line_of("measure"), f"“{measure}” is measured on a run: say what to set.")
        if not words:
            self.fault(asked.line, "Something has to be said after the answer.")
        if then is None or kind is None:
            return None
        reasons = self._reasons(asked.reasons) if asked.reasons else None
        return Question(
            asked.heading, kind, options, measure, then, words, reasons, self._claims(asked, then, after=True)
        )

    def _answer(self, asked: Section) -> tuple[Kind | None, tuple[str, ...]]:
        """How one answers: the kind, and what there is to choose from."""
        text = asked.said.get("answer", "")
        if text == "percent":
            return Kind.SHARE, ()
        if text == "direction":
            return Kind.CHANGE, (RISES, FALLS, STAYS)
        if text == "ending":
            return Kind.ENDING, (LEARNS, GUESSES, BREAKS)
        if found := ONE_OF.fullmatch(text):
            return Kind.DIGIT, tuple(found[1].replace(" ", "").split(","))
        self.fault(asked.line_of("answer"), "An answer is “percent”, “direction”, “ending”, or “one of 3, 4, 9”.")
        return None, ()

    def _reasons(self, asked: Section) -> Reasons | None:
        """The choice of reasons: a list, one of it marked, and what is said afterwards."""
        found = [REASON.fullmatch(line) for _, line in asked.text]
        options = tuple(reason[2].strip() for reason in found if reason)
        right = [reason[2].strip() for reason in found if reason and reason[1] != " "]
        rest = [line for line, reason in zip(asked.text, found, strict=True) if not reason]
        words = self._words(rest, after=True)
        if len(right) != 1 or len(set(options)) < 2:
            self.fault(asked.line, "Reasons are a list of “- [ ] one”, at least two, the right one marked “- [x]”.")
            return None
        if not words:
            self.fault(asked.line, "Something has to be said after the choice of a reason.")
        return Reasons(asked.heading, options, right[0], words)

    def _claims(self, section: Section, stage: Stage, after: bool) -> tuple[Claim, ...]:
        """What the words lean on, each of something that is measured there; ``after`` an answer, also compared."""
        found = []
        for line, text in section.claims:
            try:
                claim = claim_of(text)
            except ClaimError as error:
                self.fault(line, str(error))
                continue
            if claim.measure not in MEASURES or claim.measure in OF_A_RUN and not stage.trains:
                self.fault(line, f"“{claim.measure}” is nothing that is measured here: {', '.join(MEASURES)} may be.")
            elif claim.compares and not after:
                self.fault(line, f"“{claim.text}”: only after an answer there is something before.")
            found.append(claim)
        return tuple(found)

    def _check_what_is_known(self, section: Section, beat: Beat) -> None:
        """A run that waits for a guess has no end yet to speak of, and nothing was before it."""
        if not beat.asks_about_its_run or section.question is None:
            return
        for number, line in section.text:
            for found in MEASURE.finditer(line):
                if found[2] not in FROM_THE_FIRST:
                    self.fault(number, f"“{found[0]}” is known when the run has ended: say it after the answer.")
        for number, line in section.question.text:
            if any(found[1] for found in MEASURE.finditer(line)):
                self.fault(number, "Before this run there is nothing: it begins when the question is answered.")

    def _words(self, lines: list[tuple[int, str]], after: bool) -> str:
        """The text, once all that it wants measured is known; ``after`` an answer, also what was ``before``."""
        for number, line in lines:
            for found in MEASURE.finditer(line):
                if found[2] not in MEASURES:
                    self.fault(number, f"“{found[0]}” is nothing to be measured: {', '.join(MEASURES)} are.")
                elif found[1] and not after:
                    self.fault(number, f"“{found[0]}”: only after an answer there is something before.")
        return "\n".join(line for _, line in lines).strip()
