"""Rows found by rounding: no whole plan loses, fractional ones cost more."""

from __future__ import annotations

import numpy as np
import pytest
from bench.ramp import ramp

from offtake.stochastic.benders.futures import Futures
from offtake.stochastic.program.two_stage import TwoStage, extensive
from offtake.stochastic.solver.highs import Highs


@pytest.fixture
def problem() -> TwoStage:
    return ramp(3, integer=True, sites=5, products=4, periods=3)


def relaxed_point(problem: TwoStage) -> np.ndarray:
    flat = extensive(problem)
    flat = type(flat)(**{**flat.__dict__, "integer": np.zeros(flat.cost.size, dtype=bool)})
    return Highs()(flat).x[: problem.first.cost.size]


def test_whole_plans_cost_the_same_with_the_rows(problem: TwoStage):
    plain, strong = Futures(problem), Futures(problem)
    for shift in (0.0, 0.3, 0.6):
        strong.cuts(relaxed_point(problem) + shift, separate=True)
    assert any(rows is not None for rows in strong.rows)
    draw = np.random.default_rng(5)
    for _ in range(40):
        steps = draw.integers(0, 2, (5, 3))
        z = np.cumsum(steps, axis=1).ravel().astype(float)
        assert strong.cuts(z).value == pytest.approx(plain.cuts(z).value, rel=1e-7)


def test_the_relaxed_point_costs_more_with_the_rows(problem: TwoStage):
    x = relaxed_point(problem)
    before = Futures(problem).cuts(x).value
    with_rows = Futures(problem)
    after = with_rows.cuts(x, separate=True)
    assert after.found > 0
    assert (after.value >= before - 1e-7).all()
    assert after.value.sum() > before.sum() + 1e-3


def test_a_future_is_valued_without_the_rows(problem: TwoStage):
    x = relaxed_point(problem)
    futures = Futures(problem)
    before = futures.values(x)
    futures.cuts(x, separate=True)
    assert futures.values(x) == pytest.approx(before, rel=1e-9)
