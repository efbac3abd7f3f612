"""A two-stage problem in mpi-sppy: one Pyomo model a future, progressive hedging on top."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from bench.case import Found
from offtake.stochastic.program.two_stage import TwoStage, extensive
from offtake.stochastic.solver.highs import Highs


def hedge(problem: TwoStage, gap: float, limit: float, iterations: int) -> Found:
    """Progressive hedging in one process (mpi-sppy needs MPI for more), until the time limit."""
    import mpisppy.utils.sputils as sputils
    import pyomo.environ as pyo
    from mpisppy.opt.ph import PH

    def creator(name: str, **_: object) -> object:
        k = int(name.removeprefix("future"))
        model = _future(problem, k, pyo)
        sputils.attach_root_node(model, model.first_cost, [model.x])
        model._mpisppy_probability = float(problem.probability[k])
        return model

    start = time.monotonic()
    names = [f"future{k}" for k in range(problem.futures)]
    options = {
        "solver_name": "appsi_highs",
        "PHIterLimit": iterations,
        "defaultPHrho": 50.0,
        "convthresh": gap,
        "verbose": False,
        "display_progress": False,
        "display_timing": False,
        "iter0_solver_options": {},
        "iterk_solver_options": {},
        "linearize_proximal_terms": True,
        "time_limit": limit,
    }
    ph = PH(options, names, creator, scenario_denouement=None)
    _, _, trivial = ph.ph_main()
    spent = time.monotonic() - start
    mean = next(iter(ph.local_scenarios.values()))._mpisppy_model.xbars
    decided = np.array([pyo.value(mean["ROOT", j]) for j in range(problem.first.cost.size)])
    return cost_of(problem, decided), float(trivial), f"stopped after {spent:.0f} s"


def cost_of(problem: TwoStage, decided: np.ndarray) -> float:
    """What a first stage costs in all futures, rounded where it must be whole; infinite where it is no plan."""
    flat = extensive(problem)
    first = problem.first
    levels = np.where(first.integer, np.round(decided), decided)
    lower, upper = flat.lower.copy(), flat.upper.copy()
    lower[: levels.size] = upper[: levels.size] = np.clip(levels, first.lower, first.upper)
    return Highs()(replace(flat, lower=lower, upper=upper)).objective


def _future(problem: TwoStage, k: int, pyo) -> object:
    model = pyo.ConcreteModel()
    first = problem.first
    n, m = first.cost.size, problem.recourse.shape[1]
    domain = [pyo.Integers if w else pyo.Reals for w in first.integer]
    model.x = pyo.Var(range(n), domain=lambda _, j: domain[j])
    model.y = pyo.Var(range(m))
    for name, low, high in (
        ("x", first.lower, first.upper),
        ("y", problem.of("lower", k), problem.of("upper", k)),
    ):
        for j, (a, b) in enumerate(zip(low, high, strict=True)):
            getattr(model, name)[j].setlb(None if np.isinf(a) else float(a))
            getattr(model, name)[j].setub(None if np.isinf(b) else float(b))

    def terms(matrix, r: int, var) -> object:
        at = slice(matrix.indptr[r], matrix.indptr[r + 1])
        pairs = zip(matrix.indices[at].tolist(), matrix.data[at].tolist(), strict=True)
        return pyo.quicksum(v * var[j] for j, v in pairs)

    def between(body, low: float, high: float) -> object:
        if low == high:
            return body == low
        return pyo.inequality(
            None if np.isinf(low) else low, body, None if np.isinf(high) else high
        )

    T, W = problem.technology_of(k), problem.recourse_of(k)
    low, high = problem.of("row_lower", k), problem.of("row_upper", k)
    model.first_rows = pyo.Constraint(
        range(first.row_lower.size),
        rule=lambda mm, r: between(
            terms(first.matrix, r, mm.x), float(first.row_lower[r]), float(first.row_upper[r])
        ),
    )
    model.rows = pyo.Constraint(
        range(low.size),
        rule=lambda mm, r: between(
            terms(T, r, mm.x) + terms(W, r, mm.y), float(low[r]), float(high[r])
        ),
    )
    model.first_cost = pyo.Expression(
        expr=pyo.quicksum(float(c) * model.x[j] for j, c in enumerate(first.cost)) + first.offset
    )
    model.cost = pyo.Objective(
        expr=model.first_cost
        + pyo.quicksum(float(c) * model.y[j] for j, c in enumerate(problem.of("cost", k)))
    )
    return model
