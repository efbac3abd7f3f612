"""Recourse: the plan that follows once it is settled what is begun, a linear program.

`Dispatch` keeps one solver handle; each call changes only bounds, and rows where lines are held to a sum.  By itself a
call starts from nothing, so that presolve can take out what the levels settle.  A call that starts from the basis of a
plan held at hand takes a tenth of that where little differs; it starts from that basis whatever was asked before, so
answers depend on no order.
"""

from __future__ import annotations

import time
from copy import copy
from dataclasses import replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from offtake.errors import InfeasibleError, SolveError
from offtake.frozen import Vector
from offtake.model.budget import most_paid, obliging
from offtake.model.most import Most
from offtake.plan.first_best import project_moves
from offtake.plan.plan import Effort, Plan
from offtake.plan.search.alike import LinesAsOne, basis_from_groups, lines_as_one
from offtake.plan.search.integers import Progress, solve_integers
from offtake.plan.search.local_search import Moves
from offtake.plan.settled import plan_of
from offtake.plan.stated import stated
from offtake.plan.ties import Ties
from offtake.stochastic.solver.highs import (
    BASIC,
    DEVEX,
    STEEPEST,
    Basis,
    Handle,
    Highs,
    basis_of,
    written,
)
from offtake.stochastic.solver.program import LinearProgram, Outcome, Until
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree

LARGE = 40_000
"""Columns from which on weights of edges are not worked out where a plan is near the one held."""


