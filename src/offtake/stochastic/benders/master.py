"""The master problem of Benders' method: first-stage decisions and, for every group of futures, cuts under its value function.

    minimise    c @ x + sum over groups g of theta[g]
    subject to  first-stage rows,   theta[g] >= constant + slope @ x   (cuts, weighed by probability)

One HiGHS handle holds the relaxed master; cuts are added to it and, once slack for long, taken out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from offtake.stochastic.solver.highs import Handle
from offtake.stochastic.solver.program import LinearProgram, Matrix, Vector

_BOX = 1e7
"""Until cuts bound it, a first-stage column without bounds is kept inside this box."""
_SLACK_ROUNDS = 6
_ARCHIVE = 3000
_PROBE = 60
"""Simplex iterations of one look ahead."""


@dataclass(frozen=True)
class MasterPoint:
    """An optimal point of the relaxed master."""

    x: Vector
    bound: float
    reduced_cost: Vector
    boxed: bool


class Master:
    """The relaxed master, kept warm."""

    def __init__(self, first: LinearProgram, groups: int) -> None:
        self.first, self.groups = first, groups
        n = first.cost.size
        self.slope: Matrix = np.zeros((0, n))
        self.constant: Vector = np.zeros(0)
        self.group = np.zeros(0, dtype=np.int64)  # -1: a row every possible x meets
        self.idle = np.zeros(0, dtype=np.int64)  # rounds a cut has been slack
        self.past: list[tuple[npt.NDArray[np.int64], Vector, Matrix]] = []  # cuts taken out
        self.lower = np.where(np.isfinite(first.lower), first.lower, -_BOX)
        self.upper = np.where(np.isfinite(first.upper), first.upper, _BOX)
        self.unbounded = ~(np.isfinite(first.lower) & np.isfinite(first.upper))
        thetas = sp.csr_array((first.row_lower.size, groups))
        start = replace(first.relaxed, lower=self.lower, upper=self.upper)
        start = start.with_columns(thetas, cost=1.0, lower=-np.inf, upper=np.inf)
        self._handle = Handle(start, "simplex", presolve=False)
        self._bound = -np.inf

    def add(self, group: npt.NDArray[np.int64], constant: Vector, slope: Matrix) -> None:
        """Add cuts; a group of -1 means a row  constant + slope @ x <= 0  without theta."""
        if not group.size:
            return
        self.slope = np.concatenate([self.slope, slope])
        self.constant = np.concatenate([self.constant, constant])
        self.group = np.concatenate([self.group, group])
        self.idle = np.concatenate([self.idle, np.zeros(group.size, dtype=np.int64)])
        self._handle.add_rows(constant, np.full(group.size, np.inf), self._rows(group, slope))

    def solve(self) -> MasterPoint | None:
        """Optimal point of the relaxed master; None where no x meets its rows."""
        handle = self._handle
        handle.run()
        if handle.status == "infeasible":
            return None
        if handle.status != "optimal":
            handle.forget()
            handle.run()
        n = self.first.cost.size
        x = handle.x[:n]
        if self.constant.size:
            slack = handle.row_value[self.first.row_lower.size :] - self.constant
            self.idle = np.where(slack > 1e-6 * (1 + np.abs(self.constant)), self.idle + 1, 0)
        edge = 0.999 * _BOX
        self._bound = handle.value
        return MasterPoint(
            x=x,
            bound=self._bound,
            reduced_cost=handle.reduced_cost[:n],
            boxed=bool((self.unbounded & (np.abs(x) > edge)).any()) or handle.status != "optimal",
        )

    def purge(self, rounds: int = _SLACK_ROUNDS) -> None:
        """Take out cuts that have been slack for some rounds; their rows are basic, so the basis stays."""
        keep = self.idle < rounds
        if keep.all():
            return
        self.past.append((self.group[~keep], self.constant[~keep], self.slope[~keep]))
        while sum(part[1].size for part in self.past) > _ARCHIVE:
            self.past.pop(0)
        out = np.flatnonzero(~keep) + self.first.row_lower.size
        self._handle.delete_rows(out)
        self.slope, self.constant = self.slope[keep], self.constant[keep]
        self.group, self.idle = self.group[keep], self.idle[keep]

    def tighten(self, lower: Vector, upper: Vector) -> None:
        """Narrow the bounds of x."""
        self.lower, self.upper = lower, upper
        self._handle.bounds(np.arange(lower.size), lower, upper)

    def probe(self, column: int, lower: float, upper: float) -> float:
        """Bound with one column between other bounds, in a few iterations; inf where nothing is left.

        Where the iterations do not suffice it is where the dual simplex method stood: an estimate.
        """
        handle, which = self._handle, np.array([column])
        basis = handle.basis
        handle.bounds(which, np.array([lower]), np.array([upper]))
        handle.set(simplex_iteration_limit=_PROBE)
        handle.run()
        status, value = handle.status, handle.value
        handle.set(simplex_iteration_limit=2**31 - 1)
        handle.bounds(which, self.lower[which], self.upper[which])
        handle.start_from(basis)
        if status == "infeasible":
            return float("inf")
        return float(max(value, self._bound))

    def estimate(self, x: Matrix) -> Vector:
        """Lower bounds on the cost of points x (points, columns), from the cuts alone."""
        group = np.concatenate([self.group, *(part[0] for part in self.past)])
        constant = np.concatenate([self.constant, *(part[1] for part in self.past)])
        slope = np.concatenate([self.slope, *(part[2] for part in self.past)])
        height = constant[:, None] + slope @ x.T
        theta = np.full((self.groups, x.shape[0]), -np.inf)
        order = np.argsort(group, kind="stable")
        order = order[group[order] >= 0]
        starts = np.flatnonzero(np.diff(group[order], prepend=-1))
        theta[group[order][starts]] = np.maximum.reduceat(height[order], starts, axis=0)
        total: Vector = x @ self.first.cost + theta.sum(axis=0) + self.first.offset
        return total

    def _rows(self, group: npt.NDArray[np.int64], slope: Matrix) -> sp.csr_array:
        """theta[group] - slope @ x, without theta for group -1."""
        has = np.flatnonzero(group >= 0)
        theta = sp.csr_array(
            (np.ones(has.size), (has, group[has])), shape=(group.size, self.groups)
        )
        return sp.csr_array(sp.hstack([sp.csr_array(-slope), theta], format="csr"))
