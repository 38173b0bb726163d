"""The words of the maths page, chapter by chapter. Each chapter's file fills in its templates; formulas are LaTeX."""

TITLE = "The maths"
LEAD = (
    "The maths, in your own numbers: six short chapters, and a seventh that checks two well-known texts. "
    "The code shown is the code that runs."
)

CHAPTERS = {
    "neuron": "1 Neuron",
    "layers": "2 Layers",
    "forward": "3 Forward",
    "loss": "4 Loss",
    "backward": "5 Backward",
    "update": "6 Update",
    "slips": "7 Slips, checked",
}

# The digit and the network -------------------------------------------------------------------------------------------

AGAIN = "Read its numbers again"
UNTRAINED = "This network, {sizes}, has not been trained yet, so it guesses. Train it a little, come back, and compare."
SAYS = {True: "It says **{answer}**, which is right.", False: "It says **{answer}**; it is a {label}."}
UNKNOWN = "It says **{answer}**. Nobody has said what the drawing is, so here that counts as the truth."
NEURON, NEURON_HELP = "Neuron of layer 1", "Counted from 0, like the rows of W1"
COMPLETE = "The complete functions"


def sizes_said(sizes: tuple[int, ...]) -> str:
    """The layers of a network, 784-10-10."""
    return "-".join(map(str, sizes))


# 1 Neuron ------------------------------------------------------------------------------------------------------------

A_NEURON = r"""
A digit here is 28 × 28 = 784 grey values from 0 (paper) to 1 (ink). Written one below the other they are a column
called $x$, with the entries $x_0, x_1, \dots, x_{783}$: everything here is counted from 0, as in the code.

A **neuron** keeps one number for each of them, its **weights** $w_0, \dots, w_{783}$, and one number more, its
**bias** $b$. It multiplies every grey value by its weight and adds everything up. That sum is called $z$:
"""
WEIGHTS_MEAN = """
A positive weight says “ink here speaks for me”, a negative one “ink here speaks against me”. The code does it for many
neurons and digits at once, which is chapter 2.
"""
NEURON_LIVE = """
Blue is above 0, orange below. For this digit, the blue products of neuron {neuron} add up to {plus}, the orange ones to
{minus}, and its bias is {bias}:

z = {sum} = **{z}**.
"""
BEND = """
Then comes the **activation** $g$, which decides what the neuron passes on: $a = g(z)$. Here it is *{name}*. {purpose}
"""
BEND_LIVE = "At z = {z}, neuron {neuron} passes on a = **{a}**."
NO_HIDDEN_LAYER = """
This network has no hidden layer: its first neurons are its last, and stand for the ten digits. They pass on $z$ itself,
and softmax (chapter 3) makes probabilities of the ten.
"""
PERCEPTRON = r"""
The **perceptron** (Rosenblatt, 1958) is this neuron with a step for $g$: 1 if $z > 0$, else 0. A step is flat on both
sides: change a weight a little, and the answer mostly stays as it was, so nothing tells the weight which way to go.
Today's neurons have a $g$ with a **slope**, written $g'$, and that slope is what learning follows (chapter 5).

And why a bend at all? Without $g$, two layers would be $W_2 (W_1 x) = (W_2 W_1)\, x$: one matrix again, and nothing
gained.
"""

# 2 Layers ------------------------------------------------------------------------------------------------------------

A_LAYER = """
A **layer** is several neurons that look at the same input. Write each neuron's weights as a row, and put the rows under
each other: that is the matrix $W_1$ (the article writes $W^{[1]}$). **Row $i$ of $W_1$ is what neuron $i$ looks for.**
The neurons' biases are the column $b_1$. The examples stand side by side: $X$ has one **column** for each of the $m$
examples. Then one product does every neuron's sum for every example at once:
"""
ONE_PRODUCT = """
Row $i$ of $W_1$ times column $j$ of $X$, term by term and added up, is neuron $i$'s sum for example $j$: the $z$ of
chapter 1. (`product` is the matrix library's own; for few neurons it takes the same sums in another order, which is
faster: `nn/narrow.py`. `product_transposed`, in chapter 5, does the same with $A^T$.)
"""
LENGTHS = "The bias column is added to every column. Lengths of the same colour are the same, and must be:"
ALL_ARRAYS = """
The next layer takes $A_1 = g(Z_1)$ where the first took $X$, and so on. These are all the arrays of one training step
of this network, {sizes}, on m = {m:,} examples ({batch}). A gradient such as dW1 says, for each number, how the loss
changes with it (chapter 5), so it has the same shape.
"""
FULL_BATCH = "the full batch, which the program takes in pieces of {chunk:,} and adds up"
MINI_BATCH = "one mini-batch"
ARRAY_COLUMNS = ("array", "rows × columns", "parameters", "gradient", "what it holds")
ARRAY_HOLDS = {
    "X": "pixels, one example a column",
    "W": "weights, one neuron a row",
    "b": "biases, one a neuron",
    "Z": "the neurons' sums",
    "A": "what they pass on",
    "Y": "the truth: 1 at the right digit, else 0",
}
LAST_A = "the probabilities"
PARAMETERS = "The numbers that are learned are called **parameters**. Here there are {sum}."

