"""Two parts with half of one budget each, by hand: their plan as one, and the program in which they stand side by side."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from offtake.plan.apart.tied import Tied, part_of
from offtake.plan.apart.together import together
from offtake.plan.search.alike import LinesAsOne
from offtake.stochastic.program.grouped import Grouped
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import LinearProgram


def joined(cost, lower, upper, row, column, share=0.5):
    """What comes of the parts' plans where the first has this share of 6; no lines are alike."""
    n = len(cost)
    program = LinearProgram(
        cost=np.array(cost, float),
        lower=np.array(lower, float),
        upper=np.array(upper, float),
        integer=np.zeros(n, bool),
        matrix=sp.csr_array(np.array([row], float)),
        row_lower=np.array([-np.inf]),
        row_upper=np.array([6.0]),
        offset=7.0,
    )
    whole = Tied(program, np.array(column), np.array([-1]), np.array([0]))
    nothing = np.zeros(0, np.int64)
    alone = LinesAsOne(program, Grouped(program, np.arange(n), np.zeros(1, np.int64)), nothing, nothing)  # fmt: skip
    shares = np.array([[share], [1.0 - share]])
    parts = [part_of(whole, j) for j in (0, 1)]
    founds = [Highs()(part.given(s)) for part, s in zip(parts, shares, strict=True)]
    return whole, *together(whole, alone, parts, shares, founds)


@pytest.mark.parametrize("share", [0.5, 1 / 6])
def test_plans_of_the_parts_are_one_plan_and_more_is_worth_the_mean_by_shares(share):
    # a earns 3 a unit, b 2, at most 6 each: both spend all that they have
    whole, x, dual, apart = joined([-3, -2], [0, 0], [6, 6], [1, 1], [0, 1], share)

    assert x == pytest.approx([6 * share, 6 * (1 - share)])
    assert dual == pytest.approx([-3 * share - 2 * (1 - share)])
    value = 7 - 18 * share - 12 * (1 - share)
    assert apart.found.objective == pytest.approx(value)
    # side by side nothing is better, and duals prove it: a link of its own each
    assert Highs()(apart.program).objective == pytest.approx(value)
    assert apart.program.row_upper == pytest.approx([6 * share, 6 * (1 - share)])
    assert apart.found.row_dual == pytest.approx([-3, -2])
    assert apart.found.reduced_cost == pytest.approx([0, 0])
    assert apart.whole(whole, apart.found.x) == pytest.approx(x)


def test_what_one_part_spends_beyond_its_share_is_none_where_another_leaves_it():
    # a must make 4 and goes 1 beyond its 3, at 10; b takes 2 and leaves 1
    whole, x, _, apart = joined([1, -2, 10], [4, 0, 0], [5, 2, 99], [1, 1, -1], [0, 1, -1])

    assert x == pytest.approx([4, 2, 0])
    assert apart.found.x == pytest.approx([4, 2, 0, 1, 0])
    assert apart.column.tolist() == [0, 1, -1, 0, 1]
    # side by side it counts, in the part where it stands; what all share costs nothing more
    assert apart.found.objective == pytest.approx(7 + 4 - 4 + 10)
    assert Highs()(apart.program).objective == pytest.approx(apart.found.objective)
    assert apart.whole(whole, np.array([5.0, 2.0, 0.0, 2.0, 0.0])) == pytest.approx([5, 2, 1])


def test_what_both_spend_beyond_adds_up():
    _, x, _, apart = joined([1, 1, 10], [4, 4, 0], [5, 5, 99], [1, 1, -1], [0, 1, -1])
    assert x == pytest.approx([4, 4, 2])
    assert apart.found.x[3:] == pytest.approx([1, 1])
