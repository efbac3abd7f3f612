r"""The Pareto frontier between cost and delay: the least cost for every delay, not one weight between them.

Delay D has two parts, neither of which hangs on the length of a period: the years for which units of stock are late, by
the mean of a period's beginning and end, and the units never delivered, flows missed and stock still open at the study's
end, each of which counts as one year.  Cost C is what building, making and keeping costs, less end values, in present
millions.  With D° the least delay that can be had and D¹ the delay without any project, at each of a number of steps ε
between them, T the last periods:

.. math::
    \min\; C \quad \text{subject to} \quad
    D = \sum_n π_n \Big( Δ \sum_r \frac{u_{r,a(n)} + u_{r,n}}{2} + \sum_r v_{r,n} \Big) + \sum_{n \in T} π_n \sum_r u_{r,n} \le ε

Neither late costs nor values enter, so nothing here rests on what a late unit is said to cost.  Cost is the expected
one, or what it counts for with the planner's weight on the worst futures; delay is the expected one.

What points share: the relaxation is first solved with delay at a price that makes nearly all worth making, buyers in
groups where the program is large; a cap on delay then takes the price's place and is loosened from point to point, a
few pivots each.  Every point's relaxation, its bound, begins there.  A plan of one point is one of the next, which
allows more delay: points are found in this order, each from the plan before, so that cost never rises.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import scipy.sparse as sp

from offtake.errors import SolveError
from offtake.frozen import Vector
from offtake.plan.first_best import project_moves
from offtake.plan.kept import call_kept, keep_array, kept
from offtake.plan.search.alike import SMALL, buyers_in_groups, lines_as_one
from offtake.plan.search.integers import solve_integers
from offtake.plan.stated import Stated, stated
from offtake.stochastic.parallel.executor import Executor, SerialExecutor
from offtake.stochastic.program.extensive_form import flatten
from offtake.stochastic.program.few_futures import basis_from_few
from offtake.stochastic.program.grouped import Grouped, on_tree
from offtake.stochastic.solver.highs import PRIMAL, Basis, Handle, Highs, basis_of, written
from offtake.stochastic.solver.program import LinearProgram, Until
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree

_DEAR = 2.0
"""Times what the dearest unit costs: a price of delay at which nearly all is worth making."""

Progress = Callable[[int, int], None]
"""Receives how many points are there, of how many."""


@dataclass(frozen=True)
class FrontierPoint:
    """One point, all expected: delay, which is `late` unit-years of stock and `missed` units that are never delivered;
    cost in present millions, and the bound on that cost."""

    delay: float
    late: float
    missed: float
    cost: float
    bound: float


def frontier(
    study: Study,
    tree: ScenarioTree,
    points: int = 5,
    until: Until = Until(gap=0.005),
    executor: Executor = SerialExecutor(),  # noqa: B008  # frozen
    folder: Path | None = None,
    tell: Progress | None = None,
    hear: Callable[[str], None] = lambda _: None,
) -> tuple[FrontierPoint, ...]:
    """Points of the frontier, from the least delay to that without any project.

    Bounds of the points are shared out over `executor`, whose workers change no byte; what is finished is kept in
    `folder`, and read from there another time.  `hear` is told what is being done before there are points.
    """
    hear("the program")
    whole = _Whole(stated(study, tree, worthless=True), until, hear)
    with TemporaryDirectory() as spare:
        place = folder or Path(spare)
        least, most, *levels = _once(place / "ends.npy", lambda: whole.ends).tolist()
        steps = np.linspace(least, most, points)
        hear("bounds of the points, step 4 of 4")
        bounds = call_kept(
            points,
            lambda k: (Bounded, (whole.program, whole.delay, steps[k], whole.begun(steps)[k])),
            "found", place, executor, at_once=points, name="bound",
        )  # fmt: skip
        found, plan = [], np.array(levels)
        for k, (step, begin) in enumerate(zip(steps.tolist(), bounds, strict=True)):
            file = place / f"point-{k:05d}.npy"
            if tell is not None and not file.is_file():
                tell(k, points)
            point = _once(file, partial(whole.point, step, begin, plan))
            found.append(FrontierPoint(*point[:5].tolist()))
            plan = point[5:]
    return tuple(found)


class _Whole:
    """The program of least cost whatever is late, lines that are alike as one, and the delay of each of its columns."""

    def __init__(self, of: Stated, until: Until, hear: Callable[[str], None]) -> None:
        self.of, self.until, self.hear = of, until, hear
        lines = lines_as_one(of.flat)
        _, first = np.unique(lines.small.column, return_index=True)
        moves = project_moves(of)
        self.lines, self.program = lines.small, lines.small.program
        self.moves = replace(moves, columns=lines.small.column[moves.columns])
        self.parts = _weights(of)[:, first]
        self.delay = self.parts.sum(axis=0)
        self.whole = np.flatnonzero(self.program.integer)

    @property
    def ends(self) -> Vector:
        """(2 + integers,): the least delay, the delay without any project, whole levels that allow the least."""
        late = replace(self.program, cost=self.delay, offset=0.0)
        start = self._for_all(self._least)
        self.hear("the least delay, step 2 of 4")
        fastest = solve_integers(late, self.until, Highs(), moves=self.moves, start=start)
        if not fastest.x.size:
            raise SolveError(f"no plan on the frontier was found: {fastest.status}")
        self.hear("the delay without any project, step 3 of 4")
        begun, upper = self.moves.columns.ravel(), late.upper.copy()
        upper[begun] = late.lower[begun]  # nothing is begun but what stands already
        slowest = _run(replace(late, upper=upper), start)
        levels = np.round(fastest.x[self.whole])
        return np.array([fastest.objective * (1 + self.until.gap), slowest.value, *levels])

    def point(self, step: float, begin: Vector, levels: Vector) -> Vector:
        """(5 + integers,): delay, late, missed, cost, bound of the point that allows the delay `step`, and its levels.

        `begin` is the basis of its relaxation, `levels` are those of a plan with no more delay.
        """
        program = self.program.at_most(self.delay, step)
        start = basis_of(*np.split(begin, [program.cost.size]))
        found = solve_integers(
            program, self.until, Highs(), moves=self.moves, start=start, levels=levels
        )
        if not found.x.size:
            raise SolveError(f"no plan on the frontier was found: {found.status}")
        late, missed = self.parts @ found.x
        levels = np.round(found.x[self.whole])
        return np.array([late + missed, late, missed, found.objective, found.bound, *levels])

    def begun(self, steps: Vector) -> list[Vector]:
        """For each step a basis near that of its relaxation: from the relaxation in groups."""
        if self._walked is None:
            self._walked = self._walk(steps)
        return self._walked

    _walked: list[Vector] | None = None

    def _walk(self, steps: Vector) -> list[Vector]:
        """The relaxation in groups at each step, each from the one before."""
        p, found = self.groups.program, []
        handle = Handle(self._dear.relaxed, "simplex")
        handle.start_from(self._priced)
        # at the delay that is allowed first, price or no price changes nothing
        first, every = steps[:1], np.arange(p.cost.size)
        handle.add_rows(first, first, sp.csr_array(self._group_delay[None, :]))
        handle.run(self.until.seconds)
        handle.costs(every, p.cost)
        row = np.array([p.row_lower.size])
        for step in steps:
            handle.row_bounds(row, np.array([-np.inf]), np.array([step]))
            handle.run(self.until.seconds)
            columns, rows = written(handle.basis)
            all_rows = np.append(rows[:-1][self.groups.row], rows[-1])
            found.append(np.append(columns[self.groups.column], all_rows))
        return found

    @cached_property
    def groups(self) -> Grouped:
        """The program with buyers in groups, where it is large."""
        p = self.program
        if p.cost.size <= SMALL:
            return Grouped(p, np.arange(p.cost.size), np.arange(p.row_lower.size))
        lines = Grouped(p, self.lines.column, self.lines.row)
        return buyers_in_groups(self.of, lines)

    @cached_property
    def _group_delay(self) -> Vector:
        delay = np.zeros(self.groups.program.cost.size)
        delay[self.groups.column] = self.delay
        return delay

    @cached_property
    def _dear(self) -> LinearProgram:
        """The program in groups, with delay at a price."""
        p = self.groups.program
        price = _DEAR * float(self.of.q.part_cost.max(initial=0.0)) or 1.0
        return replace(p, cost=p.cost + price * self._group_delay)

    @cached_property
    def _priced(self) -> Basis:
        """The basis of its relaxation, begun from few futures where it is large."""
        self.hear("a price of delay, step 1 of 4")
        column, row = self.groups.column[self.lines.column], self.groups.row[self.lines.row]
        fewer = flatten(on_tree(self.of.flat, Grouped(self._dear, column, row)))
        return _run(self._dear, basis_from_few(fewer, self.until.seconds)).basis

    @property
    def _least(self) -> Basis:
        """The basis of the least delay in groups."""
        handle = Handle(replace(self._dear, cost=self._group_delay, offset=0.0).relaxed, "simplex")
        handle.set(simplex_strategy=PRIMAL)
        handle.start_from(self._priced)
        handle.run(self.until.seconds)
        return handle.basis

    def _for_all(self, basis: Basis) -> Basis:
        """A basis of the program in groups, for all buyers."""
        columns, rows = written(basis)
        return basis_of(columns[self.groups.column], rows[self.groups.row], alien=True)


class Bounded:
    """The relaxation of one point, on whatever worker."""

    def __init__(self, program: LinearProgram, delay: Vector, step: float, begin: Vector) -> None:
        self.program, self.begin = program.at_most(delay, step), begin

    def found(self) -> Vector:
        """(columns + rows,): its basis."""
        columns = self.program.cost.size
        start = basis_of(*np.split(self.begin, [columns]), alien=True)
        return np.concatenate(written(_run(self.program, start).basis))


def _once(file: Path, made: Callable[[], Vector]) -> Vector:
    """The array in `file`; made and kept there where there is none."""
    found = kept(file)
    if found is None:
        keep_array(file, found := made())
    return found


def _run(program: LinearProgram, start: Basis | None) -> Handle:
    handle = Handle(program.relaxed, "choose")
    if start is not None:
        handle.start_from(start)
    handle.run()
    return handle


def _weights(of: Stated) -> Vector:
    """(2, columns): coefficients of the unit-years for which stocks are late, and of the units never delivered."""
    flat, tree = of.flat, of.tree
    late, missed = np.zeros(flat.program.cost.size), np.zeros(flat.program.cost.size)
    half = tree.probability * of.q.step / 2
    years, later = half.copy(), tree.parent >= 0
    np.add.at(years, tree.parent[later], half[later])
    stock = flat.columns("late")
    late[stock] = years[:, None]
    missed[stock[tree.leaves]] = tree.probability[tree.leaves, None]
    missed[flat.columns("missed")] = tree.probability[:, None]
    return np.stack([late, missed])
