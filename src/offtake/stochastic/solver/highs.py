"""The solver behind one narrow protocol: a flat linear or mixed-integer program in, a solution out.

`Highs` is the only place that knows HiGHS's interface; `FakeSolver` returns what it is told, for tests.
A `LinearProgram` is plain arrays, so it pickles; solver handles live and die inside a worker.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal, Protocol

import highspy
import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from offtake.errors import SolveError

Vector = npt.NDArray[np.float64]
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


@dataclass(frozen=True)
class Limits:
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


class Solver(Protocol):
    """Anything that solves a flat program."""

    def __call__(
        self,
        program: LinearProgram,
        limits: Limits = ...,
        *,
        method: str = ...,
        start: Vector | None = ...,
    ) -> Outcome:
        """Solve; `start` is a point to begin from."""


@dataclass(frozen=True)
class Highs:
    """HiGHS.  `threads` and `seed` are fixed, so that the same program gives the same answer."""

    threads: int = 1
    seed: int = 0
    log: bool = False

    def __call__(
        self,
        program: LinearProgram,
        limits: Limits = Limits(),
        *,
        method: str = "choose",
        start: Vector | None = None,
        on_progress: Callable[[float, float, float], None] | None = None,
    ) -> Outcome:
        """Solve `program`.  `method`: simplex, ipx (named, never "ipm": that changes with what is
        installed), or choose.  `on_progress` receives seconds, objective and bound."""
        handle = self.load(program)
        handle.setOptionValue("mip_rel_gap", limits.gap)
        handle.setOptionValue("solver", method)
        if np.isfinite(limits.seconds):
            handle.setOptionValue("time_limit", max(limits.seconds, 0.01))
        if start is not None:
            point = highspy.HighsSolution()
            point.col_value = start.tolist()
            handle.setSolution(point)
        if on_progress is not None:
            _listen(handle, on_progress)
        handle.run()
        return outcome(handle, program, limits)

    def load(self, program: LinearProgram) -> highspy.Highs:
        """A HiGHS handle that holds `program`, for callers that change and solve it again."""
        _refuse_nonsense(program)
        _let_it_greet()
        handle: highspy.Highs = highspy.Highs()  # type: ignore[no-untyped-call]
        handle.setOptionValue("output_flag", self.log)
        handle.setOptionValue("threads", self.threads)
        handle.setOptionValue("random_seed", self.seed)
        handle.passModel(_highs_model(program))
        return handle


@cache
def _let_it_greet() -> None:
    """Make a first handle while standard output goes nowhere.

    From 1.16 on HiGHS greets on standard output the first time that a process makes a handle, before any
    option can silence it; standard output belongs to the answer.
    """
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        highspy.Highs()  # type: ignore[no-untyped-call]
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def outcome(handle: highspy.Highs, program: LinearProgram, limits: Limits) -> Outcome:
    """Read what HiGHS found out of its handle."""
    model_status, info = handle.getModelStatus(), handle.getInfo()
    states = highspy.HighsModelStatus
    is_mip = bool(program.integer.any())
    found = info.primal_solution_status == 2
    status: Status
    if model_status == states.kOptimal:
        status = "gap" if is_mip and limits.gap > 1e-9 and info.mip_gap > 1e-9 else "optimal"
    elif model_status in (states.kTimeLimit, states.kIterationLimit, states.kInterrupt):
        status = "time_limit"
    elif model_status in (states.kInfeasible, states.kUnboundedOrInfeasible):
        status = "infeasible"
    elif model_status == states.kUnbounded:
        status = "unbounded"
    else:
        status = "failed"
    solution = handle.getSolution()
    x = np.array(solution.col_value) if found else np.zeros(0)
    bound = (
        info.mip_dual_bound
        if is_mip
        else (info.objective_function_value if status == "optimal" else -np.inf)
    )
    return Outcome(
        status=status,
        objective=info.objective_function_value if found else np.inf,
        bound=bound,
        x=x,
        row_dual=np.zeros(0) if is_mip else np.array(solution.row_dual),
        reduced_cost=np.zeros(0) if is_mip else np.array(solution.col_dual),
        iterations=int(info.simplex_iteration_count + info.ipm_iteration_count),
    )


@dataclass(frozen=True)
class FakeSolver:
    """A solver that returns the same outcome for every program: for tests."""

    answer: Outcome

    def __call__(
        self,
        program: LinearProgram,
        limits: Limits = Limits(),
        *,
        method: str = "choose",
        start: Vector | None = None,
    ) -> Outcome:
        """The outcome it was given."""
        return self.answer


def _highs_model(program: LinearProgram) -> highspy.HighsLp:
    matrix = program.matrix.tocsr()
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


def _refuse_nonsense(program: LinearProgram) -> None:
    """NaN anywhere, or an infinite cost or coefficient, must never reach the solver."""
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


def _listen(handle: highspy.Highs, on_progress: Callable[[float, float, float], None]) -> None:
    def tell(event: object) -> None:
        data = event.data_out  # type: ignore[attr-defined]
        on_progress(data.running_time, data.mip_primal_bound, data.mip_dual_bound)

    handle.cbMipImprovingSolution += tell
    handle.cbMipInterrupt += tell
