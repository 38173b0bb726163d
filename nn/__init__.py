"""A neural network from scratch, to be read in an evening. In this order:

1. tiny.py          all of it on one page; the rest makes it fast, safe and visible
2. activations.py   what a neuron does with its sum, and the slope of that
3. layers.py        one layer: Z = W A + b, forward and backward (narrow.py: its products, faster for few neurons)
4. loss.py          softmax and cross-entropy: how wrong is it, in one number
5. network.py       layers over one parameter vector
6. initializers.py  where learning starts (inputs.py: as if the pixels had mean 0 and spread 1)
7. optimizers.py    how a gradient becomes a step
8. schedules.py     how the steps shrink
9. recipe.py        everything that makes a run repeatable (settings.py: what a setting is; presets.py: named recipes)
10. dataset.py      MNIST, split and served in batches
11. batch.py        the gradient of one batch, piece by piece
12. training.py     the loop: forward, backward, update, yield (memory.py: to go on later; on_purpose.py: mistakes)
13. gradcheck.py    the proof that backward is right
14. drawing.py      from a drawing to what the network sees (pieces.py: which ink hangs together; nine_looks.py: look
                    more than once)
15. storage.py      to a file and back

Everything above needs NumPy alone, but for cores.py, which batch.py asks to share out the work (threadpoolctl).
photo/ finds the digit in a photograph; owndata/ reads pictures of somebody's own; lab/ runs many trainings at once and
keeps their films; explain/ looks inside a network; assess/ says what it gets wrong.

Next: tiny.py.
"""

from nn.dataset import MNIST, Data, DatasetError, Examples, load_mnist
from nn.gradcheck import gradcheck
from nn.network import Network
from nn.presets import PRESETS
from nn.recipe import Recipe, RecipeError
from nn.storage import Saved, StorageError, load, save
from nn.training import Diverged, Knobs, Score, Step, evaluate, new_network, train

__all__ = [
    "MNIST",
    "PRESETS",
    "Data",
    "DatasetError",
    "Diverged",
    "Examples",
    "Knobs",
    "Network",
    "Recipe",
    "RecipeError",
    "Saved",
    "Score",
    "Step",
    "StorageError",
    "evaluate",
    "gradcheck",
    "load",
    "load_mnist",
    "new_network",
    "save",
    "train",
]
