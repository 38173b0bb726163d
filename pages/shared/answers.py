"""What pages show and say about an answer: probabilities in, bars and sentences out. No Streamlit here."""

from dataclasses import dataclass

from nn.activations import Array
from nn.explain.evidence import Asked
from pages.shared.theme import Palette
from pages.shared.words import percent, with_article


@dataclass(frozen=True, eq=False)
class Answer:
    """What a network says about one picture: ``probabilities`` (10,), which sum to 1."""

    probabilities: Array

    @property
    def digit(self) -> int:
        return int(self.probabilities.argmax())

    @property
    def runner_up(self) -> int:
        return int(self.probabilities.argsort()[-2])

    def of(self, digit: int) -> str:
        """The digit's probability in words that never claim 0 or 100 percent."""
        return percent(float(self.probabilities[digit]))


def how_sure(answer: Answer) -> str:
    """Two short sentences: how sure the network is of its answer, and what comes second."""
    p = float(answer.probabilities[answer.digit])
    tone = "Sure" if p >= 0.9 else "Fairly sure" if p >= 0.6 else "Not sure" if p >= 0.35 else "Guessing"
    second = float(answer.probabilities[answer.runner_up])
    rest = f"Next comes {answer.runner_up} with {percent(second)}." if second >= 0.001 else "No other reaches 0.1%."
    return f"{tone}: {answer.of(answer.digit)}. {rest}"


def all_ten_in_words(answer: Answer) -> str:
    """The bars for somebody who cannot see them, most likely first."""
    order = answer.probabilities.argsort()[::-1]
    return "Probability of each digit: " + ", ".join(f"{d} {answer.of(int(d))}" for d in order) + "."


def answer_in_short(found: Asked, label: int | None, palette: Palette, spoken: bool) -> str:
    """The answer in large, its probability, whether it is right, and all ten as small columns: a line, as HTML.

    ``label`` is what the digit is, None where nobody has said; ``spoken``: a screen reader tells of every change.
    """
    live = f'class="answer" aria-live="{"polite" if spoken else "off"}"'
    if not found.finite:
        return f"<div {live}><p>No answer: its numbers<br>have overflowed.</p></div>"
    answer = Answer(found.probabilities)
    if label is None:
        mark, why = "", "Nobody has said what this picture is."
    elif label == answer.digit:
        mark, why = f'<span style="color:{palette.positive}">✓ right</span>', "That is right."
    else:
        mark, why = (
            f'<span style="color:{palette.negative}">✗ it is {with_article(label)}</span>',
            f"That is wrong: it is {with_article(label)}.",
        )
    said = f"<p>says <b>{answer.of(answer.digit)}</b><br>{mark or '? unnamed'}</p>"
    return (
        f'<div {live} title="{how_sure(answer)} {why}"><div class="said">{answer.digit}</div>{said}'
        f"{probability_bars(answer, palette)}</div>"
    )


def probability_bars(answer: Answer | None, palette: Palette) -> str:
    """Ten columns on a scale from 0 to 1 that never changes, as HTML; the answer's in full colour. None: no columns.

    Not a Plotly figure: these come in one piece with the answer, and cost a hundredth of the time at every stroke.
    """
    if answer is None:
        places = "".join(f"<div><b>{digit}</b></div>" for digit in range(10))
        return f'<div class="bars" role="img" aria-label="No probabilities: there is nothing to read.">{places}</div>'
    columns = []
    for digit, p in enumerate(answer.probabilities):
        won = digit == answer.digit
        look = f'class="won" style="background:{palette.positive}' if won else f'style="background:{palette.train}'
        percents = f"{p:.0%}" if p >= 0.005 else ""
        columns.append(
            f'<div title="{digit}: {answer.of(digit)}"><span>{percents}</span>'
            f'<i {look};--p:{p:.4f}"></i><b>{digit}</b></div>'
        )
    return f'<div class="bars" role="img" aria-label="{all_ten_in_words(answer)}">{"".join(columns)}</div>'
