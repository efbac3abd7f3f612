"""Futures with a first stage of their own each, priced: the subproblems of a Lagrangian relaxation of nonanticipativity.

    L_s(price) = min  (c + price) @ x + q[s] @ y   over the first-stage rows, T[s] x + W[s] y, and whole numbers

Each future keeps one HiGHS handle, in which only the costs of x change.  Whole plans whose cost is known can be
excluded; then L_s bounds the cost of all plans but those.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from offtake.stochastic.program.two_stage import TwoStage, extensive
from offtake.stochastic.solver.highs import Handle
from offtake.stochastic.solver.program import Matrix, Outcome, Vector


@dataclass(frozen=True)
class Priced:
    """Answers at given prices: bounds L_s, and each future's own first stage with its unpriced cost."""

    bound: Vector  # (futures,)
    x: Matrix  # (futures, first-stage columns)
    cost: Vector  # (futures,) of (x, y) without prices; no less than bound - price @ x


class Copies:
    """The futures of `problem`, each with its own first stage, in one worker."""

    def __init__(self, problem: TwoStage, label: tuple[int, ...], gap: float) -> None:
        self.problem, self.label = problem, label
        self.programs = [extensive(problem.select([k], np.ones(1))) for k in range(problem.futures)]
        self.handles = [Handle(program) for program in self.programs]
        for handle in self.handles:
            handle.set(mip_rel_gap=gap)
        self.width = problem.first.cost.size
        self.index = np.arange(self.width)

    def priced(self, price: Matrix, seconds: float) -> Priced:
        """Solve every future at its own prices (futures, first-stage columns)."""
        n = len(self.handles)
        bound, cost = np.full(n, -np.inf), np.full(n, np.inf)
        x = np.zeros((n, self.width))
        for k, handle in enumerate(self.handles):
            handle.costs(self.index, self.problem.first.cost + price[k])
            found = self._run(k, handle, seconds)
            bound[k] = found.bound
            if found.x.size:
                x[k] = found.x[: self.width]
                cost[k] = found.objective - float(price[k] @ x[k])
        return Priced(bound, x, cost)

    def values(self, x: Vector, seconds: float) -> tuple[Vector, Vector]:
        """Cost of every future's second stage at x and a bound on it; infinite where none is possible."""
        value, bound = np.zeros(len(self.handles)), np.zeros(len(self.handles))
        for k, handle in enumerate(self.handles):
            first = self.problem.first
            handle.fix(self.index, x)
            handle.costs(self.index, first.cost)
            before = handle.rows
            excluded = before - self.programs[k].row_lower.size
            rows = np.arange(before - excluded, before)
            if excluded:  # the plan itself may be among those excluded
                free = np.full(excluded, np.inf)
                handle.row_bounds(rows, -free, free)
            found = self._run(k, handle, seconds)
            spent = float(first.cost @ x) + first.offset
            value[k], bound[k] = found.objective - spent, found.bound - spent
            handle.bounds(self.index, first.lower, first.upper)
            if excluded:
                handle.row_bounds(rows, self._least, np.full(excluded, np.inf))
        return value, bound

    def exclude(self, x: Vector) -> None:
        """Leave the zero-one plan x out from now on: at least one decision must differ."""
        ones = x > 0.5
        least = 1.0 - float(ones.sum())
        self._least = np.append(getattr(self, "_least", np.zeros(0)), least)
        differs = sp.csr_array(np.where(ones, -1.0, 1.0)[None])
        for handle in self.handles:
            handle.add_rows(np.array([least]), np.array([np.inf]), differs)

    def _run(self, k: int, handle: Handle, seconds: float) -> Outcome:
        handle.run_or_retry(
            ("optimal", "time_limit", "infeasible"), f"future {self.label[k]}", seconds
        )
        return handle.outcome()
