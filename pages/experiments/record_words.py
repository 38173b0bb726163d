"""What Experiments says of records. No Streamlit here."""

from collections.abc import Sequence

from nn.compare.records import FEWEST_UPDATES, MOST_ACCURATE, QUICKEST, SMALLEST, Record
from pages.experiments.words import recipe_in_words

ABOUT = (
    "Records of this visit on this machine, held by your own kept runs that came to their end. Seconds are those of "
    "computing here; nothing leaves the machine."
)
COLUMNS = ("record", "held by", "official test digits right", "seconds", "parameters", "updates", "how")
KINDS = {
    MOST_ACCURATE: "highest accuracy",
    QUICKEST: "fewest seconds",
    SMALLEST: "fewest parameters",
    FEWEST_UPDATES: "fewest updates",
}


def title(record: Record) -> str:
    return KINDS[record.kind] + (f" above {record.above:.0%}" if record.above is not None else "")


def row(record: Record) -> list[str]:
    """A record and who holds it; dashes where nobody does."""
    run = record.holder
    if run is None or run.official is None:
        return [title(record), *["–"] * (len(COLUMNS) - 1)]
    facts = [f"{run.official.accuracy:.2%}", f"{run.seconds:.2f}", f"{run.parameters:,}", f"{run.iteration:,}"]
    return [title(record), run.name, *facts, recipe_in_words(run)]


def nobody(found: Sequence[Record]) -> str:
    """What to do where a record is still to be had; "" if all are held."""
    free = next((record for record in found if record.holder is None), None)
    if free is None:
        return ""
    if free.above is None:
        return "No run has come to its end yet: train one on **Train**, or run a **Race** here and keep its lanes."
    return f"No run of yours is above {free.above:.0%} yet. The presets *fast* and *deep* on Train go beyond 97%."
