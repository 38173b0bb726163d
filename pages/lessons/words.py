"""What the player says around a lesson's own words."""

from collections.abc import Iterable

from nn.lab.view import Status
from pages.lessons.lesson import Kind, Lesson, Question, Reasons
from pages.lessons.measures import Measured
from pages.shared.words import as_text

OFFER = "New here? **First minutes** shows in two minutes what this is and how it learns."
TAKE_IT, NOT_NOW = "Show me", "Not now"
LEAVE_HELP = "The page stays as it is, with your own run. Lessons, under Learn, leads back to this place."
KEYS_HELP = "Next and back also by keys: page down and page up, and the arrows where the page does not use them."
RETURN = "Return to this step"
SHOW = "Show it"
SEE, GUESS_FIRST = "See what it does", "First say what you expect."
SEE_WHY, CHOOSE_FIRST = "See why", "First choose a reason."
NOTHING_TO_SEE = (
    "The run that would show it was stopped or changed on its way, or could not begin: press **Ask me again**."
)
NOTES_WINDOW = "Open the notes in a window of their own"
NOTES_TITLE = "Speaker’s notes"
NOTHING_PLAYS = (
    "No lesson is being played. As soon as one is, in the window that this one was opened from, its notes are here."
)
NO_NOTE = "*No note for this step.*"
IT_ASKS, COMES_NEXT, THE_END = "It asks:", "Next:", "the end"
CLOSE = 5  # percentage points; who is no further off was right enough
LESSONS_LEAD = (
    "A lesson takes you through the pages and says what there is to see. Whatever you click meanwhile, the next step "
    "brings back what it is about. Every figure in it is measured while you look."
)


ABOUT_UPLOAD = (
    "Write one in ten minutes: docs/lessons.md says how, with a whole example. Here you try it; it is yours alone and "
    "gone with this session. For everybody, it goes into the folder that the server's NN_LESSONS_DIR names."
)


def is_there(lesson: Lesson) -> str:
    return f"**{as_text(lesson.title)}** is among the lessons now: {length(lesson)}."


def where(lesson: Lesson, beat: int) -> str:
    return f"{beat} of {len(lesson.beats)}"


def length(lesson: Lesson) -> str:
    asked = sum(beat.question is not None for beat in lesson.beats)
    questions = f", {asked} question{'s' * (asked != 1)}" if asked else ""
    steps = len(lesson.beats)
    return f"{steps} step{'s' * (steps != 1)}{questions}"


def faulty(name: str, wrong: Iterable[tuple[int, str]]) -> str:
    """What is wrong with a file of the server's own folder, in Markdown."""
    return f"**{as_text(name)}** is no lesson yet:\n" + "".join(f"\n- Line {n}: {as_text(s)}" for n, s in wrong)


def verdict(question: Question, guess: str | float, found: Measured, true: str) -> str:
    """The guess and the truth, in Markdown."""
    if question.kind is Kind.SHARE:
        return _of_a_share(float(guess), found)
    said = f"**You said {_in_a_sentence(guess)}"
    if guess == true:
        return f"{said}, and that is right.**" + _amount(question, found)
    return f"{said}. {_truth(question, true)}**" + _amount(question, found)


def your_guess(percent: float) -> str:
    return f"your guess: {percent:g}%"


def it_is(found: Measured) -> str:
    return f"it is {found.said}"


AWAITED = "It trains now: watch it below, and when it has ended, you read here what is so."


def awaited(question: Question, guess: str | float) -> str:
    """Between the guess and the truth, while a run trains that will tell."""
    said = f"{guess:g}%" if isinstance(guess, float | int) else _in_a_sentence(guess)
    return f"**You said {said}.** {AWAITED}"


def reason_verdict(reasons: Reasons, chosen: str) -> str:
    if chosen == reasons.right:
        return f"You said: “{chosen}” **That is the reason.**"
    return f"You said: “{chosen}” **The better reason: “{reasons.right}”**"


def own_run_waits(status: Status) -> str:
    does = "goes on meanwhile" if status is Status.RUNNING else "waits as it is"
    return f"This run is the lesson's. Your own {does}, and is yours again when you leave the lesson or finish it."


def _of_a_share(guess: float, found: Measured) -> str:
    off = round(guess - 100 * found.value, 1)
    if abs(off) <= CLOSE:
        return f"**You said {guess:g}%, and it is {found.said}: well guessed.**"
    return f"**You said {guess:g}%. It is {found.said}:** {abs(off):.1f} points too {'high' if off > 0 else 'low'}."


def _in_a_sentence(guess: str | float) -> str:
    text = str(guess)
    return f"that {text[0].lower()}{text[1:]}" if text[:2] == "It" else text


def _truth(question: Question, true: str) -> str:
    return f"{true}." if question.kind in (Kind.CHANGE, Kind.ENDING) else f"It is {true}."


def _amount(question: Question, found: Measured) -> str:
    return f" It changes by {found.said}." if question.kind is Kind.CHANGE and found.value else ""
