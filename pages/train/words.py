"""What the Train page says: where the run stands, what its pictures show, what the settings would do. No Streamlit."""

from dataclasses import dataclass

import numpy as np

from nn.activations import Array
from nn.assess.symptoms import Finding
from nn.assess.vitals import Vitals
from nn.lab.view import Status, View
from nn.recipe import Recipe
from nn.training import better_than_chance
from pages.shared.words import NEARLY_ALL, WHY_BOTH

TITLE = "A network learns to read digits"
SETTINGS_WAIT = "This run keeps its own settings; the new ones are for the next: press **New network** to use them."
ENOUGH_TO_TELL = 30  # measurements; fewer do not show whether a network learns


def title_of(recipe: Recipe) -> str:
    return TITLE if recipe.reads_digits else "A network learns to tell pictures apart"


def introduction(recipe: Recipe) -> str:
    if recipe.pictures:
        return (
            f"A small neural network, written from scratch, learns from {recipe.train_examples:,} uploaded pictures "
            f"of {len(recipe.classes)} classes{set_apart(recipe)}. **Data** has them, for who uploaded them."
        )
    return (
        f"A small neural network, written from scratch, learns from {recipe.train_examples:,} handwritten digits. "
        "Look inside it on Weights, try it on Draw."
    )


def set_apart(recipe: Recipe) -> str:
    """How many more are for measuring on the way; those kept aside by Data come on top."""
    n = recipe.test_examples + recipe.validation_examples
    return f"; {n:,} more are held out to measure it on the way" if n else ""


def measured(share: float) -> str:
    """A share in percent; a dash while nothing is measured."""
    return "–" if np.isnan(share) else f"{share:.1%}"


def own_pictures(recipe: Recipe) -> str:
    """What a run learns from that is not about MNIST."""
    names = ", ".join(recipe.classes[:10]) + ", …" * (len(recipe.classes) > 10)
    assert recipe.pictures is not None
    count = recipe.pictures.count
    return f"Learns from your own pictures: {count:,} to draw from, {len(recipe.classes)} classes ({names})."


# The run -------------------------------------------------------------------------------------------------------------


def facts_of(view: View) -> list[tuple[str, str, str]]:
    """How far the run has come and how good it is by now: (label, value, meaning)."""
    recipe, history = view.recipe, view.history
    train, test, loss = np.nan, np.nan, np.nan
    if len(history):
        train, test, loss = history.train_accuracy[-1], history.test_accuracy[-1], history.train_loss[-1]
    return [
        ("Updates", f"{view.iteration:,} / {view.total:,}", "Updates made, and how many the run will make"),
        ("Epochs", f"{view.epoch:,.1f}", "Passes over the training digits"),
        ("Training digits right", measured(train), f"Of the {recipe.train_examples:,} digits it learns from"),
        (
            f"{(recipe.held_out or 'test').capitalize()} digits right",
            measured(test),
            f"Of {recipe.test_examples or recipe.validation_examples:,} digits it never learns from",
        ),
        (
            "Loss",
            "–" if np.isnan(loss) else f"{loss:.3f}",
            "Mean cross-entropy on the training digits, in nats: with the natural logarithm",
        ),
        ("Seconds", f"{view.seconds:.1f}", "Computing time so far, pauses not counted"),
        ("Digits per second", f"{view.examples_per_second:,.0f}", "Training digits seen per second of computing"),
    ]


def does_not_fit(learned: Recipe, asked: Recipe) -> str:
    """When the settings ask for another network than the one whose learned parameters wait to be trained further."""
    return (
        f"Your file’s network, {network_in_words(learned)}, is kept: what it has learned does not fit into the one of "
        f"these settings, {network_in_words(asked)}. To leave it and begin that one afresh, press **New network**."
    )


def network_in_words(recipe: Recipe) -> str:
    return f"{'-'.join(map(str, recipe.sizes))} with {recipe.activation}"


def only_guesses(view: View) -> bool:
    """Whether it does no better than guessing, once there are enough measurements to tell."""
    if len(view.history) < ENOUGH_TO_TELL:
        return False
    return not better_than_chance(float(view.history.train_loss[-1]), len(view.recipe.classes))


def where_it_stands(view: View) -> str:
    """One sentence on the state of the run; when it ended badly, why."""
    if view.status is Status.READY and view.continued:
        return "Ready, with all that the network of your file has learned. **Train** goes on from there."
    if view.status is Status.READY:
        return "Ready. Press **Train**: the curves climb, and the pictures of the weights move away from chance."
    if view.status is Status.RUNNING:
        said = f"Training: update {view.iteration:,} of {view.total:,}. Whatever you click, it goes on."
        return f"{said} So far it only guesses: a smaller learning rate may help." if only_guesses(view) else said
    if view.status is Status.PAUSED:
        return f"{paused(view)} **Resume** goes on to the end, **+1** makes one update."
    if view.status is Status.STOPPED:
        return f"Stopped after update {view.iteration:,}. What it has learned answers on the other pages."
    if view.final is not None:
        what = "pictures" if view.recipe.pictures else "digits"
        test = f" and {view.final.test.accuracy:.1%} of the {view.recipe.held_out} {what}" if view.final.test else ""
        kept = (
            "the pictures that were kept aside from all training"
            if view.recipe.pictures
            else "MNIST's official 10,000 test digits"
        )
        return (
            f"Finished: it gets {view.final.train.accuracy:.1%} of the training {what}{test} right, and "
            f"**{view.final.official.accuracy:.1%} of {kept}**, which it had never seen."
            + (OUT_OF_REACH if view.final.official.accuracy >= NEARLY_ALL and not view.recipe.pictures else "")
        )
    return f"{view.message} The last good parameters are kept."


