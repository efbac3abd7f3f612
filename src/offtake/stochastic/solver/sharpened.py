r"""An active set for a strictly convex quadratic program: a point near the least made the point itself.

.. math::
    \min \Big\{ \sum_i s_i x_i^2 : a \le A x \le b,\; l \le x \le u \Big\}, \qquad g = 2 S x + A^\top y

Columns and rows stand at sides or are free.  With the columns L, U at their bounds and the rows R at their sides, what is left is one system for the free columns and
the prices of R.  Its point is the least where no free column and no other row is beyond a side, and none that is held is
pushed off it (g ≥ 0 on L, ≤ 0 on U, y by the sides of R).  Where one is, it changes place and the system is solved again.
The system is one for the *changes* of x and y: of rows that say the same twice, the prices stay those of an interior
point, which has the right signs for both.  It is regularised and refined (Altman and Gondzio 1999).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import splu

from offtake.stochastic.solver.program import Indices, LinearProgram, Vector

LOW, FREE, HIGH = -1, 0, 1
TURNS = 20
EXACT = 1e-10  # of the largest: beyond a side, or pushed off it
SHIFT = 1e-9  # of a usual weight: keeps rows that follow from others apart
REFINED = 8
LEAST = 1e-7  # of the largest weight: below it a column has the units of one with that weight
DIGITS = 1e-15


@dataclass(frozen=True)
class Near:
    """A point, the prices of rows, and where columns and rows stand: at their lower side, free, at their upper one."""

    x: Vector
    price: Vector  # (rows,): 0 where a row is free
    column: Indices  # (columns,): LOW, FREE, HIGH
    row: Indices  # (rows,)


def sharpened(program: LinearProgram, squares: Vector, near: Near) -> Near | None:
    """The point with the least squares @ x² to the last digits, from one near it; None where that does not end."""
    system = _System(program, squares)
    x, prices = near.x / system.size, near.price * system.row_size
    column = np.where(system.shut, LOW, near.column)
    row = np.where(system.equal, HIGH, near.row)
    for _ in range(TURNS):
        x = np.where(column == LOW, system.low, np.where(column == HIGH, system.high, x))
        try:  # from the first prices: those of sides that cannot all be met grow beyond all bounds
            x, price, met = system.solved(x, np.where(row == FREE, 0.0, prices), column, row)
        except RuntimeError:  # singular to the last digit
            return None
        after, rows_after = system.moved(x, price, column, row)
        if np.array_equal(after, column) and np.array_equal(rows_after, row):
            if not met:
                return None
            point = np.asarray(np.clip(x * system.size, program.lower, program.upper))
            return Near(point, price / system.row_size, column, row)
        column, row = after, rows_after
    return None


def alike(weight: Vector) -> Vector:
    """(columns,): units in which squares of these weights, the largest 1, weigh the same; own units where there is none."""
    return np.where(weight > 0, 1.0 / np.sqrt(np.maximum(weight, LEAST)), 1.0)


class _System:
    """The program in units in which columns weigh the same and rows are of one length."""

    def __init__(self, program: LinearProgram, squares: Vector) -> None:
        weight = squares / squares.max(initial=1e-300)
        self.size = alike(weight)
        self.weight = 2.0 * weight * self.size**2
        matrix = sp.csr_array(program.matrix @ sp.diags_array(self.size))
        length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        length = np.where(length > 0, length, 1.0)
        self.row_size = length / squares.max(initial=1e-300)
        self.matrix = sp.csr_array(sp.diags_array(1.0 / length) @ matrix)
        self.by_column = self.matrix.tocsc()
        self.low, self.high = program.lower / self.size, program.upper / self.size
        self.row_low, self.row_high = program.row_lower / length, program.row_upper / length
        self.equal = program.row_lower == program.row_upper
        self.shut = program.lower == program.upper

    def solved(
        self, x: Vector, price: Vector, column: Indices, row: Indices
    ) -> tuple[Vector, Vector, bool]:
        """x and prices with what stands at a side where it is; whether all of it can stand there at once."""
        free, held = np.flatnonzero(column == FREE), np.flatnonzero(row != FREE)
        side = np.where(row == LOW, self.row_low, self.row_high)
        push = -(self.weight * x + self.matrix.T @ price)[free]
        wanted = np.concatenate([push, side[held] - (self.matrix @ x)[held]])
        part = sp.csr_array(self.by_column[:, free])[held]
        blocks = [[sp.diags_array(self.weight[free]), part.T], [part, None]]
        whole = sp.block_array(blocks, format="csc")
        shift = np.concatenate([np.full(free.size, SHIFT), np.full(held.size, -SHIFT)])
        factors = splu(
            sp.csc_matrix(whole + sp.diags_array(shift)),
            permc_spec="MMD_AT_PLUS_A",
            diag_pivot_thresh=0.0,
            options={"SymmetricMode": True},
        )
        change, most = np.zeros(wanted.size), DIGITS * max(1.0, np.abs(x).max(initial=0.0))
        left = wanted
        for _ in range(REFINED):
            change = change + factors.solve(left)
            left = wanted - whole @ change
            if np.abs(left).max(initial=0.0) <= most:
                break
        met = bool(np.abs(left).max(initial=0.0) <= EXACT * most / DIGITS)
        x, price = x.copy(), price.copy()
        x[free] += change[: free.size]
        price[held] += change[free.size :]
        return x, price, met

    def moved(
        self, x: Vector, price: Vector, column: Indices, row: Indices
    ) -> tuple[Indices, Indices]:
        """Where columns and rows are to stand: those beyond a side at it, those pushed off one free."""
        at, push = self.matrix @ x, self.weight * x + self.matrix.T @ price
        beyond = EXACT * max(1.0, float(np.abs(x).max(initial=0.0)))
        pushed = EXACT * float(np.abs(self.weight * x).max(initial=0.0))
        after, rows_after = column.copy(), row.copy()
        after[(column == FREE) & (x < self.low - beyond)] = LOW
        after[(column == FREE) & (x > self.high + beyond)] = HIGH
        off = ((column == LOW) & (push < -pushed)) | ((column == HIGH) & (push > pushed))
        after[off & ~self.shut] = FREE
        rows_after[(row == FREE) & (at < self.row_low - beyond)] = LOW
        rows_after[(row == FREE) & (at > self.row_high + beyond)] = HIGH
        off = ((row == HIGH) & (price < -pushed)) | ((row == LOW) & (price > pushed))
        rows_after[off & ~self.equal] = FREE
        return after, rows_after
