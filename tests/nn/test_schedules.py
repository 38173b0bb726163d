"""A schedule is a factor from 0 to 1 on the rate, over progress from 0 to 1."""

import numpy as np
import pytest

from nn.schedules import SCHEDULES, constant, cosine, one_cycle, step, warm_up


@pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)
def test_factors_stay_between_0_and_1(schedule):
    factors = [schedule.factor(p) for p in np.linspace(0, 1, 1001)]
    assert min(factors) >= 0 and max(factors) <= 1 and max(factors) > 0.99
    assert schedule.purpose.endswith(".")


def test_constant_does_not_move():
    assert {constant(p) for p in (0, 0.3, 1)} == {1.0}


def test_step_drops_after_each_third():
    assert [step(p) for p in (0, 0.33, 0.34, 0.66, 0.67, 1)] == pytest.approx([1, 1, 0.3, 0.3, 0.09, 0.09])


def test_cosine_is_half_way_half_way():
    assert [cosine(p) for p in (0, 0.5, 1)] == pytest.approx([1, 0.5, 0])


def test_warm_up_rises_then_falls():
    up = [warm_up(p) for p in np.linspace(0, 0.05, 20)]
    down = [warm_up(p) for p in np.linspace(0.05, 1, 20)]
    assert up == sorted(up) and down == sorted(down, reverse=True)
    assert up[0] > 0  # the first step is not lost
    assert down[0] == pytest.approx(1) and down[-1] == pytest.approx(0)


def test_one_cycle_goes_up_and_down_and_then_to_nothing():
    assert [one_cycle(p) for p in (0, 0.45, 0.9, 0.95, 1)] == pytest.approx([0.1, 1, 0.1, 0.05, 0])
    assert [one_cycle(p) for p in (0.225, 0.675)] == pytest.approx([0.55, 0.55])  # straight lines
    down = [one_cycle(p) for p in np.linspace(0.45, 1.001, 200)]
    assert down == sorted(down, reverse=True) and down[-1] == 0
