"""Recourse problems: second stages of some futures, solved again and again for changing first-stage decisions.

`Futures` lives inside a worker.  It holds one HiGHS handle; between futures only what differs is changed, every
future starts from its own last basis, and rows found by rounding are put in for its solve and taken out
again.  So an answer depends on the future's own history only, not on which worker solves it or after what.

For future s at decisions x the answer is an affine lower bound on its cost, exact at x:

    Q_s(x') >= value + gradient @ (x' - x),      gradient = -T' pi   (pi: duals of the rows)

or, where x leaves no second stage possible, a row that every possible x' meets (`infeasible`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from offtake.errors import SolveError
from offtake.stochastic.benders.rounding_cuts import RowCuts, Separator
from offtake.stochastic.program.two_stage import TwoStage, second_stage
from offtake.stochastic.solver.highs import Basis, Handle, Highs
from offtake.stochastic.solver.program import Matrix, Until, Vector


@dataclass(frozen=True)
class Cuts:
    """Answers of some futures at x.  Where `infeasible`, the row is  value + gradient @ (x' - x) <= 0."""

    value: Vector  # (futures,)
    gradient: Matrix  # (futures, first-stage columns)
    infeasible: npt.NDArray[np.bool_]
    iterations: int
    found: int = 0  # rows found by rounding


@dataclass
class Futures:
    """The second stages of `problem`'s futures, in one worker."""

    problem: TwoStage
    label: tuple[int, ...] = ()  # numbers of the futures in the whole problem, for messages
    rows: list[RowCuts | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        problem = self.problem
        self.rows = [None] * problem.futures
        self._basis: list[Basis | None] = [None] * problem.futures
        relaxed = second_stage(problem, 0).relaxed
        self._handle = Handle(relaxed, "simplex", presolve=False)
        self._loaded = 0
        self._row_index = np.arange(problem.technology.shape[0])
        self._column_index = np.arange(problem.recourse.shape[1])
        self._technology = problem.technology_of(0)
        self._transposed = sp.csr_array(self._technology.T)
        self._separator: Separator | None = None

    def cuts(self, x: Vector, separate: bool = False) -> Cuts:
        """Lower bounds on every future's cost, exact at x (up to rows found by rounding)."""
        n = self.problem.futures
        value, gradient = np.zeros(n), np.zeros((n, x.size))
        infeasible = np.zeros(n, dtype=bool)
        iterations = found = 0
        for k in range(n):
            iterations += self._solve(k, x)
            if separate and self._optimal():
                new = self._find(k, x)
                if new:
                    found += new
                    iterations += self._solve(k, x, warm=False)
            value[k], gradient[k], infeasible[k] = self._answer(k, x)
            self._clear(k)
        return Cuts(value, gradient, infeasible, iterations, found)

    def values(self, x: Vector) -> Vector:
        """Cost of every future at x; infinite where x leaves no second stage."""
        value = np.zeros(self.problem.futures)
        for k in range(value.size):
            self._solve(k, x, plain=True)
            value[k] = self._handle.value if self._optimal() else np.inf
            self._clear(k)
        return value

    def whole_values(self, x: Vector, gap: float, seconds: float) -> tuple[Vector, Vector]:
        """Cost of every future at x with whole second-stage decisions, to a relative gap, and a bound on it."""
        value = np.full(self.problem.futures, np.inf)
        bound = value.copy()
        for k in range(value.size):
            program = second_stage(self.problem, k)
            past = self.problem.technology_of(k) @ x
            low, high = program.row_lower - past, program.row_upper - past
            program = replace(program, row_lower=low, row_upper=high)
            found = Highs()(program, Until(gap, seconds))
            value[k] = found.objective
            bound[k] = np.inf if found.status == "infeasible" else found.bound
        return value, bound

    def _optimal(self) -> bool:
        return self._handle.status == "optimal"

    def _solve(self, k: int, x: Vector, *, warm: bool = True, plain: bool = False) -> int:
        """Put future k at x into the handle and solve it; a failure is tried again from a cold start."""
        handle, problem = self._handle, self.problem
        if warm:
            self._load(k)
            past = self._technology @ x
            low, high = problem.of("row_lower", k) - past, problem.of("row_upper", k) - past
            handle.row_bounds(self._row_index, low, high)
            self._add_rows(k, x, plain)
            basis = self._basis[k]
            if basis is not None and len(basis.row_status) == handle.rows:
                handle.start_from(basis)
        name = self.label[k] if self.label else k
        handle.run_or_retry(("optimal", "infeasible"), f"the second stage of future {name}")
        if self._optimal():
            self._basis[k] = handle.basis
        return handle.iterations

    def _load(self, k: int) -> None:
        """Change costs, bounds and coefficients where they differ between futures."""
        handle, problem = self._handle, self.problem
        if problem.technology_data.shape[0] > 1:
            self._technology = problem.technology_of(k)
            self._transposed = sp.csr_array(self._technology.T)
        if k == self._loaded:
            return
        index = self._column_index
        if problem.cost.shape[0] > 1:
            handle.costs(index, problem.of("cost", k))
        if problem.lower.shape[0] > 1 or problem.upper.shape[0] > 1:
            handle.bounds(index, problem.of("lower", k), problem.of("upper", k))
        if problem.recourse_data.shape[0] > 1:
            old, new = problem.recourse_data[self._loaded], problem.recourse_data[k]
            pattern = problem.recourse
            row = np.repeat(np.arange(pattern.shape[0]), np.diff(pattern.indptr))
            for place in np.flatnonzero(old != new).tolist():
                handle.coefficient(int(row[place]), int(pattern.indices[place]), float(new[place]))
        self._loaded = k

    def _add_rows(self, k: int, x: Vector, plain: bool) -> None:
        cuts = self.rows[k]
        if cuts is None or plain:
            return
        lower = cuts.lower - cuts.first @ x
        self._handle.add_rows(lower, np.full(lower.size, np.inf), cuts.second)

    def _clear(self, k: int) -> None:
        """Take the rows found by rounding out of the handle again."""
        base, now = self._row_index.size, self._handle.rows
        if now > base:
            self._handle.delete_rows(np.arange(base, now))

    def _find(self, k: int, x: Vector) -> int:
        """Look for violated rows at x and add them to the handle and to the future's own."""
        if self._separator is None:
            self._separator = Separator(self.problem)
        y = self._handle.x
        new = self._separator.find(k, x, y, self.rows[k])
        if new is None:
            return 0
        held = self.rows[k]
        self.rows[k] = new if held is None else held.joined(new)
        lower = new.lower - new.first @ x
        self._handle.add_rows(lower, np.full(lower.size, np.inf), new.second)
        return int(lower.size)

    def _answer(self, k: int, x: Vector) -> tuple[float, Vector, bool]:
        base = self._row_index.size
        if self._optimal():
            dual = self._handle.row_dual
            gradient = -(self._transposed @ dual[:base])
            cuts = self.rows[k]
            if cuts is not None and dual.size > base:
                gradient -= cuts.first.T @ dual[base:]
            return self._handle.value, gradient, False
        value, gradient = self._ray(k, x)
        return value, gradient, True

    def _ray(self, k: int, x: Vector) -> tuple[float, Vector]:
        """A row that x breaks and every possible x' meets, from a ray of the dual.

        For any r:  r @ (rows' sides - T x') <= sup over y of (r W) y  must hold at a possible x'.
        """
        self._clear(k)
        ray = self._handle.ray()
        if ray is None:
            raise SolveError(f"no ray of the infeasible second stage of future {k} was found")
        problem = self.problem
        for r in (ray.copy(), -ray):
            r[np.abs(r) < 1e-9 * np.abs(r).max()] = 0.0
            sides = np.where(r > 0, problem.of("row_lower", k), problem.of("row_upper", k))
            g = problem.recourse_of(k).T @ r
            g[np.abs(g) < 1e-9 * np.abs(r).max()] = 0.0
            reach = np.where(g > 0, problem.of("upper", k), problem.of("lower", k))
            value = float(r[r != 0] @ sides[r != 0] - g[g != 0] @ reach[g != 0])
            gradient = -(self._transposed @ r)
            value += float(gradient @ x)
            if np.isfinite(value) and value > 1e-9:
                scale = max(np.abs(gradient).max(), 1e-12)
                return value / scale, gradient / scale
        raise SolveError(f"the ray of the infeasible second stage of future {k} proves nothing")
