"""What Why? shows: sums, steps and changes in; figures, tables and the sentences beside them out. No Streamlit here."""

from html import escape
from typing import Any

import numpy as np

from nn.activations import Array
from nn.explain.change import Flip, Ideals, NoFlip
from nn.explain.evidence import Asked, Contributions, Evidence
from nn.explain.neighbours import Neighbours
from nn.explain.temperature import SoftmaxSteps
from nn.explain.weights import clear_limit
from pages.shared.answers import Answer, how_sure, probability_bars
from pages.shared.charts import Figure, figure, symmetric_limit
from pages.shared.heatmaps import SIDE, w1_heatmaps
from pages.shared.theme import Palette
from pages.shared.words import listed, percent, signed

SHOWN = 16  # of a wide layer's neurons; the others are summed up

STYLE = """<style>
.why-answer {display: grid; grid-template-columns: auto minmax(8.5rem, 2fr) 3fr; gap: 0 1rem; align-items: center}
.why-answer .said {font-size: 5.2rem; line-height: 1; font-weight: 700; min-width: .62em; text-align: center}
.why-answer p {margin: 0; font-size: .9rem}
.why-answer .sure {font-size: 1.1rem; font-weight: 600; line-height: 1.3}
.why-answer .bars {display: grid; grid-template-columns: repeat(10, 1fr); text-align: center;
  line-height: 1.2; font-variant-numeric: tabular-nums}
.why-answer .bars div {display: flex; flex-direction: column; justify-content: flex-end; height: 5.6rem}
.why-answer .bars span {font-size: .7rem}
.why-answer .bars i {height: calc(var(--p) * 3.3rem); margin: 0 12%; border-radius: 3px 3px 0 0}
.why-answer .bars i:not(.won) {opacity: .5}
.why-answer .bars b {font-weight: 500; border-top: 1px solid currentcolor}
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
  .why-answer {grid-template-columns: auto 1fr}
  .why-answer .said {font-size: 4.2rem}
  .why-answer .bars {grid-column: 1 / -1}
  table.softmax {font-size: .8rem}
  table.softmax th, table.softmax td {padding: .2rem .22rem}
  table.softmax td.share {width: 26%}
  table.softmax td.share i {width: calc(var(--p) * (100% - 3.6rem))}
}
</style>"""


# The answer ----------------------------------------------------------------------------------------------------------


def answer_block(found: Asked, label: int | None, palette: Palette, spoken: bool) -> str:
    """The answer in large, how sure it is, whether it is right, and the ten probabilities, as HTML."""
    answer = Answer(found.probabilities)
    sure, rest = how_sure(answer).split(". ", 1)
    if label is None:
        truth = "Nobody has said what this picture is, so here the winner is what the network answers."
    else:
        truth = "That is right." if label == answer.digit else f"That is wrong: it is a {label}."
    return (
        f'<div class="why-answer" aria-live="{"polite" if spoken else "off"}"><div class="said">{answer.digit}</div>'
        f'<div><p class="sure">{escape(sure)}</p><p>{escape(rest)}</p><p class="truth">{truth}</p></div>'
        f"{probability_bars(answer, palette)}</div>"
    )


# Contributions -------------------------------------------------------------------------------------------------------


