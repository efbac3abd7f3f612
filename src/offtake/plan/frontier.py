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
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import scipy.sparse as sp

from offtake.errors import SolveError
from offtake.frozen import Vector
from offtake.model.figures.quantities import Quantities, quantities
from offtake.model.physical import physical_program
from offtake.plan.first_best import project_moves
from offtake.plan.kept import call_kept
from offtake.plan.search.alike import SMALL, basis_from_groups, buyers_in_groups, lines_as_one
from offtake.plan.search.integers import solve_integers
from offtake.plan.search.local_search import Moves
from offtake.stochastic.parallel.executor import Executor, SerialExecutor
from offtake.stochastic.program.blocks import StochasticProgram
from offtake.stochastic.program.extensive_form import Flat, flatten, places
from offtake.stochastic.program.few_futures import basis_from_few
from offtake.stochastic.program.grouped import Grouped, on_tree
from offtake.stochastic.solver.highs import Basis, Handle, Highs, basis_of, written
from offtake.stochastic.solver.program import LinearProgram, Until
from offtake.study.study import Study
from offtake.uncertainty.tree import ScenarioTree

_PRICES = 10
_NEAR = 0.02
"""Prices of delay that are tried at most, and how near to the delay allowed is near enough."""

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

    Points are shared out over `executor`, whose workers change no byte; what is finished is kept in `folder`, and
    read from there another time.  `hear` is told what is being done before there are points.
    """
    hear("the program")
    stochastic = physical_program(study, tree, worthless=True)
    whole = _Whole(quantities(study, tree), tree, stochastic, flatten(stochastic), until)
    steps, levels, roots = whole.steps(points, hear)
    with TemporaryDirectory() as spare:
        found = call_kept(
            points,
            lambda k: (
                Point,
                (whole.program, whole.parts, whole.moves, until, levels, steps[k], roots[k]),
            ),
            "found",
            (),
            folder or Path(spare),
            executor,
            at_once=2 * int(getattr(executor, "workers", 1)),
            name="point",
            tell=tell,
        )
    return tuple(FrontierPoint(*point.tolist()) for point in found)


class _Whole:
    """The program of least cost whatever is late, and the delay of each of its columns, lines that are alike as one."""

    def __init__(
        self,
        q: Quantities,
        tree: ScenarioTree,
        stochastic: StochasticProgram,
        flat: Flat,
        until: Until,
    ) -> None:
        self.q, self.tree, self.stochastic, self.flat, self.until = q, tree, stochastic, flat, until
        lines = lines_as_one(stochastic, flat)
        _, first = np.unique(lines.small.column, return_index=True)
        moves = project_moves(tree, stochastic, flat)
        self.small, self.program = lines.small, lines.small.program
        self.moves = replace(moves, columns=lines.small.column[moves.columns])
        self.parts = _weights(stochastic, flat, tree, q.step)[:, first]
        self.delay = self.parts.sum(axis=0)

    def steps(
        self, points: int, hear: Callable[[str], None]
    ) -> tuple[list[float], Vector, list[Root]]:
        """The delay allowed at each point; levels that allow the least; where each point may start from."""
        hear("the least delay, step 1 of 4")
        late = replace(self.program, cost=self.delay, offset=0.0)
        start = self._start(late)
        fastest = solve_integers(late, self.until, Highs(), moves=self.moves, start=start)
        if not fastest.x.size:
            raise SolveError(f"no plan on the frontier was found: {fastest.status}")
        hear("the delay without any project, step 2 of 4")
        begun, upper = self.moves.columns.ravel(), late.upper.copy()
        upper[begun] = late.lower[begun]  # nothing is begun but what stands already
        slowest = _relaxed(replace(late, upper=upper), start)
        dear = float(self.program.cost @ slowest.x)
        least = fastest.objective * (1 + self.until.gap)
        steps = np.linspace(least, slowest.value, points).tolist()
        return (
            steps,
            np.round(fastest.x[np.flatnonzero(late.integer)]),
            self._roots(steps, dear, hear),
        )

    def _start(self, program: LinearProgram) -> Basis | None:
        lines = Grouped(program, self.small.column, self.small.row)
        return basis_from_groups(self.q, self.tree, self.stochastic, self.flat, lines)

    def _roots(self, steps: list[float], dear: float, hear: Callable[[str], None]) -> list[Root]:
        """The relaxation at each step, each from that of the next larger one."""
        hear("a price of delay, step 3 of 4")
        handle = Handle(at_most(self.program, self.delay, steps[-1]).relaxed, "choose")
        near = self._near(steps[-1], dear)
        if near is not None:
            handle.start_from(near)
        found: list[Root] = []
        for k, step in enumerate(reversed(steps)):
            hear(f"where points may start, {k + 1} of {len(steps)}, step 4 of 4")
            row = np.array([self.program.row_lower.size])
            handle.row_bounds(row, np.array([-np.inf]), np.array([step]))
            handle.run(self.until.seconds)
            found.append(written(handle.basis))
        return found[::-1]

    def _near(self, step: float, dear: float) -> Basis | None:
        """A basis near the relaxation at `step`, which costs at most `dear`; None where the program is small.

        Without a cap nothing is made, so delay is given a price, in the program with buyers in groups, until it comes
        down to nearly `step`; the cap is then a few pivots away.
        """
        if self.program.cost.size <= SMALL:
            return None
        lines = Grouped(self.program, self.small.column, self.small.row)
        small = buyers_in_groups(self.q, self.tree, self.stochastic, self.flat, lines)
        delay = np.zeros(small.program.cost.size)
        delay[small.column] = self.delay
        handle = _priced(self._on_tree(small), small.program, delay, step, dear)
        if handle is None:
            return None
        handle.add_rows(np.array([-np.inf]), np.array([step]), sp.csr_array(delay[None, :]))
        handle.run(self.until.seconds)
        if handle.status != "optimal":
            return None
        columns, rows = written(handle.basis)
        return basis_of(
            columns[small.column], np.append(rows[:-1][small.row], rows[-1]), alien=True
        )

    def _on_tree(self, small: Grouped) -> Callable[[LinearProgram], Basis | None]:
        """A basis for such a program, begun from few futures."""
        column, row = small.column[self.small.column], small.row[self.small.row]

        def started(program: LinearProgram) -> Basis | None:
            fewer = on_tree(self.stochastic, self.flat, Grouped(program, column, row))
            return basis_from_few(fewer, flatten(fewer), self.until.seconds)

        return started


Root = tuple[Vector, Vector]
"""A basis as numbers: columns and rows."""


class Point:
    """One point of the frontier, on whatever worker it is found."""

    def __init__(
        self,
        program: LinearProgram,
        parts: Vector,
        moves: Moves,
        until: Until,
        levels: Vector,
        step: float,
        root: Root,
    ) -> None:
        self.program, self.moves = at_most(program, parts.sum(axis=0), step), moves
        self.parts = parts
        self.until, self.levels, self.root = until, levels, root

    def found(self) -> Vector:
        """(delay, late, missed, cost, bound)."""
        answer = solve_integers(
            self.program, self.until, Highs(), moves=self.moves, start=basis_of(*self.root), levels=self.levels
        )  # fmt: skip
        if not answer.x.size:
            raise SolveError(f"no plan on the frontier was found: {answer.status}")
        late, missed = self.parts @ answer.x
        return np.array([late + missed, late, missed, answer.objective, answer.bound])


def _priced(
    started: Callable[[LinearProgram], Basis | None],
    program: LinearProgram,
    delay: Vector,
    step: float,
    dear: float,
) -> Handle | None:
    """The relaxation of `program` with delay at a price, the largest that was tried at which it is no less than `step`."""
    nothing = Handle(program.relaxed, "choose")
    nothing.run()
    most = float(delay @ nothing.x)
    if most <= step or dear <= nothing.value:
        return None
    price = 2 * (dear - nothing.value) / (most - step)  # what a unit costs rises as less is late
    dearer = replace(program, cost=program.cost + price * delay)
    handle, every = Handle(dearer.relaxed, "choose"), np.arange(delay.size)
    begin = started(dearer)
    if begin is not None:
        handle.start_from(begin)
    low, high = (0.0, nothing.basis), np.inf
    for _ in range(_PRICES):
        handle.run()
        if handle.status != "optimal":
            return None
        handle.use("simplex")
        found = float(delay @ handle.x)
        if found < step:
            high = price
        else:
            low = price, handle.basis
            if found <= step * (1 + _NEAR):
                break
        price = np.sqrt(low[0] * high) if low[0] > 0 and np.isfinite(high) else 2 * price if found >= step else price / 2  # fmt: skip
        handle.costs(every, program.cost + price * delay)
    handle.costs(every, program.cost + low[0] * delay)
    handle.start_from(low[1])
    handle.run()
    return handle


def _relaxed(program: LinearProgram, start: Basis | None) -> Handle:
    handle = Handle(program.relaxed, "choose")
    if start is not None:
        handle.start_from(start)
    handle.run()
    return handle


def _weights(stochastic: StochasticProgram, flat: Flat, tree: ScenarioTree, step: float) -> Vector:
    """(2, columns): coefficients of the unit-years for which stocks are late, and of the units never delivered."""
    late, missed = np.zeros(flat.program.cost.size), np.zeros(flat.program.cost.size)
    half = tree.probability * step / 2
    years, later = half.copy(), tree.parent >= 0
    np.add.at(years, tree.parent[later], half[later])
    stock = places(stochastic, flat, "late")
    late[stock] = years[:, None]
    missed[stock[tree.leaves]] = tree.probability[tree.leaves, None]
    missed[places(stochastic, flat, "missed")] = tree.probability[:, None]
    return np.stack([late, missed])


def at_most(program: LinearProgram, weights: Vector, most: float) -> LinearProgram:
    """The program with one row more:  weights @ x <= most."""
    return replace(
        program,
        matrix=sp.csr_array(sp.vstack([program.matrix, sp.csr_array(weights[None, :])])),
        row_lower=np.append(program.row_lower, -np.inf),
        row_upper=np.append(program.row_upper, most),
    )
