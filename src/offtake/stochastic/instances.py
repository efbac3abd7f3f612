"""Solve published instances: what `offtake smps` calls."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from offtake.errors import UsageError
from offtake.stochastic.formats.separable import separable
from offtake.stochastic.formats.smps import normalised, read_smps
from offtake.stochastic.formats.stoch_opt_format import read_sof
from offtake.stochastic.formats.written_out import program, two_stage
from offtake.stochastic.methods.answer import Answer, Clock
from offtake.stochastic.methods.choose import Auto, ExtensiveForm, Method, solve, solve_flat
from offtake.stochastic.methods.hedging import Hedging
from offtake.stochastic.methods.l_shaped import Benders
from offtake.stochastic.methods.staircase import Staircase
from offtake.stochastic.parallel.executor import executor_for
from offtake.stochastic.solver.program import Limits

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
        answer = solve_flat(small, first, ExtensiveForm(), _limits(gap, clock))
        why = "the second stage falls apart into independent parts: one exact small program"
        answer = replace(answer, method="separable", why=why)
    else:
        problem = two_stage(instance) if instance.stages == 2 else program(instance)
        answer = solve(problem, chosen, _limits(gap, clock), executor_for(workers))
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
    answer = solve(found.program, chosen, _limits(gap, clock), executor_for(workers))
    answer = replace(answer, warnings=found.warnings, seconds=clock.seconds)
    return answer.in_sense(found.sense)


def _method(name: str) -> Method:
    if name not in METHODS:
        raise UsageError(f"method {name!r} is not known; wanted one of {', '.join(METHODS)}")
    return METHODS[name]


def _limits(gap: float, clock: Clock) -> Limits:
    return Limits(gap, max(clock.left, 0.01))
