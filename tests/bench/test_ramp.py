"""The reference problem: its published optimum, in both of its formulations."""

from __future__ import annotations

import pytest

from bench.ramp import ramp
from offtake.solve.highs import Highs
from offtake.solve.two_stage import extensive


@pytest.mark.parametrize("levels", [False, True])
def test_the_optimum_of_ten_futures_is_the_published_one(levels: bool):
    found = Highs()(extensive(ramp(10, levels=levels)))
    assert found.objective == pytest.approx(16961.761, abs=5e-4)


def test_the_first_futures_are_the_same_whatever_their_number():
    assert (ramp(3).row_upper == ramp(10).row_upper[:3]).all()
