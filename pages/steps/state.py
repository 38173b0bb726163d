"""What a visitor has chosen on Step by step, and the step and its numbers, computed once for each choice."""

from dataclasses import dataclass, field

import numpy as np
import streamlit as st

from nn.explain.digits import Digit
from nn.explain.stages import Kind, Stage, StageNumbers, stage_numbers, stages
from nn.explain.step import DigitStep, step
from nn.recipe import RANGES
from pages.shared.networks import Chosen, chosen_network, source_of
from pages.shared.session import YOUR_RUN, session
from pages.shared.steering import current_run, name_of_run
from pages.shared.watching import led_to


@dataclass
class Choices:
    """One visitor's choices, and what was computed for them last.

    ``neurons`` and ``inputs`` are by layer; layer 1's neuron is the session's, shared by all pages. ``held`` is the
    network as it was when the visitor came: a run that goes on training does not change what is shown.
    """

    stage: str = ""
    rate: float | None = None
    summed_db: bool = False
    neurons: dict[int, int] = field(default_factory=dict)
    inputs: dict[int, int] = field(default_factory=dict)
    labels: dict[str, int] = field(default_factory=dict)  # what the visitor says that a drawing is
    held: Chosen | None = None
    held_of: str = ""
    moment: int = 0  # counts what was held, one after the other
    step: DigitStep | None = None
    step_key: object = None
    numbers: StageNumbers | None = None
    numbers_key: object = None


def choices() -> Choices:
    """This visitor's. The address may name the stage to begin with: ?stage=dW1."""
    if "steps" not in st.session_state:
        st.session_state.steps = Choices(stage=st.query_params.get("stage", ""))
    found: Choices = st.session_state.steps
    found.stage = led_to("stage") or found.stage
    if neuron := led_to("input"):  # the neuron of layer 1 that a lesson is about, as an input of layer 2
        found.inputs[2] = int(neuron)
    return found


# The network, held still ----------------------------------------------------------------------------------------------


def held(name: str) -> Chosen:
    """The named network as it was when the visitor came to this page or chose it."""
    mine, source = choices(), f"{source_of(name)}, {name_of_run()}"  # which says whose it is, once that is known
    if mine.held is None or mine.held_of != source:
        if mine.held_of != source:
            mine.rate = None
        mine.held, mine.held_of, mine.moment = chosen_network(name), source, mine.moment + 1
    return mine.held


def has_moved(chosen: Chosen) -> bool:
    """Whether the run has learned more since, or is about to."""
    return chosen.still_training or (chosen.name == YOUR_RUN and current_run().version != chosen.version)


def take_newest() -> None:
    choices().held = None


# The choices ----------------------------------------------------------------------------------------------------------


def stage_in_use(depth: int) -> Stage:
    """The stage chosen, or the first one where this network has none of that name."""
    return next((stage for stage in stages(depth) if stage.key == choices().stage), stages(depth)[0])


def rate_in_use(chosen: Chosen) -> float:
    rate = choices().rate
    return chosen.learning_rate if rate is None else rate


def label_in_use(digit: Digit, chosen: Chosen) -> int:
    """The true label; of a drawing, what the visitor said, and until then what the network answers."""
    if digit.label is not None:
        return digit.label
    said = choices().labels.get(digit.name)
    if said is not None:
        return said
    with np.errstate(all="ignore"):
        return int(np.nan_to_num(chosen.network.predict(digit.X)).argmax())


def neuron_in_use(walked: DigitStep, layer: int) -> int:
    """The chosen neuron of this layer: of the last one the true digit, of others the loudest, until one is chosen."""
    this = walked.layers[layer - 1]
    if layer == 1:
        return max(0, min(session().neuron or 0, len(this.Z) - 1))
    first = walked.label if this.last else int(np.nan_to_num(this.A[:, 0]).argmax())
    return min(choices().neurons.get(layer, first), len(this.Z) - 1)


def choose_neuron(walked: DigitStep, layer: int, neuron: object) -> None:
    """``neuron`` comes from the browser, as all choices here do; what is not a neuron of this layer changes nothing."""
    found = _whole(neuron, len(walked.layers[layer - 1].Z))
    if found is None:
        return
    if layer == 1:
        session().neuron = found
    else:
        choices().neurons[layer] = found


def input_in_use(walked: DigitStep, layer: int) -> int:
    """The chosen input of this layer; until one is chosen, the strongest for this digit."""
    A = walked.layers[layer - 1].A_prev[:, 0]
    return min(choices().inputs.get(layer, int(np.abs(np.nan_to_num(A)).argmax())), len(A) - 1)


def choose_input(walked: DigitStep, layer: int, entry: object) -> None:
    found = _whole(entry, len(walked.layers[layer - 1].A_prev))
    if found is not None:
        choices().inputs[layer] = found


def choose_rate(rate: object) -> None:
    low, high = RANGES["learning_rate"]
    if isinstance(rate, int | float) and low <= rate <= high:  # NaN is not
        choices().rate = float(rate)


def choose_label_of(digit: Digit, label: object) -> None:
    found = _whole(label, 10)
    if found is not None:
        choices().labels[digit.name] = found


def _whole(value: object, below: int) -> int | None:
    """A whole number from 0 to below ``below``, or None."""
    if isinstance(value, int | float) and 0 <= value < below and value == int(value):
        return int(value)
    return None


# Computed once --------------------------------------------------------------------------------------------------------


def step_of(chosen: Chosen, digit: Digit) -> DigitStep:
    mine = choices()
    label, rate = label_in_use(digit, chosen), rate_in_use(chosen)
    key = (mine.moment, digit.name, label, rate, mine.summed_db)
    if mine.step is None or mine.step_key != key:
        mine.step = step(chosen.network, digit.X, label, chosen.recipe, rate, mine.summed_db)
        mine.step_key = key
    return mine.step


def numbers_of(walked: DigitStep, stage: Stage, neuron: int, entry: int) -> StageNumbers:
    mine = choices()
    key = (mine.step_key, stage.key, neuron, entry if stage.kind in (Kind.SUM, Kind.WEIGHTS) else 0)
    if mine.numbers is None or mine.numbers_key != key:
        mine.numbers = stage_numbers(walked, stage, neuron, entry)
        mine.numbers_key = key
    return mine.numbers
