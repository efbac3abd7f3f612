"""Integer solutions for the extensive form: a proved bound, good plans from rounding, the rest from HiGHS.

1. Solve the linear relaxation, from a basis at hand where there is one: its value L bounds every plan from below.
2. Where they stand on a tree, settle the first decisions in whole numbers (`first_decisions`): a better bound
   and a better point.  Where the program is large the relaxation is rounded as in 3 before that, since settling
   takes as long as the relaxation and is seldom needed for the gap.
3. Round the integer columns of that point with thresholds θ:  floor(x + 1 - θ).  Levels that never fall along
   a path stay so under one threshold, and nothing depends on the future.  Each rounding leaves a linear
   program, warm-started from the last; the best is the incumbent U.
4. Where they stand on a tree, change the plan where duals promise more (`local_search`), until the gap is a
   tenth of what was asked for (`finer`), little is promised, or enough was tried.
5. Where the gap is still too wide, settle the integers stage by stage (`relax_and_fix`) and search again.
6. Where (U - L)/|U| is still above the gap asked for, HiGHS's branch and bound starts from the incumbent.

The answer's bound is the best that was proved, its plan the best that was found.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from offtake.frozen import Indices, Vector
from offtake.plan.search.first_decisions import settle_first
from offtake.plan.search.local_search import Moves
from offtake.plan.search.relax_and_fix import relax_and_fix
from offtake.stochastic.solver.highs import Basis, Handle, Highs
from offtake.stochastic.solver.program import LinearProgram, Outcome, Until, relative_gap, status_at

Progress = Callable[[str, float, float], None]
"""Receives what is being done, the best objective so far and the bound."""

THRESHOLDS = (0.5, 0.3, 0.7, 0.15, 0.9, 0.02)
FINER = 0.1  # of the gap asked for: where a plan is changed no further
TRIES = 12  # changes solved in a row without success, and changes made, at most
LEAST = 2e-5  # a change must promise, and bring, this share of the objective
LARGE = 400_000  # columns beyond which the relaxation is rounded before first decisions are settled
_WHOLE = 1e-6


@dataclass(frozen=True)
class Incumbent:
    """What is known so far: best point, its objective, and the bound."""

    x: Vector
    objective: float
    bound: float
    iterations: int

    @property
    def gap(self) -> float:
        """Relative distance between objective and bound."""
        return relative_gap(self.objective, self.bound)


def solve_integers(
    program: LinearProgram,
    until: Until,
    solver: Highs = Highs(),
    on_progress: Progress | None = None,
    *,
    method: str = "choose",
    moves: Moves | None = None,
    start: Basis | None = None,
    levels: Vector | None = None,
    finer: float = FINER,
) -> Outcome:
    """Solve a mixed-integer program to `until`; duals are those with the integers fixed.

    `moves` says how the integer columns stand on a tree, where they do; `start` is a basis to begin from, `levels`
    (integers,) a plan at hand; `finer` is the part of the gap at which a plan is changed no further.

    Ctrl-C once there is a plan ends the search as a time-out does; before, it passes through.
    """
    began = time.monotonic()
    tell = on_progress or (lambda *_: None)
    handle = Handle(program.relaxed, method)
    if start is not None:
        handle.start_from(start)
    handle.run(until.seconds)
    relaxed = handle.outcome()
    if relaxed.status != "optimal" or not program.integer.any():
        return relaxed
    tell("bound", np.inf, relaxed.objective)
    which, root = np.flatnonzero(program.integer), handle.basis
    search = Incumbent(np.zeros(0), np.inf, relaxed.objective, relaxed.iterations)
    handle.use("simplex")
    point = relaxed.x
    try:
        if levels is not None:
            search = _try(handle, which, levels, search)
            tell("plan", search.objective, search.bound)
            if search.gap > until.gap:
                handle.bounds(which, program.lower[which], program.upper[which])
                handle.start_from(root)
        if program.cost.size > LARGE:
            for better in _rounded(handle, program, which, point, search, until, began):
                search = better
                tell("plan", search.objective, search.bound)
        if moves is not None and search.gap > until.gap:
            point, search = _first(handle, program, moves, relaxed, search)
            tell("bound", search.objective, search.bound)
        for better in _rounded(handle, program, which, point, search, until, began):
            search = better
            tell("plan", search.objective, search.bound)
        if moves is not None and search.x.size:
            search = improved(handle, moves, search, until, began, tell, finer)
            if search.gap > until.gap and until.seconds > time.monotonic() - began:
                search = _stage_by_stage(handle, root, program, moves, search)
                tell("plan", search.objective, search.bound)
                search = improved(handle, moves, search, until, began, tell, finer)
        left = until.seconds - (time.monotonic() - began)
        if search.gap > until.gap and left > 0:
            search = _branch(program, Until(until.gap, left), solver, search)
            tell("plan", search.objective, search.bound)
    except KeyboardInterrupt:
        if not search.x.size:
            raise
        return replace(_finish(handle, which, search, until), status="stopped")
    return _finish(handle, which, search, until)


def finished(program: LinearProgram, found: Outcome, until: Until) -> Outcome:
    """A plan that was found elsewhere, with the duals of the program in which the integers stand at its levels."""
    best = Incumbent(found.x, found.objective, found.bound, found.iterations)
    return _finish(Handle(program.relaxed), np.flatnonzero(program.integer), best, until)


def _rounded(
    handle: Handle,
    program: LinearProgram,
    which: Indices,
    point: Vector,
    search: Incumbent,
    until: Until,
    began: float,
) -> Iterator[Incumbent]:
    """The best of the roundings of `point` so far, one threshold after another until the gap is reached: what was found
    before the user stops is kept."""
    for threshold in THRESHOLDS:
        left = until.seconds - (time.monotonic() - began)
        if search.gap <= until.gap or (left <= 0 and search.x.size):
            break
        levels = np.floor(point[which] + 1 - threshold - _WHOLE)
        levels = np.clip(levels, np.ceil(program.lower[which] - _WHOLE), program.upper[which])
        search = _try(handle, which, levels, search, left)
        yield search


def _try(
    handle: Handle,
    which: Indices,
    levels: Vector,
    search: Incumbent,
    seconds: float = np.inf,
    below: float = np.inf,
) -> Incumbent:
    """The linear program with the integers at `levels`; the better of its plan and the one at hand.

    It is given up where it is seen not to come `below` that.
    """
    handle.fix(which, levels)
    handle.run(seconds, below=below)
    found = handle.outcome()
    iterations = search.iterations + found.iterations
    if found.status == "optimal" and found.objective < search.objective:
        return Incumbent(found.x, found.objective, search.bound, iterations)
    return replace(search, iterations=iterations)


def _first(
    handle: Handle, program: LinearProgram, moves: Moves, relaxed: Outcome, search: Incumbent
) -> tuple[Vector, Incumbent]:
    """The point and the bound that whole first decisions lead to."""
    first = moves.columns[0]
    lower, upper = program.lower[first], program.upper[first]
    settled = settle_first(handle, first, lower, upper, relaxed.x, relaxed.objective)
    if settled is None:
        return relaxed.x, search
    return settled.x, replace(search, bound=max(search.bound, settled.bound))


def improved(
    handle: Handle,
    moves: Moves,
    search: Incumbent,
    until: Until,
    began: float,
    tell: Progress,
    finer: float = FINER,
) -> Incumbent:
    """The best plan that changes promised by duals lead to, one after another, from levels that `handle` can start from."""
    which = moves.columns.ravel()
    for _ in range(TRIES):
        if search.gap <= until.gap * finer or time.monotonic() - began > until.seconds:
            break
        search, better = _best_change(handle, moves, search)
        if not better:
            break
        tell("plan", search.objective, search.bound)
    handle.fix(which, np.round(search.x[which]))
    return search


def _best_change(handle: Handle, moves: Moves, search: Incumbent) -> tuple[Incumbent, bool]:
    """Try the most promising changes of the plan at hand until one is better."""
    levels = np.round(search.x[moves.columns])
    handle.fix(moves.columns.ravel(), levels.ravel())
    handle.run()
    reduced, basis = handle.reduced_cost[moves.columns], handle.basis
    for k, (promised, changed) in enumerate(moves.promising(levels, reduced)):
        if k >= TRIES or -promised <= LEAST * abs(search.objective):
            break
        handle.start_from(basis)
        enough = search.objective - LEAST * abs(search.objective)
        found = _try(handle, moves.columns.ravel(), changed.ravel(), search, below=enough)
        if found.objective < enough:
            return found, True
        search = replace(search, iterations=found.iterations)
    return search, False


def _stage_by_stage(
    handle: Handle, root: Basis, program: LinearProgram, moves: Moves, search: Incumbent
) -> Incumbent:
    which = moves.columns.ravel()
    lower, upper = program.lower[which], program.upper[which]
    handle.bounds(which, lower, upper)
    handle.start_from(root)
    handle.run()
    stage = np.repeat(moves.tree.period, moves.columns.shape[1])
    levels = relax_and_fix(handle, which, lower, upper, stage)
    return search if levels is None else _try(handle, which, levels, search)


def _branch(program: LinearProgram, until: Until, solver: Highs, search: Incumbent) -> Incumbent:
    found = solver(program, until, start=search.x if search.x.size else None)
    bound = max(search.bound, found.bound) if np.isfinite(found.bound) else search.bound
    iterations = search.iterations + found.iterations
    if found.x.size and found.objective < search.objective:
        return Incumbent(found.x, found.objective, bound, iterations)
    return Incumbent(search.x, search.objective, bound, iterations)


def _finish(handle: Handle, which: Indices, search: Incumbent, until: Until) -> Outcome:
    """The answer, with the duals of the program in which the integers stand at their best levels."""
    if not search.x.size:
        return Outcome(
            "time_limit",
            np.inf,
            search.bound,
            search.x,
            np.zeros(0),
            np.zeros(0),
            search.iterations,
        )
    handle.fix(which, np.round(search.x[which]))
    handle.run()
    fixed = handle.outcome()
    best = fixed.objective if fixed.status == "optimal" else search.objective
    return Outcome(
        status=status_at(relative_gap(best, search.bound), until.gap),
        objective=best,
        bound=min(search.bound, best),
        x=fixed.x if fixed.status == "optimal" else search.x,
        row_dual=fixed.row_dual,
        reduced_cost=fixed.reduced_cost,
        iterations=search.iterations + fixed.iterations,
    )
