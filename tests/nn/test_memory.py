"""A training that is left and taken up again, in whatever state, is the training that was never left: bit for bit."""

import io

import numpy as np
import pytest

from nn.dataset import load_mnist
from nn.memory import ForeignMemory, Memory
from nn.optimizers import OPTIMIZERS
from nn.presets import PRESETS
from nn.recipe import Recipe
from nn.training import Diverged, Knobs, new_network, train

BLOG = PRESETS["blog"].recipe.but(iterations=12, train_examples=2_000, test_examples=100)  # two pieces, four workers
SMALL = Recipe(hidden=(8,), initial="he", train_examples=300, test_examples=60, batch_size=32, iterations=40)
EVERYTHING = SMALL.but(
    optimizer="adam",
    learning_rate=0.01,
    schedule="warm-up",
    dropout=0.3,
    l2=0.001,
    shift=1,
    batch_shift=1,
    inputs="standardised",
    rotation=5,
    elastic=0.5,
    oversample=2,
    validation_examples=60,
    patience=4,
    shuffled_labels=0.5,
    bias_gradient="one sum",
)


def begin(recipe, kept=None):
    """A network of its own, its training, and the memory of that."""
    network, memory = new_network(recipe), Memory(kept)
    data, rng = load_mnist().split(recipe), recipe.streams().training
    return network, train(network, data, recipe, rng, Knobs(recipe.learning_rate), memory), memory


def through_bytes(kept):
    file = io.BytesIO()
    np.savez(file, **kept)
    with np.load(io.BytesIO(file.getvalue()), allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def with_breaks(recipe, breaks):
    """The steps and the parameters of a run that is left after each of these updates and goes on from bytes."""
    network, training, memory = begin(recipe)
    steps = []
    while (step := next(training, None)) is not None:
        steps.append(step)
        if step.iteration in breaks:
            training.close()
            kept = through_bytes(memory.read())
            network.theta[:] = np.nan  # nothing of it is needed
            network, training, memory = begin(recipe, kept)
    return steps, network.theta


@pytest.mark.parametrize(
    "recipe",
    [BLOG, BLOG.but(dropout=0.2, batch_shift=1), EVERYTHING, EVERYTHING.but(patience=0, batch_size=300)],
    ids=["blog", "four streams", "everything", "one batch an epoch"],
)
def test_a_run_with_breaks_is_the_run_without(recipe):
    steps, theta = with_breaks(recipe, ())
    last = steps[-1].iteration
    for breaks in ({1}, {2, 3, last // 2}, {last - 1}, {last}, set(range(1, last + 1))):
        again, twin = with_breaks(recipe, breaks)
        assert again == steps
        np.testing.assert_array_equal(twin, theta)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimizer_remembers_what_it_needs(optimizer):
    recipe = SMALL.but(optimizer=optimizer, learning_rate=0.01, weight_decay=0.01, iterations=20)
    steps, theta = with_breaks(recipe, ())
    again, twin = with_breaks(recipe, {3, 10, 15})
    assert again == steps
    np.testing.assert_array_equal(twin, theta)


def test_patience_that_has_run_out_is_not_forgotten():
    recipe = EVERYTHING.but(learning_rate=0.05, iterations=400, patience=2)
    steps, theta = with_breaks(recipe, ())
    assert steps[-1].iteration < recipe.total_iterations
    again, twin = with_breaks(recipe, {steps[-1].iteration})
    assert again == steps
    np.testing.assert_array_equal(twin, theta)


def test_a_run_that_diverges_goes_back_to_the_same_parameters():
    recipe = SMALL.but(learning_rate=300.0)

    def to_its_end(breaks):
        network, training, memory = begin(recipe)
        with pytest.raises(Diverged) as found:
            while True:
                if next(training).iteration in breaks:
                    network, training, memory = begin(recipe, through_bytes(memory.read()))
        return str(found.value), network.theta

    (said, theta), (again, twin) = to_its_end(()), to_its_end({1, 2})
    assert said == again
    np.testing.assert_array_equal(theta, twin)


def test_time_goes_on_where_it_was():
    _, training, memory = begin(SMALL)
    seconds = next(training).seconds
    assert next(begin(SMALL, memory.read())[1]).seconds > seconds > 0


def test_what_is_read_does_not_move():
    _, training, memory = begin(EVERYTHING)
    next(training)
    kept = memory.read()
    copies = {name: value.copy() for name, value in kept.items()}
    for _ in range(5):
        next(training)
    for name, value in kept.items():
        np.testing.assert_array_equal(value, copies[name])
    assert any((value != copies[name]).any() for name, value in memory.read().items())


@pytest.mark.parametrize("other", [SMALL.but(hidden=(9,)), SMALL.but(optimizer="adam"), SMALL.but(train_examples=200)])
def test_the_memory_of_another_training_is_refused(other):
    _, training, memory = begin(other)
    next(training)
    _, mine, _ = begin(SMALL, memory.read())
    with pytest.raises(ForeignMemory):
        next(mine)


def test_a_memory_is_empty_before_the_first_step_and_knows_its_size():
    network, training, memory = begin(SMALL)
    assert memory.read() == {} and memory.size == 0
    next(training)
    assert memory.size == 2 * network.theta.nbytes + 300 * 8


def test_a_memory_that_no_training_has_taken_up_is_handed_on_as_it_is():
    _, training, memory = begin(EVERYTHING)
    next(training)
    kept = memory.read()
    handed_on = Memory(Memory(kept).read())
    assert handed_on.read().keys() == kept.keys() and handed_on.size >= memory.size


def test_working_memory_is_given_back_between_two_steps_and_nothing_changes():
    for recipe in (BLOG, EVERYTHING):
        steps, theta = with_breaks(recipe, ())
        network, training, memory = begin(recipe)
        for expected, step in zip(steps, training, strict=True):
            assert step == expected
            memory.release()
            assert all(layer.Z.size == 0 for layer in network.layers)
        np.testing.assert_array_equal(network.theta, theta)
