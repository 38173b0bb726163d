"""A run that others steer and watch: each command does what it says, and nothing that a watcher holds ever moves."""

import threading

import numpy as np
import pytest

from nn.dataset import load_mnist
from nn.lab.run import Run
from nn.lab.view import Status
from nn.recipe import Recipe, RecipeError
from nn.storage import load, save
from nn.training import evaluate, new_network, train

RECIPE = Recipe(hidden=(8,), train_examples=400, test_examples=100, iterations=20, initial="he", learning_rate=0.3)
FOREVER = RECIPE.but(iterations=1_000_000)


def make(recipe=RECIPE):
    return Run(recipe, lambda r: load_mnist().split(r))


def to_the_end(run):
    run.start()
    while run.wants_work:
        run.advance(0.01)
    return run.view()


def after(run, iterations):
    """The run after a command to make so many updates."""
    run.step(iterations)
    while run.wants_work:
        run.advance(0.01)
    return run


def test_a_new_run_waits_and_can_be_looked_at():
    view = make().view()
    assert (view.status, view.iteration, view.total, view.progress) == (Status.READY, 0, 20, 0)
    assert len(view.history) == 0 and view.message == "" and view.final is None
    np.testing.assert_array_equal(view.theta, new_network(RECIPE).theta)


def test_nothing_happens_before_it_is_told_to():
    run = make()
    run.advance(0.01)
    assert run.view().iteration == 0 and run.view().status is Status.READY


def test_a_run_is_the_training_loop():
    view = to_the_end(make())
    network, data = new_network(RECIPE), load_mnist().split(RECIPE)
    steps = list(train(network, data, RECIPE, RECIPE.streams().training))
    np.testing.assert_array_equal(view.theta, network.theta)
    assert view.history.train_loss[:-1].tolist() == [s.train.loss for s in steps]
    assert view.history.test_accuracy[:-1].tolist() == [s.held_out.accuracy for s in steps]


def test_a_history_stays_as_it_was_while_the_run_goes_on():
    run = after(make(RECIPE.but(iterations=200)), 50)
    early = run.view().history
    losses = early.train_loss.tolist()
    late = after(run, 100).view().history
    assert len(early) == 50 and early.train_loss.tolist() == losses == late.train_loss[:50].tolist()
    assert late.iteration.tolist() == list(range(150))
    with pytest.raises(ValueError):
        early.train_loss[0] = 0


def test_a_finished_run_scores_everything():
    run = make()
    view, data = to_the_end(run), load_mnist().split(RECIPE)
    assert view.status is Status.FINISHED and view.over and not view.active and view.progress == 1
    assert view.final.train == evaluate(view.network(), data.train)
    assert view.final.test == evaluate(view.network(), data.test)
    assert view.final.official == evaluate(view.network(), data.official)
    assert len(view.history) == 21 and view.history.iteration.tolist() == list(range(21))
    assert view.history.test_accuracy[-1] == view.final.test.accuracy


def test_pause_and_resume_lose_nothing():
    run = after(make(), 7)
    assert run.view().status is Status.PAUSED and run.view().iteration == 7
    run.advance(0.01)
    assert run.view().iteration == 7
    np.testing.assert_array_equal(to_the_end(run).theta, to_the_end(make()).theta)


def test_pausing_takes_effect_between_two_updates():
    run = make(FOREVER)
    run.start()
    run.advance(0.01)
    run.pause()
    at = run.view().iteration
    run.advance(0.05)
    assert run.view().iteration == at > 0 and run.view().status is Status.PAUSED


def test_single_steps_add_up():
    run = make()
    for expected in (1, 2, 12):
        after(run, 10 if expected == 12 else 1)
        assert run.view().iteration == expected and run.view().status is Status.PAUSED
    assert after(run, 100).view().status is Status.FINISHED


