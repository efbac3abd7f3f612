"""Signatures that are whole to the last digit, however large a size may be."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from offtake.deals.cheapest.program import DealProgram
from offtake.deals.cheapest.whole import solved_whole
from offtake.stochastic.solver.program import LinearProgram, Until


def sizes(most: float, dear: float) -> tuple[float, ...]:
    """Half a unit is wanted: at 1 once 10 was paid for signing, or at `dear` without; up to `most` units can be signed for."""
    program = LinearProgram(
        cost=np.array([1.0, dear, 10.0]),
        lower=np.zeros(3),
        upper=np.array([np.inf, np.inf, 1.0]),
        integer=np.array([False, False, True]),
        matrix=sp.csr_array(np.array([[1.0, 1.0, 0.0], [1.0, 0.0, -most]])),
        row_lower=np.array([0.5, -np.inf]),
        row_upper=np.array([np.inf, 0.0]),
    )
    built = DealProgram(program, slice(0, 2), np.array([0]), slice(2, 3), slice(3, 3), np.zeros(0))
    answer = solved_whole(built, program, Until(gap=0.0))
    return (answer.objective, *answer.x.tolist())


@pytest.mark.parametrize("most", [1.0, 1e3, 1e6, 1e9])
def test_nothing_is_paid_under_what_is_not_signed(most):
    # 0.5 · 3 = 1.5 without signing, 10.5 with it; a signature of 5e-7 would let half a unit of a million through
    assert sizes(most, 3.0) == pytest.approx((1.5, 0.0, 0.5, 0.0), abs=1e-9)


@pytest.mark.parametrize("most", [1.0, 1e3, 1e6])
def test_what_is_worth_signing_is_signed(most):
    # 0.5 · 30 = 15 without, 10.5 with it
    assert sizes(most, 30.0) == pytest.approx((10.5, 0.5, 0.0, 1.0), abs=1e-9)
