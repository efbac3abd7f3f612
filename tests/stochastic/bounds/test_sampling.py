"""The gap of a plan made for samples."""

from __future__ import annotations

import numpy as np
import pytest
from bench.ramp import ramp

from offtake.errors import UsageError
from offtake.stochastic.bounds.sampling import sampled_gap
from offtake.stochastic.choose import solve
from offtake.stochastic.program.two_stage import TwoStage
from offtake.stochastic.solver.program import Until

WHOLE = ramp(60, sites=3, products=2, periods=3)


def sample(m: int) -> TwoStage:
    """Ten futures of the sixty, others each time."""
    return WHOLE.select(range(10 * m, 10 * m + 10), np.full(10, 0.1))


def test_the_true_gap_lies_in_the_interval():
    best = solve(WHOLE, until=Until(1e-7))
    found = sampled_gap(best.first_stage, sample, solve, replications=6)
    # The sixty futures are the truth here, and the plan is best for them: its true gap is 0.
    assert 0 <= found.mean <= found.upper
    assert found.lowest <= best.objective <= found.cost * (1 + 1e-6)


def test_a_worse_plan_has_a_wider_gap():
    best = solve(WHOLE).first_stage
    good = sampled_gap(best, sample, solve, replications=6)
    bad = sampled_gap(best + 1.0, sample, solve, replications=6)
    assert bad.mean > good.mean


def test_one_replication_is_refused():
    with pytest.raises(UsageError, match="2 replications"):
        sampled_gap(np.zeros(9), sample, solve, replications=1)
