"""The training loop: what it yields, what makes it repeatable, how it ends, and that the article's network learns."""

from dataclasses import replace

import numpy as np
import pytest

from nn.dataset import Examples, load_mnist
from nn.optimizers import OPTIMIZERS
from nn.presets import PRESETS
from nn.recipe import Recipe
from nn.training import Diverged, Knobs, evaluate, new_network, train

SMALL = Recipe(hidden=(12,), initial="he", train_examples=600, test_examples=200, iterations=15, learning_rate=0.3)
BATCHES = SMALL.but(batch_size=50, epochs=3)


def run(recipe, data=None, knobs=None):
    """The steps of a whole run, and the network that came of it."""
    network = new_network(recipe)
    data = data or load_mnist().split(recipe)
    return list(train(network, data, recipe, recipe.streams().training, knobs)), network


# --- the article's network


@pytest.fixture(scope="module")
def blog():
    recipe = PRESETS["blog"].recipe
    data = load_mnist().split(recipe)
    steps, network = run(recipe, data)
    return steps, network, data


def test_the_blog_preset_ends_where_the_article_does(blog):
    steps, network, data = blog
    assert len(steps) == 500
    for examples in (data.train, data.test, data.official):
        assert 0.82 <= evaluate(network, examples).accuracy <= 0.88


def test_the_blog_presets_loss_falls_steadily(blog):
    losses = np.array([step.train.loss for step in blog[0]])
    assert (np.diff(losses) < 0).all()
    assert losses[0] > 2.3 and losses[-1] < 0.6


# --- what a step says


def test_a_step_is_about_the_parameters_before_it():
    data = load_mnist().split(SMALL)
    steps, _ = run(SMALL, data)
    before = new_network(SMALL)
    assert steps[0].train.loss == pytest.approx(evaluate(before, data.train).loss, rel=1e-5)
    assert steps[0].train.accuracy == evaluate(before, data.train).accuracy
    assert steps[0].held_out == evaluate(before, data.test)


def test_full_batch_steps_count_and_measure_every_one():
    steps, _ = run(SMALL)
    assert [s.iteration for s in steps] == list(range(1, 16))
    assert [s.epoch for s in steps] == list(range(1, 16))
    assert all(s.held_out is not None and s.learning_rate == 0.3 for s in steps)
    assert steps[-1].examples == 15 * 600
    seconds = [s.seconds for s in steps]
    assert seconds == sorted(seconds) and seconds[0] > 0


def test_mini_batches_are_measured_now_and_then():
    recipe = BATCHES.but(batch_size=10)  # 60 an epoch
    steps, _ = run(recipe)
    assert len(steps) == 180
    assert [s.iteration for s in steps if s.held_out] == list(range(1, 181, recipe.measure_every))
    assert [s.iteration for s in steps if s.measured] == list(range(1, 181, recipe.measure_every))


def test_without_held_out_digits_there_is_no_score():
    steps, _ = run(SMALL.but(test_examples=0))
    assert all(s.held_out is None and s.measured for s in steps)


def test_train_is_the_mean_since_the_last_measurement():
    recipe = BATCHES.but(batch_size=10, learning_rate=1e-8)  # as good as standing still
    data = load_mnist().split(recipe)
    steps, network = run(recipe, data)
    assert recipe.measure_every == 6
    an_epoch = [s.train.loss for s in steps if s.held_out][1:11]  # ten times six batches; the first stands for one only
    assert np.mean(an_epoch) == pytest.approx(evaluate(network, data.train).loss, rel=0.05)


# --- repeatable


@pytest.mark.parametrize("recipe", [SMALL, BATCHES, BATCHES.but(dropout=0.3, optimizer="adam", learning_rate=0.01)])
def test_same_seed_same_history_bit_for_bit(recipe):
    (steps, network), (again, twin) = run(recipe), run(recipe)
    assert steps == again  # Step leaves seconds out of the comparison
    np.testing.assert_array_equal(network.theta, twin.theta)


def test_another_seed_is_another_history():
    assert run(BATCHES)[0] != run(BATCHES.but(seed=1))[0]


def test_kept_floats_and_bytes_give_the_same_history():
    plain = load_mnist().split(SMALL, keep_floats=False)
    kept = load_mnist().split(SMALL, keep_floats=True)
    assert run(SMALL, plain)[0] == run(SMALL, kept)[0]


def test_leaving_the_generator_between_two_steps_changes_nothing():
    together, _ = run(SMALL)
    network, twin = new_network(SMALL), new_network(SMALL)
    data = load_mnist().split(SMALL)
    one = train(network, data, SMALL, SMALL.streams().training)
    other = train(twin, data, SMALL, SMALL.streams().training)
    for expected, a, b in zip(together, one, other, strict=True):  # two runs in turn
        assert a == b == expected


def test_measuring_does_not_disturb_learning():
    _, network = run(BATCHES)
    _, twin = run(BATCHES, replace(load_mnist().split(BATCHES), test=load_mnist().split(BATCHES).official))
    np.testing.assert_array_equal(network.theta, twin.theta)


# --- batches


