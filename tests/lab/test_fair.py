"""Time is shared out, not turns: reckoned on a clock that passes only while somebody works, so without any luck."""

import pytest
from kept import Clock

from nn.lab.scheduler import HOUSE, MINUTES, ROUND, SLICE, Scheduler

LIGHT, HEAVY = 0.002, 1.0  # seconds that an update takes


class Still(Scheduler):
    """One without any thread, not even that which prepares: the tests give the turns."""

    def __init__(self, clock, **settings):
        super().__init__(clock=clock, **settings)

    def _begin(self):
        pass


class Fake:
    """A run whose updates take so many seconds of the clock; it wants ``updates`` of them."""

    def __init__(self, clock, update, id, owner="", updates=10**9):
        self.clock, self.update, self.id, self.key_hash, self.left = clock, update, id, owner or id, updates
        self.used, self.ended, self.longest, self.unseen = 0.0, clock(), 0.0, 0.0

    @property
    def wants_work(self):
        return self.left > 0

    prepared = True

    def rest_if_unseen(self, seconds):
        if self.unseen > seconds:
            self.left = 0

    def advance(self, seconds):
        began = self.clock()
        self.longest = max(self.longest, began - self.ended)
        while self.wants_work:
            self.clock.now += self.update
            self.left -= 1
            if self.clock() + self.update > began + seconds:
                break
        self.used += self.clock() - began
        self.ended = self.clock()


@pytest.fixture
def clock():
    return Clock()


def shared(clock, runs, seconds, scheduler=None):
    """Let the runs have their turns until so much time has passed."""
    scheduler = scheduler or Still(clock)
    for run in runs:
        scheduler.submit(run)
    until = clock() + seconds
    while clock() < until and scheduler.waiting:
        scheduler._give_a_turn(scheduler._next())
    return scheduler


def crowd(clock, n, update=LIGHT):
    return [Fake(clock, update, f"light {i}") for i in range(n)]


def test_a_heavy_one_among_light_ones_gets_its_share_and_no_more(clock):
    heavy, lights = Fake(clock, HEAVY, "heavy"), crowd(clock, 20)
    shared(clock, [heavy, *lights], 210)
    assert heavy.used <= 210 / 21 + HEAVY
    assert all(light.used >= 0.9 * 210 / 21 for light in lights)


def test_nobody_waits_longer_than_for_one_heavy_update_and_a_round(clock):
    heavy, lights = Fake(clock, HEAVY, "heavy"), crowd(clock, 20)
    scheduler = shared(clock, [heavy, *lights], 210)
    assert max(light.longest for light in lights) <= HEAVY + 2 * ROUND
    assert heavy.longest <= 21 * HEAVY + 2 * ROUND  # until each of the others has had as much
    assert scheduler.longest_wait() <= 21 * HEAVY + 2 * ROUND


def test_sixty_each_get_at_least_half_of_a_fair_share(clock):
    updates = [0.001 * (1 + i % 30) for i in range(60)]  # 1 to 30 ms
    runs = [Fake(clock, update, f"run {i}") for i, update in enumerate(updates)]
    shared(clock, runs, 60)
    assert min(run.used for run in runs) >= 0.5 * 60 / 60
    assert max(run.longest for run in runs) <= 4


def test_a_newcomer_is_neither_ahead_nor_behind(clock):
    old, new = crowd(clock, 3), Fake(clock, LIGHT, "new")
    scheduler = shared(clock, old, 30)
    before = [run.used for run in old]
    shared(clock, [new], 4, scheduler)
    assert new.used == pytest.approx(1, abs=2 * SLICE)
    assert all(run.used - was == pytest.approx(1, abs=2 * SLICE) for run, was in zip(old, before, strict=True))


def test_who_goes_and_comes_back_has_not_got_rid_of_what_was_used(clock):
    lights, heavy = crowd(clock, 9), Fake(clock, HEAVY, "heavy", updates=1)
    scheduler = shared(clock, [heavy, *lights], 0.5)
    for _ in range(30):  # one update, then gone, and back at once
        heavy.left = 1
        shared(clock, [heavy], 1, scheduler)
    assert heavy.used <= 31 / 10 + 2 * HEAVY