def contribution_bars(found: Contributions, palette: Palette, layer: int, chosen: int = -1) -> Figure:
    """What each neuron, and the biases, added to the winner's and to the rival's score; of many, the strongest 16.

    The points mark the difference, which is what decides. A bar's customdata is its neuron's number; ``chosen`` is
    framed. ``layer`` is the last hidden layer's number.
    """
    n = len(found.inputs)
    which = np.arange(n) if n <= SHOWN else found.strongest(SHOWN)
    rest = np.setdiff1d(np.arange(n), which)
    to_winner, to_rival = ([float(v) for v in values[which]] for values in (found.to_winner, found.to_rival))
    names = [str(i) for i in which]
    says = [f"neuron {i}, which passes on {found.inputs[i]:.3f}" for i in which]
    if len(rest):
        to_winner.append(float(found.to_winner[rest].sum()))
        to_rival.append(float(found.to_rival[rest].sum()))
        names.append("others")
        says.append(f"the other {len(rest)} neurons together")
    to_winner.append(found.bias_winner)
    to_rival.append(found.bias_rival)
    names.append("bias")
    says.append("the classes' own biases")
    lead = [mine - other for mine, other in zip(to_winner, to_rival, strict=True)]
    hover = [
        f"{what}:<br>{signed(mine, 3)} to {found.winner}, {signed(other, 3)} to {found.rival}:<br>"
        f"{signed(apart, 3)} for {found.winner}"
        for what, mine, other, apart in zip(says, to_winner, to_rival, lead, strict=True)
    ]
    common: dict[str, Any] = {
        "x": names,
        "hovertext": hover,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [*map(int, which), *[None] * (len(names) - len(which))],
    }
    frame = {"color": palette.text, "width": [1.5 if name == str(chosen) else 0 for name in names]}
    traces: list[dict[str, Any]] = [
        common
        | {"type": "bar", "name": f"to {k}", "y": np.array(values, np.float32)}
        | {"marker": {"color": colour, "line": frame}}
        for k, values, colour in (
            (found.winner, to_winner, palette.positive),
            (found.rival, to_rival, palette.negative),
        )
    ]
    point = {"symbol": "diamond", "size": 9, "color": palette.text, "line": {"color": palette.background, "width": 1}}
    traces.append(
        common
        | {"type": "scatter", "mode": "markers", "name": "difference", "y": np.array(lead, np.float32)}
        | {"marker": point}
    )
    return figure(
        palette,
        240,
        traces,
        bargap=0.3,
        barmode="group",
        xaxis={"type": "category", "title": {"text": f"neuron of layer {layer}", "standoff": 4}, "fixedrange": True},
        yaxis={"title": {"text": "added to the score"}, "fixedrange": True, "nticks": 5, "zeroline": True}
        | {"zerolinecolor": palette.muted},
    )


def contributions_in_words(found: Contributions) -> str:
    """Who made the difference: "7 beat 3 by 4.31, because neuron 6 gave it +2.10 and neuron 2 +1.05." """
    winner, rival = found.winner, found.rival
    if found.lead <= 0:
        return f"{winner} and {rival} have the same score: the lower digit counts as the answer."
    said = f"**{winner} beat {rival} by {signed(found.lead, plus='')}**"
    if not found.hidden:
        terms = found.difference
        return (
            f"{said}: ink where {winner} likes it better than {rival} gave {signed(float(terms[terms > 0].sum()))}, "
            f"ink where {rival} likes it better {signed(float(terms[terms < 0].sum()))}, "
            f"and the two biases {signed(found.bias_difference)}."
        )
    order = [int(i) for i in found.strongest(len(found.inputs))]
    helped = [i for i in order if found.difference[i] > 0][:3]
    hurt = next((i for i in order if found.difference[i] < 0), None)
    if helped:
        first, *more = helped
        reasons = [f"neuron {first} gave it {signed(float(found.difference[first]))}"]
        reasons += [f"neuron {i} {signed(float(found.difference[i]))}" for i in more]
        said += f" because {listed(reasons)}"
    else:
        said += f" because of its bias alone ({signed(found.bias_difference)})"
    if hurt is None:
        return f"{said}."
    return f"{said}. Neuron {hurt} spoke loudest for {rival} ({signed(float(found.difference[hurt]))})."


def sum_in_words(found: Contributions) -> str:
    """The whole sum in numbers: what the bars add up to."""
    total = float(found.difference.sum())
    what = "neurons" if found.hidden else "pixels"
    return (
        f"All {len(found.inputs):,} {what} {signed(total)}, biases {signed(found.bias_difference)}: together "
        f"{signed(found.lead)}, the score of {found.winner} minus the score of {found.rival}."
    )


# Evidence ------------------------------------------------------------------------------------------------------------


def evidence_limit(found: Evidence, x: Array) -> float:
    """The scale's end for all neurons: what hardly any term under the ink passes."""
    under_ink = found.terms[:, x > 0]
    return clear_limit(under_ink, 0.995) if under_ink.size else 1.0


def evidence_tiles(found: Evidence, palette: Palette, limit: float, page: int, chosen: int) -> Figure:
    """One picture for each neuron: its weights times the ink. Each says its number and its sum z; clickable."""
    names = [f"{i}: {signed(float(z), 1)}" for i, z in enumerate(found.z)]
    return w1_heatmaps(
        found.terms, None, palette, page=page, limit=limit, names=names, chosen=chosen, clickable=True, width=None
    )


