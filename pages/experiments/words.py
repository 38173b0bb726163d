"""What Experiments says of runs, their settings and their curves. No Streamlit here."""

from collections.abc import Callable, Sequence

from nn.compare.difference import changes_in_words
from nn.compare.kept import Kept
from nn.lab.view import Status
from nn.training import Score
from pages.shared.words import as_text

TITLE = "Experiments"
ABOUT = "The runs that you have trained, side by side: what was different, and whether that made a difference."
NOTHING_YET = (
    "Nothing is trained yet. Train a network on **Train**, then another with other settings: each run that has made "
    "an update stands here by itself, also when another takes its place."
)
SECTIONS = {
    "runs": "Your runs",
    "records": "Records",
    "changed": "What changed?",
    "sweep": "Sweep",
    "race": "Race",
    "surface": "Surface",
    "rate": "Rate",
}
ITERATION, EPOCH, SECONDS = "iteration", "epoch", "seconds"
AXES = {ITERATION: "Updates", EPOCH: "Epochs", SECONDS: "Seconds"}
AXIS_TITLES = {ITERATION: "updates made", EPOCH: "passes over the training digits", SECONDS: "seconds of computing"}
TRAINING, HELD_OUT = "training", "held out"
DIGITS = {TRAINING: "Training digits", HELD_OUT: "Held-out digits"}
ACCURACY, LOSS = "accuracy", "loss"
SCORES = {ACCURACY: "Accuracy", LOSS: "Loss"}
MOST_CURVES = 6
STAYS = "They stay until you close or reload this page; the CSV files keep them for longer."
EVENLY = "Seconds are those of the whole run, shared out evenly among its updates."
ASKED = "Draw, Weights, Step by step, Why? and Errors look at it"
NOT_KEPT = "The network itself was not kept: only so many find room, and newer ones came first."


def asked(run: Kept) -> str:
    """What it means to ask a kept network on all pages."""
    return f"{ASKED}, and Film shows {len(run.film)} of its moments" if run.film else f"{ASKED}; its film was not kept"


# The table ------------------------------------------------------------------------------------------------------------


def _accuracy(score: Score | None) -> float:
    return -1.0 if score is None else score.accuracy


def _share(score: Score | None) -> str:
    return "–" if score is None else f"{score.accuracy:.2%}"


def _loss(score: Score | None) -> str:
    return "–" if score is None else f"{score.loss:.4f}"


# Of each column: what it is sorted by, and what it says.
ROWS: dict[str, tuple[Callable[[Kept], float], Callable[[Kept], str]]] = {
    "official test digits right": (lambda run: _accuracy(run.official), lambda run: _share(run.official)),
    "held-out right": (lambda run: _accuracy(run.held_out), lambda run: _share(run.held_out)),
    "training right": (lambda run: _accuracy(run.train), lambda run: _share(run.train)),
    "training loss": (lambda run: run.train.loss if run.train else -1.0, lambda run: _loss(run.train)),
    "updates": (lambda run: run.iteration, lambda run: f"{run.iteration:,}"),
    "seconds": (lambda run: run.seconds, lambda run: f"{run.seconds:.2f}"),
    "parameters": (lambda run: run.parameters, lambda run: f"{run.parameters:,}"),
}
IN_ORDER = "order of training"
COLUMNS = ("run", "nearest preset, and what differs", *ROWS, "how it stands")


def in_order(runs: Sequence[Kept], by: str, largest_first: bool) -> list[Kept]:
    """The runs sorted by a column; those that are equal stay in the order in which they were trained."""
    if by == IN_ORDER:
        return list(reversed(runs)) if largest_first else list(runs)
    return sorted(runs, key=ROWS[by][0], reverse=largest_first)


def row(run: Kept, at_hand: str) -> list[str]:
    """A row of the table; ``at_hand`` is the id of the run that is still on Train."""
    name = f"{run.name} (on Train)" if run.id == at_hand else run.name
    return [name, recipe_in_words(run), *(say(run) for _, say in ROWS.values()), stands(run)]


def recipe_in_words(run: Kept) -> str:
    """What was set, and what was done besides: a rate that was turned, a network that it began with."""
    turned = f"; rate turned to {run.turned[-1].rate:g} on the way" if run.turned else ""
    return changes_in_words(run.recipe) + turned + ("; began with the network of a file" if run.continued else "")


def stands(run: Kept) -> str:
    if run.status is Status.FINISHED:
        return "finished"
    return f"{run.status.value} after {run.iteration:,} of {run.recipe.total_iterations:,}"


# The curves -----------------------------------------------------------------------------------------------------------


def curves_in_words(runs: Sequence[Kept], axis: str, digits: str, score: str) -> str:
    """What the overlay shows, for those who cannot see it; names are not for Markdown."""
    ends = []
    for run in runs:
        of = run.train if digits == TRAINING else run.held_out
        if of is not None:
            end = f"{of.accuracy:.1%}" if score == ACCURACY else f"{of.loss:.3f} nats"
            ends.append(f"{run.name} ends at {end} after {_how_far(run, axis)}")
    if not ends:
        return "There are no curves to show: these runs held no digits out."
    return f"{SCORES[score]} on the {DIGITS[digits].lower()} against {AXES[axis].lower()}. " + "; ".join(ends) + "."


def _how_far(run: Kept, axis: str) -> str:
    return {
        ITERATION: f"{run.iteration:,} updates",
        EPOCH: f"{run.epoch:,.1f} epochs",
        SECONDS: f"{run.seconds:,.1f} s",
    }[axis]


def without_curve(runs: Sequence[Kept]) -> str:
    """Which of the chosen runs have no curve on held-out digits; "" if all have."""
    names = [f"“{as_text(run.name)}”" for run in runs if not run.recipe.held_out]
    return f"No digits were held out in {', '.join(names)}." if names else ""
