"""Pages are drawn one at a time, and a part of one may be drawn within its page's turn."""

import threading
import time

import pytest

from pages.shared.live import Took, in_turn, out_of_turn


def test_nobody_draws_while_somebody_else_does():
    drawing, most = [], []

    @in_turn
    def draw(name):
        drawing.append(name)
        most.append(len(drawing))
        time.sleep(0.005)
        in_turn(lambda: most.append(len(drawing)))()
        drawing.remove(name)

    threads = [threading.Thread(target=draw, args=[name]) for name in "abcdef"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(most) == 12 and set(most) == {1}


def test_a_turn_ends_with_an_error():
    @in_turn
    def fail():
        raise ValueError("nothing to draw")

    with pytest.raises(ValueError):
        fail()
    after = threading.Thread(target=in_turn(lambda: None))
    after.start()
    after.join(10)
    assert not after.is_alive()


def start(draw) -> threading.Thread:
    thread = threading.Thread(target=in_turn(draw), daemon=True)
    thread.start()
    return thread


def test_others_draw_while_something_long_is_computed_out_of_turn():
    seen = []

    @in_turn
    def page():
        @in_turn
        def part():
            other = start(lambda: seen.append("other"))
            other.join(0.05)
            assert not seen  # it waits
            with out_of_turn():
                other.join(10)
            assert seen == ["other"]
            third = start(lambda: seen.append("third"))
            third.join(0.05)
            assert seen == ["other"]  # the turn is taken again
            waiting.append(third)

        part()
        waiting[0].join(0.05)
        assert seen == ["other"]  # and is the page's, too, until its end

    waiting = []
    page()
    waiting[0].join(10)
    assert seen == ["other", "third"]


def test_an_interrupted_computation_takes_the_turn_again_before_it_goes():
    drawing, most = [], []

    def draw(name):
        drawing.append(name)
        most.append(len(drawing))
        try:
            with out_of_turn():
                drawing.remove(name)
                time.sleep(0.005)
                raise InterruptedError
        except InterruptedError:
            drawing.append(name)
            most.append(len(drawing))
            time.sleep(0.005)
        drawing.remove(name)

    threads = [start(lambda name=name: draw(name)) for name in "abcdef"]
    for thread in threads:
        thread.join(10)
    assert len(most) == 12 and set(most) == {1}


def test_out_of_turn_means_nothing_to_who_has_no_turn():
    with out_of_turn():
        pass
    after = start(lambda: None)
    after.join(10)
    assert not after.is_alive()


def test_how_long_looks_take_follows_the_newest_also_where_one_is_interrupted(monkeypatch):
    clock = iter([0.0, 1.0, 10.0, 11.0, 20.0, 21.0])
    monkeypatch.setattr("pages.shared.live.time.perf_counter", lambda: next(clock))
    took = Took()
    with took.measured():
        pass
    assert took.seconds == pytest.approx(0.4)
    with pytest.raises(ValueError), took.measured():
        raise ValueError
    assert took.seconds == pytest.approx(0.64)
    with took.measured():
        pass
    assert took.seconds == pytest.approx(0.784)