def seen_by(recipe):
    """The indices of the examples of each batch."""
    data, asked = load_mnist().split(recipe), []

    class Spy(Examples):
        def X(self, which=slice(None), out=None):
            asked.append(np.arange(len(self))[which])
            return super().X(which, out)

    run(recipe, replace(data, train=Spy(data.train.pixels, data.train.all_labels, data.train.index)))
    return asked


def test_each_epoch_shows_every_digit_once_in_a_new_order_and_the_last_batch_is_short():
    batches = seen_by(BATCHES.but(batch_size=250, epochs=2))
    assert [len(b) for b in batches[:6]] == [250, 250, 100, 250, 250, 100]
    first, second = (np.concatenate(batches[i : i + 3]) for i in (0, 3))
    assert sorted(first) == sorted(second) == list(range(600))
    assert (first != second).any() and (first != np.arange(600)).any()


@pytest.mark.parametrize("batch_size", [1, 7, 600])
def test_batches_of_any_size_learn(batch_size):
    recipe = SMALL.but(
        train_examples=600, batch_size=batch_size, epochs=10 if batch_size > 1 else 1, learning_rate=0.05
    )
    steps, network = run(recipe)
    assert np.isfinite(network.theta).all()
    assert steps[-1].train.loss < steps[0].train.loss or batch_size == 1
    assert len(steps) == recipe.total_iterations


def test_a_batch_of_one_is_one_step_of_the_formula():
    recipe = SMALL.but(batch_size=1, iterations=1, learning_rate=0.1)
    data, (steps, network) = load_mnist().split(recipe), run(recipe)
    (which,) = seen_by(recipe)[:1]
    start = new_network(recipe)
    X, label = data.train.X(which), int(data.train.labels[which][0])
    dZ = start.predict(X)
    dZ[label] -= 1
    np.testing.assert_allclose(network.layers[1].b, start.layers[1].b - 0.1 * dZ, atol=1e-6)
    assert steps[0].examples == 1


def test_a_large_batch_in_chunks_is_the_same_step():
    recipe = SMALL.but(train_examples=3000, test_examples=0, iterations=1)
    data, (_, network) = load_mnist().split(recipe), run(recipe)
    start = new_network(recipe)
    Y = np.eye(10, dtype=np.float32)[data.train.labels].T
    start.forward(data.train.X(), Y)
    start.backward(Y)
    np.testing.assert_allclose(network.theta, start.theta - 0.3 * start.grad, atol=1e-6)


# --- what may be chosen


RATES = {"gradient descent": 0.3, "momentum": 0.03, "nesterov": 0.03}


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimizer_learns(optimizer):
    recipe = BATCHES.but(optimizer=optimizer, learning_rate=RATES.get(optimizer, 0.005), beta2=0.99, epochs=12)
    steps, _ = run(recipe.but(weight_decay=0.01))
    assert steps[-1].train.accuracy > 0.8


def test_the_schedule_turns_the_rate():
    rates = [s.learning_rate for s in run(SMALL.but(schedule="cosine"))[0]]
    assert rates == sorted(rates, reverse=True) and rates[0] == 0.3 and rates[-1] < 0.01


def test_the_rate_may_be_turned_while_it_goes_on():
    knobs, network, data = Knobs(0.3), new_network(SMALL), load_mnist().split(SMALL)
    steps = train(network, data, SMALL, SMALL.streams().training, knobs)
    assert next(steps).learning_rate == 0.3
    knobs.learning_rate = 1e-8
    assert next(steps).learning_rate == 1e-8
    before = network.theta.copy()
    next(steps)
    np.testing.assert_allclose(network.theta, before, atol=1e-6)


def test_l2_pulls_the_weights_in_and_leaves_biases_alone():
    plain, pulled = run(SMALL)[1], run(SMALL.but(l2=0.1))[1]
    assert np.linalg.norm(pulled.layers[0].W) < 0.9 * np.linalg.norm(plain.layers[0].W)
    start, step = new_network(SMALL), run(SMALL.but(l2=1.0, iterations=1))[1]
    without = run(SMALL.but(iterations=1))[1]
    for a, b, c in zip(step.layers, without.layers, start.layers, strict=True):
        np.testing.assert_allclose(a.W, b.W - 0.3 * c.W, atol=1e-6)
        np.testing.assert_array_equal(a.b, b.b)


def test_l2_is_in_the_loss_that_is_reported():
    start = new_network(SMALL)
    squares = sum(float((layer.W.astype(float) ** 2).sum()) for layer in start.layers)
    plain, pulled = run(SMALL.but(iterations=1))[0][0], run(SMALL.but(iterations=1, l2=0.1))[0][0]
    assert pulled.train.loss == pytest.approx(plain.train.loss + 0.05 * squares, rel=1e-5)


def test_label_smoothing_keeps_answers_modest():
    sure = [run(BATCHES.but(epochs=20, label_smoothing=s))[1] for s in (0.0, 0.3)]
    X = load_mnist().split(BATCHES).train.X()
    plain, smooth = (network.predict(X).max(axis=0).mean() for network in sure)
    assert smooth < plain - 0.1


