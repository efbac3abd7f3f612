"""A strictly convex quadratic program, with squares on its columns alone: Clarabel near to its point, then the point itself.

Clarabel (Goulart and Chen 2024, Apache-2.0) is an interior point; its answer depends on the program alone, not on a
starting point.  A tolerance on the objective is one on the square of the distance, so what it says of the sides at which
columns and rows stand is looked at once more: `sharpened`.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from offtake.errors import SolveError
from offtake.stochastic.solver.program import Flags, Indices, LinearProgram, Vector
from offtake.stochastic.solver.sharpened import FREE, HIGH, LOW, Near, alike, sharpened

NEAR = 1e-8  # of the objective
FINE = 1e-12  # what is not reached is told apart from what failed


def least_squares(program: LinearProgram, squares: Vector) -> Vector:
    """The point of `program` with the least squares @ x², (columns,); costs are not looked at.

    Raises SolveError where the solver ends without one.
    """
    nearest = np.clip(0.0, program.lower, program.upper)
    at = np.asarray(program.matrix @ nearest)
    if ((at >= program.row_lower) & (at <= program.row_upper)).all():
        return np.asarray(nearest)  # bounds alone decide: an interior point has nowhere to go there
    near = near_least(program, squares)
    found = sharpened(program, squares, near)
    if found is not None:
        return found.x
    try:
        return near_least(program, squares, FINE).x
    except SolveError:
        # rows that a solver met within its tolerance can leave no point that meets them better
        return near.x


def near_least(program: LinearProgram, squares: Vector, tolerance: float = NEAR) -> Near:
    """A point near that one, and the sides at which columns and rows stand there.

    Raises SolveError where the solver ends without one.
    """
    import clarabel  # slow to load, and not needed by most commands

    rows, sides, own = _rows(program)
    equal = own[0].size
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.max_threads = 1
    settings.tol_gap_abs = settings.tol_gap_rel = settings.tol_feas = tolerance
    weight = squares / squares.max(initial=1e-300)
    size = alike(weight)
    solver = clarabel.DefaultSolver(
        sp.csc_matrix(sp.diags_array(2.0 * weight * size**2)),
        np.zeros(squares.size),
        sp.csc_matrix(rows @ sp.diags_array(size)),
        sides,
        [clarabel.ZeroConeT(equal), clarabel.NonnegativeConeT(rows.shape[0] - equal)],
        settings,
    )
    found = solver.solve()
    if str(found.status) not in ("Solved", "AlmostSolved"):
        raise SolveError(f"the program that settles ties ended as {found.status}")
    x, price, slack = (np.array(v, np.float64) for v in (found.x, found.z, found.s))
    tight = price * np.abs(x * size).max(initial=0.0) > slack * price.max(initial=0.0)
    x = np.asarray(np.clip(x * size, program.lower, program.upper))
    return _stands(program, x, price * squares.max(initial=1e-300), tight, own)


def _stands(
    program: LinearProgram, x: Vector, price: Vector, tight: Flags, own: list[Indices]
) -> Near:
    """What the solver says of its rows, told of those of the program."""
    column, row = (np.full(n, FREE) for n in (program.cost.size, program.row_lower.size))
    prices, at = np.zeros(program.row_lower.size), 0
    for which, stand, place in zip(own, (row, row, row, column, column), (HIGH, HIGH, LOW, HIGH, LOW), strict=True):  # fmt: skip
        held = tight[at : at + which.size]
        stand[which[held]] = place
        if stand is row:
            prices[which] += place * price[at : at + which.size]
        at += which.size
    row[own[0]] = HIGH
    return Near(x, prices, column, row)


def _rows(program: LinearProgram) -> tuple[sp.csc_array, Vector, list[Indices]]:
    """Rows and bounds as R x ≤ r, the first ones equal; and whose they are: equal rows, rows, rows from below, columns,
    columns from below."""
    low, high = program.row_lower, program.row_upper
    equal = low == high
    one = sp.eye_array(program.cost.size, format="csr")
    parts = [
        (program.matrix, high, np.flatnonzero(equal), 1.0),
        (program.matrix, high, np.flatnonzero(~equal & np.isfinite(high)), 1.0),
        (program.matrix, low, np.flatnonzero(~equal & np.isfinite(low)), -1.0),
        (one, program.upper, np.flatnonzero(np.isfinite(program.upper)), 1.0),
        (one, program.lower, np.flatnonzero(np.isfinite(program.lower)), -1.0),
    ]
    rows = sp.vstack([matrix[which] * sign for matrix, _, which, sign in parts], format="csc")
    sides = np.concatenate([side[which] * sign for _, side, which, sign in parts])
    return rows, sides, [which for *_, which, _ in parts]