def test_what_is_no_debt_any_more_is_forgotten(clock):
    scheduler = Still(clock)
    stays = Fake(clock, LIGHT, "stays")
    for i in range(50):
        shared(clock, [stays, Fake(clock, LIGHT, f"passes {i}", updates=20)], 1, scheduler)
    assert len(scheduler._used) <= 3
    stays.left = 1
    shared(clock, [], 1, scheduler)
    assert scheduler.waiting == 0 and scheduler._used == {}


def test_one_visitor_s_runs_share_one_share(clock):
    mine = [Fake(clock, LIGHT, f"mine {i}", owner="me") for i in range(3)]
    other = Fake(clock, LIGHT, "other")
    shared(clock, [*mine, other], 12)
    assert other.used == pytest.approx(6, abs=2 * SLICE)
    assert all(run.used == pytest.approx(2, abs=2 * SLICE) for run in mine)


def test_one_alone_gets_all_the_time(clock):
    run = Fake(clock, LIGHT, "alone")
    shared(clock, [run], 5)
    assert run.used == pytest.approx(5, abs=SLICE) and run.longest == 0


def test_getting_ready_counts_for_nobody_and_keeps_nobody_waiting(clock):
    lights, late = crowd(clock, 4), Fake(clock, LIGHT, "late")
    late.prepared, late.prepare = False, lambda: setattr(late, "prepared", True)
    scheduler = shared(clock, lights, 2)
    scheduler.submit(late)
    assert scheduler.waiting == 5
    shared(clock, [late], 8, scheduler)
    assert late.used == 0 and max(light.longest for light in lights) < ROUND
    scheduler._prepare(scheduler._unprepared.get())
    before = [light.used for light in lights]
    shared(clock, [], 5, scheduler)
    assert late.prepared and late.used == pytest.approx(1, abs=2 * SLICE), "neither ahead nor behind"
    assert all(light.used - was == pytest.approx(1, abs=2 * SLICE) for light, was in zip(lights, before, strict=True))


def test_a_run_that_nobody_looks_at_leaves(clock):
    watched, unseen = crowd(clock, 2)
    unseen.unseen = 121
    scheduler = shared(clock, [watched, unseen], 1, Still(clock, unseen=120))
    assert scheduler.waiting == 1 and unseen.used == 0 and watched.used > 0.9


def test_slices_and_the_longest_wait_of_the_last_minutes_are_known(clock):
    scheduler = shared(clock, [Fake(clock, HEAVY, "heavy", updates=2), *crowd(clock, 2)], 5)
    assert scheduler.slices > 40 and HEAVY <= scheduler.longest_wait() <= 2 * HEAVY + ROUND
    shared(clock, [], 60 * (MINUTES + 1), scheduler)
    assert scheduler.longest_wait() <= ROUND
    clock.now += 7  # a worker is busy with one thing, and somebody waits meanwhile
    assert scheduler.longest_wait() >= 7


def test_the_house_is_kept_now_and_then_whatever_happens_there(clock, caplog):
    def kept():
        times.append(clock())
        raise RuntimeError("made to fail")

    times, scheduler = [], Still(clock)
    scheduler.keep_house = kept
    run = Fake(clock, LIGHT, "run")
    scheduler.submit(run)
    for _ in range(2_500):
        scheduler._give_a_turn(scheduler._next())
        scheduler._keep_house_if_due()
    assert len(times) == int(2_500 * SLICE / HOUSE) and "made to fail" in caplog.text


def test_the_usual_wait_is_that_for_ones_next_turn(clock):
    """A page that looks as often sees something new each time."""
    scheduler = shared(clock, crowd(clock, 10, update=0.1), 20)
    assert scheduler.usual_wait == pytest.approx(9 * 0.1, rel=0.05)
    alone = shared(clock, crowd(clock, 1, update=0.1), 20)
    assert alone.usual_wait == pytest.approx(0, abs=0.001)
