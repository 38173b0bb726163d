"""What the Workbench says of changes and their price, of neurons, and of who can be spared. No Streamlit here."""

from collections.abc import Sequence

from nn.activations import Array
from nn.explain.digits import Digit
from nn.explain.workbench import Edits, Place, Ranking, Report, most_lost
from pages.shared.answers import Answer
from pages.shared.words import listed, signed

LISTED = 4  # neurons named one by one
DIVERGED = "This network has diverged: its parameters are no longer numbers, so there is nothing to work on."


def whose_copy(network: str, still_training: bool) -> str:
    """``network``: a sentence on which one it is."""
    held = " Here it is held still as it was then." if still_training else ""
    return f"{network}{held} You work on a copy: the network, and all other pages, stay as they are."


# Changes and what they cost ------------------------------------------------------------------------------------------


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


def facts_of(before: Report, after: Report, first: Answer, now: Answer) -> list[tuple[str, str, str]]:
    """The two accuracies and the two answers to the digit at hand: (label, value, meaning)."""
    return [
        ("Official test digits", f"{after.accuracy:.1%}", f"Right, of the first {after.digits:,}"),
        ("Before", f"{before.accuracy:.1%}", "The same digits, without any change"),
        ("This digit", f"{now.digit}, {now.of(now.digit)}", "What it answers now, and how sure it is"),
        ("Before", f"{first.digit}, {first.of(first.digit)}", "What it answers without any change"),
    ]


def probabilities_in_words(before: Array, after: Array) -> str:
    """The columns for somebody who cannot see them."""
    each = ", ".join(f"{d} {b:.0%} then {a:.0%}" for d, (b, a) in enumerate(zip(before, after, strict=True)))
    return f"Probability of each digit, before and now: {each}."


def classes_in_words(before: Report, after: Report) -> str:
    pairs = zip(before.by_class, after.by_class, strict=True)
    each = ", ".join(f"{d}s {b:.0%} then {a:.0%}" for d, (b, a) in enumerate(pairs))
    return f"Share of each digit's test examples read rightly, before and now: {each}."


# Neurons -------------------------------------------------------------------------------------------------------------

NOTHING_HIDDEN = "This network has no hidden neurons to switch off: its ten rows are the classes themselves."
BELOW_THE_TILES = "W1 as it is now, one picture for each neuron: click one to select it."


def state_of(edits: Edits, place: Place) -> str:
    """What is changed about a neuron, in as few letters as fit above its picture: "off", "×2", or nothing."""
    if place in edits.off:
        return "off"
    factor = edits.factor(place)
    return "" if factor == 1 else f"×{factor:g}"


def labels(edits: Edits, layer: int, neurons: range) -> list[str]:
    return [f"{n} {state_of(edits, (layer, n))}".strip() for n in neurons]


def tiles_in_words(edits: Edits, shown: range, chosen: int | None) -> str:
    """The pictures of W1 for somebody who cannot see them; without a neuron that is ``chosen`` they are the classes."""
    what = "class" if chosen is None else "neuron"
    framed = "" if chosen is None else f" Neuron {chosen} is framed."
    off = sorted(neuron for layer, neuron in edits.off if layer == 1)
    return f"The weights of {what}s {shown[0]} to {shown[-1]} as they are now, each a 28 by 28 picture.{framed}" + (
        f" Switched off: {', '.join(map(str, off))}." if off else ""
    )


def squares_in_words(layer: int, shown: range, values: Array, chosen: int) -> str:
    return (
        f"What neurons {shown[0]} to {shown[-1]} of layer {layer} pass on for this digit, from "
        f"{signed(float(values.min()))} to {signed(float(values.max()))}. Neuron {chosen} is framed."
    )


def below_the_squares(layer: int, digit: Digit) -> str:
    return (
        f"What each neuron of layer {layer} passes on for {digit.title}: blue above 0, orange below. Click one to "
        "select it."
    )


def of_the_selected(edits: Edits, place: Place, value: float) -> str:
    state = state_of(edits, place)
    return f"For this digit it passes on **{signed(value)}**{f' ({state})' if state else ''}."


# What it can do without ----------------------------------------------------------------------------------------------

BEFORE_THE_RANKING = "Each is switched off alone, with all others on, in the network as it was before any change."


def neurons_at_hand(shown: range, n: int) -> str:
    return f"all {n} neurons" if len(shown) == n else f"neurons {shown[0]} to {shown[-1]}"


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
    cost = "costs" if spare == 1 else "cost"
    return (
        f"It needs neuron **{dear.neuron}** most ({signed(ranking.change(dear), 1)} points without it), and can best "
        f"do without neuron **{cheap.neuron}** ({signed(ranking.change(cheap), 1)}). {spare or 'None'} of these "
        f"{len(order)} {cost} less than 0.1 points when switched off alone."
    )


def ranking_in_words(ranking: Ranking) -> str:
    """The columns for somebody who cannot see them."""
    return f"Points of accuracy lost without each neuron, most first. {worth(ranking).replace('**', '')}"


def below_the_ranking(ranking: Ranking, every: bool) -> str:
    """``every``: the ranking has all neurons of the layer."""
    return (
        f"{'Each' if every else 'Each of those shown above'} is switched off alone, with all others on, in the network "
        f"without any change, and {ranking.digits:,} test digits are read. Click a column to select the neuron. What "
        "two neurons both know is not lost with one of them: switch off both, and more may be missing than the two "
        "columns say."
    )
