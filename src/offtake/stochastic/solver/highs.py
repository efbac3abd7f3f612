"""HiGHS behind one handle: the only file that knows its interface.  Another solver is another such file.

`Handle` holds a program, changes it and solves it again; what HiGHS answers to every call is looked at.
`Highs` solves a program once.  Threads and seed are fixed, so that the same program gives the same answer.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from offtake.errors import SolveError
from offtake.stochastic.solver.program import (
    LinearProgram,
    Outcome,
    Status,
    Until,
    Vector,
    refuse_nonsense,
)

Index = npt.NDArray[np.int64]
Basis = highspy.HighsBasis
"""Which columns and rows are basic: where a solve may start from."""

NOT_BASIC, BASIC = 0.0, 1.0
"""As numbers, what a column, and a row, are of which nothing is known."""
DUAL, PRIMAL = 1, 4
"""Simplex methods, for option `simplex_strategy`: after other sides or bounds, and after other costs."""
STEEPEST, DEVEX = -1, 1
"""Weights of edges, for option `simplex_dual_edge_weight_strategy`: worked out at the start, or all alike there, which is
sooner done where few steps are needed."""

_BY_NUMBER = {float(int(s)): s for s in highspy.HighsBasisStatus.__members__.values()}

METHODS = ("choose", "simplex", "ipx", "pdlp")
"""Never "ipm" or "hipo": what they run depends on what is installed."""

_STATES: dict[highspy.HighsModelStatus, Status] = {
    highspy.HighsModelStatus.kOptimal: "optimal",
    highspy.HighsModelStatus.kTimeLimit: "time_limit",
    highspy.HighsModelStatus.kIterationLimit: "time_limit",
    highspy.HighsModelStatus.kInterrupt: "time_limit",
    highspy.HighsModelStatus.kInfeasible: "infeasible",
    highspy.HighsModelStatus.kUnboundedOrInfeasible: "infeasible",
    highspy.HighsModelStatus.kUnbounded: "unbounded",
}
_LEAST_SECONDS = 0.05


class Handle:
    """A program inside HiGHS, to be changed and solved again.  Not to be shared between threads.

    Raises SolveError where HiGHS refuses what it is given.
    """

    def __init__(
        self,
        program: LinearProgram,
        method: str = "choose",
        *,
        presolve: bool = True,
        seed: int = 0,
    ) -> None:
        refuse_nonsense(program)
        _let_it_greet()
        self._highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self._is_mip = bool(program.integer.any())
        self.set(output_flag=False, threads=1, random_seed=seed)
        self.use(method)
        if not presolve:
            self.set(presolve="off")
        _checked(self._highs.passModel(_model(program)), "the program")

    def set(self, **options: object) -> None:
        """Options by HiGHS's own names."""
        for name, value in options.items():
            _checked(self._highs.setOptionValue(name, value), f"option {name} = {value}")

    def use(self, method: str) -> None:
        """Solve by one of `METHODS` from now on."""
        if method not in METHODS:
            raise SolveError(f"no solver called {method}; there are {', '.join(METHODS)}")
        self.set(solver=method)

    # What it holds, changed

    def costs(self, index: Index, cost: Vector) -> None:
        """New costs of the columns `index`."""
        _checked(self._highs.changeColsCost(index.size, index.astype(np.int32), cost), "costs")

    def bounds(self, index: Index, lower: Vector, upper: Vector) -> None:
        """New bounds of the columns `index`, each in it once."""
        which = index.astype(np.int32)
        low, high = np.asarray(lower, float), np.asarray(upper, float)
        _checked(self._highs.changeColsBounds(index.size, which, low, high), "bounds")

    def fix(self, index: Index, levels: Vector) -> None:
        """The columns `index` stand at `levels`."""
        self.bounds(index, levels, levels)

    def row_bounds(self, index: Index, lower: Vector, upper: Vector) -> None:
        """New sides of the rows `index`."""
        which = index.astype(np.int32)
        _checked(self._highs.changeRowsBounds(index.size, which, lower, upper), "sides of rows")

    def coefficient(self, row: int, column: int, value: float) -> None:
        """One entry of the matrix, by another."""
        _checked(self._highs.changeCoeff(row, column, value), "a coefficient")

    def add_rows(self, lower: Vector, upper: Vector, rows: sp.csr_array) -> None:
        """More rows, after those that are there."""
        start, index = rows.indptr.astype(np.int32), rows.indices.astype(np.int32)
        status = self._highs.addRows(lower.size, lower, upper, rows.nnz, start, index, rows.data)
        _checked(status, "more rows")

    def delete_rows(self, index: Index) -> None:
        """Take out the rows `index`."""
        _checked(self._highs.deleteRows(index.size, index.astype(np.int32)), "fewer rows")

    @property
    def rows(self) -> int:
        """Number of rows."""
        return int(self._highs.getNumRow())

    # Solved

    def start_at(self, x: Vector) -> None:
        """A point of all columns to begin from."""
        point = highspy.HighsSolution()
        point.col_value = x.tolist()
        _checked(self._highs.setSolution(point), "a point to start from")

    def start_from(self, basis: Basis) -> None:
        """A basis to begin from."""
        _checked(self._highs.setBasis(basis), "a basis to start from")

    def forget(self) -> None:
        """Begin from nothing at the next solve."""
        self._highs.clearSolver()

    def run(self, seconds: float = np.inf, *, below: float = np.inf) -> None:
        """Solve what it holds, in at most so many seconds; given up where the dual simplex method proves that nothing is
        `below` that."""
        limit = self._highs.getRunTime() + max(seconds, _LEAST_SECONDS)
        self.set(time_limit=limit if np.isfinite(seconds) else np.inf, objective_bound=below)
        self._highs.run()

    def run_or_retry(self, done: tuple[Status, ...], name: str, seconds: float = np.inf) -> None:
        """Solve, once more from nothing where it does not end as one of `done`; then SolveError.

        `name` says in the message what was solved.
        """
        self.run(seconds)
        if self.status not in done:
            self.forget()
            self.run(seconds)
        if self.status not in done:
            raise SolveError(f"{name} ended as {self.state}, from a cold start too")

    def listen(self, on_progress: Callable[[float, float, float], None]) -> None:
        """Tell seconds, objective and bound of a search for whole numbers as it goes on."""

        def tell(event: object) -> None:
            data = event.data_out  # type: ignore[attr-defined]
            on_progress(data.running_time, data.mip_primal_bound, data.mip_dual_bound)

        self._highs.cbMipImprovingSolution += tell
        self._highs.cbMipInterrupt += tell

    # What was found

    @property
    def status(self) -> Status:
        """How the last solve ended; a gap is not looked at."""
        return _STATES.get(self._highs.getModelStatus(), "failed")

    @property
    def state(self) -> str:
        """How the last solve ended, in HiGHS's words."""
        return str(self._highs.modelStatusToString(self._highs.getModelStatus()))

    @property
    def value(self) -> float:
        """The objective, or where the method stood."""
        return float(self._highs.getObjectiveValue())

    @property
    def x(self) -> Vector:
        """(columns,): values."""
        return np.array(self._highs.getSolution().col_value)

    @property
    def reduced_cost(self) -> Vector:
        """(columns,): reduced costs."""
        return np.array(self._highs.getSolution().col_dual)

    @property
    def row_value(self) -> Vector:
        """(rows,): where the rows stand."""
        return np.array(self._highs.getSolution().row_value)

    @property
    def row_dual(self) -> Vector:
        """(rows,): duals."""
        return np.array(self._highs.getSolution().row_dual)

    @property
    def basis(self) -> Basis:
        """The basis of the last solve."""
        held: Basis = self._highs.getBasis()
        return held

    @property
    def iterations(self) -> int:
        """Iterations of the last solve."""
        info = self._highs.getInfo()
        return max(int(info.simplex_iteration_count), 0) + max(int(info.ipm_iteration_count), 0)

    def ray(self) -> Vector | None:
        """(rows,): a ray of the dual of an infeasible program, from a solve that begins from nothing."""
        self.forget()
        self.run()
        _, has, ray = self._highs.getDualRay()
        return np.array(ray) if has else None

    def clash(self) -> tuple[Index, Index]:
        """Rows and columns of a smallest set that cannot be met together; empty where none was found."""
        self.set(iis_strategy=2 + 4)  # from the rows, and irreducible
        _, found = self._highs.getIis()
        return np.array(found.row_index_, np.int64), np.array(found.col_index_, np.int64)

    def outcome(self, until: Until = Until(), duals: bool = True) -> Outcome:
        """All that the last solve found; `until` says which gap was asked for.  Without `duals` these are left out."""
        info, status = self._highs.getInfo(), self.status
        found = info.primal_solution_status == 2
        if status == "optimal" and self._is_mip and until.gap > 1e-9 and info.mip_gap > 1e-9:
            status = "gap"
        if self._is_mip:
            bound = info.mip_dual_bound
        else:
            bound = info.objective_function_value if status == "optimal" else -np.inf
        return Outcome(
            status=status,
            objective=info.objective_function_value if found else np.inf,
            bound=bound,
            x=self.x if found else np.zeros(0),
            row_dual=self.row_dual if duals and not self._is_mip else np.zeros(0),
            reduced_cost=self.reduced_cost if duals and not self._is_mip else np.zeros(0),
            iterations=self.iterations,
        )


