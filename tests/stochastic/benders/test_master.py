"""The master problem by hand: buy x at 2, then two futures of even chance, demands 10 and 20, at 10 a unit short.

Weighed by chance their costs are at least 50 - 5x and 100 - 5x, and 0: 40 at x = 20.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp

from offtake.stochastic.benders.master import Master
from offtake.stochastic.solver.program import LinearProgram

FIRST = LinearProgram(
    cost=np.array([2.0]),
    lower=np.zeros(1),
    upper=np.array([100.0]),
    integer=np.array([True]),
    matrix=sp.csr_array((0, 1)),
    row_lower=np.zeros(0),
    row_upper=np.zeros(0),
    offset=3.0,
)
GROUPS, CONSTANTS, SLOPES = [1, 0, 1, 0], [100.0, 0.0, 0.0, 50.0], [[-5.0], [0.0], [0.0], [-5.0]]


def master(first=FIRST):
    made = Master(first, 2)
    made.add(np.array(GROUPS), np.array(CONSTANTS), np.array(SLOPES))
    return made


def test_cuts_of_every_group_bound_the_cost_from_below():
    made = Master(FIRST, 2)
    assert made.solve().boxed  # no cut bounds it yet
    made.add(np.array(GROUPS), np.array(CONSTANTS), np.array(SLOPES))
    point = made.solve()

    assert (point.x.tolist(), point.boxed) == ([20], False)
    assert point.bound == pytest.approx(3 + 40)


def test_a_row_without_a_group_is_one_that_every_point_meets():
    made = master()
    made.add(np.array([-1]), np.array([30.0]), np.array([[-1.0]]))  # 30 - x <= 0
    assert made.solve().x == pytest.approx([30])
    assert made.solve().bound == pytest.approx(3 + 60)
    made.add(np.array([-1]), np.array([101.0]), np.array([[-1.0]]))
    assert made.solve() is None


def test_estimates_are_the_highest_cuts_of_every_group_also_of_those_taken_out():
    made = master()
    # 3 + 2x + max(50 - 5x, 0) + max(100 - 5x, 0)
    points, wanted = np.array([[0.0], [15.0], [30.0]]), [153.0, 58.0, 63.0]
    assert made.estimate(points) == pytest.approx(wanted)
    for _ in range(3):
        made.solve()
    made.purge(rounds=4)
    assert made.constant.size == 4  # slack for three rounds alone
    made.purge(rounds=3)

    # 50 - 5x lies far below at x = 20, where the cuts 100 - 5x and 0 meet
    assert made.constant.tolist() == [100, 0, 0]
    assert made.solve().bound == pytest.approx(43)
    assert made.estimate(points) == pytest.approx(wanted)


def test_a_cut_that_binds_again_has_been_slack_for_no_round():
    made = master()
    for most in (100.0, 100.0, 8.0, 100.0):  # 50 - 5x binds at 8 alone
        made.tighten(np.zeros(1), np.array([most]))
        made.solve()
    made.purge(rounds=2)
    assert made.constant.size == 4


def test_narrower_bounds_and_a_look_ahead():
    made = master()
    made.solve()
    assert made.probe(0, 0.0, 10.0) == pytest.approx(3 + 20 + 0 + 50)
    assert made.probe(0, 30.0, 100.0) == pytest.approx(3 + 60)
    assert made.solve().bound == pytest.approx(43)  # nothing is left of them
    made.tighten(np.zeros(1), np.array([15.0]))
    assert made.solve().bound == pytest.approx(3 + 30 + 25)
    made.add(np.array([-1]), np.array([12.0]), np.array([[-1.0]]))  # x >= 12
    assert made.probe(0, 0.0, 10.0) == np.inf


def test_a_column_without_an_end_is_kept_in_a_box_and_says_so():
    made = Master(replace(FIRST, cost=np.array([-1.0]), upper=np.array([np.inf])), 1)
    made.add(np.array([0]), np.zeros(1), np.zeros((1, 1)))
    assert made.solve().boxed
    made.add(np.array([0]), np.array([-50.0]), np.array([[2.0]]))  # from 25 on each unit loses 1
    point = made.solve()
    assert (point.x.tolist(), point.boxed) == ([25], False)
    assert point.bound == pytest.approx(3 - 25)
