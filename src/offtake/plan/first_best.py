"""First-best, the physical plan of a social planner: what one owner of everything would build and make."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from offtake.errors import InfeasibleError, SolveError
from offtake.model.figures.quantities import Quantities, quantities
from offtake.model.physical import physical_program
from offtake.plan.apart.planned import Planned, planned_apart
from offtake.plan.apart.tied import Tied, tied
from offtake.plan.infeasible import clash
from offtake.plan.plan import Effort, Plan
from offtake.plan.search.alike import basis_from_groups, lines_as_one
from offtake.plan.search.integers import Progress, solve_integers
from offtake.plan.search.local_search import Moves
from offtake.plan.search.methods import chosen, solve_by
from offtake.plan.settled import least_unused, penalties
from offtake.plan.ties import Ties
from offtake.stochastic.parallel.executor import Executor, SerialExecutor, lasting
from offtake.stochastic.program.blocks import StochasticProgram
from offtake.stochastic.program.extensive_form import Flat, by_name, duals_by_name, flatten, places
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
    with lasting(executor) as workers:
        return _solved(study, tree, until, on_progress, method, workers, settle_ties)


def _solved(
    study: Study,
    tree: ScenarioTree,
    until: Until,
    on_progress: Progress | None,
    method: str,
    executor: Executor,
    settle_ties: bool,
) -> Plan:
    began = time.perf_counter()
    stochastic = physical_program(study, tree)
    built = time.perf_counter()
    flat = flatten(stochastic)
    handed = time.perf_counter()
    products = tied(stochastic, flat)
    used, why = chosen(method, stochastic, products.parts if products is not None else 1)
    if on_progress is not None:
        on_progress(f"by {used} ({why})", np.inf, -np.inf)
    q = quantities(study, tree)
    moves = project_moves(tree, stochastic, flat)
    apart: Planned | None = None
    if used == "products" and products is not None:
        found, apart = _by_products(
            products, q, tree, stochastic, flat, until, on_progress, moves, executor
        )
    elif used == "search":
        found = _searched(q, tree, stochastic, flat, until, on_progress, moves)
    else:
        found = solve_by(used, stochastic, flat, until, on_progress, moves, executor)
    solved = time.perf_counter()
    if found.status in ("infeasible", "unbounded"):
        raise InfeasibleError(clash(study, tree, stochastic, flat))
    if not found.x.size:
        raise SolveError(f"no plan was found in {until.seconds:g} seconds; allow more time")
    effort = Effort(
        build_seconds=built - began,
        hand_over_seconds=handed - built,
        solve_seconds=solved - handed,
        columns=flat.program.cost.size,
        rows=flat.program.row_lower.size,
        nonzeros=flat.program.matrix.nnz,
        integers=int(flat.program.integer.sum()),
        iterations=found.iterations,
        method=used,
        why=why,
    )
    return _plan(q, tree, stochastic, flat, found, effort, apart, settle_ties)


def _by_products(
    products: Tied,
    q: Quantities,
    tree: ScenarioTree,
    stochastic: StochasticProgram,
    flat: Flat,
    until: Until,
    on_progress: Progress | None,
    moves: Moves,
    executor: Executor,
) -> tuple[Outcome, Planned | None]:
    """Each product with its shares of the budgets; the whole from there where that does not prove the gap."""
    began = time.monotonic()
    lines = lines_as_one(stochastic, flat)
    apart = planned_apart(
        products, q, tree, stochastic, flat, lines, moves, until, executor, on_progress
    )
    left = replace(until, seconds=until.seconds - (time.monotonic() - began))
    if apart is not None and (apart.found.status != "time_limit" or left.seconds <= 0):
        return apart.found, apart
    if on_progress is not None:
        on_progress("all products together", np.inf, -np.inf)
    found = _searched(q, tree, stochastic, flat, left, on_progress, moves)
    if apart is None:
        return found, None
    better = found if found.x.size and found.objective <= apart.found.objective else apart.found
    bound = min(max(found.bound, apart.found.bound), better.objective)
    status = status_at(relative_gap(better.objective, bound), until.gap)
    return replace(better, bound=bound, status=status), None if better is found else apart


def _searched(
    q: Quantities,
    tree: ScenarioTree,
    stochastic: StochasticProgram,
    flat: Flat,
    until: Until,
    on_progress: Progress | None,
    moves: Moves,
) -> Outcome:
    """Whole numbers searched on the tree, lines that are alike as one."""
    lines = lines_as_one(stochastic, flat)
    found = solve_integers(
        lines.small.program, until, Highs(), on_progress,
        moves=replace(moves, columns=lines.small.column[moves.columns]),
        start=basis_from_groups(q, tree, stochastic, flat, lines.small, until.seconds),
    )  # fmt: skip
    return lines.outcome(found)


def project_moves(tree: ScenarioTree, stochastic: StochasticProgram, flat: Flat) -> Moves:
    """Where projects may begin, on the tree and in the flat program."""
    columns = places(stochastic, flat, "begun")
    limit = flat.program.upper[columns]
    open_now = (limit > 0) & (flat.program.lower[columns] < 1)  # what is committed does not move
    open_now[tree.roots[1:]] = False  # what the first node begins, they begin
    for n in np.flatnonzero(tree.parent >= 0):
        node = stochastic.nodes[n]
        open_now[n] &= node.row_upper[node.rows["never_falls"]] > 0
    return Moves(tree, columns, open_now, limit)


def _plan(
    q: Quantities,
    tree: ScenarioTree,
    stochastic: StochasticProgram,
    flat: Flat,
    found: Outcome,
    effort: Effort,
    apart: Planned | None = None,
    settle_ties: bool = True,
) -> Plan:
    if not settle_ties:
        x = found.x
    elif apart is None:
        x = Ties(q, tree, stochastic, flat).settled(found)
    else:
        x = apart.settled(q, tree, stochastic, flat)
    beside = penalties(stochastic, flat, found.x)
    duals = duals_by_name(stochastic, flat, found.row_dual) if found.row_dual.size else {}
    return Plan(
        arrangement="first-best",
        tree=tree,
        values=by_name(stochastic, flat, least_unused(stochastic, flat, x)),
        labels=stochastic.labels,
        status=found.status,
        objective=found.objective - beside,
        bound=found.bound - beside,
        effort=effort,
        duals=duals,
    )
