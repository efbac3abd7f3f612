"""Lexicographic optimisation, one answer among all optimal ones: a list of further aims, each within what the ones before leave, then squares.

A small program is solved as it stands.  In a large one inequalities are left out until the answer breaks them, and what is like rows is taken together until a share falls
below nothing: what is then put back is little, and only the parts of the program that it touches are solved again.
Every inequality holds in the end, so the answer is that of the whole program.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from offtake.errors import SolveError
from offtake.stochastic.solver.alike import pooled
from offtake.stochastic.solver.condensed import Condensed, condensed
from offtake.stochastic.solver.face import Rest, bounds_for_rows, optimal_face, rest
from offtake.stochastic.solver.highs import Handle
from offtake.stochastic.solver.program import Flags, Indices, LinearProgram, Vector
from offtake.stochastic.solver.sharpened import Near, sharpened
from offtake.stochastic.solver.squares import FINE, least_squares, near_least

BROKEN = 1e-8  # of a value: an inequality that is not met
ROUGH = 1e-6  # the same, of a point that is not sharp yet
NEAR = 0.1  # of a value: an inequality that may be broken once others hold
NONE = 1e-4  # of what a row shares out: a share that may fall below nothing
ROUNDS = 30
FEW = 0.01  # of rows: so many may join a point that is sharp, or nearly
SMALL = 5_000  # columns; fewer are solved sooner than taken together
PRIMAL = 4  # a simplex method of HiGHS


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
    find = _at_once if free.size < SMALL else _least
    point = find(left.program, tuple(c[free] for c in pools.costs), pools.squares[free])
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
        place = np.cumsum(own) - 1
        found.append(
            SettledPart(
                _part_of(face, of_row == j, own),
                x[own],
                tuple(aim[own] for aim in aims),
                squares[own],
                place[sized[own[sized]]],
            )
        )
    return found


class _FurtherError(SolveError):
    """What the aims left has no point within these rows, which are held, or not taken together with others."""

    def __init__(self, held: Flags, apart: Flags, error: SolveError) -> None:
        super().__init__(str(error))
        self.held, self.apart = held, apart


def _least(program: LinearProgram, aims: tuple[Vector, ...], squares: Vector) -> Vector:
    """The point of `program`: what the aims leave is looked for once, without inequalities; where inequalities keep the
    aims further off, in every round from there."""
    held, apart = (np.zeros(program.row_lower.size, bool) for _ in range(2))
    small = condensed(program, aims, squares, held, apart)
    face, at = _by_aims(small.program, small.costs)
    if at.size:
        left, rows = _narrowed(program, small, face)
        try:
            point = _in_rounds(left.program, (), squares[left.free], held[rows], apart[rows])
        except _FurtherError as far:
            held[rows], apart[rows] = far.held, far.apart
        else:
            point = left.whole(point)
            at_rows = np.asarray(program.matrix @ point)
            over = _outside(at_rows, program.row_lower, program.row_upper, -ROUGH)
            if not over.any():
                return point
            held |= over  # a row of which the aims left nothing open
    return _in_rounds(program, aims, squares, held, apart)


def _narrowed(program: LinearProgram, small: Condensed, face: LinearProgram) -> tuple[Rest, Flags]:
    """`program` where what `face`, a face of `small`, leaves at a bound stands there; which rows are left of it."""
    fixed = face.lower == face.upper
    point = small.gathered(np.zeros(program.cost.size))
    point[fixed] = face.lower[fixed]
    shut = np.zeros(program.cost.size, bool)
    shut[small.kept] = fixed
    shut[small.column] = fixed[
        small.place
    ]  # what all take is nothing: bounds of these are 0 and none
    x = np.zeros(program.cost.size)
    x[small.kept] = point
    free, x = np.flatnonzero(~shut), np.where(shut, x, 0.0)
    rows = np.diff(sp.csr_array(program.matrix.tocsc()[:, free]).indptr) > 0
    settled_at = np.asarray(program.matrix @ x)[rows]
    left = _part_of(program, rows, ~shut)
    low, high = left.row_lower - settled_at, left.row_upper - settled_at
    return Rest(replace(left, row_lower=low, row_upper=high), free, x), rows


def _in_rounds(
    program: LinearProgram, aims: tuple[Vector, ...], squares: Vector, held: Flags, apart: Flags
) -> Vector:
    """The point of `program`: with few of its inequalities first, then with those that are broken, or nearly, too.

    It begins with the rows `held`, and those `apart`, which are not taken together with others.  Where nothing is broken any
    more, the point is made sharp.
    """
    rows_in_all, columns_in_all = program.row_lower.size, program.cost.size
    fresh = np.zeros(rows_in_all, bool)
    near = Near(
        np.zeros(columns_in_all), np.zeros(rows_in_all),
        np.zeros(columns_in_all, np.int64), np.zeros(rows_in_all, np.int64),
    )  # fmt: skip
    for k in range(ROUNDS):
        small = condensed(program, aims, squares, held, apart)
        here = _gathered(small, near)
        sharp = k > 0 and fresh.sum() <= FEW * fresh.size and not _aiming(small)
        found = _sharp(small, here) if sharp else None
        if found is None:
            rows, columns = _parts(small.program.matrix, fresh[small.rows])
            if k == 0:
                rows[:] = columns[:] = True
            try:
                part = _within(small, rows, columns)
            except SolveError as error:
                raise _FurtherError(held, apart, error) from error
            found = _with_part(here, rows, columns, part)
            sharp = not _any(_broken(program, small, small.restored(found.x), held, -ROUGH))
            if sharp:
                found = _sharp(small, found) or near_least(small.program, small.squares, FINE)
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


def _aiming(small: Condensed) -> bool:
    return any(cost.any() for cost in small.costs)


def _sharp(small: Condensed, near: Near) -> Near | None:
    """The point of the smaller program to the last digits; None where it does not follow from what is near it."""
    if _aiming(small):
        return near  # found by its aims, part by part, and sharp
    return sharpened(small.program, small.squares, near)


def _parts(matrix: sp.csr_array, fresh: Flags) -> tuple[Flags, Flags]:
    """Rows and columns that hang together with the rows that are `fresh`."""
    rows = matrix.shape[0]
    _, part = connected_components(sp.block_array([[None, matrix], [matrix.T, None]]), False)
    chosen = np.isin(part, part[:rows][fresh])
    return chosen[:rows], chosen[rows:]


def _broken(
    program: LinearProgram, small: Condensed, point: Vector, held: Flags, near: float
) -> tuple[Flags, Flags]:
    """Rows to be held, and rows that are not to be taken together with others, for what `point` oversteps.

    `near`, of a value, is how far from being overstepped a side may be; below 0: how far beyond.
    """
    equal = program.row_lower == program.row_upper
    rows = _outside(np.asarray(program.matrix @ point), program.row_lower, program.row_upper, near)
    rows &= ~equal & ~held
    counter = np.concatenate([np.zeros(0, np.int64), *(c for c, _ in small.counted)])
    over = _outside(point[counter], program.lower[counter], program.upper[counter], near)
    stands_in = np.zeros_like(rows)
    stands_in[program.matrix.tocsc()[:, counter[over]].indices] = True
    alone = np.zeros_like(rows)
    least = near if near < 0 else NONE
    demand = np.maximum(1.0, program.row_lower[small.row])
    alone[small.row[point[small.column] < least * demand]] = True
    return rows | (stands_in & equal & ~held), alone


def _outside(at: Vector, low: Vector, high: Vector, near: float) -> Flags:
    """Which of the values lie beyond a side, or `near` it."""
    size = np.maximum(1.0, np.abs(at))
    return np.asarray((at < low + near * size) | (at > high - near * size), bool)


def _within(small: Condensed, rows: Flags, columns: Flags) -> Near:
    """The point of these rows and columns of a program, by the aims and then by squares."""
    program = _part_of(small.program, rows, columns)
    squares = small.squares[columns]
    if not any(cost[columns].any() for cost in small.costs):
        return near_least(program, squares)
    x = _at_once(program, [c[columns] for c in small.costs], squares)
    none = np.zeros(int(rows.sum()), np.int64)
    return Near(x, none.astype(float), np.zeros(x.size, np.int64), none)


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


def _part_of(program: LinearProgram, rows: Flags, columns: Flags) -> LinearProgram:
    return replace(
        program,
        cost=program.cost[columns],
        lower=program.lower[columns],
        upper=program.upper[columns],
        integer=program.integer[columns],
        matrix=sp.csr_array(program.matrix[np.flatnonzero(rows)][:, np.flatnonzero(columns)]),
        row_lower=program.row_lower[rows],
        row_upper=program.row_upper[rows],
    )
