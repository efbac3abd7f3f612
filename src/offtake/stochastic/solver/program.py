"""A flat linear or mixed-integer program as plain arrays, and what a solver found for it.

    minimise  cost @ x + offset   subject to  row_lower <= matrix @ x <= row_upper,  lower <= x <= upper

Arrays pickle, so programs travel to workers; solver handles live and die inside one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from offtake.errors import SolveError

Vector = npt.NDArray[np.float64]
Matrix = Vector
Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Status = Literal["optimal", "gap", "time_limit", "stopped", "infeasible", "unbounded", "failed"]
"""optimal: proved; gap: within the gap asked for; time_limit: best plan found in the time;
stopped: best plan found before the user stopped it; infeasible: no plan meets the rows; unbounded; failed: the solver gave nothing."""


@dataclass(frozen=True)
class LinearProgram:
    """minimise cost @ x  subject to  row_lower <= matrix @ x <= row_upper,  lower <= x <= upper."""

    cost: Vector
    lower: Vector
    upper: Vector
    integer: npt.NDArray[np.bool_]
    matrix: sp.csr_array
    row_lower: Vector
    row_upper: Vector
    offset: float = 0.0

    @property
    def sizes(self) -> tuple[int, int, int, int]:
        """Columns, rows, coefficients, whole numbers."""
        return self.cost.size, self.row_lower.size, self.matrix.nnz, int(self.integer.sum())

    @property
    def relaxed(self) -> LinearProgram:
        """The same program without whole numbers."""
        return replace(self, integer=np.zeros_like(self.integer))

    def rows_hold(self, x: Vector) -> bool:
        """Whether x lies within the sides of all rows, to a millionth."""
        at = self.matrix @ x
        return bool(((at >= self.row_lower - 1e-6) & (at <= self.row_upper + 1e-6)).all())

    def part(self, rows: Indices | Flags, columns: Indices | Flags) -> LinearProgram:
        """These of its rows and columns."""
        r, c = np.arange(self.row_lower.size)[rows], np.arange(self.cost.size)[columns]
        return replace(
            self,
            cost=self.cost[c],
            lower=self.lower[c],
            upper=self.upper[c],
            integer=self.integer[c],
            matrix=sp.csr_array(self.matrix[r].tocsc()[:, c]),
            row_lower=self.row_lower[r],
            row_upper=self.row_upper[r],
        )

    def with_rows(self, rows: sp.csr_array, low: Vector, high: Vector) -> LinearProgram:
        """The same program and, below, further rows:  low <= rows @ x <= high."""
        return replace(
            self,
            matrix=sp.csr_array(sp.vstack([self.matrix, rows], format="csr")),
            row_lower=np.append(self.row_lower, low),
            row_upper=np.append(self.row_upper, high),
        )

    def with_columns(
        self, columns: sp.csr_array, cost: float = 0.0, lower: float = 0.0, upper: float = 0.0
    ) -> LinearProgram:
        """The same program and, to the right, further columns that are alike but for their entries."""
        more = columns.shape[1]
        return replace(
            self,
            cost=np.append(self.cost, np.full(more, cost)),
            lower=np.append(self.lower, np.full(more, lower)),
            upper=np.append(self.upper, np.full(more, upper)),
            integer=np.append(self.integer, np.zeros(more, bool)),
            matrix=sp.csr_array(sp.hstack([self.matrix, columns], format="csr")),
        )

    def at_most(self, weights: Vector, most: float) -> LinearProgram:
        """The program with one row more:  weights @ x <= most."""
        below = sp.csr_array(weights[None, :])
        return self.with_rows(below, np.array([-np.inf]), np.array([most]))


def tied_together(matrix: sp.csr_array) -> tuple[Indices, Indices]:
    """(rows,), (columns,): the part that each belongs to, counted from 0, where no entry ties two parts."""
    graph = sp.block_array([[None, matrix], [matrix.T, None]])
    part = connected_components(graph, directed=False)[1]
    return part[: matrix.shape[0]], part[matrix.shape[0] :]


@dataclass(frozen=True)
class Until:
    """When to stop: relative gap between plan and bound, and seconds."""

    gap: float = 1e-4
    seconds: float = float("inf")


@dataclass(frozen=True)
class Outcome:
    """What a solver found.  `row_dual` and `reduced_cost` are empty for integer programs."""

    status: Status
    objective: float
    bound: float
    x: Vector
    row_dual: Vector
    reduced_cost: Vector
    iterations: int


def relative_gap(objective: float, bound: float) -> float:
    """|objective - bound| over |objective|; infinite while either is unknown.

    >>> relative_gap(-100.0, -101.0), relative_gap(5.0, 5.0), relative_gap(float("inf"), 3.0)
    (0.01, 0.0, inf)
    """
    if objective == bound:
        return 0.0
    if not (np.isfinite(objective) and np.isfinite(bound)):
        return float("inf")
    return max(objective - bound, 0.0) / max(abs(objective), 1e-10)


def status_at(gap: float, wanted: float) -> Status:
    """How a search ended that stands at `gap` where `wanted` was asked for: optimal, gap or time_limit."""
    if gap <= min(1e-9, wanted):
        return "optimal"
    return "gap" if gap <= wanted else "time_limit"


def refuse_nonsense(program: LinearProgram) -> None:
    """NaN anywhere, or an infinite cost or coefficient, must never reach a solver: SolveError."""
    finite = {"cost": program.cost, "matrix": program.matrix.data, "offset": program.offset}
    bounds = {
        "lower": program.lower,
        "upper": program.upper,
        "row_lower": program.row_lower,
        "row_upper": program.row_upper,
    }
    if bad := [k for k, v in finite.items() if not np.isfinite(v).all()]:
        raise SolveError(f"the program holds values that are not finite in {', '.join(bad)}")
    if bad := [k for k, v in bounds.items() if np.isnan(v).any()]:
        raise SolveError(f"the program holds values that are not numbers in {', '.join(bad)}")