def signed_picture(
    values: Array, parts: tuple[Array, Array], says: str, palette: Palette, limit: float, height: int | None = 250
) -> Figure:
    """A signed picture (784,) enlarged, blue above zero and orange below.

    ``says`` is what a pixel tells when it is pointed at: Plotly's template for its value z and the two ``parts`` (784,)
    that made it, customdata[0] and [1]. ``height`` None leaves it to the container.
    """
    heat: dict[str, Any] = {
        "type": "heatmap",
        "z": values.reshape(SIDE, SIDE).astype(np.float32),
        "zmin": -limit,
        "zmax": limit,
        "colorscale": palette.diverging,
        "showscale": False,
        "customdata": np.stack(parts, axis=1).reshape(SIDE, SIDE, 2).astype(np.float32),
        "hovertemplate": f"row %{{y}}, column %{{x}}<br>{says}<extra></extra>",
    }
    axis = {"showgrid": False, "showticklabels": False, "ticks": "", "fixedrange": True, "automargin": False}
    axis |= {"showline": True, "mirror": True, "constrain": "domain"}
    return figure(
        palette,
        height,
        [heat],
        margin={"l": 1, "r": 1, "t": 1, "b": 1},
        xaxis=axis | {"constraintoward": "left"},
        yaxis=axis | {"autorange": "reversed", "scaleanchor": "x", "constraintoward": "top"},
        showlegend=False,
        dragmode=False,
    )


def evidence_picture(found: Evidence, neuron: int, x: Array, palette: Palette, limit: float) -> Figure:
    """One neuron's evidence enlarged; each pixel tells its ink, its weight and their product."""
    says = "ink %{customdata[0]:.2f} × weight %{customdata[1]:+.3f} = %{z:+.3f}"
    return signed_picture(found.terms[neuron], (x, found.weights[neuron]), says, palette, limit)


def difference_picture(found: Contributions, palette: Palette) -> Figure:
    """Without a hidden layer: what each pixel did for the winner against the rival."""
    values = found.difference
    says = (
        f"%{{customdata[0]:+.3f}} for {found.winner}, %{{customdata[1]:+.3f}} for {found.rival}:<br>"
        f"%{{z:+.3f}} for {found.winner} against {found.rival}"
    )
    parts = found.to_winner, found.to_rival
    return signed_picture(values, parts, says, palette, symmetric_limit(values), height=300)


def evidence_in_words(found: Evidence, neuron: int, activation: str) -> str:
    """The chosen neuron's sum written out, and what it makes of it."""
    plus, minus = found.speaking_for(neuron), found.speaking_against(neuron)
    bias, z, a = float(found.biases[neuron]), float(found.z[neuron]), float(found.a[neuron])
    what = "Neuron" if found.hidden else "Class"
    total = f"{plus:.2f} − {-minus:.2f} {'−' if bias < 0 else '+'} {abs(bias):.2f}"
    said = (
        f"**{what} {neuron}**: ink on what it looks for adds {plus:.2f}, ink elsewhere takes away {-minus:.2f}, its "
        f"bias is {signed(bias)}: z = {total} = **{signed(z)}**."
    )
    if not found.hidden:
        return f"{said} That is the score of class {neuron}; softmax makes {percent(a)} of it."
    if activation == "relu":
        silent = "It is below zero, so the neuron stays silent and passes on 0."
        return f"{said} " + (f"It fires, and passes on a = {a:.2f}." if a > 0 else silent)
    return f"{said} The {activation} makes a = {signed(a, 3)} of it."


# Softmax -------------------------------------------------------------------------------------------------------------


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
        cells += [signed(float(steps.shifted[k])), small(float(steps.powers[k]))]
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


def small(value: float) -> str:
    """A number from 0 to 1 to four digits; tiny ones as powers of ten rather than as 0."""
    return f"{value:.4f}" if value >= 0.001 or value == 0 else f"{value:.0e}".replace("e-0", "e-")


