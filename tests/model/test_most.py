"""What lines make at most: by hand."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from offtake.model.most import Most
from offtake.stochastic.solver.program import LinearProgram

ENDLESS = np.inf
# at node 0 the second and third line make 6 together, at node 1 the first makes 4
MOST = Most(
    each=np.array([[ENDLESS] * 3, [4.0, ENDLESS, ENDLESS]]),
    node=np.array([0]),
    lines=np.array([[False, True, True]]),
    units=np.array([6.0]),
)


def test_bounds_are_no_less_than_the_least_rate_and_sums_are_rows_below():
    none, six = np.zeros(0), np.zeros(6)
    upper = np.array([9.0, 9, 9, 9, 3, 9])
    free = LinearProgram(six, six, upper, six.astype(bool), sp.csr_array((0, 6)), none, none)
    make = np.array([[5, 4, 3], [2, 1, 0]])
    held = MOST.bounding(free, make)
    assert held.upper.tolist() == [9, 9, 4, 9, 3, 9]
    assert held.matrix.toarray().tolist() == [[0, 0, 0, 1, 1, 0]]
    assert (held.row_lower.tolist(), held.row_upper.tolist()) == ([-ENDLESS], [6])
    least = LinearProgram(six, six + 5, upper + 5, six.astype(bool), free.matrix, none, none)
    assert MOST.bounding(least, make).upper[2] == 5


@pytest.mark.parametrize(
    ("stood", "new", "usable", "fresh"),
    [
        ([8, 4], [3, 0], [4, 2], [0, 0]),  # half of what stood is used, nothing new
        ([3, 1], [2, 6], [3, 1], [0.5, 1.5]),  # of 8 that are new 2 are left
        ([0, 0], [3, 9], [0, 0], [1.5, 4.5]),
        ([1, 2], [1, 0], [1, 2], [1, 0]),  # together less than 6
    ],
)
def test_lines_held_together_share_as_one_line_of_all_their_capacity_would(
    stood, new, usable, fresh
):
    old, beyond = (np.array([[7.0, *part], [7.0, *part]]) for part in (stood, new))
    found = MOST.shared(old, beyond)
    for got, right, had in zip(found, (usable, fresh), (old, beyond), strict=True):
        assert got[0] == pytest.approx([7, *right])
        assert got[1] == pytest.approx(had[1])
