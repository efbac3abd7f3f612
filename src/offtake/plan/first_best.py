"""First-best, the physical plan of a social planner: what one owner of everything would build and make."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from offtake.errors import InfeasibleError, SolveError
from offtake.model.figures.quantities import quantities
from offtake.model.physical import physical_program
from offtake.plan.apart.planned import Planned, planned_apart
from offtake.plan.apart.tied import Tied, tied
from offtake.plan.infeasible import clash
from offtake.plan.plan import Effort, Plan
from offtake.plan.search.alike import basis_from_groups, lines_as_one
from offtake.plan.search.integers import Progress, solve_integers
from offtake.plan.search.local_search import Moves
from offtake.plan.search.methods import chosen, solve_by
from offtake.plan.settled import plan_of
from offtake.plan.stated import Stated
from offtake.plan.ties import Ties
from offtake.stochastic.methods.answer import Clock
from offtake.stochastic.parallel.executor import Executor, SerialExecutor, lasting
from offtake.stochastic.program.extensive_form import flatten
from offtake.stochastic.solver.highs import Highs
from offtake.stochastic.solver.program import Outcome, Until, relative_gap, status_at
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree

DEFAULT = Until(gap=0.005)


def solve_first_best(
    study: Study,
    tree: ScenarioTree,
    until: Until = DEFAULT,
    on_progress: Progress | None = None,
    method: str = "auto",
    executor: Executor = SerialExecutor(),  # noqa: B008  # frozen
    settle_ties: bool = True,
) -> Plan:
    """The plan of least expected cost over `tree`, to the gap and within the seconds of `until`.

    A time-out keeps the best plan found and
    says so in `status`.  `method` is one of `METHODS`; `executor` is where futures that are solved apart run.
    Without `settle_ties` it is any of the plans of equal cost, which takes less time.
    Raises UsageError where the tree cannot be solved by the method, InfeasibleError where the hard rules clash, naming
    them, and SolveError where no plan was found in the time.
    """
    began = time.perf_counter()
    stochastic = physical_program(study, tree)
    built = time.perf_counter()
    of = Stated(quantities(study, tree), tree, flatten(stochastic))
    handed = time.perf_counter()
    products = tied(of.flat)
    used, why = chosen(method, stochastic, products.parts if products is not None else 1)
    tell = on_progress or (lambda *_: None)
    tell(f"by {used} ({why})", np.inf, -np.inf)
    moves = project_moves(of)
    apart: Planned | None = None
    with lasting(executor) as workers:
        if used == "products" and products is not None:
            found, apart = _by_products(products, of, until, tell, moves, workers)
        elif used == "search":
            found = _searched(of, until, tell, moves)
        else:
            found = solve_by(used, of.flat, until, tell, moves, workers)
        solved = time.perf_counter()
        if found.status in ("infeasible", "unbounded"):
            raise InfeasibleError(clash(study, tree, of.flat))
        if not found.x.size:
            raise SolveError(f"no plan was found in {until.seconds:g} seconds; allow more time")
        x = found.x
        if settle_ties:
            x = Ties(of.q, tree, of.flat).settled(found) if apart is None else apart.settled(of)
    seconds, size = (built - began, handed - built, solved - handed), of.flat.program.sizes
    effort = Effort(*seconds, *size, found.iterations, used, why)
    return plan_of(of, of.flat.columns_by_name(), found, x, effort, "first-best")


def _by_products(
    products: Tied, of: Stated, until: Until, tell: Progress, moves: Moves, executor: Executor
) -> tuple[Outcome, Planned | None]:
    """Each product with its shares of the budgets; the whole from there where that does not prove the gap."""
    clock = Clock(until.seconds)
    apart = planned_apart(products, of, moves, until, executor, tell)
    left = replace(until, seconds=clock.left)
    if apart is not None and (apart.found.status != "time_limit" or left.seconds <= 0):
        return apart.found, apart
    tell("all products together", np.inf, -np.inf)
    found = _searched(of, left, tell, moves)
    if apart is None:
        return found, None
    better = found if found.x.size and found.objective <= apart.found.objective else apart.found
    bound = min(max(found.bound, apart.found.bound), better.objective)
    status = status_at(relative_gap(better.objective, bound), until.gap)
    return replace(better, bound=bound, status=status), None if better is found else apart


def _searched(of: Stated, until: Until, tell: Progress, moves: Moves) -> Outcome:
    """Whole numbers searched on the tree, lines that are alike as one."""
    lines = lines_as_one(of.flat)
    found = solve_integers(
        lines.small.program, until, Highs(), tell,
        moves=replace(moves, columns=lines.small.column[moves.columns]),
        start=basis_from_groups(of, lines.small, until.seconds),
    )  # fmt: skip
    return lines.outcome(found)


def project_moves(of: Stated) -> Moves:
    """Where projects may begin, on the tree and in the flat program."""
    tree, flat = of.tree, of.flat
    columns = flat.columns("begun")
    limit = flat.program.upper[columns]
    open_now = (limit > 0) & (flat.program.lower[columns] < 1)  # what is committed does not move
    open_now[tree.roots[1:]] = False  # what the first node begins, they begin
    for n in np.flatnonzero(tree.parent >= 0):
        node = flat.stochastic.nodes[n]
        open_now[n] &= node.row_upper[node.rows["never_falls"]] > 0
    return Moves(tree, columns, open_now, limit)