def test_stop_keeps_what_was_learned_and_ends_it():
    run = after(make(), 5)
    run.stop()
    view = run.view()
    assert view.status is Status.STOPPED and view.iteration == 5
    assert evaluate(view.network(), load_mnist().split(RECIPE).train).accuracy > view.history.train_accuracy[0]
    for command in (run.start, run.pause, run.stop, lambda: run.step(1)):
        command()
        run.advance(0.01)
        assert run.view().status is Status.STOPPED and run.view().iteration == 5


def test_stop_from_another_thread_ends_the_slice():
    run = make(FOREVER)
    run.start()
    worker = threading.Thread(target=run.advance, args=(60,))
    worker.start()
    run.stop()
    worker.join(20)
    assert not worker.is_alive() and run.view().status is Status.STOPPED


def test_the_rate_is_turned_from_the_next_update_on_and_marked():
    run = after(make(), 3)
    run.set_learning_rate(0.01)
    run.set_learning_rate(0.01)  # the same again is no change
    view = run.view()
    assert view.learning_rate == 0.01
    assert [(c.iteration, c.rate) for c in view.rate_changes] == [(3, 0.01)]
    assert not np.allclose(to_the_end(run).theta, to_the_end(make()).theta)


def test_a_rate_before_the_start_is_no_mark():
    run = make()
    run.set_learning_rate(0.05)
    assert run.view().rate_changes == () and run.view().learning_rate == 0.05
    assert run.view().recipe == run.recipe == RECIPE.but(learning_rate=0.05)  # it is how the run begins
    np.testing.assert_array_equal(to_the_end(run).theta, to_the_end(make(run.recipe)).theta)


def test_a_rate_that_cannot_be_is_refused_and_changes_nothing():
    run = make()
    with pytest.raises(RecipeError, match="learning_rate is -1"):
        run.set_learning_rate(-1)
    assert run.view().learning_rate == 0.3


def test_divergence_ends_with_a_sentence_and_good_parameters():
    run = make(FOREVER.but(learning_rate=500.0))
    view = to_the_end(run)
    assert view.status is Status.DIVERGED and "learning rate of 500" in view.message
    assert np.isfinite(view.theta).all() and np.isfinite(view.history.train_loss).all()
    assert view.network().predict(np.zeros((784, 1), np.float32)).sum() == pytest.approx(1)


def test_a_rate_turned_up_on_the_way_may_diverge():
    run = after(make(FOREVER), 10)
    run.set_learning_rate(2000.0)
    view = to_the_end(run)
    assert view.status is Status.DIVERGED and "learning rate of 2000" in view.message
    assert evaluate(view.network(), load_mnist().split(RECIPE).train).accuracy > view.history.train_accuracy[0]


def test_a_failure_is_a_status_with_a_sentence_and_raises_for_the_log():
    def no_room(recipe):
        raise MemoryError("no room")

    run = Run(RECIPE, no_room)
    run.start()
    with pytest.raises(MemoryError):
        run.advance(0.01)
    view = run.view()
    assert view.status is Status.FAILED and "MemoryError: no room" in view.message and not run.wants_work


def test_early_stopping_finishes_early():
    recipe = RECIPE.but(
        hidden=(40,), train_examples=100, validation_examples=200, batch_size=10, epochs=500, patience=10
    )
    view = to_the_end(make(recipe))
    assert view.status is Status.FINISHED and view.iteration < recipe.total_iterations
    losses = view.history.train_loss
    assert len(losses) == len(view.history.iteration) and view.final is not None


def test_between_two_slices_a_run_holds_no_working_memory():
    run = after(make(), 3)
    run.start()
    run.advance(0.001)
    assert all(layer.Z.size == 0 for layer in run._course.network.layers)


# --- watching


def test_the_version_moves_exactly_when_something_changed():
    run = make()
    assert run.view() is run.view()
    before = run.version
    after(run, 1)
    assert run.version > before
    assert run.view() is run.view() and run.view().version == run.version


