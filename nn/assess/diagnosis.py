"""What is wrong with a training, if anything: all rules in the order of their weight.

A cause comes before what follows from it: pixels that nobody divided end in dead neurons and a loss that diverges, and
who divides them needs no smaller learning rate. Every rule is a pure function of one case (symptoms.py); most of them
wait for ten measurements, because a diagnosis that changes its mind is none.
"""

from collections.abc import Callable

from nn.assess import trouble_digits, trouble_neurons, trouble_steps
from nn.assess.symptoms import Case, Finding

Rule = Callable[[Case], Finding | None]

RULES: tuple[Rule, ...] = (
    trouble_digits.unscaled,
    trouble_neurons.symmetric,
    trouble_digits.shuffled,
    trouble_digits.leaked,
    trouble_digits.missing,
    trouble_steps.exploding,
    trouble_neurons.dead,
    trouble_neurons.saturated,
    trouble_steps.diverged,
    trouble_steps.vanishing,
    trouble_steps.batch_too_small,
    trouble_steps.rate_too_high,
    trouble_steps.rate_too_low,
    trouble_neurons.underfitting,
    trouble_steps.plateau,
    trouble_digits.too_few,
    trouble_neurons.overfitting,
    trouble_digits.unbalanced,
)


def diagnose(case: Case) -> list[Finding]:
    """Everything that is found, the weightiest first."""
    return [finding for rule in RULES if (finding := rule(case)) is not None]
