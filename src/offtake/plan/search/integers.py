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

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from offtake.frozen import Indices, Vector
from offtake.plan.search.first_decisions import settle_first
from offtake.plan.search.local_search import Moves
from offtake.plan.search.relax_and_fix import relax_and_fix
from offtake.stochastic.methods.answer import Clock
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
    clock, handle = Clock(until.seconds), Handle(program.relaxed)
    if start is not None:
        handle.start_from(start)
    handle.run(until.seconds)
    relaxed = handle.outcome()
    if relaxed.status != "optimal" or not program.integer.any():
        return relaxed
    tell = on_progress or (lambda *_: None)
    seeking, root = Seeking(handle, program, until, clock, tell, finer), handle.basis
    search = Incumbent(np.zeros(0), np.inf, relaxed.objective, relaxed.iterations)
    tell("bound", np.inf, relaxed.objective)
    handle.use("simplex")
    point = relaxed.x
    try:
        if levels is not None:
            search = seeking.tried(levels, search)
            tell("plan", search.objective, search.bound)
            if search.gap > until.gap:
                seeking.begin_at(root)
        if program.cost.size > LARGE:
            for search in seeking.rounded(point, search):  # noqa: B020  # the best so far
                tell("plan", search.objective, search.bound)
        if moves is not None and search.gap > until.gap:
            point, search = seeking.first(moves, relaxed, search)
            tell("bound", search.objective, search.bound)
        for search in seeking.rounded(point, search):  # noqa: B020
            tell("plan", search.objective, search.bound)
        if moves is not None and search.x.size:
            search = seeking.improved(moves, search)
            if search.gap > until.gap and clock.left > 0:
                search = seeking.stage_by_stage(root, moves, search)
                tell("plan", search.objective, search.bound)
                search = seeking.improved(moves, search)
        if search.gap > until.gap and clock.left > 0:
            search = seeking.branched(solver, search)
            tell("plan", search.objective, search.bound)
    except KeyboardInterrupt:
        if not search.x.size:
            raise
        return replace(seeking.finished(search), status="stopped")
    return seeking.finished(search)


def finished(program: LinearProgram, found: Outcome, until: Until) -> Outcome:
    """A plan that was found elsewhere, with the duals of the program in which the integers stand at its levels."""
    best = Incumbent(found.x, found.objective, found.bound, found.iterations)
    return Seeking(Handle(program.relaxed), program, until, Clock()).finished(best)