def temperature_in_words(steps: SoftmaxSteps, plain: Array) -> str:
    """What the temperature does to the answer; ``plain`` (10,) are the probabilities at 1."""
    k, t = steps.answer, steps.temperature
    now, before = percent(float(steps.probabilities[k])), percent(float(plain[k]))
    if t == 1:
        return f"At temperature 1 this is what the network says: {k}, {now}."
    goes = f"the answer {k} goes from {before} to {now}"
    if t < 1:
        return (
            f"At temperature {t:g} the gaps between the scores count {1 / t:.3g} times as much: {goes}. The colder, "
            "the more the winner takes all, but the order stays, and so does the answer."
        )
    return (
        f"At temperature {t:g} the gaps between the scores count only {1 / t:.0%} as much: {goes}. The hotter, the "
        "closer all ten come to 10%: more doubt, but the order stays, and so does the answer."
    )


# The smallest change -------------------------------------------------------------------------------------------------


def change_picture(flip: Flip, palette: Palette) -> Figure:
    """Where ink was added (blue) and taken away (orange); each pixel tells its ink before and after."""
    change, inks = flip.change, (flip.before.X[:, 0], flip.after.X[:, 0])
    says = "ink %{customdata[0]:.2f} → %{customdata[1]:.2f} (%{z:+.2f})"
    return signed_picture(change, inks, says, palette, symmetric_limit(change), height=None)


def change_in_words(flip: Flip) -> str:
    """Both answers, how much it took, and what that means."""
    was, became = Answer(flip.probabilities_before), Answer(flip.probabilities_after)
    if flip.share < 0.25:
        meaning = (
            "A person hardly sees it; but the network only weighs pixels, and many small pushes in the right places "
            "add up."
        )
    else:
        meaning = "That can be seen, and still it is not how a person would turn the one digit into the other."
    return (
        f"This much is enough: **{flip.was}** ({was.of(flip.was)}) becomes **{flip.became}** "
        f"({became.of(flip.became)}; {flip.was} keeps {became.of(flip.was)}). No pixel changes by more than "
        f"{abs(flip.largest):.1%} of full ink, and all changes together are {flip.share:.1%} as long as the digit's "
        f"own ink. {meaning}"
    )


def why_none(reason: NoFlip, target: int | None) -> str:
    goal = "another answer" if target is None else f"the answer {target}"
    return {
        NoFlip.OVERFLOWED: "There is no change to look for: the network's scores are not numbers.",
        NoFlip.FLAT: f"No change leads to {goal}: seen from this picture, no pixel makes a difference to the scores. "
        "The neurons are silent, or have not learned anything yet.",
        NoFlip.FAR: f"No change was found that leads to {goal}, however far the search went.",
    }[reason]


# What each class would like to see -----------------------------------------------------------------------------------


def ideals_in_words(found: Ideals) -> str:
    sure = int((found.probabilities > 0.99).sum())
    said = (
        f"The network is more than 99% sure of {sure} of these ten pictures, and none is a digit, though a trace of "
        "one may show. A network learns to tell digits from each other, not what a digit is: nobody ever "
        "shows it anything else. So a high probability never means that there is a digit to be seen."
    )
    if found.flat:
        classes = listed([str(k) for k in found.flat])
        said += (
            f" From plain grey, no pixel raises the score of {classes}: that picture is only what is left of the grey."
        )
    return said


# Neighbours ----------------------------------------------------------------------------------------------------------


def neighbours_in_words(labels: Array, found: Neighbours, answer: int) -> str:
    """Which labels the nearest bear, and whether they agree with the network: "7 of the 8 are 5s, one is a 6"."""
    k = len(labels)
    counts = sorted(((int((labels == d).sum()), int(d)) for d in set(labels.tolist())), reverse=True)
    if len(counts) == 1:
        said = f"All {k} are {counts[0][1]}s"
    else:
        said = listed([f"{n} are {d}s" if n > 1 else f"one is a {d}" for n, d in counts])
    most, first = counts[0][0], counts[0][1]
    if first == answer:
        agrees = "as the network answers" if most == k else f"and {first} is what the network answers"
    else:
        agrees = f"yet the network answers {answer}"
    distances = f"at distances from {found.distances[0]:.2f} to {found.distances[-1]:.2f}"
    return f"{said}, {agrees}; {distances}, of {found.compared:,} compared."
