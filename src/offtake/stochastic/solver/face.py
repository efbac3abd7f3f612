r"""The optimal face of a linear program, and what is left of it once nothing that is settled stands in it.

By complementarity every optimal point x of

    minimise c·x   subject to   a ≤ A x ≤ b,   l ≤ x ≤ u

keeps each column with a reduced cost at its bound and each row with a dual at its side, whichever of the dual
solutions is at hand.  So one optimal point with its duals states the face as rows and bounds alone.  Most of a face
has no room: propagating bounds through the rows finds what is settled (Savelsbergh 1994), and it is taken out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from offtake.stochastic.solver.program import Flags, Indices, LinearProgram, Outcome, Vector

NOTHING = 1e-9  # of a usual cost; a smaller dual is rounding
USUAL = 0.9  # share of costs that are no larger: penalties are not usual
CLOSE = 1e-6  # how far a solver may leave a point from the side that it stands at
NARROW = 1e-9  # room, as a share of the value, that is none
ROUNDS = 40


def optimal_face(program: LinearProgram, found: Outcome) -> LinearProgram:
    """`program` with all that has a price held at its side: every point of it is optimal.

    `found` is an optimal point with its duals.
    """
    costs = np.abs(program.cost[program.cost != 0.0])
    least = NOTHING * float(np.quantile(costs, USUAL)) if costs.size else 0.0
    lower, upper = _held(program.lower, program.upper, found.x, np.abs(found.reduced_cost) > least)
    activity = np.asarray(program.matrix @ found.x)
    priced = np.abs(found.row_dual) > least
    low, high = _held(program.row_lower, program.row_upper, activity, priced)
    return replace(program, lower=lower, upper=upper, row_lower=low, row_upper=high)


def _held(low: Vector, high: Vector, at: Vector, priced: Flags) -> tuple[Vector, Vector]:
    """Both sides moved to the nearer one where there is a price, if the point stands there at all."""
    side = np.where(np.abs(at - low) <= np.abs(high - at), low, high)
    held = priced & (np.abs(side - at) <= CLOSE * np.maximum(1.0, np.abs(at)))
    return np.where(held, side, low), np.where(held, side, high)


def bounds_for_rows(program: LinearProgram) -> LinearProgram:
    """Rows of a single column that is not fixed become bounds of that column; rows of none are dropped."""
    fixed = program.lower == program.upper
    settled = np.asarray(program.matrix @ np.where(fixed, program.lower, 0.0))
    matrix = _entries_of(program.matrix, ~fixed)
    low, high = program.row_lower - settled, program.row_upper - settled
    count = np.diff(matrix.indptr)
    single, many = np.flatnonzero(count == 1), np.flatnonzero(count > 1)
    entry = matrix.indptr[single]
    column, value = matrix.indices[entry], matrix.data[entry]
    sides = np.stack([low[single] / value, high[single] / value])
    lower, upper = program.lower.copy(), program.upper.copy()
    np.maximum.at(lower, column, sides.min(axis=0))
    np.minimum.at(upper, column, sides.max(axis=0))
    return replace(
        program,
        lower=lower,
        upper=upper,
        matrix=matrix[many],
        row_lower=low[many],
        row_upper=high[many],
    )


def _entries_of(matrix: sp.csr_array, columns: Flags) -> sp.csr_array:
    """The entries of these columns alone, in a matrix of the same shape."""
    kept = matrix.tocoo()
    use = columns[kept.col] & (kept.data != 0.0)
    return sp.csr_array((kept.data[use], (kept.row[use], kept.col[use])), shape=matrix.shape)


@dataclass(frozen=True)
class Rest:
    """What a face leaves open: a program of the free columns, and the point at which all others stand."""

    program: LinearProgram
    free: Indices
    x: Vector

    def whole(self, x: Vector) -> Vector:
        """The point of all columns from that of the free ones."""
        full = self.x.copy()
        full[self.free] = x
        return full


def rest(face: LinearProgram, x: Vector) -> Rest:
    """The face without columns that have no room and rows that say nothing; `x` is a point of it."""
    open_ = _room(*propagated(face, x))
    free = np.flatnonzero(open_)
    settled = np.asarray(face.matrix @ np.where(open_, 0.0, x))
    matrix = sp.csr_array(face.matrix.tocsc()[:, free])
    lower, upper = face.lower[free], face.upper[free]
    low, high = face.row_lower - settled, face.row_upper - settled
    least, most = _reach(matrix, lower, upper)
    slack = NARROW * np.maximum(1.0, np.abs(settled))
    kept = np.flatnonzero(~((least >= low - slack) & (most <= high + slack)))
    kept = kept[np.diff(matrix.indptr)[kept] > 0]
    program = LinearProgram(
        cost=face.cost[free],
        lower=lower,
        upper=upper,
        integer=np.zeros(free.size, bool),
        matrix=matrix[kept],
        row_lower=low[kept],
        row_upper=high[kept],
    )
    return Rest(program, free, x)


def _room(lower: Vector, upper: Vector) -> Flags:
    known = np.isfinite(lower) & np.isfinite(upper)
    width = np.where(known, upper, 1.0) - np.where(known, lower, 0.0)
    return ~known | (width > NARROW * np.maximum(1.0, np.abs(np.where(known, lower, 0.0))))


def _reach(matrix: sp.csr_array, lower: Vector, upper: Vector) -> tuple[Vector, Vector]:
    """Least and largest value of every row within the bounds."""
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    rises, column = matrix.data > 0, matrix.indices
    low = matrix.data * np.where(rises, lower[column], upper[column])
    high = matrix.data * np.where(rises, upper[column], lower[column])
    rows = matrix.shape[0]
    return _sums(row, low, rows), _sums(row, high, rows)


def propagated(face: LinearProgram, x: Vector) -> tuple[Vector, Vector]:
    """Bounds that follow from rows and bounds, round after round, until no more columns are settled.

    They never shut out the point `x`, so that rounding cannot grow along chains of rows.  A round looks at the rows in
    which a bound has moved since the last one.
    """
    whole = np.minimum(face.lower, x), np.maximum(face.upper, x)
    open_ = np.flatnonzero(_room(*whole))
    matrix = sp.csr_array(face.matrix.tocsc()[:, open_])
    gone = x.copy()
    gone[open_] = 0.0
    at = np.asarray(face.matrix @ gone)
    low, high = face.row_lower - at, face.row_upper - at
    found = _until_settled(matrix, whole[0][open_], whole[1][open_], (low, high), x[open_])
    for side, now in zip(whole, found, strict=True):
        side[open_] = now
    return whole


def _until_settled(
    matrix: sp.csr_array, lower: Vector, upper: Vector, sides: tuple[Vector, Vector], x: Vector
) -> tuple[Vector, Vector]:
    """The same of columns that all have room at first."""
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    column, value = matrix.indices, matrix.data
    low, high = sides
    looked = np.ones(low.size, bool)
    shut = np.zeros(x.size, bool)
    for _ in range(ROUNDS):
        gone = shut[column]
        sums = _sums(row[gone], value[gone] * x[column[gone]], low.size)
        low, high = low - sums, high - sums
        row, column, value = row[~gone], column[~gone], value[~gone]
        now = looked[row]
        least, most = _following(row[now], column[now], value[now], (lower, upper), (low, high))
        least, most = np.minimum(least, x), np.maximum(most, x)
        moved = (least > lower) | (most < upper)
        lower, upper = np.maximum(lower, least), np.minimum(upper, most)
        settled = ~_room(lower, upper)
        if not (settled & ~shut).any():
            break
        shut = settled
        looked = np.zeros(low.size, bool)
        looked[row[moved[column]]] = True
    return lower, upper


def _following(
    row: Indices,
    column: Indices,
    value: Vector,
    bounds: tuple[Vector, Vector],
    sides: tuple[Vector, Vector],
) -> tuple[Vector, Vector]:
    """Bounds that follow from these rows, endless where none do."""
    (lower, upper), (low, high) = bounds, sides
    rises = value > 0
    most = _others(row, value * np.where(rises, upper[column], lower[column]), low.size)
    least = _others(row, value * np.where(rises, lower[column], upper[column]), low.size)
    over, under = (low[row] - most) / value, (high[row] - least) / value
    found = np.full(lower.size, -np.inf), np.full(lower.size, np.inf)
    np.maximum.at(found[0], column, np.where(rises, over, under))
    np.minimum.at(found[1], column, np.where(rises, under, over))
    return found


def _others(row: Indices, part: Vector, rows: int) -> Vector:
    """For every entry the sum of the others in its row: endless where one of them is."""
    endless = ~np.isfinite(part)
    finite = np.where(endless, 0.0, part)
    count, total = _sums(row, endless.astype(float), rows), _sums(row, finite, rows)
    way = _sums(row, np.where(endless, np.sign(part), 0.0), rows)
    rest_of_row = total[row] - finite
    others_endless = count[row] - endless > 0
    return np.where(others_endless, np.where(way[row] > 0, np.inf, -np.inf), rest_of_row)


def _sums(row: Indices, values: Vector, rows: int) -> Vector:
    return np.asarray(np.bincount(row, values, rows), np.float64)