@dataclass(frozen=True)
class Highs:
    """A program solved once.  Another `seed` walks through equally good points in another order."""

    seed: int = 0

    def __call__(
        self,
        program: LinearProgram,
        until: Until = Until(),
        *,
        method: str = "choose",
        start: Vector | None = None,
        on_progress: Callable[[float, float, float], None] | None = None,
    ) -> Outcome:
        """Solve `program` by one of `METHODS`, from the point `start` where one is given.

        `on_progress` receives seconds, objective and bound.
        """
        handle = Handle(program, method, seed=self.seed)
        handle.set(mip_rel_gap=until.gap)
        if start is not None:
            handle.start_at(start)
        if on_progress is not None:
            handle.listen(on_progress)
        handle.run(until.seconds)
        return handle.outcome(until)


def written(basis: Basis) -> tuple[Vector, Vector]:
    """(columns,), (rows,): the basis as numbers, which travel between processes; `basis_of` reads them."""
    columns, rows = (list(map(int, part)) for part in (basis.col_status, basis.row_status))
    return np.array(columns, float), np.array(rows, float)


def basis_of(columns: Vector, rows: Vector, *, alien: bool = False) -> Basis:
    """The basis that `written` gave as numbers; an `alien` one may have too many or too few that are basic."""
    found = highspy.HighsBasis()
    found.col_status = [_BY_NUMBER[s] for s in columns.tolist()]
    found.row_status = [_BY_NUMBER[s] for s in rows.tolist()]
    found.valid, found.alien = True, alien
    return found


