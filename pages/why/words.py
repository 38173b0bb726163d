"""What Why? says: sums, softmax, changes and neighbours in sentences. No Streamlit here."""

from nn.activations import Array
from nn.explain.change import Flip, Ideals, NoFlip
from nn.explain.evidence import Contributions, Evidence
from nn.explain.neighbours import Neighbours
from nn.explain.temperature import SoftmaxSteps
from pages.shared.answers import Answer
from pages.shared.words import listed, percent, signed, with_article

TITLE = "Why?"
ABOUT = "Why did it answer that? Five ways to look at what spoke for the answer, and against it."
NOBODY_KNOWS = "Nobody has said what this picture is, so here the winner is what the network answers."
OVERFLOWED = (
    "This network's numbers have overflowed: it has no answer any more, and nothing to explain. On the Train page, "
    "start a new one with a smaller learning rate."
)

MATTERS = 0.1  # of what the neuron that helped most gave: who gave less is not named

# Who spoke for it -----------------------------------------------------------------------------------------------------


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
    helped = [i for i in helped if found.difference[i] >= MATTERS * found.difference[helped[0]]]
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


def bars_in_words(found: Contributions, layer: int) -> str:
    """What a bar is, and what all add up to; ``layer`` is the last hidden layer's number."""
    if layer == 1:
        more = "Click a bar to see below what moved that neuron."
    else:
        more = f"The ink reaches layer {layer} only through the layers before it."
    return (
        "A bar is what a neuron passes on times its weight to that class; the point is the difference of both, which "
        f"decides. {sum_in_words(found)} {more}"
    )


def pixels_in_words(found: Contributions) -> str:
    """What the colours mean in the picture of a network without a hidden layer."""
    return (
        f"Without a hidden layer the pixels speak to the scores themselves. Blue: {found.winner}'s weight here "
        f"is larger than {found.rival}'s, so ink speaks for {found.winner}; orange, for {found.rival}."
    )


def tiles_in_words(what: str) -> str:
    """What the tiles show of each ``what``, neuron or class."""
    return (
        f"Blue: ink where the {what} looks for it. Orange: ink that speaks against it. One scale for all. The "
        f"number behind each {what} is its sum z, bias included. Click a picture to enlarge it."
    )


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


# From scores to probabilities -----------------------------------------------------------------------------------------


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


# The smallest change --------------------------------------------------------------------------------------------------

HOW_CHANGED = (
    "Found by stepping along the slope of the scores by the pixels, which is backpropagation taken one layer "
    "further back than training needs (DeepFool, Moosavi-Dezfooli et al., 2016), then shortened until the answer "
    "only just flips. The picture after has been classified afresh. A smaller change may exist: no search sees "
    "them all."
)


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


# What each digit wants to see -----------------------------------------------------------------------------------------

HOW_CLIMBED = (
    "Each began as plain grey and was changed, 40 times, along the slope of its class's score against all others; "
    "a little ink was taken away each time, so pixels that hardly count went black. Specks where no digit has ink "
    "are weights that chance put there and training never touched. Below it: the probability that the network "
    "gives to that class."
)


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


# Nearest training digits ----------------------------------------------------------------------------------------------

BY_PIXELS = "The distance is the length of the difference between the 784 pixels. No network has a part in this."


def by_network_in_words(n: int) -> str:
    """What near means to a network whose last hidden layer has n neurons."""
    return (
        f"The distance is the length of the difference between the {n} numbers that the "
        "layer passes on for a training digit and for yours. The scores are made of these alone, so digits that "
        "are close here get nearly the same answer. A cross marks a label that is not the network's answer."
    )


def neighbours_in_words(labels: Array, found: Neighbours, answer: int) -> str:
    """Which labels the nearest bear, and whether they agree with the network: "7 of the 8 are 5s, one is a 6"."""
    k = len(labels)
    counts = sorted(((int((labels == d).sum()), int(d)) for d in set(labels.tolist())), reverse=True)
    if len(counts) == 1:
        said = f"All {k} are {counts[0][1]}s"
    else:
        said = listed([f"{n} are {d}s" if n > 1 else f"one is {with_article(d)}" for n, d in counts])
    most, first = counts[0][0], counts[0][1]
    if first == answer:
        agrees = "as the network answers" if most == k else f"and {first} is what the network answers"
    else:
        agrees = f"yet the network answers {answer}"
    distances = f"at distances from {found.distances[0]:.2f} to {found.distances[-1]:.2f}"
    return f"{said}, {agrees}; {distances}, of {found.compared:,} compared."