# 3 Forward -----------------------------------------------------------------------------------------------------------

FORWARD = """
**Forward** takes the pixels through the layers. Every layer does the same two things: a weighted sum, then the bend
$g$. Only the last one has softmax instead.
"""
SOFTMAX = """
The last layer's sums are ten **scores**. **Softmax** makes probabilities of them: $e^z$ makes every score positive, and
the division makes the ten sum to 1. It works down each **column**, for a column is one example. In the formula $k$ is
the digit (the row) and $j$ the example (the column). Why the code subtracts the maximum: chapter 7.
"""
FORWARD_LIVE = "The digit above, on its way through this network:"
FORWARD_COLUMNS = ("array", "numbers", "smallest", "largest", "above 0")
ANSWER = "The answer is the largest: **{answer}**, with a probability of {p}. All ten sum to {total:.3f}."

# 4 Loss --------------------------------------------------------------------------------------------------------------

LOSS = """
How wrong is the network, in one number? Let $Y$ hold the truth: each column is 0 everywhere but for a 1 at the true
digit (“one-hot”). The **cross-entropy** picks out the probability $p$ that the network gave to the true digit, and
takes minus its logarithm. The **loss** $L$ is the mean over the $m$ examples:
"""
LOSS_ONE = r"""
For one example all terms but one are 0, and what is left is $-\ln p$. The logarithm is the natural one, base $e$, and
the unit it gives is called the **nat**.

The code never takes the logarithm of a probability, which might have been rounded to 0. With $S = Z - \max Z$, the
logarithm of the softmax is $S - \ln \sum e^{S}$, which is always finite. It gives the sum; the mean is taken over the
whole batch later.
"""
LOSS_LIVE = (
    "The true digit is {label}, and the network gives it p = {p}. This example's loss is −ln p = **{loss:.3f}**."
)
LOSS_SCALE = """
Certain and right costs 0. Giving the truth 0.80 costs 0.223, hesitating evenly between two digits 0.693, guessing
evenly among ten ln 10 = 2.303. Certain and wrong has no limit.
"""

# 5 Backward ----------------------------------------------------------------------------------------------------------

BACKWARD = r"""
Which way should each weight go? $dW$ is short for $\partial L / \partial W$: by how much the loss changes, per unit,
when that weight is raised a little. **Backward** finds it for every weight and bias, from the last layer to the first.
It is the chain rule: how much $Z_1$ matters to the loss is how much $Z_1$ matters to $Z_2$, times how much $Z_2$
matters to the loss.
"""
START = """
**It starts at the end,** with the difference between what was said and what is true. The 1/m of the mean comes in here,
once, and everything further down inherits it. The article keeps $dZ = A - Y$ and puts the $1/m$ into each $dW$ and
$db$ instead. Both give the same gradients:
"""
SAME_GRADIENTS = (
    "Checked now, on {m} training digits: with 1/m early or late, the largest entry of all dW and db is {largest:.4f} "
    "either way, and no entry differs by more than {apart:.0e}."
)
WHY_SIMPLE = "Why is it just A − Y?"
WHY_SIMPLE_TEXT = r"""
Take one example whose true digit is $t$. Its loss is $-\ln A_t$, and with the softmax written out:

$$-\ln \frac{e^{Z_t}}{\sum_c e^{Z_c}} = -Z_t + \ln \sum_c e^{Z_c}$$

Raise the score $Z_k$ a little. The first term changes by $-1$ if $k = t$, and by 0 if not: that is $-Y_k$. The
derivative of the second is $e^{Z_k} / \sum_c e^{Z_c}$: that is $A_k$. Together $A_k - Y_k$. The $1/m$ is the mean's.
"""
OWN_GRADIENTS = """
**Each layer's own gradients.** A weight is to blame as far as its neuron is (dZ) and as its input was strong (A). The
small $T$ swaps rows and columns. A bias has no input, so its blame is its neuron's, summed over the examples: one
number **per neuron**.
"""
FURTHER_DOWN = """
**And on to the layer below.** Each neuron is to blame for what it passed on, as much as it was listened to ($W$), times
the slope of its bend: $g'$ is the slope of $g$, and the ∗ multiplies entry by entry.
"""
ALL_LINES = "All the lines for this network"
BLAME = """
For the digit above alone (m = 1): the score of the true digit, {label}, has dZ = {at_true}, so raising it lowers the
loss. Most to blame is {worst}, with {at_worst}: that score should fall.
"""
GATE = "{open} of {n} neurons of layer {layer} take some of the blame. On this digit, no blame reaches the others."
NO_GATE = "All {n} neurons of layer {layer} take some of the blame."
NEURON_LEARNS = """
Neuron {neuron} of layer 1 has dZ = {dz} for this digit. Its row of dW1 is the digit itself times that number: **a
neuron learns by adding, or taking away, a little of the picture it has just seen.**
"""
NEURON_SILENT = """
Neuron {neuron} of layer 1 has dZ = 0 for this digit: it takes no blame, so it learns nothing from it. Choose another
one.
"""
PROOF = (
    "Is all this right? Nudge a number, and see whether the loss moves as promised: chapter 7 does so for every array."
)

