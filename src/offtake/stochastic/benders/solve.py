"""Benders decomposition for two stages: cuts from every future, and a tree search where decisions are whole.

1. Relaxed phase (`l_shaped`).
2. Whole decisions: rows found by rounding (`rounding_cuts`) strengthen every future's second stage, so its
   cuts rise above the relaxed ones; plans come from rounding the master's point at several levels.
3. Search (`branching`): branches on whole decisions over the same master, all cuts shared, until the gap asked
   for is proved.

Whole second-stage decisions are relaxed in the cuts, and counted whole when a plan is valued: the bound stays
a bound, and `hedging` raises it.
"""

from __future__ import annotations

import numpy as np

from offtake.stochastic.benders.branching import search
from offtake.stochastic.benders.l_shaped import (
    Benders,
    Decomposition,
    SpreadFutures,
    first_point,
    relaxed,
)
from offtake.stochastic.benders.master import Master
from offtake.stochastic.methods.answer import Answer, Clock
from offtake.stochastic.parallel.executor import Executor, SerialExecutor
from offtake.stochastic.program.two_stage import TwoStage
from offtake.stochastic.solver.program import Until


def solve_benders(
    problem: TwoStage,
    method: Benders = Benders(),  # noqa: B008  # frozen
    until: Until = Until(),  # frozen
    executor: Executor = SerialExecutor(),  # noqa: B008  # frozen
) -> Answer:
    """Solve by Benders' method.  Raises SolveError where a second stage fails, naming its future."""
    clock = Clock(until.seconds)
    spread = SpreadFutures(problem, executor, method.most_groups)
    try:
        master = Master(problem.first, spread.groups)
        run = Decomposition(problem, method, spread, master, until=until, clock=clock)
        if not relaxed(run, first_point(run)):
            return run.answer("benders", run.passes, "infeasible")
        if problem.first.integer.any() and (np.isfinite(run.bound) or clock.over):
            search(run)
        return run.answer("benders", run.passes)
    finally:
        spread.parts.close()
