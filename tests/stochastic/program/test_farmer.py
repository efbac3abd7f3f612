"""The farmer of Birge and Louveaux (1997), 500 acres of wheat, corn and beets: what is known of all its costs."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from offtake.stochastic.program.two_stage import TwoStage, extensive
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import LinearProgram

YIELDS = np.array([2.5, 3.0, 20.0])
FUTURES = np.array([0.8, 1.0, 1.2])


def farmer(futures: np.ndarray) -> TwoStage:
    """Acres x; y: wheat and corn bought, wheat and corn sold, beets sold at 36 up to 6000, at 10 beyond."""
    count = futures.size
    first = LinearProgram(
        np.array([150.0, 230.0, 260.0]), np.zeros(3), np.full(3, np.inf), np.zeros(3, bool),
        sp.csr_array(np.ones((1, 3))), np.array([-np.inf]), np.array([500.0]),
    )  # fmt: skip
    recourse = sp.csr_array([[1.0, 0, -1, 0, 0, 0], [0, 1.0, 0, -1, 0, 0], [0, 0, 0, 0, -1.0, -1]])
    return TwoStage(
        first,
        np.full(count, 1 / count),
        sp.csr_array(np.diag(YIELDS)),
        recourse,
        cost=np.array([[238.0, 210, -170, -150, -36, -10]]),
        lower=np.zeros((1, 6)),
        upper=np.array([[np.inf, np.inf, np.inf, np.inf, 6000, np.inf]]),
        row_lower=np.array([[200.0, 240, 0]]),
        row_upper=np.full((1, 3), np.inf),
        integer=np.zeros(6, bool),
        technology_data=futures[:, None] * YIELDS,
        recourse_data=recourse.data[None, :],
    )


def cost(problem: TwoStage, acres: np.ndarray | None = None) -> tuple[float, np.ndarray]:
    program = extensive(problem)
    if acres is not None:
        program.lower[:3] = program.upper[:3] = acres
    found = Highs()(program)
    return found.objective, found.x[:3]


def test_recourse_perfect_information_and_the_mean_future():
    problem = farmer(FUTURES)
    planned, acres = cost(problem)
    assert planned == pytest.approx(-108_390)
    assert acres == pytest.approx([170, 80, 250])
    known = np.mean([cost(problem.select([k], np.ones(1)))[0] for k in range(3)])
    assert known == pytest.approx(-115_405.56, abs=5e-3)
    assert planned - known == pytest.approx(7_015.56, abs=5e-3)  # EVPI
    mean, by_mean = cost(farmer(np.ones(1)))
    assert mean == pytest.approx(-118_600)
    assert by_mean == pytest.approx([120, 80, 300])
    followed, _ = cost(problem, by_mean)
    assert followed == pytest.approx(-107_240)
    assert followed - planned == pytest.approx(1_150)  # VSS
