"""A film stays within its budget, stays even, keeps both ends, and shows nobody half a frame."""

import gc
import threading
from itertools import pairwise

import numpy as np
import pytest

from nn.explain.film import Film
from nn.lab.lab import Lab
from nn.lab.snapshots import BUDGET, ROOM, Room, Snapshots
from nn.network import blocks
from nn.presets import PRESETS
from nn.recipe import Recipe

FRAME = 4_000  # bytes
SMALL = Recipe(hidden=(10,), batch_size=50, iterations=3, train_examples=200, test_examples=50)


def theta(value):
    return np.full(FRAME // 4, value, np.float32)


def filmed(iterations, budget=BUDGET, room=None):
    """Snapshots of a run whose every parameter is the number of updates made."""
    snapshots = Snapshots(theta(0), budget, room)
    for i in range(1, iterations + 1):
        snapshots.take(i, theta(i))
    return snapshots


def numbers(snapshots):
    return [i for i, _ in snapshots.frames()]


def test_every_update_of_the_article_s_network_fits():
    recipe = PRESETS["blog"].recipe
    frame = 4 * blocks(recipe.sizes)[-1].stop
    assert (recipe.total_iterations + 1) * frame < BUDGET
    snapshots = Snapshots(np.zeros(frame // 4, np.float32))
    for i in range(1, recipe.total_iterations + 1):
        snapshots.take(i, np.zeros(frame // 4, np.float32))
    assert numbers(snapshots) == list(range(501)) and snapshots.size == 501 * frame


@pytest.mark.parametrize("iterations", [1, 9, 10, 11, 99, 1_000, 4_321])
def test_the_budget_is_kept_evenly_and_the_first_frame_stays(iterations):
    budget = 10 * FRAME
    snapshots = filmed(iterations, budget)
    kept = numbers(snapshots)
    assert kept[0] == 0 and snapshots.size + FRAME <= budget  # the newest state has room, too
    assert {b - a for a, b in pairwise(kept)} <= {snapshots.every, 2 * snapshots.every}
    assert iterations - kept[-1] < 2 * snapshots.every  # up to the last one whose turn it was
    assert len(kept) == min(iterations + 1, 9)  # and the memory at hand is in use
    for i, frame in snapshots.frames():
        assert (frame == i).all()


def test_a_frame_larger_than_the_budget_leaves_the_first_alone():
    assert numbers(filmed(1_000, budget=FRAME // 2)) == [0]


def test_a_frame_is_a_copy_that_cannot_be_written_to():
    snapshots, moving = Snapshots(theta(0)), theta(1)
    snapshots.take(1, moving)
    moving[:] = 7
    (_, first), (_, second) = snapshots.frames()
    assert (second == 1).all()
    for frame in (first, second):
        with pytest.raises(ValueError):
            frame[0] = 5


def test_a_film_that_is_thinned_while_a_frame_is_copied_stays_even():
    class Slow(np.ndarray):
        def copy(self, *args):  # so long that somebody else needs room meanwhile
            with room.lock:
                while snapshots.every == 1:
                    snapshots.thin()
            return super().copy(*args)

    room = Room()
    snapshots = filmed(8, room=room)
    snapshots.take(9, theta(9).view(Slow))
    assert snapshots.every == 2 and numbers(snapshots) == [0, 4, 6, 8]
    snapshots.take(10, theta(10))
    assert numbers(snapshots) == [0, 4, 6, 8, 10]


def test_those_who_look_on_see_whole_frames_only():
    snapshots = Snapshots(theta(0), budget=40 * FRAME)
    done = threading.Event()

    def train():
        moving = theta(0)
        for i in range(1, 20_001):
            moving += 1
            snapshots.take(i, moving)
        done.set()

    worker = threading.Thread(target=train)
    worker.start()
    looks = 0
    while not done.is_set() or not looks:
        frames = snapshots.frames()
        assert frames[0][0] == 0 and all((frame == i).all() for i, frame in frames)
        looks += 1
    worker.join(10)
    assert snapshots.every > 1 and looks > 1


# --- many runs in one room


def test_a_full_room_thins_the_largest_film_first():
    room = Room(100 * FRAME)
    large, small = filmed(80, room=room), filmed(15, room=room)
    assert (len(large), len(small)) == (81, 16)
    for i in range(16, 25):
        small.take(i, theta(i))
    assert len(small) == 25
    assert numbers(large) == [*range(0, 12, 2), *range(12, 81)]  # as many less as were needed, the oldest first
    assert room.used == large.size + small.size <= room.size


def test_thirty_visitors_stay_within_the_room_and_share_it_fairly():
    room = Room(300 * FRAME)
    films = [Snapshots(theta(0), room=room) for _ in range(30)]
    for i in range(1, 101):
        for film in films:
            film.take(i, theta(i))
        assert room.used <= room.size
    assert {len(film) for film in films} == {10}


def test_a_room_of_single_frames_cannot_shrink_and_takes_no_more():
    room = Room(3 * FRAME)
    films = [filmed(20, room=room) for _ in range(5)]
    assert [numbers(film) for film in films] == [[0]] * 5


def test_a_forgotten_run_frees_its_room():
    room = Room(100 * FRAME)
    film = filmed(50, room=room)
    assert room.used == 51 * FRAME
    del film
    gc.collect()
    assert room.used == 0


def test_all_runs_of_a_lab_share_one_room():
    lab = Lab()
    runs = [lab.new_run(SMALL) for _ in range(3)]
    for run in runs:
        run.step(2)
        while run.wants_work:
            run.advance(1.0)
    frame = runs[0].view().theta.nbytes
    assert lab.films.used == 3 * 3 * frame and lab.films.size == ROOM
    lab.films.size = 5 * frame
    runs.append(lab.new_run(SMALL))  # somebody comes: the others' films are thinned
    assert lab.films.used <= 5 * frame
    assert all(run.film().iterations[[0, -1]].tolist() == [0, 2] for run in runs[:3])


def test_a_run_that_the_lab_forgets_frees_its_room(monkeypatch):
    monkeypatch.setattr("nn.lab.lab.MOST_RUNS", 1)
    lab = Lab()
    old = lab.new_run(SMALL)
    old.step(2)
    while old.wants_work:
        old.advance(1.0)
    old.looked_at -= 1_000
    frame = old.view().theta.nbytes
    old.looked_at -= 1_000
    name = old.id
    del old
    lab.new_run(SMALL)
    assert lab.find(name) is None and lab.films.used == frame  # at once, without waiting for a garbage collection


def test_films_that_cannot_be_thinned_cost_those_who_rest_their_runs():
    lab = Lab()
    frame = lab.new_run(SMALL).view().theta.nbytes
    resting = [lab.new_run(SMALL).id for _ in range(5)]
    seen, training = lab.new_run(SMALL), lab.new_run(SMALL)
    training.start()
    for age, name in enumerate([*resting, training.id]):
        lab._runs[name].looked_at -= 1_000 - age
    lab.films.size = 6 * frame
    new = lab.new_run(SMALL)
    assert lab.films.used == 6 * frame
    assert [lab.find(name) is None for name in resting] == [True] * 3 + [False] * 2  # no more than needed
    assert lab.find(seen.id) and lab.find(training.id) and lab.find(new.id)
    lab.films.size = 0
    lab.new_run(SMALL)
    assert lab.find(resting[4]) is None and lab.find(seen.id) and lab.find(training.id)  # those who are in use stay


# --- a film


def test_a_film_finds_its_frames():
    film = Film((4, 2), "relu", np.array([0, 4, 8, 9]), tuple(theta(i)[:10] for i in (0, 4, 8, 9)))
    assert [film.nearest(place) for place in (-3, 0, 1.9, 2.1, 8.4, 8.6, 1e9)] == [0, 0, 0, 1, 2, 3, 3]
    assert film.every == 4 and len(film) == 4
    network = film.network(1)
    assert (network.theta == 4).all() and np.shares_memory(network.theta, film.thetas[1])
    np.testing.assert_array_equal(network.layers[0].b.ravel(), [4, 4])


def test_parameters_put_back_have_a_place_of_their_own():
    film = Film((4, 2), "relu", np.array([0, 1, 2, 2]), tuple(theta(i)[:10] for i in (0, 1, 2, 0)), put_back=True)
    assert film.places.tolist() == [0, 1, 2, 2.5]
    assert film.nearest(2) == 2 and film.nearest(2.5) == 3 and film.nearest(100) == 3
