"""How the learning rate changes over a run: a factor between 0 and 1 on the recipe's rate, sorted by complexity.

Big steps find the valley, small ones its floor. ``progress`` runs from 0 at the first step to 1 at the end.

Next: recipe.py, which holds every setting of a run.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi


@dataclass(frozen=True)
class Schedule:
    """A factor on the learning rate as a function of progress (0..1), with one plain sentence."""

    name: str
    factor: Callable[[float], float]
    purpose: str


STEPS, DROP = 3, 0.3
WARM = 0.05
CYCLE, LOW = 0.9, 0.1


def constant(progress: float) -> float:
    return 1.0


def step(progress: float) -> float:
    """Multiplied by 0.3 after each third of the run."""
    return float(DROP ** min(int(progress * STEPS), STEPS - 1))


def cosine(progress: float) -> float:
    """Half a cosine wave from 1 down to 0. Loshchilov and Hutter, 2017, arXiv:1608.03983."""
    return (1 + cos(pi * min(progress, 1.0))) / 2


def warm_up(progress: float) -> float:
    """From 0 to 1 over the first twentieth of the run, then cosine. Goyal et al., 2017, arXiv:1706.02677."""
    return (progress + 1e-3) / (WARM + 1e-3) if progress < WARM else cosine((progress - WARM) / (1 - WARM))


def one_cycle(progress: float) -> float:
    """From 0.1 up to 1 and down again, in straight lines; the last tenth falls to 0. Smith, 2018, arXiv:1803.09820."""
    if progress < CYCLE:
        return 1 - (1 - LOW) * abs(2 * progress / CYCLE - 1)
    return LOW * max(1 - progress, 0.0) / (1 - CYCLE)


SCHEDULES: dict[str, Schedule] = {
    s.name: s
    for s in (
        Schedule("constant", constant, "The same rate from start to end."),
        Schedule("step", step, "A third of the way, and again at two thirds, the rate drops to 0.3 of what it was."),
        Schedule("cosine", cosine, "Falls smoothly to zero, so that the end of the run settles."),
        Schedule("warm-up", warm_up, "Starts from zero for the first twentieth, then cosine: kind to big rates."),
        Schedule(
            "one-cycle",
            one_cycle,
            "Rises for nearly half of the run and falls as long, then to zero: the top may be high.",
        ),
    )
}
