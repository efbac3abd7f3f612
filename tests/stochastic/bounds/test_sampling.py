"""The gap of a plan made for samples."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.stochastic.bounds.sampling import gap_of


def test_the_interval_is_students():
    # Two samples: the plan costs 11 and 13 where nothing can be below 10: 1 and 3, mean 2, deviation √2.
    # Student's t with one degree of freedom at 95% is tan(0.45 π) = 6.3138, so 2 + 6.3138 √2 / √2.
    found = gap_of(np.array([11.0, 13.0]), np.array([10.0, 10.0]), 0.95)

    assert found.mean == 2.0
    assert found.upper == pytest.approx(2 + np.tan(0.45 * np.pi))
    assert (found.cost, found.lowest, found.confidence) == (12.0, 10.0, 0.95)


def test_a_gap_is_never_below_nothing():
    assert gap_of(np.array([9.0, 9.0]), np.array([10.0, 10.0]), 0.95).upper == 0.0
