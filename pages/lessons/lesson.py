"""What a lesson is: beats one after the other, each with what to show, its words, and perhaps a question.

Nothing here is code or a measured number. What to show is said in the words of the pages' addresses, and the answer to
a question by the name of what to measure (measures.py). Next: reading.py, which makes a lesson of a file.
"""

from dataclasses import dataclass
from enum import StrEnum

from nn.recipe import Recipe
from pages.lessons.claims import Claim

RISES, FALLS, STAYS = "It rises", "It falls", "It stays as it is"
LEARNS, GUESSES, BREAKS = "It learns", "It only ever guesses", "It breaks down"


class Kind(StrEnum):
    """What a measured value is, and so how one can ask for it."""

    DIGIT = "a digit"
    SHARE = "a percentage"
    CHANGE = "a direction"
    ENDING = "an ending"
    COUNT = "a number that no question asks for"


@dataclass(frozen=True)
class Stage:
    """What stands on the stage, as an address says it: ``part`` is the page's own parameter (``PARTS``).

    ``off`` is a neuron of layer 1 that is switched off on the workbench. The network is a shipped one, so nothing waits
    for a training, and ``moment`` is one of its film. Or something trains for real: on Train, a run of this ``recipe``;
    on the workbench, the two networks on plain and on shuffled pixels, where ``train`` says so.

    ``hide`` are parts of the program that are out of sight meanwhile (pages/shared/hiding.py), and ``point`` is what is
    framed (pointing.py).
    """

    page: str
    network: str = "blog"
    digit: str = "6"
    neuron: int | None = None
    moment: int | None = None
    off: int | None = None
    show: str = "change"
    part: str = ""
    recipe: Recipe | None = None
    train: bool = False
    hide: frozenset[str] = frozenset()
    point: str = ""

    @property
    def trains(self) -> bool:
        """Whether it takes a while until there is something to measure."""
        return self.train or self.recipe is not None


@dataclass(frozen=True)
class Reasons:
    """Asked when the answer is known: why is it so? One of ``options`` is ``right``; ``words`` follow the choice."""

    text: str
    options: tuple[str, ...]
    right: str
    words: str


@dataclass(frozen=True)
class Question:
    """Asked before it is shown. Once answered, the stage is ``then``, and ``measure`` is measured on it.

    ``options`` is what one chooses from; empty where a percentage is asked for. ``words`` follow the answer, and lean
    on what the ``claims`` say.
    """

    text: str
    kind: Kind
    options: tuple[str, ...]
    measure: str
    then: Stage
    words: str
    reasons: Reasons | None = None
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True)
class Beat:
    """One thing that is shown and said; ``note`` is for who speaks."""

    title: str
    stage: Stage
    words: str
    note: str = ""
    question: Question | None = None
    claims: tuple[Claim, ...] = ()

    @property
    def asks_about_its_run(self) -> bool:
        """Whether the question is about the very run on the stage, which then has to wait for the guess."""
        recipe = self.stage.recipe
        return recipe is not None and self.question is not None and self.question.then.recipe == recipe


@dataclass(frozen=True)
class Lesson:
    """``name`` is what the address calls it; ``about`` says in a line what it is for."""

    name: str
    title: str
    about: str
    kind: str
    beats: tuple[Beat, ...]

    def beat(self, number: int) -> Beat:
        """The beat of this number, counted from 1."""
        return self.beats[number - 1]