def test_a_view_never_moves():
    run = after(make(), 3)
    view = run.view()
    theta, losses = view.theta.copy(), view.history.train_loss.copy()
    after(run, 5)
    np.testing.assert_array_equal(view.theta, theta)
    np.testing.assert_array_equal(view.history.train_loss, losses)
    assert view.iteration == 3 and (run.view().theta != theta).any()


def test_what_a_watcher_does_with_its_copy_is_its_own_affair():
    run = after(make(), 3)
    run.view().network().theta[:] = 0
    np.testing.assert_array_equal(to_the_end(run).theta, to_the_end(make()).theta)


def test_views_are_consistent_while_it_computes():
    run = make(FOREVER)
    run.start()
    worker = threading.Thread(target=lambda: [run.advance(0.005) for _ in range(60)])
    worker.start()
    while worker.is_alive():
        view = run.view()
        assert len(view.history) == view.iteration  # one row an update, of full batches
        assert np.isfinite(view.theta).all()
    run.stop()
    assert run.view().iteration > 0


@pytest.mark.parametrize("command", [Run.start, lambda run: run.step(7)], ids=["to the end", "seven updates"])
def test_whoever_hears_that_it_rests_sees_its_last_parameters(command, monkeypatch):
    """Somebody looks while the parameters are copied, the moment at which they are about to be shown."""
    run, seen = make(), []
    current = run._course.current

    def copied():
        looking = threading.Thread(target=lambda: seen.append(run.view()))
        looking.start()
        looking.join(0.05)  # it may have to wait until they are
        looked.append(looking)
        return current()

    looked: list[threading.Thread] = []
    monkeypatch.setattr(run._course, "current", copied)
    command(run)
    run.advance(60.0)
    for looking in looked:
        looking.join()
    last = run.view()
    assert seen and all(view.version <= last.version for view in seen)
    for view in seen:
        if not view.changing:
            assert view.iteration == last.iteration
            np.testing.assert_array_equal(view.theta, last.theta)
        assert view.changing or view.status is last.status
        assert not view.over or view.iteration == last.iteration


def test_told_to_pause_it_changes_once_more_when_the_update_at_work_has_ended(monkeypatch):
    run = make(FOREVER)
    run.start()
    computing, told = threading.Event(), threading.Event()
    update = run._course.update

    def slow(recipe, knobs):
        computing.set()
        told.wait(20)
        return update(recipe, knobs)

    monkeypatch.setattr(run._course, "update", slow)
    worker = threading.Thread(target=run.advance, args=[60.0])
    worker.start()
    computing.wait(20)
    run.pause()
    at_once = run.view()
    told.set()
    worker.join()
    later = run.view()
    assert at_once.status is Status.PAUSED and at_once.changing and at_once.iteration == 0
    assert later.status is Status.PAUSED and not later.changing and later.iteration == 1


def test_without_held_out_digits_the_test_curve_is_empty():
    view = to_the_end(make(RECIPE.but(test_examples=0)))
    assert np.isnan(view.history.test_accuracy).all() and view.final.test is None


def test_what_is_saved_can_be_loaded(tmp_path):
    run = make()
    view = to_the_end(run)
    save(run.saved(), tmp_path / "run.npz")
    found = load(tmp_path / "run.npz")
    np.testing.assert_array_equal(found.network.theta, view.theta)
    assert found.recipe == RECIPE and found.facts["official_accuracy"] == view.final.official.accuracy
    np.testing.assert_array_equal(found.history["train_accuracy"], view.history.train_accuracy)


def test_a_saved_run_knows_its_rate_and_when_it_was_turned(tmp_path):
    run = after(make(), 3)
    run.set_learning_rate(np.float64(0.05))
    after(run, 4)
    run.set_learning_rate(0.01)
    after(run, 1)
    save(run.saved(), tmp_path / "run.npz")
    found = load(tmp_path / "run.npz")
    assert found.recipe.learning_rate == 0.3 and found.learning_rate == 0.01
    assert found.facts["rate_changes"] == [[3, 0.05], [7, 0.01]]


