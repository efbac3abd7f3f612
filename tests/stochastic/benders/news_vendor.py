"""The news vendor as a program of two stages, small enough for paper."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp

from offtake.stochastic.program.two_stage import TwoStage
from offtake.stochastic.solver.program import LinearProgram


def news_vendor(
    demand: Sequence[float],
    *,
    chances: Sequence[float] | None = None,
    integer: bool = False,
    most: float = np.inf,
    upper: float = 100.0,
    offset: float = 0.0,
) -> TwoStage:
    """Buy x at 2 before demand is known, at most `upper`; what is short costs 10 each, and at most `most` may be.

    Futures are as likely as each other where `chances` does not say otherwise; `offset` is paid in any case.
    """
    n = len(demand)
    one = sp.csr_array([[1.0]])
    return TwoStage(
        first=LinearProgram(
            cost=np.array([2.0]),
            lower=np.zeros(1),
            upper=np.array([upper]),
            integer=np.array([integer]),
            matrix=sp.csr_array((0, 1)),
            row_lower=np.zeros(0),
            row_upper=np.zeros(0),
            offset=offset,
        ),
        probability=np.full(n, 1 / n) if chances is None else np.array(chances),
        technology=one,
        recourse=one.copy(),
        cost=np.array([[10.0]]),
        lower=np.zeros((1, 1)),
        upper=np.array([[most]]),
        row_lower=np.array(demand)[:, None],
        row_upper=np.full((1, 1), np.inf),
        integer=np.zeros(1, dtype=bool),
        technology_data=np.ones((1, 1)),
        recourse_data=np.ones((1, 1)),
    )
