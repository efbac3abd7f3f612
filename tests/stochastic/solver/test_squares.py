"""Least squares where arithmetic says the point, at the edges where an interior point has no room too."""

from __future__ import annotations

import numpy as np
import pytest
from tests.stochastic.solver.written import program

from offtake.stochastic.solver.squares import least_squares


def test_where_nothing_holds_the_point_off_nothing_it_is_nothing():
    # squares so small that an interior point ended without progress
    p = program([[1, 0, 1]], [-np.inf], [3333.3], [3333.3, 13333.3, np.inf])
    assert least_squares(p, np.full(3, 2.96e-17)).tolist() == [0, 0, 0]


def test_bounds_alone_hold_it_off():
    p = program([[1, 1]], [-np.inf], [10], [5, -1], lower=[2, -np.inf])
    assert least_squares(p, np.array([1.0, 3.0])).tolist() == [2, -1]


def test_a_row_shares_out_by_the_weights():
    # least x² + 3 y² on x + y = 8: x = 3 y, so 6 and 2
    p = program([[1, 1]], [8], [8], [np.inf, np.inf])
    assert least_squares(p, np.array([1.0, 3.0])) == pytest.approx([6, 2])


def test_rows_that_were_met_within_a_tolerance_alone_leave_the_point_nearest_to_them():
    # y + z = 9.003 and 1.81 y + 1.06 z = 16.29543 say y = 9.003, z = 0; what is 1e-8 beyond would have z below 0
    rows = [[1, -1, 0, 0, 0], [0, 1, 0, -1, 0], [0, 0, 1, 0, -1], [0, 0, 0, 1, 1], [0, 0, 0, 1.81, 1.06]]  # fmt: skip
    sides = [0, -6.762, 0, 9.003, 16.29543 + 9.949e-9]
    p = program(rows, sides, sides, [6.762, np.inf, 1.358, np.inf, np.inf])
    weights = np.array([4.21e-3, 1.98e-9, 2.1e-2, 2.54e-3, 4.35e-3])
    assert least_squares(p, weights) == pytest.approx([2.241, 2.241, 0, 9.003, 0], abs=1e-7)
