"""Lexicographic optimisation, one answer among all optimal ones: a list of further aims, each within what the ones before leave, then squares.

A small program is solved as it stands.  In a large one the aims come first (`aimed`).  Then inequalities are left out until the answer breaks them, and what is like rows is taken
together until a share falls below nothing: what is then put back is little, and only the parts of the program that it touches are
solved again.  Every inequality holds in the end, so the answer is that of the whole program.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from offtake.errors import SolveError
from offtake.stochastic.solver.aimed import BROKEN, aimed, beyond
from offtake.stochastic.solver.alike import pooled
from offtake.stochastic.solver.condensed import Condensed, condensed
from offtake.stochastic.solver.face import bounds_for_rows, optimal_face, rest
from offtake.stochastic.solver.highs import PRIMAL, Handle
from offtake.stochastic.solver.program import Flags, Indices, LinearProgram, Vector, tied_together
from offtake.stochastic.solver.sharpened import Near, sharpened
from offtake.stochastic.solver.squares import FINE, least_squares, near_least

ROUGH = 1e-6  # the same, of a point that is not sharp yet
NEAR = 0.1  # of a value: an inequality that may be broken once others hold
NONE = 1e-4  # of what a row shares out: a share that may fall below nothing
ROUNDS = 30
FEW = 0.01  # of rows: so many may join a point that is sharp, or nearly
SMALL = 5_000  # columns; fewer are solved sooner than taken together


def settled(
    face: LinearProgram, x: Vector, aims: Sequence[Vector], squares: Vector, sized: Indices
) -> Vector:
    """The point of `face` with the least aims[0] @ x, among these the least aims[1] @ x and so on, and among those
    that are left the one with the least squares @ x²: the only one where `squares` are above 0, or rows leave
    columns without squares no room.

    `x` is any point of the face; columns in `sized` that differ in size alone are taken together.
    Raises SolveError where a solver fails.
    """
    pools = pooled(face, tuple(aims), squares, sized)
    left = rest(pools.program, pools.gathered(x))
    free = left.free
    costs, weights = tuple(c[free] for c in pools.costs), pools.squares[free]
    at, point = pools.gathered(x)[free], np.zeros(free.size)
    for rows, columns in _apart(left.program.matrix):
        part, aims_here = left.program.part(rows, columns), tuple(c[columns] for c in costs)
        if part.cost.size < SMALL:
            point[columns] = _small(part, aims_here, weights[columns], at[columns])
        else:
            point[columns] = _least(part, aims_here, weights[columns], at[columns])
    return pools.shared(left.whole(point))


@dataclass(frozen=True)
class SettledPart:
    """One part of a face, settled on whatever worker."""

    face: LinearProgram
    x: Vector
    aims: tuple[Vector, ...]
    squares: Vector
    sized: Indices

    def found(self) -> Vector:
        """Its point."""
        return settled(self.face, self.x, self.aims, self.squares, self.sized)


def parts_of(
    face: LinearProgram,
    x: Vector,
    aims: Sequence[Vector],
    squares: Vector,
    sized: Indices,
    part: Indices,
) -> list[SettledPart]:
    """What `settled` is asked for in each part of `face`; `part` (columns,) is below 0 for what stays at `x`.

    No row reaches over two parts.
    """
    of_row = np.full(face.row_lower.size, -1)
    entries = face.matrix.tocoo()
    of_row[entries.row] = part[entries.col]
    found = []
    for j in range(int(part.max(initial=-1)) + 1):
        own = part == j
        here, its_sized = face.part(of_row == j, own), (np.cumsum(own) - 1)[sized[own[sized]]]
        its_aims = tuple(aim[own] for aim in aims)
        found.append(SettledPart(here, x[own], its_aims, squares[own], its_sized))
    return found


def _least(program: LinearProgram, aims: tuple[Vector, ...], squares: Vector, x: Vector) -> Vector:
    """The point of `program`, of which `x` is one: by squares, in what the aims leave of it."""
    try:
        left = aimed(program, aims, squares, x)
        free = left.rest.free
        return left.rest.whole(_in_rounds(left.rest.program, squares[free], left.held))
    except SolveError:  # to the last digit what aims leave may have no point
        return _at_once(program, aims, squares)


def _in_rounds(program: LinearProgram, squares: Vector, held: Flags) -> Vector:
    """The point of `program`: with few of its inequalities first, then with those that are broken, or nearly, too.

    It begins with the rows `held`.  Where nothing is broken any more, the point is made sharp.
    """
    rows_in_all, columns_in_all = program.row_lower.size, program.cost.size
    fresh, apart = np.zeros(rows_in_all, bool), np.zeros(rows_in_all, bool)
    near = Near(
        np.zeros(columns_in_all), np.zeros(rows_in_all),
        np.zeros(columns_in_all, np.int64), np.zeros(rows_in_all, np.int64),
    )  # fmt: skip
    for k in range(ROUNDS):
        small = condensed(program, (), squares, held, apart)
        here = _gathered(small, near)
        sharp = k > 0 and fresh.sum() <= FEW * fresh.size
        found = sharpened(small.program, small.squares, here) if sharp else None
        if found is None:
            rows, columns = _parts(small.program.matrix, fresh[small.rows])
            if k == 0:
                rows[:] = columns[:] = True
            part = near_least(small.program.part(rows, columns), small.squares[columns])
            found = _with_part(here, rows, columns, part)
            sharp = not _any(_broken(program, small, small.restored(found.x), held, -ROUGH))
            if sharp:
                fine = sharpened(small.program, small.squares, found)
                found = fine or near_least(small.program, small.squares, FINE)
        point = small.restored(found.x)
        if sharp and not _any(_broken(program, small, point, held, -BROKEN)):
            return point
        near = _spread(small, near, replace(found, x=point))
        broken, alone = _broken(program, small, point, held, NEAR)
        fresh = broken | alone
        held, apart = held | broken, apart | alone
    raise SolveError("a program that settles ties came to no end")


def _any(parts: tuple[Flags, Flags]) -> bool:
    return any(part.any() for part in parts)


def _gathered(small: Condensed, near: Near) -> Near:
    """What is known of the whole program, told of the smaller one."""
    rows, kept = small.rows, small.kept
    return Near(small.gathered(near.x), near.price[rows], near.column[kept], near.row[rows])


def _with_part(near: Near, rows: Flags, columns: Flags, part: Near) -> Near:
    """`near` with what is known of some of its rows and columns."""
    x, price = near.x.copy(), near.price.copy()
    column, row = near.column.copy(), near.row.copy()
    x[columns], column[columns] = part.x, part.column
    price[rows], row[rows] = part.price, part.row
    return Near(x, price, column, row)


def _spread(small: Condensed, near: Near, here: Near) -> Near:
    """What is known of the smaller program, told of the whole; `here` has the whole point."""
    price, column, row = near.price.copy(), near.column.copy(), near.row.copy()
    price[small.rows], row[small.rows], column[small.kept] = here.price, here.row, here.column
    return Near(here.x, price, column, row)


def _parts(matrix: sp.csr_array, fresh: Flags) -> tuple[Flags, Flags]:
    """Rows and columns that hang together with the rows that are `fresh`."""
    of_row, of_column = tied_together(matrix)
    chosen = np.unique(of_row[fresh])
    return np.isin(of_row, chosen), np.isin(of_column, chosen)


def _apart(matrix: sp.csr_array) -> Iterator[tuple[Flags, Flags]]:
    """Rows and columns of each part that no row ties to another, small ones taken as one."""
    of_row, of_column = tied_together(matrix)
    size = np.bincount(of_column, minlength=int(of_row.max(initial=-1)) + 1)
    number = np.where(size < SMALL, 0, np.cumsum(size >= SMALL))
    for j in np.unique(number[of_column]).tolist():
        yield number[of_row] == j, number[of_column] == j


def _broken(
    program: LinearProgram, small: Condensed, point: Vector, held: Flags, near: float
) -> tuple[Flags, Flags]:
    """Rows to be held, and rows that are not to be taken together with others, for what `point` oversteps.

    `near`, of a value, is how far from being overstepped a side may be; below 0: how far beyond.
    """
    rows = beyond(program, small, point, held, near)
    alone = np.zeros_like(rows)
    least = near if near < 0 else NONE
    demand = np.maximum(1.0, program.row_lower[small.row])
    alone[small.row[point[small.column] < least * demand]] = True
    return rows, alone


def _small(program: LinearProgram, aims: Sequence[Vector], squares: Vector, x: Vector) -> Vector:
    """The point of a small `program`, of which `x` is one but for rounding.

    Rows that the face fixes can miss each other by a little more than a solver forgives: then they reach as far as `x` does.
    """
    try:
        return _at_once(program, aims, squares)
    except SolveError:
        at = np.asarray(program.matrix @ x)
        lower, upper = np.minimum(program.lower, x), np.maximum(program.upper, x)
        rows = np.minimum(program.row_lower, at), np.maximum(program.row_upper, at)
        wide = replace(program, lower=lower, upper=upper, row_lower=rows[0], row_upper=rows[1])
        return _at_once(wide, aims, squares)


def _at_once(program: LinearProgram, aims: Sequence[Vector], squares: Vector) -> Vector:
    """The point of `program` by the aims and then by squares."""
    face, at = _by_aims(program, aims)
    left = rest(face, at) if at.size else None
    if left is None:
        return least_squares(program, squares)
    if not left.free.size:
        return left.whole(np.zeros(0))
    return left.whole(least_squares(left.program, squares[left.free]))


def _by_aims(program: LinearProgram, aims: Sequence[Vector]) -> tuple[LinearProgram, Vector]:
    """What the aims leave of `program`, and a point of it; no point where there is no aim."""
    point, handle = np.zeros(0), None
    every, all_rows = np.arange(program.cost.size), np.arange(program.row_lower.size)
    for cost in aims:
        if not cost.any():
            continue
        priced = replace(program, cost=cost / np.abs(cost).max())
        if handle is None:
            handle = Handle(priced, "simplex")
        else:  # the point at hand is one of those that are left
            handle.set(simplex_strategy=PRIMAL)
            handle.bounds(every, program.lower, program.upper)
            handle.row_bounds(all_rows, program.row_lower, program.row_upper)
            handle.costs(every, priced.cost)
        handle.run_or_retry(("optimal",), "a program that settles ties")
        found = handle.outcome()
        program, point = optimal_face(priced, found), found.x
    return (bounds_for_rows(program) if point.size else program), point
