"""Softmax as a table, in HTML, and the look of Why?. No Streamlit here."""

from html import escape

from nn.explain.temperature import SoftmaxSteps
from pages.shared.theme import Palette
from pages.shared.words import percent, signed

STYLE = """<style>
table.softmax {border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100%; max-width: 56rem}
table.softmax th, table.softmax td {padding: .2rem .5rem; text-align: right; font-weight: 400; white-space: nowrap}
table.softmax thead th {font-size: .8rem; opacity: .8; vertical-align: bottom; white-space: normal; line-height: 1.15}
table.softmax tbody tr, table.softmax tfoot tr {
  border-top: 1px solid color-mix(in srgb, currentColor 14%, transparent)}
table.softmax tbody th {font-weight: 600; text-align: left}
table.softmax tr.won {font-weight: 700}
table.softmax tr.won td {font-weight: 700}
table.softmax td.share {width: 40%; text-align: left; padding-right: 0}
table.softmax td.share div {display: flex; align-items: center; gap: .4rem}
table.softmax td.share i {height: .95rem; border-radius: 0 3px 3px 0; width: calc(var(--p) * (100% - 5.2rem))}
table.softmax td.share i:not(.won) {opacity: .55}
table.softmax .left {text-align: left}
@media (max-width: 640px) {
  table.softmax {font-size: .8rem}
  table.softmax th, table.softmax td {padding: .2rem .22rem}
  table.softmax td.share {width: 26%}
  table.softmax td.share i {width: calc(var(--p) * (100% - 3.6rem))}
}
</style>"""


def softmax_table(steps: SoftmaxSteps, palette: Palette) -> str:
    """Ten rows, one for each class, and a column for each step, as HTML; a bar for each probability."""
    plain = steps.temperature == 1
    heads = [
        ("class", "the digit that this score speaks for"),
        ("score z", "what the last layer computed"),
        *([] if plain else [(f"z / {steps.temperature:g}", "divided by the temperature")]),
        ("minus the largest", "cancels in the fraction, and keeps e to the power from overflowing"),
        ("e to that power", "now everything is positive, and the largest is 1"),
        ("divided by the sum", "the probability: all ten sum to 1"),
    ]
    sides = [" class=left", *[""] * (len(heads) - 2), " class=left"]
    head = "".join(
        f'<th scope="col"{side} title="{escape(why, quote=True)}">{escape(name)}</th>'
        for side, (name, why) in zip(sides, heads, strict=True)
    )
    rows = []
    for k in range(len(steps.scores)):
        won, p = k == steps.answer, float(steps.probabilities[k])
        cells = [signed(float(steps.scores[k]))]
        cells += [] if plain else [signed(float(steps.divided[k]))]
        cells += [signed(float(steps.shifted[k])), _small(float(steps.powers[k]))]
        colour = palette.positive if won else palette.train
        bar = f'<i {"class=won " if won else ""}style="--p:{p:.4f};background:{colour}"></i>'
        rows.append(
            f'<tr{" class=won" if won else ""}><th scope="row">{k}</th>'
            + "".join(f"<td>{cell}</td>" for cell in cells)
            + f'<td class="share"><div>{bar}<span>{percent(p)}</span></div></td></tr>'
        )
    empty = "<td></td>" * (2 if plain else 3)
    foot = f'<tr><th scope="row" class="left">sum</th>{empty}<td>{steps.total:.4f}</td><td class="share">1</td></tr>'
    return (
        f'<table class="softmax"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody>'
        f"<tfoot>{foot}</tfoot></table>"
    )


def _small(value: float) -> str:
    """A number from 0 to 1 to four digits; tiny ones as powers of ten rather than as 0."""
    return f"{value:.4f}" if value >= 0.001 or value == 0 else f"{value:.0e}".replace("e-0", "e-")
