"""Lexicographic goals in a large program: what a list of aims leaves of it, each within what the ones before leave.

Inequalities are left out until the point of an aim breaks them, and rows that are alike are taken together; what they take is
shared in proportion, so that no share is below nothing.  In the end the point is one of the whole.  What has lost rows costs
no more: an aim that a point of the whole meets as well needs none of them back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from offtake.errors import SolveError
from offtake.stochastic.solver.condensed import Condensed, condensed
from offtake.stochastic.solver.face import Rest, bounds_for_rows, optimal_face
from offtake.stochastic.solver.highs import BASIC, NOT_BASIC, PRIMAL, Handle, basis_of, written
from offtake.stochastic.solver.program import Flags, LinearProgram, Vector

BROKEN = 1e-8  # of a value: an inequality that is not met
MET = 1e-9  # of a value: as good
ROUNDS = 30


@dataclass(frozen=True)
class Aimed:
    """What is left of a program, and which of its rows the aims needed."""

    rest: Rest
    held: Flags


def aimed(program: LinearProgram, aims: Sequence[Vector], squares: Vector, x: Vector) -> Aimed:
    """The points of `program` with the least aims[0] @ x, among these the least aims[1] @ x and so on.

    `x` is any point of it; `squares` (columns,) are what is looked at afterwards.  Raises SolveError where a solver fails.
    """
    rows, columns = program.row_lower.size, program.cost.size
    rest = Rest(program, np.arange(columns), np.zeros(columns))
    at = _At(rest, np.zeros(rows, bool), None, True)
    for k, aim in enumerate(aims):
        free = at.rest.free
        if aim[free].any():
            at = _towards(at, tuple(later[free] for later in aims[k:]), squares[free], x[free])
    return Aimed(at.rest, at.held)


@dataclass(frozen=True)
class _At:
    rest: Rest
    held: Flags  # (rows of the rest,)
    stands: tuple[Vector, Vector] | None  # what is basic of its columns, and of its rows
    inside: bool  # is the point at hand among what is left?


def _towards(at: _At, aims: tuple[Vector, ...], squares: Vector, x: Vector) -> _At:
    """What the first of `aims` leaves of what is left."""
    program, held, stands = at.rest.program, at.held.copy(), at.stands
    nothing = np.zeros_like(held)
    for k in range(ROUNDS):
        small = condensed(program, aims, squares, held, nothing)
        cost = small.costs[0]
        priced = replace(small.program, cost=cost / np.abs(cost).max())
        handle = Handle(priced, "simplex")
        if stands is not None:
            if k == 0:  # the aim before ended at a point of what is left
                handle.set(simplex_strategy=PRIMAL)
            handle.start_from(basis_of(stands[0][small.kept], stands[1][small.rows], alien=True))
        handle.run_or_retry(("optimal",), "a program that settles ties")
        found = handle.outcome()
        stands = _spread(small, stands, written(handle.basis))
        least, known = float(cost @ found.x), float(aims[0] @ x)
        met = at.inside and known - least <= MET * max(1.0, abs(known))
        broken = beyond(program, small, small.in_proportion(found.x), held, -BROKEN)
        if met or not broken.any():
            left, rows, columns = _narrowed(program, small, optimal_face(priced, found))
            outer = at.rest
            whole = Rest(left.program, outer.free[left.free], outer.whole(left.x))
            return _At(whole, held[rows], (stands[0][columns], stands[1][rows]), met)
        held |= broken
    raise SolveError("a program that settles ties came to no end")


def _spread(
    small: Condensed, before: tuple[Vector, Vector] | None, now: tuple[Vector, Vector]
) -> tuple[Vector, Vector]:
    """What is basic in the whole program, as far as it is known: what goes with others stands as they do, and counters
    count, so that rows which are put back change little."""
    p = small.whole
    if before is None:
        before = np.full(p.cost.size, NOT_BASIC), np.full(p.row_lower.size, BASIC)
    columns, rows = before[0].copy(), before[1].copy()
    for counters, equations in small.counted:
        columns[counters], rows[equations] = BASIC, NOT_BASIC
    columns[small.kept], rows[small.rows] = now
    columns[small.column] = now[0][small.place]
    row_of = np.zeros(p.cost.size, np.int64)
    row_of[small.column] = small.row
    rows[small.row] = rows[row_of[small.kept[small.place]]]
    return columns, rows


def _narrowed(
    program: LinearProgram, small: Condensed, face: LinearProgram
) -> tuple[Rest, Flags, Flags]:
    """`program` where what `face`, a face of `small`, leaves at a bound or at a side stands there; which rows and which
    columns are left of it."""
    low, high = program.row_lower.copy(), program.row_upper.copy()
    one = (low != high)[small.rows]  # rows that share out are equal at both sides before
    low[small.rows[one]], high[small.rows[one]] = face.row_lower[one], face.row_upper[one]
    program = replace(program, row_lower=low, row_upper=high)
    face = bounds_for_rows(face)
    fixed = face.lower == face.upper
    # of what rows take together, nothing alone says what each of them takes
    fixed[small.place] &= face.upper[small.place] == 0.0
    point = small.gathered(np.zeros(program.cost.size))
    point[fixed] = face.lower[fixed]
    shut = np.zeros(program.cost.size, bool)
    shut[small.kept] = fixed
    shut[small.column] = fixed[small.place]
    x = np.zeros(program.cost.size)
    x[small.kept] = point
    free, x = np.flatnonzero(~shut), np.where(shut, x, 0.0)
    rows = np.diff(sp.csr_array(program.matrix.tocsc()[:, free]).indptr) > 0
    settled_at = np.asarray(program.matrix @ x)[rows]
    left = program.part(rows, ~shut)
    low, high = left.row_lower - settled_at, left.row_upper - settled_at
    return Rest(replace(left, row_lower=low, row_upper=high), free, x), rows, ~shut


def beyond(
    program: LinearProgram, small: Condensed, point: Vector, held: Flags, near: float
) -> Flags:
    """Rows to be held, for what `point` oversteps: inequalities, and equations whose counters have bounds.

    `near`, of a value, is how far from being overstepped a side may be; below 0: how far beyond.
    """
    equal = program.row_lower == program.row_upper
    rows = outside(np.asarray(program.matrix @ point), program.row_lower, program.row_upper, near)
    rows &= ~equal & ~held
    counter = np.concatenate([np.zeros(0, np.int64), *(c for c, _ in small.counted)])
    over = outside(point[counter], program.lower[counter], program.upper[counter], near)
    stands_in = np.zeros_like(rows)
    stands_in[program.matrix.tocsc()[:, counter[over]].indices] = True
    return np.asarray(rows | (stands_in & equal & ~held), bool)


def outside(at: Vector, low: Vector, high: Vector, near: float) -> Flags:
    """Which of the values lie beyond a side, or `near` it."""
    size = np.maximum(1.0, np.abs(at))
    return np.asarray((at < low + near * size) | (at > high - near * size), bool)
