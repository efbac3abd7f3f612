"""The tools that are measured, each on the same arrays."""

from __future__ import annotations

import os
from collections.abc import Callable

import numpy as np

from bench.case import Found, Tool
from offtake.stochastic.benders.l_shaped import Benders
from offtake.stochastic.choose import Auto, Method, solve
from offtake.stochastic.parallel.executor import executor_for
from offtake.stochastic.program.two_stage import TwoStage, extensive
from offtake.stochastic.solver.highs import Handle, Highs
from offtake.stochastic.solver.program import LinearProgram, Until

PEERS = os.environ.get("OFFTAKE_BENCH_PYTHON", "")
"""A Python that has mpi-sppy and Pyomo, where they are not installed beside this package."""
AUTO, BENDERS = Auto(), Benders()
Problem = Callable[[], TwoStage]


def offtake(problem: Problem, method: Method = AUTO, workers: int = 1) -> Tool:
    """This package."""

    def run(built: object, gap: float, limit: float) -> Found:
        assert isinstance(built, TwoStage)
        answer = solve(built, method, Until(gap, limit), executor_for(workers))
        return answer.objective, answer.bound, answer.method

    return Tool(problem, run)


def extensive_form(problem: Problem) -> Tool:
    """HiGHS on the extensive form, handed over as arrays."""

    def build() -> object:
        return extensive(problem())

    def run(built: object, gap: float, limit: float) -> Found:
        found = Highs()(built, Until(gap, limit))  # type: ignore[arg-type]
        return found.objective, found.bound, found.status

    return Tool(build, run)


def interior_point(problem: Problem) -> Tool:
    """HiGHS's interior point on the extensive form, without crossover, which plans of no whole numbers do not need."""

    def build() -> object:
        return extensive(problem())

    def run(built: object, gap: float, limit: float) -> Found:
        assert isinstance(built, LinearProgram)
        handle = Handle(built, "ipx")
        handle.set(run_crossover="off")
        handle.run(limit)
        found = handle.outcome()
        return found.objective, found.bound, "ipx, no crossover"

    return Tool(build, run)


def linopy(problem: Problem) -> Tool:
    """linopy on the extensive form, one matrix constraint; HiGHS behind it."""

    def build() -> object:
        import linopy
        import xarray

        flat = extensive(problem())
        model = linopy.Model()
        columns = xarray.DataArray(np.arange(flat.cost.size), dims="column")
        x = model.add_variables(
            lower=flat.lower, upper=flat.upper, coords=[columns.values], dims=["column"], name="x"
        )
        matrix = flat.matrix
        width = int(np.diff(matrix.indptr).max())
        take = np.arange(width)[None] + matrix.indptr[:-1, None]
        inside = take < matrix.indptr[1:, None]
        take = np.where(inside, take, 0)
        index = xarray.DataArray(matrix.indices[take], dims=["row", "term"])
        value = xarray.DataArray(np.where(inside, matrix.data[take], 0.0), dims=["row", "term"])
        left = (value * x.isel(column=index)).sum("term")
        low, high = flat.row_lower, flat.row_upper
        equal = low == high
        for name, side, sign, meant in (
            ("equal", low, "=", equal),
            ("low", low, ">=", ~equal),
            ("high", high, "<=", ~equal),
        ):
            keep = np.flatnonzero(np.isfinite(side) & meant)
            if not keep.size:
                continue
            right = xarray.DataArray(side[keep], dims="row")
            model.add_constraints(left.isel(row=keep), sign, right, name=name)
        model.add_objective((xarray.DataArray(flat.cost, dims="column") * x).sum())
        return model

    def run(built: object, gap: float, limit: float) -> Found:
        _, ended = built.solve(  # type: ignore[attr-defined]
            solver_name="highs", io_api="direct", time_limit=limit, mip_rel_gap=gap
        )
        if ended != "optimal":  # what it then calls its objective is that of no plan
            return np.inf, -np.inf, ended
        value = float(built.objective.value)  # type: ignore[attr-defined]
        return value, value, "highs"

    return Tool(build, run, imports=("linopy", "xarray"))


def pyomo(problem: Problem) -> Tool:
    """Pyomo on the extensive form, through its persistent HiGHS interface."""

    def build() -> object:
        import pyomo.environ as pyo

        flat = extensive(problem())
        model = pyo.ConcreteModel()
        domain = [pyo.Integers if w else pyo.Reals for w in flat.integer]
        model.x = pyo.Var(range(flat.cost.size), domain=lambda _, j: domain[j])
        for j, (low, high) in enumerate(zip(flat.lower, flat.upper, strict=True)):
            model.x[j].setlb(None if np.isinf(low) else float(low))
            model.x[j].setub(None if np.isinf(high) else float(high))
        matrix = flat.matrix

        def row(_: object, r: int) -> object:
            at = slice(matrix.indptr[r], matrix.indptr[r + 1])
            pairs = zip(matrix.indices[at].tolist(), matrix.data[at].tolist(), strict=True)
            body = pyo.quicksum(v * model.x[j] for j, v in pairs)
            low, high = float(flat.row_lower[r]), float(flat.row_upper[r])
            if low == high:
                return body == low
            sides = (None if np.isinf(low) else low, None if np.isinf(high) else high)
            return pyo.inequality(sides[0], body, sides[1])

        model.rows = pyo.Constraint(range(flat.row_lower.size), rule=row)
        model.cost = pyo.Objective(
            expr=pyo.quicksum(float(c) * model.x[j] for j, c in enumerate(flat.cost))
        )
        return model

    def run(built: object, gap: float, limit: float) -> Found:
        from pyomo.contrib.appsi.solvers import Highs as Appsi

        solver = Appsi()
        solver.config.time_limit, solver.config.mip_gap = limit, gap
        solver.config.load_solution = False
        found = solver.solve(built)
        bound = found.best_objective_bound
        best = found.best_feasible_objective
        best = float("inf") if best is None else best
        return best, best if bound is None else bound, "appsi highs"

    return Tool(build, run, PEERS, ("pyomo.environ", "pyomo.contrib.appsi.solvers"))


def mpi_sppy(problem: Problem, iterations: int = 1000) -> Tool:
    """Progressive hedging of mpi-sppy without MPI, proximal terms linearised, HiGHS behind it.

    Its bound is the one of its first pass (the trivial bound); its objective that of the mean first stage.
    """

    def build() -> object:
        return problem()

    def run(built: object, gap: float, limit: float) -> Found:
        from bench.peer import hedge

        return hedge(built, gap, limit, iterations)

    return Tool(build, run, PEERS, ("pyomo.environ", "mpisppy.opt.ph"))
