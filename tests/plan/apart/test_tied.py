"""Two parts that one budget ties, by hand: shares make plans, prices make bounds.

Part a earns 3 for a unit that costs 1 of the budget, at most 4 units; part b earns 2, at most 4.  With 6 to spend the
best is 4 of a and 2 of b: -16.  A unit of budget is worth 2 then, and at that price the bound is -16 too.
"""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from offtake.plan.apart.tied import Tied, part_of, worth_of_shared
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import LinearProgram

PROGRAM = LinearProgram(
    cost=np.array([-3.0, -2.0]),
    lower=np.zeros(2),
    upper=np.array([4.0, 4.0]),
    integer=np.zeros(2, bool),
    matrix=sp.csr_array([[1.0, 1.0]]),
    row_lower=np.array([-np.inf]),
    row_upper=np.array([6.0]),
)
WHOLE = Tied(PROGRAM, np.array([0, 1]), np.array([-1]), np.array([0]))


def at_price(price: float) -> float:
    """What both parts cost at a price of the budget, and what the budget is worth."""
    found = worth_of_shared(WHOLE, np.array([price]))
    for j in range(WHOLE.parts):
        part = part_of(WHOLE, j)
        p = part.program
        p.cost[part.beyond] = price
        p.lower[part.beyond], p.upper[part.beyond] = -np.inf, np.inf
        p.row_upper[part.shared_rows] = 0.0
        found += Highs()(p).objective
    return found


def test_any_price_bounds_the_whole_and_the_right_one_meets_it():
    assert Highs()(PROGRAM).objective == pytest.approx(-16.0)
    assert [at_price(price) for price in (0.0, 1.0, 2.0, 3.0)] == pytest.approx(
        [-20, -18, -16, -18]
    )


@pytest.mark.parametrize(("share", "cost"), [(2 / 3, -16.0), (1 / 2, -15.0), (1.0, -12.0)])
def test_plans_with_shares_are_a_plan_of_the_whole(share, cost):
    parts = [part_of(WHOLE, j).given(np.array([s])) for j, s in enumerate((share, 1 - share))]
    assert sum(Highs()(part).objective for part in parts) == pytest.approx(cost)
