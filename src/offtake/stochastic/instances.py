"""Solve published instances: what `offtake smps` calls."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from offtake.errors import SolveError, UsageError
from offtake.stochastic.benders.l_shaped import Benders
from offtake.stochastic.choose import Auto, ExtensiveForm, Method, solve, solve_flat
from offtake.stochastic.formats.separable import separable
from offtake.stochastic.formats.smps import normalised, read_smps
from offtake.stochastic.formats.stoch_opt_format import read_sof
from offtake.stochastic.formats.written_out import program, two_stage
from offtake.stochastic.methods.answer import Answer, Clock
from offtake.stochastic.methods.hedging import Hedging
from offtake.stochastic.methods.staircase import Staircase
from offtake.stochastic.parallel.executor import executor_for
from offtake.stochastic.program.blocks import StochasticProgram
from offtake.stochastic.program.extensive_form import flatten
from offtake.stochastic.program.two_stage import TwoStage, extensive
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import LinearProgram, Until

METHODS: dict[str, Method] = {
    "auto": Auto(),
    "extensive-form": ExtensiveForm(),
    "benders": Benders(),
    "hedging": Hedging(),
    "staircase": Staircase(),
}


def solve_smps(
    core: Path | str,
    time: Path | str,
    stoch: Path | str,
    method: str = "auto",
    gap: float = 1e-4,
    time_limit: float = float("inf"),
    workers: int = 1,
    *,
    normalise: bool = False,
) -> Answer:
    """Solve an SMPS instance.  Probabilities are used as they stand unless `normalise` is asked for.

    Raises InstanceError where a file cannot be read, UsageError on an unknown method.
    """
    chosen, clock = _method(method), Clock(time_limit)
    instance = read_smps(core, time, stoch)
    warnings = instance.warnings
    if normalise:
        instance = normalised(instance)
    small = separable(instance) if isinstance(chosen, Auto) else None
    if small is not None:
        first = int((instance.core.column_stage == 0).sum())
        answer = _ended(solve_flat(small, first, ExtensiveForm(), _until(gap, clock)), small, clock)
        why = "the second stage falls apart into independent parts: one exact small program"
        answer = replace(answer, method="separable", why=why)
    else:
        problem = two_stage(instance) if instance.stages == 2 else program(instance)
        answer = _solved(problem, chosen, gap, clock, workers)
    answer = replace(answer, warnings=warnings, seconds=clock.seconds)
    return answer.in_sense(instance.core.sense)


def solve_sof(
    path: Path | str,
    method: str = "auto",
    gap: float = 1e-4,
    time_limit: float = float("inf"),
    workers: int = 1,
    *,
    normalise: bool = False,
) -> Answer:
    """Solve a StochOptFormat file.  Probabilities are used as they stand unless `normalise` is asked for.

    Raises InstanceError where it cannot be read, UsageError on an unknown method.
    """
    chosen, clock = _method(method), Clock(time_limit)
    found = read_sof(path, normalise=normalise)
    answer = _solved(found.program, chosen, gap, clock, workers)
    answer = replace(answer, warnings=found.warnings, seconds=clock.seconds)
    return answer.in_sense(found.sense)


def _solved(
    problem: TwoStage | StochasticProgram, method: Method, gap: float, clock: Clock, workers: int
) -> Answer:
    """The answer; where the method fails, or finds no bound, the whole program says whether there is any."""
    failure: SolveError | None = None
    try:
        answer = solve(problem, method, _until(gap, clock), executor_for(workers))
        if np.isfinite(answer.bound):
            return answer
    except SolveError as error:
        failure = error
    if isinstance(problem, TwoStage):
        first, whole = problem.first.cost.size, extensive(problem)
    else:
        first, whole = problem.nodes[0].cost.size, flatten(problem).program
    if failure is None:
        answer = _ended(answer, whole, clock)
        if answer.status in ("infeasible", "unbounded", "stopped") or clock.over:
            return answer
        found = solve_flat(whole, int(first), ExtensiveForm(), _until(gap, clock))
        return replace(found, why="the method found no bound, so the whole program was solved")
    relaxed = whole.relaxed
    found = _ended(
        solve_flat(relaxed, int(first), ExtensiveForm(), _until(0.0, clock)), whole, clock
    )
    if found.status not in ("infeasible", "unbounded"):
        raise failure
    return replace(found, why=f"the method found no answer ({failure}), and there is none")


def _ended(answer: Answer, whole: LinearProgram, clock: Clock) -> Answer:
    """The answer with infeasible and unbounded told apart, which a solver may not do.

    Without a bound, the relaxation says whether there is one; without a plan, the rows alone whether there is
    any: costs that fall without end can hide both.
    """
    if np.isfinite(answer.bound) or answer.status == "stopped":
        return answer
    relaxed = whole.relaxed
    if answer.status not in ("infeasible", "unbounded"):
        loose = Highs()(relaxed, _until(0.0, clock)).status
        if loose not in ("infeasible", "unbounded"):
            return answer
    rows = Highs()(replace(whole, cost=np.zeros_like(whole.cost)), _until(1.0, clock))
    if rows.status == "infeasible":
        return replace(answer, status="infeasible", objective=np.inf, bound=np.inf)
    if rows.status in ("optimal", "gap"):
        return replace(answer, status="unbounded", objective=-np.inf, bound=-np.inf)
    return answer


def _method(name: str) -> Method:
    if name not in METHODS:
        raise UsageError(f"method {name!r} is not known; wanted one of {', '.join(METHODS)}")
    return METHODS[name]


def _until(gap: float, clock: Clock) -> Until:
    return Until(gap, max(clock.left, 0.01))
