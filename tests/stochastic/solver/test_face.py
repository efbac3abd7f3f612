"""The optimal face by hand: what has a price stands, what has no room is taken out."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from offtake.stochastic.solver.face import bounds_for_rows, optimal_face, propagated, rest
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import LinearProgram


def program(cost, rows, low, high, upper=10.0):
    cost = np.array(cost, float)
    return LinearProgram(
        cost=cost,
        lower=np.zeros(cost.size),
        upper=np.full(cost.size, upper),
        integer=np.zeros(cost.size, bool),
        matrix=sp.csr_array(np.array(rows, float)),
        row_lower=np.array(low, float),
        row_upper=np.array(high, float),
    )


def test_a_dearer_way_is_shut_and_equal_ones_stay_open():
    """Of x + y + z >= 4 at costs 1, 1 and 2: z = 0, and x + y = 4 in any way."""
    p = program([1, 1, 2], [[1, 1, 1]], [4], [np.inf])
    face = optimal_face(p, Highs()(p))
    assert (face.lower[2], face.upper[2]) == (0.0, 0.0)
    assert (face.row_lower[0], face.row_upper[0]) == (4.0, 4.0)
    assert face.upper[:2].tolist() == [10.0, 10.0]


def test_what_rows_settle_is_taken_out_and_comes_back():
    """x = 3 alone in its row; y + z = 5 with x in no other row: y and z are left, one row."""
    p = program([0, 0, 0], [[1, 0, 0], [0, 1, 1]], [3, 5], [3, 5])
    left = rest(bounds_for_rows(p), np.array([3.0, 5.0, 0.0]))
    assert left.free.tolist() == [1, 2]
    assert left.program.matrix.toarray().tolist() == [[1.0, 1.0]]
    assert left.whole(np.array([2.0, 3.0])).tolist() == [3.0, 2.0, 3.0]


def test_bounds_go_through_a_chain_of_rows():
    """y = x + 1 and z = y + 1, with z = 3: y = 2, and then x = 1."""
    p = program([0, 0, 0], [[-1, 1, 0], [0, -1, 1], [0, 0, 1]], [1, 1, 3], [1, 1, 3])
    low, high = propagated(p, np.array([1.0, 2.0, 3.0]))
    assert low.tolist() == high.tolist() == [1.0, 2.0, 3.0]
