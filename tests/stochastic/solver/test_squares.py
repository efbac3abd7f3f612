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
