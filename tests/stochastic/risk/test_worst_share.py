"""Risk: the mean of the worst share, in figures and as rows."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.stochastic.risk.worst_share import worst_share_mean

LOSS = np.array([100.0, 20, -10, -30])
CHANCE = np.array([0.05, 0.05, 0.4, 0.5])


@pytest.mark.parametrize(
    ("tail", "expected"), [(1.0, -13), (0.5, 4), (0.2, 25), (0.1, 60), (0.05, 100)]
)
def test_the_mean_of_the_worst_share_of_a_published_example(tail, expected):
    assert worst_share_mean(LOSS, CHANCE, tail) == pytest.approx(expected)
