"""Second stages in a worker: values, slopes, retries and what differs between futures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from bench.ramp import ramp

from offtake.stochastic.benders.futures import Futures
from offtake.stochastic.program.two_stage import TwoStage, second_stage
from offtake.stochastic.solver.highs import Highs

SMALL = {"sites": 4, "products": 3, "periods": 3}


def alone(problem: TwoStage, future: int, x: np.ndarray) -> float:
    """The future solved on its own, from scratch."""
    program = second_stage(problem, future)
    past = problem.technology_of(future) @ x
    return Highs()(
        replace(program, row_lower=program.row_lower - past, row_upper=program.row_upper - past)
    ).objective


def varied() -> TwoStage:
    """A problem whose futures differ in every kind of data."""
    base = ramp(4, **SMALL)
    draw = np.random.default_rng(3)
    return replace(
        base,
        cost=base.cost * draw.uniform(0.8, 1.2, (4, base.cost.shape[1])),
        upper=np.tile(np.full(base.upper.shape[1], 40.0), (4, 1)) * draw.uniform(1, 2, (4, 1)),
        recourse_data=base.recourse_data * draw.uniform(0.9, 1.1, (4, base.recourse_data.shape[1])),
        technology_data=base.technology_data * draw.uniform(0.9, 1.1, (4, 1)),
    )


@pytest.mark.parametrize("problem", [ramp(4, **SMALL), varied()], ids=["demand", "everything"])
def test_values_equal_those_of_every_future_alone(problem: TwoStage):
    futures = Futures(problem)
    for level in (0.0, 0.7, 2.0):
        x = np.full(problem.first.cost.size, level)
        wanted = [alone(problem, k, x) for k in range(problem.futures)]
        assert futures.values(x) == pytest.approx(wanted, rel=1e-8)
        assert futures.cuts(x).value == pytest.approx(wanted, rel=1e-8)


@pytest.mark.parametrize("problem", [ramp(4, **SMALL), varied()], ids=["demand", "everything"])
def test_cuts_lie_below_the_cost_everywhere(problem: TwoStage):
    futures = Futures(problem)
    draw = np.random.default_rng(1)
    points = [draw.uniform(0, 2, problem.first.cost.size) for _ in range(6)]
    for x in points:
        cut = futures.cuts(x)
        for other in points:
            line = cut.value + cut.gradient @ (other - x)
            assert (line <= futures.values(other) + 1e-6).all()


def test_an_answer_does_not_depend_on_what_was_solved_before():
    problem = ramp(6, **SMALL)
    x = np.full(problem.first.cost.size, 0.4)
    fresh = Futures(problem).cuts(x)
    used = Futures(problem)
    used.cuts(x * 3)
    assert used.cuts(x).value == pytest.approx(fresh.value, rel=1e-9)
