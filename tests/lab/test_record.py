"""A run becomes arrays and comes back from them as if it had never been away; anything else is refused."""

import json
import threading
from dataclasses import replace

import numpy as np
import pytest
from kept import RECIPE, after, digits, eventually

from nn.lab.record import RecordError, _checksum, from_arrays, to_arrays
from nn.lab.run import Run
from nn.lab.view import Status

ENOUGH = 10**9
BATCHES = RECIPE.but(
    batch_size=32,
    iterations=60,
    optimizer="adam",
    learning_rate=0.01,
    schedule="cosine",
    dropout=0.2,
    shift=1,
    oversample=2,
    validation_examples=60,
    patience=9,
)


def there_and_back(run, film=ENOUGH):
    return Run.from_record(from_arrays(to_arrays(run.record(film))), digits)


def same(run, other):
    """All that a view and a film show, but for the time it took."""
    ours, theirs = run.view(), other.view()
    for name in ("id", "status", "recipe", "iteration", "epoch", "learning_rate", "rate_changes", "final", "continued"):
        assert getattr(ours, name) == getattr(theirs, name), name
    np.testing.assert_array_equal(ours.theta, theirs.theta)
    for name, values in vars(ours.history).items():
        np.testing.assert_array_equal(values, getattr(theirs.history, name))
    for name, values in vars(ours.vitals).items():
        np.testing.assert_array_equal(values, getattr(theirs.vitals, name))
    assert run.film().iterations.tolist() == other.film().iterations.tolist()
    for frame, twin in zip(run.film().thetas, other.film().thetas, strict=True):
        np.testing.assert_array_equal(frame, twin)


@pytest.mark.parametrize("recipe", [RECIPE, BATCHES], ids=["full batch", "batches"])
@pytest.mark.parametrize("left_at", [1, 7, 19])
def test_a_run_that_was_kept_goes_on_as_if_it_had_never_stopped(recipe, left_at):
    run = after(left_at, recipe)
    other = there_and_back(run)
    same(run, other)
    same(after(1, run=run), after(1, run=other))
    other = there_and_back(there_and_back(other))  # also one that was not touched in between
    same(after(1_000, run=run), after(1_000, run=other))
    assert other.view().status is Status.FINISHED


def test_the_rate_that_was_turned_is_the_rate_it_goes_on_with():
    run = after(5)
    run.set_learning_rate(0.05)
    other = there_and_back(run)
    assert other.view().learning_rate == 0.05 and other.recipe.learning_rate == 0.3
    same(after(4, run=run), after(4, run=other))


def test_one_that_was_training_comes_back_paused_with_a_sentence_that_goes_when_it_goes_on():
    run = after(5)
    run.start()
    view = there_and_back(run).view()
    assert view.status is Status.PAUSED and view.message.startswith("Paused: ") and "\n" not in view.message
    assert after(1, run=there_and_back(run)).view().message == ""


@pytest.mark.parametrize("rate", [0.3, 500.0], ids=["finished", "diverged"])
def test_one_that_is_over_comes_back_with_its_end(rate):
    run = after(1_000, RECIPE.but(learning_rate=rate))
    other = there_and_back(run)
    assert other.view().over and other.view().message == run.view().message
    same(run, other)
    other.start()
    assert not other.wants_work


def test_a_kept_run_knows_its_key_by_its_hash_alone():
    run = after(2)
    arrays = to_arrays(run.record(ENOUGH))
    assert not any(run.key in str(array) for array in arrays.values())
    other = Run.from_record(from_arrays(arrays), digits)
    assert other.key == "" and not other.controlled_by("") and not other.controlled_by(run.key_hash)
    assert other.controlled_by(run.key) and other.key == run.key


def test_a_kept_film_is_thinned_and_its_first_frame_stays():
    run = after(19)
    frame = run.view().theta.nbytes
    for most, expected in ((20 * frame, list(range(20))), (7 * frame, [*range(0, 19, 4), 19]), (0, [0, 19])):
        other = there_and_back(run, film=most)
        assert other.film().iterations.tolist() == expected
        np.testing.assert_array_equal(other.film().thetas[0], run.film().thetas[0])
        np.testing.assert_array_equal(other.film().thetas[-1], run.view().theta)
    after(1, run=other)
    assert other.film().iterations.tolist()[0] == 0 and other.film().iterations.tolist()[-1] == 20


def test_the_version_goes_on_so_that_nothing_old_is_shown_for_it():
    run = after(3)
    assert there_and_back(run).version > run.version


