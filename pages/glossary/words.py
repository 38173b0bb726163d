"""The words that this program uses, each in a sentence or two, and where one sees what it means. No Streamlit here.

They stand in an order in which each needs only those before it.
"""

from dataclasses import dataclass

TITLE = "Words"
LEAD = "What the words mean, in plain sentences, each with a place where you see it. They build on one another."
TITLES = {  # what the navigation calls the pages, by their names in the address
    "": "Train",
    "draw": "Draw",
    "weights": "Weights",
    "steps": "Step by step",
    "why": "Why?",
    "film": "Film",
    "errors": "Errors",
    "data": "Data",
    "workbench": "Workbench",
    "experiments": "Experiments",
    "maths": "The maths",
}


@dataclass(frozen=True)
class Word:
    """``says`` what it means; it is seen on ``page``, in the part of it that ``part`` says as the address does."""

    word: str
    says: str
    page: str
    part: str = ""

    @property
    def parameters(self) -> dict[str, str]:
        """What the address of the page says besides."""
        name, _, value = self.part.partition("=")
        return {name: value} if name else {}


GROUPS: dict[str, tuple[Word, ...]] = {
    "The network": (
        Word("MNIST", "70,000 digits written by hand, each with a label: which digit it is meant to be.", "draw"),
        Word("pixel", "One of the 784 grey squares of a digit, as a number: 0 is paper, 1 is full ink.", "draw"),
        Word("weight", "How much one number counts for a neuron: above zero for it, below against.", "weights"),
        Word("bias", "A number that a neuron adds to its sum whatever it sees: how ready it is to fire.", "weights"),
        Word(
            "neuron",
            "It multiplies what it sees by its weights, adds all up with its bias, and passes on what the "
            "activation makes of the sum.",
            "maths",
            "chapter=neuron",
        ),
        Word(
            "activation",
            "What a neuron makes of its sum. ReLU, the usual one, passes on what is above zero and "
            "turns the rest into 0. Also what it then passes on, its a.",
            "steps",
            "stage=A1",
        ),
        Word(
            "layer",
            "Neurons side by side that all see the same numbers. What they pass on is what the next layer sees.",
            "maths",
            "chapter=layers",
        ),
        Word(
            "hidden layer",
            "A layer between the pixels and the ten answers. Nobody tells it what to look for; that is learned.",
            "weights",
        ),
        Word(
            "parameters",
            "All weights and biases together: all that the network knows. 7,960 of them with ten hidden neurons.",
            "weights",
        ),
        Word(
            "matrix",
            "Numbers in rows and columns. A layer's weights are one: a row for each neuron.",
            "maths",
            "chapter=layers",
        ),
    ),
    "The answer": (
        Word("forward pass", "From the pixels to the answer, layer by layer.", "maths", "chapter=forward"),
        Word(
            "score",
            "What the last layer gives each digit, before it becomes a probability; also called logit.",
            "why",
            "view=evidence",
        ),
        Word(
            "softmax",
            "Makes ten probabilities of ten scores: each is above zero, and together they are 1. A score "
            "that leads by 1 counts 2.7 times as much.",
            "why",
            "view=softmax",
        ),
        Word(
            "probability",
            "How much of its certainty the network gives to one digit. The largest is its answer; it "
            "may be very sure and wrong.",
            "draw",
        ),
        Word("accuracy", "The share of digits that are answered rightly.", ""),
        Word("evidence", "A pixel's ink times its weight: what that pixel tells a neuron.", "why", "view=evidence"),
    ),
    "Learning": (
        Word("label", "The digit that a picture is meant to be. Learning is to come closer to it.", "steps", "stage=X"),
        Word(
            "loss",
            "How wrong the network is, in one number: 0 would be certain and right every time.",
            "maths",
            "chapter=loss",
        ),
        Word(
            "cross-entropy",
            "The loss used here: minus the natural logarithm of the probability that the right digit "
            "was given, on average.",
            "steps",
            "stage=L",
        ),
        Word(
            "gradient",
            "For each weight, how the loss changes if it grows a little. Against it the loss falls fastest.",
            "steps",
            "stage=dW1",
        ),
        Word(
            "backward pass",
            "From the loss back to the first layer: what each number had to do with the error. Also "
            "called backpropagation.",
            "maths",
            "chapter=backward",
        ),
        Word(
            "chain rule",
            "If one number turns the next, and that one the loss, the effects multiply. The backward "
            "pass is nothing else.",
            "maths",
            "chapter=backward",
        ),
        Word(
            "learning rate",
            "How far each step goes against the gradient. Too small is slow, too large overshoots.",
            "maths",
            "chapter=update",
        ),
        Word(
            "update",
            "One step of learning: forward, loss, backward, and all parameters move a little.",
            "steps",
            "stage=new1",
        ),
        Word(
            "gradient descent",
            "Learning by such steps and nothing else: minus the learning rate times the gradient.",
            "maths",
            "chapter=update",
        ),
        Word(
            "gradient check",
            "Change a weight by hardly anything, see how the loss moves, and compare it with the "
            "gradient: a proof that the backward pass is right.",
            "steps",
            "stage=dW1",
        ),
        Word(
            "initial values",
            "Where learning starts: small random weights. With zeros all neurons would learn the same.",
            "film",
        ),
    ),
    "A training": (
        Word("run", "One training, with its settings, its seed and its curves.", ""),
        Word("recipe", "All settings of a run. With the same recipe and seed one gets the same network.", ""),
        Word("seed", "The number that decides all that is left to chance, so that it can be repeated.", ""),
        Word("batch", "How many digits are looked at before each update: all of them, or a few at a time.", ""),
        Word("epoch", "Once through all training digits.", ""),
        Word("training digits", "Those that it learns from.", ""),
        Word("test digits", "Those that it never learns from. Only they say what it has understood.", ""),
        Word("overfitting", "Learning by heart: right on the training digits, worse on others.", ""),
        Word("regularisation", "Whatever works against learning by heart: L2, dropout, label smoothing, jitter.", ""),
        Word("dropout", "Silences some hidden neurons at random while it learns, so that none is relied upon.", ""),
        Word("optimizer", "The rule that makes a step of a gradient. Gradient descent is the simplest.", ""),
        Word("momentum", "An optimizer that keeps part of its last step, like a ball that rolls on.", ""),
        Word(
            "Adam",
            "An optimizer that gives each weight a step of its own, longer where its gradients have been small.",
            "",
        ),
        Word("schedule", "How the learning rate changes over the run: often large at first, and small at the end.", ""),
        Word(
            "rate finder",
            "A short run whose learning rate rises until it breaks down: its curve suggests a rate. In its part Rate.",
            "experiments",
        ),
        Word(
            "loss surface",
            "The loss of many networks that lie on a plane, drawn as a landscape: training goes downhill in it. In "
            "its part Surface.",
            "experiments",
        ),
        Word(
            "divergence", "When steps are so large that the numbers grow beyond all bounds and nothing is learned.", ""
        ),
    ),
    "Looking inside": (
        Word(
            "confusion matrix",
            "Which digit was taken for which, counted: a row for the truth, a column for the answer.",
            "errors",
            "part=matrix",
        ),
        Word(
            "precision and recall",
            "Of those that are read as a 4, the share that is one; and of those that are a 4, the share that is read "
            "as one.",
            "errors",
            "part=matrix",
        ),
        Word(
            "fold",
            "One of a few equal parts of the digits, judged by a network that learned from the other parts.",
            "data",
            "about=labels",
        ),
        Word(
            "principal components",
            "The directions in which many points differ most. The first two make a map of 784 pixels, or of a layer.",
            "data",
            "about=map",
        ),
        Word("slice", "Some of the digits, under a name, to measure networks on.", "errors", "part=slices"),
        Word(
            "calibration",
            "Whether the network is as sure as it is right: of the answers it gives 90%, nine in ten should be.",
            "errors",
            "part=sure",
        ),
        Word(
            "robustness",
            "How little is lost when digits come noisy, turned or blurred.",
            "errors",
            "part=bears",
        ),
        Word("confident mistake", "An answer that is wrong, and that the network was sure of.", "why", "view=evidence"),
        Word(
            "adversarial change",
            "The smallest change of a picture that turns the answer. Often one hardly sees it.",
            "why",
            "view=change",
        ),
        Word(
            "nearest neighbours",
            "The training digits that are most like this one, pixel by pixel.",
            "why",
            "view=neighbours",
        ),
        Word("ablation", "Switching a neuron off to see what it was good for.", "workbench", "bench=change"),
        Word(
            "permutation",
            "Moving all pixels to other places, the same way in every picture. To this kind of network "
            "that makes no difference.",
            "workbench",
            "bench=shuffle",
        ),
    ),
}
