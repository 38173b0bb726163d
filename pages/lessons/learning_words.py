"""What "Am I learning?" says. No Streamlit."""

from collections.abc import Sequence

from pages.lessons.forms import QUESTIONS, Item, gain

TITLE = "Am I learning? Eight questions before, eight after"
DONE = {"before": "These are my answers", "after": "These are my answers, after the lessons"}


DOWNLOAD = "Download the answers (CSV)"
NOT_RIGHT = "What was not right the first or the second time:"


def about(taken: int) -> str:
    """What comes now, when so many forms have been answered."""
    if taken == 0:
        return (
            "Answer these before you take a lesson, as well as you can: to guess is fine, nobody sees it. What was "
            "right is told after the second form, when the lessons are behind you."
        )
    if taken == 1:
        return (
            "Take some lessons first. Then answer these: other questions about the same ideas. Your browser remembers "
            "the first ones until then."
        )
    return "Only you see this. It stays in your browser, and the server keeps nothing of it."


def score(when: str, right: int) -> str:
    return f"{when.capitalize()}: **{right} of {QUESTIONS}** right."


def missing(numbers: Sequence[int]) -> str:
    listed = ", ".join(map(str, numbers))
    return f"Question{'s' * (len(numbers) > 1)} {listed} still {'need' if len(numbers) > 1 else 'needs'} an answer."


def gained(before: float, after: float) -> str:
    """What the two scores say together, in Markdown."""
    share = gain(before, after)
    if share is None:
        return "You knew all of it before: there was nothing to be gained here."
    if share < 0:
        return "Fewer than before: with eight questions, chance alone moves the score by one or two."
    little = " With eight questions, one more or less may be chance." if abs(after - before) * QUESTIONS <= 1 else ""
    return f"Of what you did not know before, you know **{share:.0%}** now (the normalised gain).{little}"


def put_right(item: Item) -> str:
    return f"- {item.text} **{item.options[item.right]}**"
