"""The reference problem: its published optimum, in both of its formulations."""

from __future__ import annotations

import pytest
from bench.ramp import ramp

from offtake.stochastic.program.two_stage import extensive
from offtake.stochastic.solver.highs import Highs


def test_the_optimum_of_ten_futures_is_the_published_one():
    found = Highs()(extensive(ramp(10)))
    assert found.objective == pytest.approx(16961.761, abs=5e-4)


def test_the_first_futures_are_the_same_whatever_their_number():
    assert (ramp(3).row_upper == ramp(10).row_upper[:3]).all()


def test_levels_and_increments_are_the_same_problem():
    small = {"sites": 4, "products": 3, "periods": 3}
    levels = Highs()(extensive(ramp(4, levels=True, **small))).objective
    assert Highs()(extensive(ramp(4, levels=False, **small))).objective == pytest.approx(levels)
