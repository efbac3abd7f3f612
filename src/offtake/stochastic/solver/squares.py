"""A strictly convex quadratic program, with squares on its columns alone: Clarabel behind one function.

Clarabel (Goulart and Chen 2024, Apache-2.0) is an interior point; its answer depends on the program alone, not on a
starting point.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import splu

from offtake.errors import SolveError
from offtake.stochastic.solver.program import Flags, LinearProgram, Vector

TOLERANCE = 1e-12  # what is not reached is told apart from what failed
LEAST = 1e-7  # of the largest weight: below it a column has the units of one with that weight
TURNS = 8
SMALL = 30_000
EXACT = 1e-9
SHIFT = 1e-9  # keeps rows that follow from others apart
REFINED = 4


def least_squares(program: LinearProgram, squares: Vector) -> Vector:
    """The point of `program` with the least squares @ x², (columns,); costs are not looked at.

    Raises SolveError where the solver ends without one.
    """
    import clarabel  # slow to load, and not needed by most commands

    nearest = np.clip(0.0, program.lower, program.upper)
    if _holds(program, nearest):  # bounds alone decide: an interior point has nowhere to go there
        return np.asarray(nearest)
    rows, sides, equal = _rows(program)
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.max_threads = 1
    settings.tol_gap_abs = settings.tol_gap_rel = settings.tol_feas = TOLERANCE
    weight = squares / squares.max(initial=1e-300)
    size = 1.0 / np.sqrt(np.maximum(weight, LEAST))  # in these units the squares weigh the same
    hessian = sp.diags_array(2.0 * weight).tocsc()
    cones = [
        clarabel.ZeroConeT(equal),
        clarabel.NonnegativeConeT(rows.shape[0] - equal),
    ]
    solver = clarabel.DefaultSolver(
        sp.csc_matrix(sp.diags_array(2.0 * weight * size**2)),
        np.zeros(squares.size),
        sp.csc_matrix(rows @ sp.diags_array(size)),
        sides,
        cones,
        settings,
    )
    found = solver.solve()
    if str(found.status) not in ("Solved", "AlmostSolved"):
        raise SolveError(f"the program that settles ties ended as {found.status}")
    x, price, slack = (np.array(v, np.float64) for v in (found.x, found.z, found.s))
    x = x * size
    tight = price * np.abs(x).max(initial=0.0) > slack * price.max(initial=0.0)
    small = program.cost.size <= SMALL  # in a large one the last digits cost as much as all others
    sharp = _sharpened(hessian, sp.csr_array(rows), sides, equal, tight) if small else None
    return np.asarray(np.clip(x if sharp is None else sharp, program.lower, program.upper))


def _holds(program: LinearProgram, x: Vector) -> bool:
    at = np.asarray(program.matrix @ x)
    return bool((at >= program.row_lower).all() and (at <= program.row_upper).all())


def _sharpened(
    hessian: sp.csc_array, rows: sp.csr_array, sides: Vector, equal: int, tight: Flags
) -> Vector | None:
    """The same point to the last digits, from the rows that are `tight` at it: no trace of the way there.

    Rows pushed the wrong way are let go and rows overstepped are held, in turn; None where that does not end.
    """
    size, always = hessian.shape[0], np.arange(sides.size) < equal
    for _ in range(TURNS):
        held = np.flatnonzero(tight | always)
        x, price = _on_rows(hessian, rows[held], sides[held])
        over = np.asarray(rows @ x) - sides
        wrong = np.zeros_like(tight)
        wrong[held] = (price < -EXACT * np.abs(price).max(initial=0.0)) & ~always[held]
        wrong |= ~(tight | always) & (over > EXACT * np.maximum(1.0, np.abs(sides)))
        if not wrong.any():
            return x[:size]
        tight = tight ^ wrong
    return None


def _on_rows(hessian: sp.csc_array, rows: sp.csr_array, sides: Vector) -> tuple[Vector, Vector]:
    """The point with the least squares on rows that all hold, and the rows' prices."""
    count = hessian.shape[0]
    system = sp.block_array([[hessian, rows.T], [rows, None]], format="csr")
    shift = np.concatenate([np.full(count, SHIFT), np.full(sides.size, -SHIFT)])
    factors = splu(sp.csc_matrix(system + sp.diags_array(shift)))
    wanted = np.concatenate([np.zeros(count), sides])
    point = factors.solve(wanted)
    for _ in range(REFINED):
        point += factors.solve(wanted - system @ point)
    return point[:count], point[count:]


def _rows(program: LinearProgram) -> tuple[sp.csc_array, Vector, int]:
    """Rows and bounds as R x ≤ r, the first ones equal; how many these are."""
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
    return rows, sides, int(equal.sum())