OUT_OF_REACH = " No honest network gets all of them: about 15 are labelled wrongly, as *Data* shows."


def paused(view: View) -> str:
    """Where it has paused and, if that was nobody's command, why."""
    why = view.message.removeprefix("Paused: ")
    return f"Paused after update {view.iteration:,}. {why[:1].upper()}{why[1:]}".rstrip()


def where_it_stands_for_a_watcher(view: View) -> str:
    """The same for who cannot press anything."""
    if view.status is Status.READY:
        return "Ready: it has not begun."
    if view.status is Status.RUNNING:
        return f"Training: update {view.iteration:,} of {view.total:,}."
    if view.status is Status.PAUSED:
        return paused(view)
    return where_it_stands(view)


# The pictures --------------------------------------------------------------------------------------------------------


def weights_in_words(shown: int, n: int, change: bool) -> str:
    """The pictures of W1 for those who cannot see them."""
    what = "How far learning has moved what" if change else "What"
    return f"{what} the first {shown} of {n} neurons look for: their 784 weights as 28 by 28 pictures."


def below_the_weights(view: View, shown: int, n: int, change: bool, foretold: str = "") -> str:
    """``foretold`` names the shipped run whose pictures stand in for those of a run that has not begun."""
    what = "hidden neuron" if view.recipe.hidden else "digit"
    more = f" The first {shown} of {n}; the Weights page has them all." if n > shown else ""
    if change:
        began = " Nothing yet: the first update draws the first strokes." if not view.iteration else ""
        if foretold:
            began = f" Faintly, what the shipped run “{foretold}” came to: this run’s will grow here."
        return (
            f"W1 now minus W1 at the start, one picture for each {what}, with how far its bias moved: blue where ink "
            f"has come to speak for it, orange where against.{began}{more}"
        )
    return (
        f"W1, one picture for each {what}, with its bias: blue pixels speak for it, orange ones against."
        f"{WHY_BOTH if view.recipe.initial != 'zeros' else ''}{more}"
    )


def how_many_are_right(right: Array) -> str:
    return f"**{right.sum()} of these {len(right)} right**, as the network is now. A cross marks a mistake."


def under_a_digit(answer: object, label: object) -> str:
    return f"says {answer}, is {label}"


def digit_in_words(answer: object, label: object, sure: float) -> str:
    return f"A handwritten {label}; the network says {answer} and is {sure:.0%} sure."


def picture_in_words(answer: object, label: object, sure: float) -> str:
    return f"A picture of the class {label}; the network says {answer} and is {sure:.0%} sure."


NEVER_SEEN = "What it says about pictures it has never seen"
NOT_SHOWN = (
    "It learns from uploaded pictures, shown to who uploaded them alone. If that was you, upload the same file again "
    "on Data."
)


# Its health ----------------------------------------------------------------------------------------------------------

OTHER_RUN = "the run beside"
NO_VITALS = "Nothing was measured yet: the first update is."
WEIGHTS_ALT = "How many weights of the first layer have which size, at the start and now."


@dataclass(frozen=True)
class About:
    """How one of the vitals is called, in which unit it is drawn, and whether it spans powers of ten."""

    title: str
    unit: str
    log: bool


VITALS = {
    "gradient": About("Gradient, by layer", "norm of dW", True),
    "update": About("One update, by layer", "share of W", True),
    "dead": About("Dead neurons", "of the layer, %", False),
    "saturated": About("Saturated neurons", "of the layer, %", False),
}
STEPS_CHARTS, NEURON_CHARTS = ("gradient", "update"), ("dead", "saturated")


def found(finding: Finding) -> str:
    return f"**{finding.name}.** {finding.evidence}"


def explained(finding: Finding) -> str:
    return f"**{finding.name}.** {finding.evidence}\n\n{finding.why}\n\n**What helps:** {finding.help}"


def vital_in_words(vitals: Vitals, name: str) -> str:
    """The last values, from the first layer on."""
    last = getattr(vitals, name)[-1]
    said = ", ".join(f"{value:.2g}" if VITALS[name].log else f"{value:.0%}" for value in last)
    after = f"after update {vitals.iteration[-1]:,}"
    return {
        "gradient": f"How steep the loss is along each layer's weights: {said} {after}, first layer first.",
        "update": f"How far one update moved the weights, as a share of their size: {said} {after}. Usual is 0.001.",
        "dead": f"No digit wakes them: {said} {after}.",
        "saturated": f"At the flat ends of tanh or sigmoid for most digits: {said} {after}.",
    }[name]


def vital_alt(about: About, view: View) -> str:
    return f"{about.title}, {about.unit}, against updates, up to update {view.vitals.iteration[-1]:,}."


def weights_now(then: Array, now: Array) -> str:
    return f"Their spread was {then.std():.3f} at the start and is {now.std():.3f} now."


def beside_in_words(other: View | None) -> str:
    """Of the run whose curves stand behind these."""
    if other is None or not len(other.history):
        return ""
    return f" Faintly behind, {OTHER_RUN}: {other.history.train_accuracy[-1]:.1%} after {other.iteration:,} updates."


# The settings --------------------------------------------------------------------------------------------------------


def do_not_go_together(problem: str) -> str:
    return f"These settings do not go together. {problem}"


def a_long_update(products: int) -> str:
    return (
        f"One update works through {products / 1e9:,.0f} billion products, which takes seconds. A smaller batch "
        "size or fewer neurons would learn sooner."
    )