def test_jitter_leaves_the_digits_as_they_are():
    data = load_mnist().split(BATCHES)
    before = data.train.X().copy()
    steps, _ = run(BATCHES.but(shift=1.0, rotation=10.0, epochs=8), data)
    np.testing.assert_array_equal(data.train.X(), before)
    assert steps[0] != run(BATCHES, data)[0][0] and steps[-1].train.accuracy > 0.5


def test_no_hidden_layer_at_all():
    assert run(BATCHES.but(hidden=(), epochs=6))[0][-1].train.accuracy > 0.8


def test_zeros_teach_the_neurons_nothing():
    _, network = run(SMALL.but(initial="zeros"))
    assert not network.layers[0].W.any() and not network.layers[1].W.any()
    assert network.layers[1].b.any()  # all it learns is how often each digit occurs


# --- how it goes wrong


@pytest.mark.parametrize(
    "recipe", [SMALL.but(learning_rate=300.0), BATCHES.but(learning_rate=300.0)], ids=["full", "mini"]
)
def test_divergence_says_a_sentence_and_keeps_the_best_parameters(recipe):
    network, data, seen = new_network(recipe), load_mnist().split(recipe), []
    with pytest.raises(Diverged) as caught:
        for step in train(network, data, recipe, recipe.streams().training):
            seen.append(step.train.loss)
    message = str(caught.value)
    assert "diverged at update" in message and "learning rate of 300" in message and "Try 0.1." in message
    assert "\n" not in message
    assert np.isfinite(network.theta).all()
    assert evaluate(network, data.train).loss <= min(seen) * 1.5


def test_the_very_last_update_may_be_the_fatal_one():
    recipe = SMALL.but(hidden=(50,) * 8, iterations=1, learning_rate=1e4, optimizer="adam")
    network = new_network(recipe)
    start = network.theta.copy()
    with pytest.raises(Diverged):
        list(train(network, load_mnist().split(recipe), recipe, recipe.streams().training))
    np.testing.assert_array_equal(network.theta, start)


def test_a_network_that_fell_silent_has_diverged():
    recipe = SMALL.but(train_examples=2000, initial="blog", hidden=(10,), learning_rate=20.0, iterations=50)
    with pytest.raises(Diverged, match="silent"):
        run(recipe)


def test_a_digit_that_nobody_answers_to_is_no_silence():
    recipe = SMALL.but(hidden=(1,), batch_size=1, epochs=1, learning_rate=1e-4)  # its one neuron sleeps half the time
    assert len(run(recipe)[0]) == 600


# --- early stopping


PATIENT = SMALL.but(
    hidden=(40,), train_examples=150, validation_examples=200, batch_size=10, epochs=40, patience=15, learning_rate=0.2
)


def test_patience_stops_early_and_restores_the_best():
    data = load_mnist().split(PATIENT)
    network, lowest, best = new_network(PATIENT), float("inf"), None
    iterations = 0
    for step in train(network, data, PATIENT, PATIENT.streams().training):
        iterations = step.iteration
        if step.held_out is not None:
            loss = evaluate(network, data.validation).loss
            if loss < lowest:
                lowest, best = loss, network.theta.copy()
    assert iterations < PATIENT.total_iterations
    np.testing.assert_array_equal(network.theta, best)
    assert evaluate(network, data.validation).loss == lowest


def test_patience_never_looks_at_the_test_digits():
    data = load_mnist().split(PATIENT)
    liar = replace(data.test, all_labels=(data.test.all_labels + 1) % 10)
    steps, network = run(PATIENT, data)
    misled, twin = run(PATIENT, replace(data, test=liar, official=liar))
    assert len(steps) == len(misled)
    np.testing.assert_array_equal(network.theta, twin.theta)


# --- scores and copies


def test_evaluate_counts_and_leaves_the_network_alone():
    data, network = load_mnist().split(SMALL), new_network(SMALL)
    theta, score = network.theta.copy(), evaluate(network, data.official)
    A = network.predict(data.official.X())
    labels = data.official.labels
    assert score.accuracy == pytest.approx((A.argmax(axis=0) == labels).mean())
    assert score.loss == pytest.approx(-np.log(A[labels, np.arange(len(labels))]).mean(), rel=1e-4)
    np.testing.assert_array_equal(network.theta, theta)


def test_snapshots_taken_on_the_way_do_not_move():
    network, data = new_network(SMALL), load_mnist().split(SMALL)
    snapshots, sums = [], []
    for _ in train(network, data, SMALL, SMALL.streams().training):
        snapshots.append(network.theta.copy())
        sums.append(float(network.theta.sum()))
    assert [float(s.sum()) for s in snapshots] == sums
    assert len({s.tobytes() for s in snapshots}) == len(snapshots)


def test_prediction_on_the_way_changes_nothing():
    network, data = new_network(BATCHES), load_mnist().split(BATCHES)
    for _ in train(network, data, BATCHES, BATCHES.streams().training):
        network.predict(data.test.X(slice(0, 3)))
    np.testing.assert_array_equal(network.theta, run(BATCHES)[1].theta)
