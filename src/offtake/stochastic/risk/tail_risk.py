"""Aversion to costly futures in a two-stage problem: expectation and CVaR mixed, still a two-stage problem.

    minimise  c @ x + (1 - w) E[Q] + w CVaR_tail[Q],     CVaR_tail[Q] = min over eta of  eta + E[max(Q - eta, 0)] / tail

(Rockafellar & Uryasev 2000), where Q[s] is the cost of the second stage and CVaR_tail its mean over the worst `tail`
share of futures.  eta becomes one more first-stage column, u[s] = max(Q[s] - eta, 0) one more column and row of
every future:   q[s] @ y[s] - eta - u[s] <= 0.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import scipy.sparse as sp

from offtake.errors import UsageError
from offtake.stochastic.program.two_stage import TwoStage, shared
from offtake.stochastic.solver.program import Indices, Vector

NO_SHARES = "the mean of the worst futures needs probabilities that sum to one"


def averse(problem: TwoStage, weight: float, tail: float) -> TwoStage:
    """The problem with weight w on the CVaR of its second-stage cost; the last first-stage column is eta.

    weight in [0, 1], tail in (0, 1].  Raises UsageError outside these, and where probabilities do not sum to one.
    """
    checked_shares(weight, tail)
    if abs(problem.probability.sum() - 1) > 1e-6:
        raise UsageError(NO_SHARES)
    first, columns = problem.first, problem.recourse.shape[1]
    count = max(problem.cost.shape[0], problem.recourse_data.shape[0])
    cost = np.broadcast_to(problem.cost, (count, columns))
    old = np.broadcast_to(problem.recourse_data, (count, problem.recourse.nnz))
    W_data, T_data = np.hstack([old, _beside(cost, -1.0)]), _beside(problem.technology_data, -1.0)
    empty = sp.csr_array((first.row_lower.size, 1))
    return replace(
        problem,
        first=first.with_columns(empty, cost=weight, lower=-np.inf, upper=np.inf),
        technology=_with_row(problem.technology, np.array([first.cost.size]), T_data[0]),
        recourse=_with_row(problem.recourse, np.arange(columns + 1), W_data[0]),
        cost=_beside((1 - weight) * problem.cost, weight / tail),
        lower=_beside(problem.lower, 0.0),
        upper=_beside(problem.upper, np.inf),
        row_lower=_beside(problem.row_lower, -np.inf),
        row_upper=_beside(problem.row_upper, 0.0),
        integer=np.append(problem.integer, False),
        technology_data=T_data,
        recourse_data=shared(W_data),
    )


def _with_row(pattern: sp.csr_array, entries: Indices, data: Vector) -> sp.csr_array:
    """The pattern with one column more, and one row more that has `entries`."""
    indices = np.concatenate([pattern.indices, entries])
    starts = np.append(pattern.indptr, pattern.nnz + entries.size)
    return sp.csr_array((data, indices, starts), shape=(pattern.shape[0] + 1, pattern.shape[1] + 1))


def _beside(array: Vector, value: float) -> Vector:
    return np.hstack([array, np.full((array.shape[0], 1), value)])


def checked_shares(weight: float, tail: float) -> None:
    """Raises UsageError where weight does not lie in [0, 1] or tail not in (0, 1]."""
    if not (0 <= weight <= 1 and 0 < tail <= 1):
        raise UsageError(f"weight must lie in [0, 1] and tail in (0, 1]; got {weight}, {tail}")
