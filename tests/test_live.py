"""Pages are drawn one at a time, and a part of one may be drawn within its page's turn."""

import threading
import time

import pytest

from pages.ui.live import in_turn


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