@dataclass(frozen=True)
class Seeking:
    """A program whose whole numbers are sought, its relaxation in a handle, and how far and how long."""

    handle: Handle
    program: LinearProgram
    until: Until
    clock: Clock
    tell: Progress = lambda *_: None
    finer: float = FINER

    @cached_property
    def which(self) -> Indices:
        """The columns that must be whole."""
        return np.flatnonzero(self.program.integer)

    def begin_at(self, basis: Basis) -> None:
        """All levels between their bounds again, and this basis."""
        which, p = self.which, self.program
        self.handle.bounds(which, p.lower[which], p.upper[which])
        self.handle.start_from(basis)

    def rounded(self, point: Vector, search: Incumbent) -> Iterator[Incumbent]:
        """The best of the roundings of `point` so far, one threshold after another until the gap is reached: what was
        found before the user stops is kept."""
        lower, upper = self.program.lower[self.which], self.program.upper[self.which]
        for threshold in THRESHOLDS:
            left = self.clock.left
            if search.gap <= self.until.gap or (left <= 0 and search.x.size):
                break
            levels = np.floor(point[self.which] + 1 - threshold - _WHOLE)
            levels = np.clip(levels, np.ceil(lower - _WHOLE), upper)
            search = self.tried(levels, search, left)
            yield search

    def tried(self, levels: Vector, search: Incumbent, seconds: float = np.inf) -> Incumbent:
        """The linear program with the integers at `levels`; the better of its plan and the one at hand."""
        return _tried(self.handle, self.which, levels, search, seconds)

    def first(self, moves: Moves, relaxed: Outcome, search: Incumbent) -> tuple[Vector, Incumbent]:
        """The point and the bound that whole first decisions lead to."""
        first = moves.columns[0]
        bounds = self.program.lower[first], self.program.upper[first]
        settled = settle_first(self.handle, first, *bounds, relaxed.x, relaxed.objective)
        if settled is None:
            return relaxed.x, search
        return settled.x, replace(search, bound=max(search.bound, settled.bound))

    def improved(self, moves: Moves, search: Incumbent) -> Incumbent:
        """The best plan that changes promised by duals lead to, one after another, from levels that the handle can start
        from."""
        which = moves.columns.ravel()
        for _ in range(TRIES):
            if search.gap <= self.until.gap * self.finer or self.clock.over:
                break
            search, better = self._best_change(moves, search)
            if not better:
                break
            self.tell("plan", search.objective, search.bound)
        self.handle.fix(which, np.round(search.x[which]))
        return search

    def _best_change(self, moves: Moves, search: Incumbent) -> tuple[Incumbent, bool]:
        """Try the most promising changes of the plan at hand until one is better."""
        handle, columns = self.handle, moves.columns.ravel()
        levels, least = np.round(search.x[moves.columns]), LEAST * abs(search.objective)
        handle.fix(columns, levels.ravel())
        handle.run()
        reduced, basis = handle.reduced_cost[moves.columns], handle.basis
        for k, (promised, changed) in enumerate(moves.promising(levels, reduced)):
            if k >= TRIES or -promised <= least:
                break
            handle.start_from(basis)
            enough = search.objective - least
            found = _tried(handle, columns, changed.ravel(), search, below=enough)
            if found.objective < enough:
                return found, True
            search = replace(search, iterations=found.iterations)
        return search, False

    def stage_by_stage(self, root: Basis, moves: Moves, search: Incumbent) -> Incumbent:
        """The better of the plan at hand and that of integers settled stage by stage."""
        which = moves.columns.ravel()
        lower, upper = self.program.lower[which], self.program.upper[which]
        self.handle.bounds(which, lower, upper)
        self.handle.start_from(root)
        self.handle.run()
        stage = np.repeat(moves.tree.period, moves.columns.shape[1])
        levels = relax_and_fix(self.handle, which, lower, upper, stage)
        return search if levels is None else _tried(self.handle, which, levels, search)

    def branched(self, solver: Highs, search: Incumbent) -> Incumbent:
        """Branch and bound from the plan at hand, in the time that is left."""
        until = Until(self.until.gap, self.clock.left)
        found = solver(self.program, until, start=search.x if search.x.size else None)
        bound = max(search.bound, found.bound) if np.isfinite(found.bound) else search.bound
        iterations = search.iterations + found.iterations
        if found.x.size and found.objective < search.objective:
            return Incumbent(found.x, found.objective, bound, iterations)
        return replace(search, bound=bound, iterations=iterations)

    def finished(self, search: Incumbent) -> Outcome:
        """The answer, with the duals of the program in which the integers stand at their best levels."""
        x, bound, steps, none = search.x, search.bound, search.iterations, np.zeros(0)
        if not x.size:
            return Outcome("time_limit", np.inf, bound, x, none, none, steps)
        self.handle.fix(self.which, np.round(x[self.which]))
        self.handle.run()
        fixed = self.handle.outcome()
        best = fixed.objective if fixed.status == "optimal" else search.objective
        return replace(
            fixed,
            status=status_at(relative_gap(best, bound), self.until.gap),
            objective=best,
            bound=min(bound, best),
            x=fixed.x if fixed.status == "optimal" else x,
            iterations=steps + fixed.iterations,
        )


def _tried(
    handle: Handle,
    which: Indices,
    levels: Vector,
    search: Incumbent,
    seconds: float = np.inf,
    below: float = np.inf,
) -> Incumbent:
    """The better of the plan with the columns `which` at `levels` and the one at hand; given up where it is seen not to
    come `below` that."""
    handle.fix(which, levels)
    handle.run(seconds, below=below)
    found = handle.outcome()
    iterations = search.iterations + found.iterations
    if found.status == "optimal" and found.objective < search.objective:
        return Incumbent(found.x, found.objective, search.bound, iterations)
    return replace(search, iterations=iterations)