# 6 Update ------------------------------------------------------------------------------------------------------------

UPDATE = r"""
A gradient points uphill. So every parameter takes a small step the other way. How small is the **learning rate**
$\alpha$ (alpha), which one sets. Here it is {rate:g}. All parameters are one long vector in the program, theta, and
their gradients another, so the step is two lines.
"""
OTHER_OPTIMIZER = """
This run uses *{name}*, which makes its step from the same gradient in a way of its own; this is the plain one.
"""
OTHER_INPUTS = """
This run learns on *{name}* inputs: it takes the step in terms of these (`nn/inputs.py` has the formula), and its
network reads plain pixels before and after; this is the step in terms of pixels.
"""
STEP_LIVE = """
One step for this network as it is now, on {m} training digits, takes the loss from {before:.3f} to **{after:.3f}** with
α = {rate:g}. {comment}
"""
DOWNHILL = "Downhill, as promised. Of the rates tried here, {best:.2g} would go furthest in one step."
UPHILL = (
    "Uphill: that step is too long, and jumps across the valley. Of the rates tried here, {best:.2g} would be best."
)
STEP_CURVE = """
Each mark on the axis is ten times the one before. Too short a step gains little; too long a one overshoots.
"""
LOOP = """
**Training is nothing but this, again and again.** With the *full batch*, every update looks at all training digits;
with *mini-batches*, at the next few of them in random order. This run makes {total:,} updates, each on {batch:,} of
{examples:,} digits. `batch_gradient` hands a large batch, in pieces, to workers on several cores and adds up the
gradients that they find (`nn/batch.py`, `nn/cores.py`).
"""
ALL_OF_IT = """
**That is all of it.** For the article's network, 784-10-10, the six chapters fit on one page, `nn/tiny.py`, which
`.venv/bin/python -m nn.tiny` runs; its gradients are the ones above. The rest of the program makes it fast, safe and
visible.
"""
ON_ONE_PAGE = "All of it on one page"

# 7 Slips -------------------------------------------------------------------------------------------------------------

SLIPS = """
This program grew from two texts: **Samson Zhang's** article *Understanding the math behind neural networks by building
one from scratch*, and **Elliott Chang's** short paper on the same network. Both explain it well, and between them they
slip in five places. These are small slips in good texts. For each you read which formula, number or description it is
(where it is the article's code, that is said), and beside it stands a check that the engine itself has computed.
"""
SAID, WHERE, RIGHT = "The text", "Where", "Right"
HOLDS, FAILS = "The check holds.", "The check fails: the engine is wrong here."
SOURCES_TITLE = "Where this comes from"
SOURCES = """
The network, its letters and its settings are those of [Zhang's
article](https://www.samsonzhang.com/2020/11/24/understanding-the-math-behind-neural-networks-by-building-one-from-scratch-no-tf-keras-just-numpy):
784-10-10, ReLU, softmax, cross-entropy,
full-batch gradient descent with a rate of 0.10. Chang's paper works through the same network and tries others, three
hidden layers among them: the formulas stay the same and only repeat. The words here are our own, and so are any new
mistakes. A good text is one whose slips can be found.
"""
