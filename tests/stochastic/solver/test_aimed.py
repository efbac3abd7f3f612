"""What aims leave of a program: on paper, and beside aims met one after another by another solver."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog
from tests.stochastic.solver.written import program

from offtake.stochastic.solver.aimed import aimed
from offtake.stochastic.solver.highs import Highs

INF = np.inf


def furthest(left, aim):
    """The least aim @ x over what is left, in the whole program's columns."""
    part = left.rest.program
    if not part.cost.size:
        return float(aim @ left.rest.whole(np.zeros(0)))
    answer = Highs()(
        program(
            part.matrix.toarray(),
            part.row_lower,
            part.row_upper,
            part.upper,
            cost=aim[left.rest.free],
            lower=part.lower,
        )
    )
    assert answer.status == "optimal"
    return float(aim @ left.rest.whole(answer.x))


def test_the_first_aim_is_met_before_the_second():
    # x + y + z = 6, each at most 4.  Least x: 0.  Then least y: 6 - 4 = 2, and z is 4.
    asked = program([[1, 1, 1]], [6], [6], [4, 4, 4])
    start = np.array([2.0, 2, 2])

    left = aimed(asked, (np.array([1.0, 0, 0]), np.array([0, 1.0, 0])), np.ones(3), start)

    for k, value in enumerate((0.0, 2.0, 4.0)):
        aim = np.eye(3)[k]
        assert furthest(left, aim) == pytest.approx(value)
        assert -furthest(left, -aim) == pytest.approx(value)


def test_what_no_aim_asks_for_stays_open():
    # with x at its least, 0, y and z share 6 as they like: each between 2 and 4
    asked = program([[1, 1, 1]], [6], [6], [4, 4, 4])

    left = aimed(asked, (np.array([1.0, 0, 0]),), np.ones(3), np.array([2.0, 2, 2]))

    assert [furthest(left, np.eye(3)[k]) for k in range(3)] == pytest.approx([0, 2, 2])
    assert [-furthest(left, -np.eye(3)[k]) for k in range(3)] == pytest.approx([0, 4, 4])


@pytest.mark.parametrize("seed", range(8))
def test_it_leaves_what_is_left_where_each_aim_is_held_at_its_least(seed):
    draw = np.random.default_rng(seed)
    equal = (draw.random((4, 14)) < 0.4) * 1.0
    beside = (draw.random((6, 14)) < 0.4) * draw.integers(1, 4, (6, 14))
    inside, upper = draw.uniform(0, 2, 14) * (draw.random(14) < 0.7), np.full(14, 5.0)
    side = beside @ inside + draw.uniform(0, 0.3, 6)
    aims = tuple((draw.random(14) < 0.3) * draw.uniform(0.2, 1, 14) for _ in range(2))
    asked = program(
        np.vstack([equal, beside]),
        [*(equal @ inside), *[-INF] * 6],
        [*(equal @ inside), *side],
        upper,
    )

    left = aimed(asked, aims, np.ones(14), inside)

    rows, sides = [*beside], [*side]
    for aim in aims:
        least = linprog(aim, np.array(rows), sides, equal, equal @ inside, (0, 5))
        rows, sides = [*rows, aim], [*sides, least.fun + 1e-9]
    for k in range(6):
        toward = np.random.default_rng(100 + k).normal(size=14)
        other = linprog(toward, np.array(rows), sides, equal, equal @ inside, (0, 5))
        assert furthest(left, toward) == pytest.approx(other.fun, abs=1e-5)
