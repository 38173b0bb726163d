"""What the workbench says: changes and their price, in sentences. No Streamlit here."""

from collections.abc import Sequence

from nn.explain.workbench import Edits, Place, Ranking, Report, most_lost
from pages.shared.words import listed, signed

LISTED = 4  # neurons named one by one


def changes(edits: Edits, layers: int) -> str:
    """What was changed, as the start of a sentence: "Without neuron 6 and with 40% of the weights cut"."""
    said = []
    if edits.off:
        said.append(f"without {_neurons(sorted(edits.off), layers)}")
    on = [(place, factor) for place, factor in edits.scales if place not in edits.off]
    if 0 < len(on) <= 2:
        said += [f"with {_neurons([place], layers)} times {factor:g}" for place, factor in on]
    elif on:
        said.append(f"with {len(on)} neurons turned up or down")
    if edits.prune:
        said.append(f"with {edits.prune:.0%} of the weights cut")
    if edits.noise and edits.prune < 1:
        said.append(f"with noise of {edits.noise:g} on every weight{' left' * bool(edits.prune)}")
    joined = listed(said)
    return joined[:1].upper() + joined[1:]


def _neurons(places: Sequence[Place], hidden: int) -> str:
    """Neurons by number; with their layer, where there is more than one that they could be in."""
    if len(places) > LISTED:
        return f"{len(places)} neurons"
    if len({layer for layer, _ in places}) == 1:
        numbers = [str(neuron) for _, neuron in places]
        layer = f" of layer {places[0][0]}" if hidden > 1 else ""
        return f"{'neuron' if len(numbers) == 1 else 'neurons'} {listed(numbers)}{layer}"
    return listed([f"neuron {neuron} of layer {layer}" for layer, neuron in places])


def points(before: Report, after: Report) -> str:
    """The change of accuracy: "−23.3 points"."""
    return f"{signed(100 * (after.accuracy - before.accuracy), 1)} points"


def price(edits: Edits, hidden: int, before: Report, after: Report) -> str:
    """What the changes cost: "Without neuron 6 it reads 61.2% of 10,000 test digits (−23.3 points); most lost: 7s"."""
    if not edits:
        return f"As it is, it reads **{before.accuracy:.1%} of {before.digits:,} test digits**."
    digit, many = most_lost(before, after)
    lost = f"most lost: **{digit}s**, {many:,} of {before.counts[digit]:,}" if many else "no digit is read less often"
    return (
        f"{changes(edits, hidden)} it reads **{after.accuracy:.1%} of {after.digits:,} test digits** "
        f"({points(before, after)}); {lost}."
    )


def worth(ranking: Ranking) -> str:
    """The two ends of the ranking in a sentence."""
    order = ranking.dearest_first
    if len(order) == 1:
        only = order[0]
        return (
            f"Without neuron **{only.neuron}** it reads {only.accuracy:.1%} ({signed(ranking.change(only), 1)} points)."
        )
    dear, cheap = order[0], order[-1]
    spare = sum(ranking.change(w) > -0.1 for w in order)
    return (
        f"It needs neuron **{dear.neuron}** most ({signed(ranking.change(dear), 1)} points without it), and can best "
        f"do without neuron **{cheap.neuron}** ({signed(ranking.change(cheap), 1)}). {spare} of {len(order)} can each "
        "go for less than 0.1 points."
    )
