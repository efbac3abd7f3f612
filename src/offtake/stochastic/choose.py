"""One call for every method, and the rule that chooses between them.

`solve` takes a problem, an option object that names the method, limits and an executor, and gives an
`Answer`.  `Auto` looks at size and structure; the answer says what it chose and why.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from offtake.stochastic.benders.l_shaped import Benders
from offtake.stochastic.benders.solve import solve_benders
from offtake.stochastic.methods.answer import Answer, Clock
from offtake.stochastic.methods.hedging import Hedging, solve_hedging
from offtake.stochastic.methods.nested import solve_nested
from offtake.stochastic.methods.staircase import Staircase, parts_of, solve_staircase
from offtake.stochastic.parallel.executor import Executor, SerialExecutor
from offtake.stochastic.program.blocks import StochasticProgram
from offtake.stochastic.program.extensive_form import flatten
from offtake.stochastic.program.fan import fan
from offtake.stochastic.program.setups import with_setups
from offtake.stochastic.program.two_stage import TwoStage, extensive
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import LinearProgram, Until

_SMALL = 400_000
_SMALL_WHOLE = 20_000
_SMALL_RECOURSE = 1_500
_LARGE_RECOURSE = 50_000
_MOST_WHOLE_FIRST = 50


@dataclass(frozen=True)
class ExtensiveForm:
    """All futures written out as one program and handed to HiGHS.  `solver`: choose, simplex or ipx."""

    solver: str = "choose"


@dataclass(frozen=True)
class Auto:
    """Choose by size and structure."""


Method = ExtensiveForm | Benders | Hedging | Staircase | Auto


def solve(
    problem: TwoStage | StochasticProgram,
    method: Method = Auto(),  # frozen
    until: Until = Until(),  # frozen
    executor: Executor = SerialExecutor(),  # noqa: B008  # frozen
) -> Answer:
    """Solve a problem.  The bound holds for the problem as it stands, whatever the method.

    Raises SolveError where the solver fails on a part of the problem, naming the future.
    """
    clock = Clock(until.seconds)
    chosen, why = choose(problem) if isinstance(method, Auto) else (method, "")
    if isinstance(chosen, ExtensiveForm):
        program = extensive(problem) if isinstance(problem, TwoStage) else flatten(problem).program
        answer = solve_flat(program, _first_columns(problem), chosen, _rest(until, clock))
    elif isinstance(problem, StochasticProgram):
        folded, rest = fan(problem), _rest(until, clock)
        if folded is not None:
            answer = solve(folded, chosen, rest, executor)
        else:
            answer = solve_nested(problem, rest, executor)
    elif isinstance(chosen, Staircase):
        answer = solve_staircase(problem, chosen, _rest(until, clock))
    elif isinstance(chosen, Benders):
        answer = solve_benders(problem, chosen, _rest(until, clock), executor)
    else:
        answer = solve_hedging(problem, chosen, _rest(until, clock), executor)
    return replace(answer, seconds=clock.seconds, why=why or answer.why)


def choose(
    problem: TwoStage | StochasticProgram,
) -> tuple[ExtensiveForm | Benders | Hedging | Staircase, str]:
    """The method for a problem, and the reason in words."""
    if isinstance(problem, StochasticProgram):
        nonzeros = sum(p.value.size + p.link_value.size for p in problem.nodes)
        whole = any(p.integer.any() for p in problem.nodes[1:])
        if nonzeros <= _SMALL or whole:
            return ExtensiveForm(), f"{nonzeros} nonzeros: small enough to be written out whole"
        return Benders(), f"{nonzeros} nonzeros over {len(problem.nodes)} nodes: too large whole"
    first_whole, size = bool(problem.first.integer.any()), problem.nonzeros
    if problem.integer_recourse:
        count = int(problem.integer.sum()) * problem.futures
        width = int(first_whole) * problem.first.cost.size
        if count > _SMALL_RECOURSE and problem.first.integer.all() and width <= _MOST_WHOLE_FIRST:
            why = f"{width} whole first decisions: cuts and rows, then whole plans valued"
            return Benders(), why
        parts = parts_of(problem) if count > _SMALL_RECOURSE else None
        if parts is not None:
            return Staircase(), f"{len(parts)} small whole parts: a staircase each for all futures"
        if count <= _LARGE_RECOURSE:
            return ExtensiveForm(), f"{count} whole second-stage decisions: written out whole"
        return Benders(), f"{count} whole second-stage decisions: relaxed in cuts, whole in plans"
    if size <= (_SMALL_WHOLE if first_whole else _SMALL):
        return ExtensiveForm(), f"{size} nonzeros: small enough to be written out whole"
    kind = "whole first-stage decisions, " if first_whole else ""
    return Benders(), f"{kind}{size} nonzeros over {problem.futures} futures: cuts from each future"


def solve_flat(
    program: LinearProgram, first_columns: int, method: ExtensiveForm, until: Until
) -> Answer:
    """One flat program, by HiGHS."""
    clock = Clock(until.seconds)
    program = with_setups(program, until.seconds)
    found = Highs()(program, _rest(until, clock), method=method.solver)
    bound = float(found.bound) if found.status != "infeasible" else np.inf
    first, steps = found.x[:first_columns], found.iterations
    return Answer(found.status, found.objective, bound, first, clock.seconds, steps, "extensive form")  # fmt: skip


def _first_columns(problem: TwoStage | StochasticProgram) -> int:
    if isinstance(problem, TwoStage):
        return int(problem.first.cost.size)
    return int(problem.nodes[0].cost.size)


def _rest(until: Until, clock: Clock) -> Until:
    return replace(until, seconds=max(until.seconds - clock.seconds, 0.01))