class Dispatch:
    """Making, holding and delivering at least cost, for given projects.

    Not to be shared between threads: it holds a solver handle.
    """

    def __init__(self, study: Study, tree: ScenarioTree, obliged: Vector | None = None) -> None:
        """`obliged` (nodes, buyers), millions, falls due to buyers besides goods and orders."""
        self.tree, self.obliged = tree, obliged
        of = stated(study, tree, obliged=obliged)
        self.flat = of.flat
        self.ties = Ties(of.q, tree, of.flat)
        self.columns = self.flat.columns("begun").ravel()
        self.make = self.flat.columns("make")
        self.where = self.flat.columns_by_name()
        self._begin()

    def _begin(self) -> None:
        self.program = self.flat.program.relaxed
        self.handle = Handle(self.program, "simplex")
        self.basis: Basis | None = None
        self.most: Most | None = None

    def owing(self, obliged: Vector) -> Dispatch | None:
        """The same where buyers owe something else: other bounds on the same rows.  None where other buyers owe."""
        q = self.ties.q
        owing = obliging(q, obliged)
        if not owing.size or not np.array_equal(owing, obliging(q, self.obliged)):
            return None
        budget = self.flat.rows_by_name()["budget"]
        upper = self.flat.program.row_upper.copy()
        for n in np.flatnonzero(budget[:, 0] >= 0).tolist():
            upper[budget[n, budget[n] >= 0]] = most_paid(q, self.tree, n, obliged)
        found = self.within(replace(self.flat.program, row_upper=upper))
        found.obliged = obliged
        return found

    def within(self, program: LinearProgram) -> Dispatch:
        """The same in `program`, which has other costs, bounds or sides."""
        found = copy(self)
        for name in ("moves", "lines", "rough"):
            found.__dict__.pop(name, None)
        found.flat = replace(self.flat, program=program)
        found.ties = replace(self.ties, flat=found.flat)
        found._begin()
        return found

    def hold(self, begun: Vector, most: Most | None = None) -> None:
        """Calls that are `near` start from the basis of the plan with `begun` from now on."""
        self.plan(begun, most=most, near=True, tied=False)
        self.basis = self.handle.basis

    def plan(
        self,
        begun: Vector,
        arrangement: str = "",
        *,
        most: Most | None = None,
        near: bool = False,
        tied: bool = True,
    ) -> Plan:
        """The plan with `begun` (nodes, projects) as it is; what is committed stands besides.

        `most` is what lines may make at most, but for their minimum rates.  `near` starts from the basis of the plan held.

        Without `tied` it is any of the plans of equal cost, which takes less time.  Raises InfeasibleError where hard rules leave no plan with these projects.
        """
        began = time.perf_counter()
        levels = np.maximum(np.round(begun).ravel(), self.program.lower[self.columns])
        self.handle.fix(self.columns, levels)
        self._bound(most)
        self.handle.forget()
        start = self._held if near else None
        if self.program.cost.size > LARGE:
            self.handle.set(
                simplex_dual_edge_weight_strategy=DEVEX if start is not None else STEEPEST
            )
        if start is not None:
            self.handle.start_from(start)
        self.handle.run()
        found = self.handle.outcome(duals=tied)
        if found.status != "optimal":
            raise InfeasibleError(_no_plan(arrangement or "this plan", self.most is not None))
        return self._plan(found, arrangement, began, tied)

    def _bound(self, most: Most | None) -> None:
        """Bounds of what is made, of each line and of sums, where they are not those that the handle has."""
        if most is self.most:
            return
        free, rows = self.flat.program.relaxed, self.flat.program.row_lower.size
        program = free if most is None else most.bounding(free, self.make)
        columns = self.make.ravel()
        self.handle.bounds(columns, program.lower[columns], program.upper[columns])
        if self.handle.rows > rows:
            self.handle.delete_rows(np.arange(rows, self.handle.rows))
        if program.row_lower.size > rows:
            low, high = program.row_lower[rows:], program.row_upper[rows:]
            self.handle.add_rows(low, high, program.matrix[rows:])
        self.program, self.most = program, most

    @property
    def _held(self) -> Basis | None:
        """The basis of the plan held, for the rows that there are now; those of sums may be other ones."""
        own, now = self.flat.program.row_lower.size, self.program.row_lower.size
        if self.basis is None or own == now == len(self.basis.row_status):
            return self.basis
        columns, rows = written(self.basis)
        if rows.size != now:
            rows = np.append(rows[:own], np.full(now - own, BASIC))
        return basis_of(columns, rows, alien=True)

    @cached_property
    def moves(self) -> Moves:
        """Where projects may begin."""
        return project_moves(self.ties)

    @cached_property
    def lines(self) -> LinesAsOne:
        """The program with lines as one, while nothing is said of the most that they may make."""
        return lines_as_one(self.flat)

    @cached_property
    def rough(self) -> Basis | None:
        """A basis for it."""
        return basis_from_groups(self.ties, self.lines.small)

    @property
    def least_begun(self) -> Vector:
        """(nodes, projects): what stands whatever is decided."""
        least: Vector = self.flat.program.lower[self.moves.columns]
        return least

    @property
    def _whole(self) -> LinearProgram:
        """The program within the bounds that hold now, with its whole numbers."""
        return replace(self.program, integer=self.flat.program.integer)

    def _settled(self, found: Outcome) -> Vector:
        """The plan among those of equal cost."""
        flat = replace(self.flat, program=self._whole)
        return replace(self.ties, flat=flat, most=self.most).settled(found)

    def _plan(self, found: Outcome, arrangement: str, began: float, tied: bool = True) -> Plan:
        x = self._settled(found) if tied else found.x
        seconds, size = (0.0, 0.0, time.perf_counter() - began), self.program.sizes
        effort = Effort(*seconds, *size, found.iterations, "given projects")
        return plan_of(self.ties, self.where, found, x, effort, arrangement)

    def plan_from(
        self,
        begun: Vector,
        period: int,
        until: Until,
        arrangement: str,
        on_progress: Progress | None = None,
    ) -> Plan:
        """The best plan in which the projects of the periods before `period` are those of `begun`."""
        early = np.broadcast_to((self.tree.period < period)[:, None], begun.shape)
        return self.plan_with(begun, early, until, arrangement, on_progress=on_progress)

    def plan_with(
        self,
        begun: Vector,
        held: npt.NDArray[np.bool_],
        until: Until,
        arrangement: str,
        most: Most | None = None,
        on_progress: Progress | None = None,
    ) -> Plan:
        """The best plan in which what is `held`, (nodes, projects), is as in `begun`; `most` as in `plan`."""
        began = time.perf_counter()
        self._bound(most)
        columns = self.columns[held.ravel()]
        lower, upper = self.program.lower.copy(), self.program.upper.copy()
        lower[columns] = upper[columns] = np.maximum(np.round(begun)[held], lower[columns])
        program = replace(self._whole, lower=lower, upper=upper)
        moves = replace(self.moves, open_now=self.moves.open_now & ~held)
        if most is None:
            lines = replace(self.lines, small=self.lines.of(program))
            moves = replace(moves, columns=lines.small.column[moves.columns])
            small = lines.small.program
            found = solve_integers(
                small, until, Highs(), on_progress, moves=moves, start=self.rough
            )
            found = lines.outcome(found)
        else:
            start = self._held
            found = solve_integers(program, until, Highs(), on_progress, moves=moves, start=start)
        if not found.x.size:
            raise SolveError(f"no plan was found in {until.seconds:g} seconds; allow more time")
        return self._plan(found, arrangement, began)


def _no_plan(which: str, idle: bool) -> str:
    text = f"the hard rules leave no plan with the projects of {which}; loosen table limits"
    if not idle:
        return text
    return (
        f"{text}, or column min_rate of lines: outside first-best nobody sells below its cost, and what must run "
        "finds no parts where their makers stand idle; a price of these below their unit cost may be the slip"
    )
