"""CVaR in two stages, against costs sorted by hand."""

from __future__ import annotations

import numpy as np
import pytest
from bench.ramp import ramp

from offtake.errors import UsageError
from offtake.stochastic.benders.futures import Futures
from offtake.stochastic.benders.solve import solve_benders
from offtake.stochastic.program.two_stage import TwoStage, extensive
from offtake.stochastic.risk.tail_risk import averse
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import Until


@pytest.fixture
def problem() -> TwoStage:
    return ramp(10, sites=4, products=3, periods=3)


def by_hand(problem: TwoStage, x: np.ndarray, weight: float, worst: int) -> float:
    """Equally likely futures: the mean of the `worst` dearest."""
    cost = np.sort(Futures(problem).values(x))
    return float(
        problem.first.cost @ x + (1 - weight) * cost.mean() + weight * cost[-worst:].mean()
    )


@pytest.mark.parametrize(
    ("weight", "tail", "worst"), [(0.5, 0.2, 2), (1.0, 0.3, 3), (0.3, 1.0, 10)]
)
def test_the_optimum_counts_the_worst_futures(
    problem: TwoStage, weight: float, tail: float, worst: int
):
    found = Highs()(extensive(averse(problem, weight, tail)))
    n = problem.first.cost.size
    assert found.objective == pytest.approx(by_hand(problem, found.x[:n], weight, worst), rel=1e-7)
    plain = Highs()(extensive(problem)).x[:n]
    assert found.objective <= by_hand(problem, plain, weight, worst) * (1 + 1e-9)


def test_no_weight_changes_nothing(problem: TwoStage):
    found = Highs()(extensive(averse(problem, 0.0, 0.5)))
    assert found.objective == pytest.approx(Highs()(extensive(problem)).objective)


def test_benders_reaches_the_same(problem: TwoStage):
    careful = averse(problem, 0.5, 0.2)
    answer = solve_benders(careful, until=Until(1e-6))
    assert answer.objective == pytest.approx(Highs()(extensive(careful)).objective, rel=2e-6)


def test_shares_outside_their_range_are_refused(problem: TwoStage):
    with pytest.raises(UsageError, match="tail"):
        averse(problem, 0.5, 0.0)