def test_a_record_of_a_run_at_work_is_of_one_moment():
    run = Run(RECIPE.but(iterations=1_000_000), digits)
    run.start()
    worker = threading.Thread(target=lambda: [run.advance(0.005) for _ in range(40)])
    worker.start()
    while worker.is_alive():
        record = run.record(ENOUGH)
        assert len(record.table) == record.iteration
        if record.memory:
            np.testing.assert_array_equal(record.memory["0.Network.theta"], record.theta)
    run.stop()


def test_whoever_waits_for_a_slice_to_end_comes_before_the_next_one():
    run, found = after(3), []
    run.start()
    with run._work:  # a slice is at work
        recorder = threading.Thread(target=lambda: found.append(run.record(0)))
        recorder.start()
        eventually(run._door.locked)
        worker = threading.Thread(target=run.advance, args=(60,))
        worker.start()
    recorder.join(20)
    worker.join(20)
    assert found[0].iteration == 3 and run.view().over


def test_a_slice_that_does_not_end_is_not_waited_for_for_ever(monkeypatch):
    run = after(2)
    monkeypatch.setattr("nn.lab.run.PATIENCE", 0.01)
    with run._work, pytest.raises(TimeoutError):
        run.record(0)
    assert run.record(0).iteration == 2


def test_one_that_was_kept_before_there_were_vitals_goes_on_and_has_them_from_then_on():
    arrays = {name: array for name, array in to_arrays(after(3).record(ENOUGH)).items() if "vitals" not in name}
    other = Run.from_record(from_arrays(arrays | {"checksum": np.array(_checksum(without(arrays)))}), digits)
    assert len(other.view().vitals) == 0
    assert after(2, run=other).view().vitals.iteration.tolist() == [4, 5]


def without(arrays):
    return {name: array for name, array in arrays.items() if name != "checksum"}


# --- what is refused

ARRAYS = to_arrays(after(3).record(ENOUGH))


def resealed(**changes):
    """The arrays with some others, under a checksum that fits."""
    arrays = {name: array for name, array in (ARRAYS | changes).items() if array is not None and name != "checksum"}
    return arrays | {"checksum": np.array(_checksum(arrays))}


def facts(**changes):
    return np.array(json.dumps(json.loads(str(ARRAYS["facts"])) | changes))


def test_a_value_changed_behind_its_checksum_is_noticed():
    theta = ARRAYS["theta"].copy()
    theta[5] += 1
    with pytest.raises(RecordError, match="checksum"):
        from_arrays(ARRAYS | {"theta": theta})


@pytest.mark.parametrize(
    "changes",
    [
        {"theta": None},
        {"theta": np.zeros(3, np.float32)},
        {"theta": ARRAYS["theta"].astype(float)},
        {"table": np.zeros((4, 4))},
        {"table": np.zeros(())},
        {"vitals": ARRAYS["vitals"][:, 1:]},
        {"vitals": ARRAYS["vitals"].astype(float)},
        {"film": ARRAYS["film"][:0], "film_iterations": ARRAYS["film_iterations"][:0]},
        {"film_iterations": ARRAYS["film_iterations"][::-1]},
        {"film_iterations": ARRAYS["film_iterations"][:2]},
        {"film_iterations": ARRAYS["film_iterations"] + 1},
        {"label": np.array("{")},
        {"label": np.array("[]")},
        {"facts": np.array("3")},
        {"facts": facts(format=99)},
        {"facts": facts(status="flying")},
        {"facts": facts(iteration=-1)},
        {"facts": facts(iteration=10**9)},
        {"facts": facts(iteration=float("inf"))},
        {"facts": facts(learning_rate=-1.0)},
        {"facts": facts(rate_changes=[[1]])},
        {"facts": facts(final=[[1, 2]])},
        {"facts": facts(film_every="x")},
    ],
)
def test_what_does_not_fit_together_is_refused(changes):
    from_arrays(resealed())
    with pytest.raises(RecordError):
        from_arrays(resealed(**changes))


def test_nothing_at_all_is_refused():
    for arrays in ({}, {"checksum": np.array("x")}, {"checksum": np.zeros(3)}):
        with pytest.raises(RecordError):
            from_arrays(arrays)


def test_a_run_whose_memory_is_another_s_fails_with_a_sentence():
    record = from_arrays(ARRAYS)
    foreign = after(2, RECIPE.but(hidden=(4,))).record(0).memory
    other = Run.from_record(replace(record, memory=foreign), digits)
    other.start()
    with pytest.raises(ValueError):
        other.advance(0.01)
    assert other.view().status is Status.FAILED and "\n" not in other.view().message