def test_a_run_whose_rate_was_never_turned_is_saved_with_the_one_it_has(tmp_path):
    run = after(make(), 2)
    save(run.saved(), tmp_path / "run.npz")
    found = load(tmp_path / "run.npz")
    assert found.learning_rate == found.recipe.learning_rate == 0.3 and found.facts["rate_changes"] == []


# --- the film


def replayed(iterations, recipe=RECIPE):
    """The parameters after so many updates of a run of its own, from the seed."""
    return after(make(recipe), iterations).view().theta if iterations else make(recipe).view().theta


def test_a_film_frame_is_the_run_replayed_from_its_seed():
    run = make()
    to_the_end(run)
    film = run.film()
    assert film.iterations.tolist() == list(range(21)) and not film.put_back
    for i in (0, 1, 7, 19, 20):
        np.testing.assert_array_equal(film.thetas[i], replayed(i))


def test_a_thinned_film_keeps_its_ends_and_its_frames_are_the_replayed_run_s():
    run = Run(RECIPE, lambda r: load_mnist().split(r), budget=6 * 4 * 6370)
    after(run, 11)
    film = run.film()
    assert film.iterations.tolist() == [0, 4, 6, 8, 10, 11]  # the newest state, off the stride
    assert len(film) * film.thetas[0].nbytes <= 6 * 4 * 6370
    for theta, iteration in zip(film.thetas, film.iterations.tolist(), strict=True):
        np.testing.assert_array_equal(theta, replayed(iteration))
    to_the_end(run)
    assert run.film().iterations.tolist() == [0, 8, 12, 16, 20]
    np.testing.assert_array_equal(film.thetas[-1], replayed(11))  # the film held before is what it was


def test_a_new_run_s_film_is_its_initial_values():
    film = make().film()
    assert film.iterations.tolist() == [0] and film.every == 1
    np.testing.assert_array_equal(film.thetas[0], new_network(RECIPE).theta)


def test_the_film_of_an_opened_network_begins_with_it():
    opened = new_network(RECIPE.but(seed=5))
    run = Run(RECIPE, lambda r: load_mnist().split(r), start_from=opened)
    after(run, 3)
    assert len(run.film()) == 4
    np.testing.assert_array_equal(run.film().thetas[0], opened.theta)


def test_a_diverged_run_s_film_ends_with_the_parameters_it_was_put_back_to():
    run = make(FOREVER.but(learning_rate=500.0))
    view = to_the_end(run)
    film = run.film()
    assert view.status is Status.DIVERGED and film.put_back
    assert film.iterations.tolist() == [*range(view.iteration + 1), view.iteration]
    np.testing.assert_array_equal(film.thetas[-1], view.theta)
    assert any(np.array_equal(film.thetas[-1], theta) for theta in film.thetas[:-1])  # an earlier moment


def test_early_stopping_s_film_has_every_update_and_then_the_best_parameters():
    recipe = RECIPE.but(
        hidden=(40,), train_examples=100, validation_examples=200, batch_size=10, epochs=500, patience=10
    )
    run = make(recipe)
    view = to_the_end(run)
    film = run.film()
    assert film.put_back and film.iterations[-2:].tolist() == [view.iteration, view.iteration]
    np.testing.assert_array_equal(film.thetas[-1], view.theta)
    np.testing.assert_array_equal(film.thetas[-2], replayed(view.iteration, recipe.but(patience=0)))


def test_looking_at_the_film_while_it_computes():
    run = make(FOREVER)
    run.start()
    worker = threading.Thread(target=lambda: [run.advance(0.005) for _ in range(60)])
    worker.start()
    while worker.is_alive():
        film = run.film()
        assert (np.diff(film.iterations) == 1).all() and film.iterations[0] == 0
        assert film.iterations[-1] <= run.view().iteration
    run.stop()
    assert len(run.film()) == run.view().iteration + 1 > 1