def _checked(status: highspy.HighsStatus, what: str) -> None:
    if status == highspy.HighsStatus.kError:
        raise SolveError(f"the solver refused {what}")


@cache
def _let_it_greet() -> None:
    """Make a first handle while standard output goes nowhere.

    From 1.16 on HiGHS greets on standard output the first time that a process makes a handle, before any
    option can silence it; standard output belongs to the answer.
    """
    try:
        kept = os.dup(1)
    except OSError:  # a process without standard output has nothing to keep clean
        return
    if sys.stdout is not None:
        sys.stdout.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        highspy.Highs()  # type: ignore[no-untyped-call]
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _model(program: LinearProgram) -> highspy.HighsLp:
    matrix = program.matrix.tocsr()
    if not matrix.has_canonical_format:  # HiGHS refuses two entries in one place, or loops on them
        matrix = matrix.copy()
        matrix.sum_duplicates()
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = program.cost.size, program.row_lower.size
    model.col_cost_, model.offset_ = program.cost, program.offset
    model.col_lower_, model.col_upper_ = program.lower, program.upper
    model.row_lower_, model.row_upper_ = program.row_lower, program.row_upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.num_col_, model.a_matrix_.num_row_ = model.num_col_, model.num_row_
    model.a_matrix_.start_ = matrix.indptr.astype(np.int32)
    model.a_matrix_.index_ = matrix.indices.astype(np.int32)
    model.a_matrix_.value_ = matrix.data
    if program.integer.any():
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[flag] for flag in program.integer.astype(int).tolist()]
    return model
