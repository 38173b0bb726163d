"""The sum of one neuron written out, as a table."""

from nn.explain.stages import Kind, Stage, Written
from nn.explain.step import DigitStep
from pages.steps.numbers import number, with_sign
from pages.steps.words import neuron_said


def written_columns(stage: Stage) -> tuple[str, ...]:
    if stage.kind is Kind.SUM:
        return ("pixel" if stage.layer == 1 else "from neuron", "weight", "ink" if stage.layer == 1 else "a", "product")
    if stage.kind is Kind.BLAME:
        return ("from above", "weight", "its dz", "product")
    return ("of", "its dz")


def written_rows(walked: DigitStep, stage: Stage, neuron: int, entry: int, written: Written) -> list[tuple[str, ...]]:
    """The largest terms and the visitor's, the others added up, the bias, and the total. They do add up."""
    blank = [""] * (len(written_columns(stage)) - 2)
    rows: list[tuple[str, ...]] = []
    for term in written.terms:
        where = f"{term.index} (row {term.index // 28}, col. {term.index % 28})"
        name = where if stage.kind is Kind.SUM and stage.layer == 1 else str(term.index)
        middle = [number(term.left), number(term.right)] if blank else []
        yours = "▸ " if stage.kind is Kind.SUM and term.index == entry else ""
        rows.append((yours + name, *middle, with_sign(term.value)))
    if written.others:
        rows.append((f"{written.others:,} smaller one{'s' * (written.others > 1)}", *blank, with_sign(written.rest)))
    if written.nothing:
        rows.append((f"{written.nothing:,} that are 0", *blank, "0"))
    if stage.kind is Kind.SUM:
        rows.append((f"bias b{stage.layer}", *blank, with_sign(written.extra)))
    letter = {Kind.SUM: "z", Kind.BLAME: "da", Kind.BIASES: "db"}[stage.kind]
    whose = neuron_said(walked.layers[stage.layer - 1], neuron)
    return [*rows, (f"{letter} of {whose}", *blank, "= " + number(written.total))]
