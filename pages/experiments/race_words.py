"""What Experiments says of a race. No Streamlit here."""

from collections.abc import Sequence

from nn.compare.kept import Kept
from nn.lab.view import Status
from nn.recipe import Recipe
from pages.shared.words import as_text

ABOUT = (
    "One start, several ways on: the lanes take turns, so that they are always about as far; each sees the same "
    "batches in the same order."
)
WHAT = {"optimizer": "Optimizers", "learning_rate": "Learning rates", "initial": "Initial values"}
USUAL = "Each optimizer with the rate that it usually takes. Off: all with the rate of the network on Train."
KEPT = "These runs stand under *Your runs* now."
KEEP_HELP = "They stand in the table then, can be compared with others, and be asked on all pages"
CAUTION = "One seed is one race: *What changed?* runs two of them with other seeds, too."
STOPPED = "Stopped. What the lanes have learned stays."
NOT_YET = "The curves begin with the first update."


def around(recipe: Recipe) -> str:
    """What all lanes share."""
    batch = "full batch" if recipe.batch_size is None else f"batches of {recipe.batch_size:,}"
    return f"All else is as on Train: {'-'.join(map(str, recipe.sizes))}, {batch}, seed {recipe.seed}."


def lane_name(what: str, value: str, lane: Recipe) -> str:
    """What a lane is called: by what differs, and an optimizer with its rate."""
    if what == "optimizer":
        return f"{value} at {lane.learning_rate:g}"
    return f"rate {value}" if what == "learning_rate" else value


def start(differs: str) -> str:
    return (
        "Each lane begins with initial values of its own, and sees the same batches."
        if differs == "initial"
        else "All lanes begin with the very same network."
    )


def progress(lanes: Sequence[Kept]) -> str:
    slowest = min((lane.iteration for lane in lanes if lane.status is not Status.DIVERGED), default=0)
    return f"Update {slowest:,} of {lanes[0].recipe.total_iterations:,} in every lane"


def accuracy(lane: Kept) -> float:
    """By which lanes are ranked: the training digits right; what has diverged comes last."""
    return -1.0 if lane.status is Status.DIVERGED or lane.train is None else lane.train.accuracy


def ranked(lanes: Sequence[Kept]) -> list[Kept]:
    return sorted(lanes, key=accuracy, reverse=True)


def label(lane: Kept) -> str:
    """What stands at the end of a lane."""
    if lane.status is Status.DIVERGED:
        return f"diverged at {lane.iteration:,}"
    return "–" if lane.train is None else f"{lane.train.accuracy:.1%}"


def standing(lanes: Sequence[Kept]) -> str:
    """Who leads and by how much, while it goes on or when it is over."""
    first, *others = ranked(lanes)
    if first.train is None or accuracy(first) < 0:
        lost = all(lane.status is Status.DIVERGED for lane in lanes)
        return "Every lane has diverged: choose smaller rates." if lost else "They stand at the start."
    done = all(lane.status in (Status.FINISHED, Status.DIVERGED) for lane in lanes)
    after = f"after {first.iteration:,} updates"
    rest = "; ".join(f"{as_text(lane.name)}: {label(lane)}" for lane in others)
    lead = "won" if done else "leads"
    said = f"**{as_text(first.name)} {lead}**: {first.train.accuracy:.1%} of the training digits right {after}; {rest}."
    if done:
        said += official(lanes)
    return said


def official(lanes: Sequence[Kept]) -> str:
    """What the finished lanes score on the digits that nobody learned from."""
    scored = [(lane, lane.official) for lane in lanes if lane.official is not None]
    ends = sorted(scored, key=lambda pair: pair[1].accuracy, reverse=True)
    said = "; ".join(f"{as_text(lane.name)}: {score.accuracy:.2%}" for lane, score in ends)
    return f" Of the official test digits they read: {said}." if said else ""


def lanes_in_words(lanes: Sequence[Kept]) -> str:
    """The lanes for those who cannot see them; names are not for Markdown."""
    return "Training digits right: " + "; ".join(f"{lane.name}, {label(lane)}" for lane in ranked(lanes)) + "."
