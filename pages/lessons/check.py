"""A lesson checked before anybody else sees it: its file is read, and all its beats are played over the real pages.

The pages run in this process, as Streamlit's own test harness runs them, without a browser: what they would show is
there, how it looks is not. Runs train for real.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.testing.v1 import AppTest

from nn.lab.view import View
from pages.lessons import shelf, words
from pages.lessons.lesson import Beat, Lesson, Question, Stage
from pages.lessons.measured import NOT_YET, scene_of, scene_of_run
from pages.lessons.measures import MEASURES, as_option
from pages.lessons.reading import LessonError, read_lesson
from pages.lessons.settings import PARTS
from pages.shared.experiment import Experiment
from pages.shared.session import Session, lab

APP = Path(__file__).parents[2] / "app.py"
PATIENCE = 300  # seconds that a run may take to its end
SOON = 1.0  # second within which a beat should stand there


def check(path: Path, say: Callable[[str], None]) -> bool:
    """Whether the file is a lesson and can be played from its beginning to its end; each finding is said in a line."""
    try:
        text = path.read_text(encoding="utf-8")
        lesson = read_lesson(text, path.stem)
    except (OSError, UnicodeDecodeError):
        say(f"{path}: This file cannot be read as text.")
        return False
    except LessonError as error:
        for line, sentence in error.faults:
            say(f"{path}:{line}: {sentence}")
        return False
    if not shelf.NAME.fullmatch(path.stem):
        say(f"{path}: {shelf.OTHER_NAME}")
        return False
    faults = 0
    for played in play(lesson):
        slow = "" if played.seconds <= SOON else ", slow"
        say(f"{played.what:<60} {played.seconds:5.1f} s{slow}")
        for fault in played.faults:
            say(f"  {fault}")
        faults += len(played.faults)
    outcome = f"{faults} to be mended." if faults else "Nothing is missing."
    say(f"{lesson.title}: {words.length(lesson)}. {outcome}")
    return not faults


@dataclass
class Played:
    """A beat or a question as it went: the seconds until the page stood there, and what is wrong."""

    what: str
    seconds: float
    faults: list[str] = field(default_factory=list)


def play(lesson: Lesson) -> Iterator[Played]:
    """All beats in their order, each with its question, guessed and told."""
    shelf.also[lesson.name] = lesson
    try:
        AppTest.from_file(str(APP), default_timeout=PATIENCE).run()  # what only the first page of all has to wait for
        app = AppTest.from_file(str(APP), default_timeout=PATIENCE)
        app.query_params["lesson"] = lesson.name
        yield from _Player(app, lesson).play()
    finally:
        del shelf.also[lesson.name]


class _Player:
    """Sits at the pages and presses what a visitor would press."""

    def __init__(self, app: AppTest, lesson: Lesson) -> None:
        self.app, self.lesson = app, lesson

    def play(self) -> Iterator[Played]:
        for number, beat in enumerate(self.lesson.beats, start=1):
            played = self._look(f"{number} {beat.title}", "lesson_next" if number > 1 else "")
            if self.app.exception:
                yield played
                return
            played.faults += self._not_as_planned(beat)
            yield played
            if beat.question is not None:
                yield from self._ask(number, beat.question)

    def _look(self, what: str, press: str = "") -> Played:
        """Press a button, if one is named, and see how long the page takes and whether it breaks."""
        began = time.perf_counter()
        if press:
            self.app.button(key=press).click()
        self.app.run()
        seconds = time.perf_counter() - began
        faults = [f"The page breaks: {error.message}" for error in self.app.exception]
        return Played(what, seconds, faults)

    def _ask(self, number: int, question: Question) -> Iterator[Played]:
        """Guess something, wait for the truth, and say why."""
        key = f"lesson_guess_{self.lesson.name}_{number}"
        if question.options:
            self.app.button_group(key=key).set_value(question.options[0])
        else:
            self.app.number_input(key=key).set_value(50.0)
        self.app.run()
        played = self._look(f"{number} {question.text}", "lesson_see")
        if not played.faults:
            played.faults += self._not_told(question)
        yield played
        if question.reasons is not None and not played.faults:
            self.app.radio(key=f"lesson_why_{self.lesson.name}_{number}").set_value(question.reasons.right).run()
            yield self._look(f"{number} {question.reasons.text}", "lesson_see_why")

    def _not_as_planned(self, beat: Beat) -> Iterator[str]:
        """What of the beat is not on the page."""
        now: Session = self.app.session_state.ten_neurons
        stage = beat.stage
        if (now.page or "train") != stage.page:
            yield f"It should be on the page {stage.page}."
        called = PARTS[stage.page].called
        if called and now.place.get(called, stage.part) != stage.part:
            yield f"The page shows the {called} {now.place[called]}, and should show {stage.part}."
        if not beat.asks_about_its_run:
            yield from self._unfinished(stage)

    def _not_told(self, question: Question) -> Iterator[str]:
        """What of the answer is missing, once the run that gives it, if there is one, has ended."""
        yield from self._unfinished(question.then)
        found = self._truth(question)
        if question.options and found not in question.options:
            yield f"What is measured, {found or 'nothing'}, is not among what one can choose from."
        said = " ".join(str(element.value) for element in self.app.markdown)
        if "You said" not in said or NOT_YET in said:
            yield "The answer, or a figure in it, is not told."

    def _truth(self, question: Question) -> str:
        """The option that is true, of a shipped network or of the run at hand."""
        then = question.then
        measure = MEASURES[question.measure][1]
        if then.train:
            return ""  # a percentage: every one can be said
        return as_option(question.kind, measure(scene_of_run(then, self._run()) if then.recipe else scene_of(then)))

    def _unfinished(self, stage: Stage) -> Iterator[str]:
        """Wait for the end of what trains, and look again; a fault if it does not come."""
        if not stage.trains:
            return
        until = time.monotonic() + PATIENCE
        while self._works(stage) and time.monotonic() < until:
            time.sleep(0.02)
        if self._works(stage):
            yield f"The run has not ended after {PATIENCE} seconds."
        self.app.run()

    def _works(self, stage: Stage) -> bool:
        """Whether something still trains there."""
        if stage.train:
            experiment: Experiment = self.app.session_state.workbench_experiment
            return not experiment.finished
        return not self._run().over

    def _run(self) -> View:
        run = lab().find(self.app.session_state.ten_neurons.run_id)
        assert run is not None, "a page shows one"
        return run.view()
