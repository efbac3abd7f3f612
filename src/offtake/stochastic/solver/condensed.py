r"""Proportional rows as one (aggregation that is exact): what their columns take together is shared by hand.

Rows r that share out D_r over columns w, equal in all other rows, with squares k_w t_r x² in the objective and
n_r = 1 / t_r:

.. math::
    \min \Big\{ \sum_{r,w} k_w t_r x_{rw}^2 : \sum_w x_{rw} = D_r,\; \sum_r x_{rw} = X_w \Big\}
        = \frac{\sum_w k_w X_w^2}{\sum_r n_r} + \text{constant} \quad\text{at}\quad
    x_{rw} = \frac{n_r}{n} X_w + \frac{1/k_w}{\sum_v 1/k_v} \Big( D_r - \frac{n_r}{n} D \Big)

with n and D the sums over the rows.  So one row with columns X stands for them, exactly, as long as no x is below 0.
Columns that only count (no squares, no cost, in one equation that nothing else needs) go with their equation.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from offtake.stochastic.solver.alike import to_figures
from offtake.stochastic.solver.program import Flags, Indices, LinearProgram, Vector

FIGURES = 10  # to which rows are compared


@dataclass(frozen=True)
class Condensed:
    """A smaller program, and how to come back from a point of it."""

    program: LinearProgram
    costs: tuple[Vector, ...]
    squares: Vector
    whole: LinearProgram
    kept: Indices  # (columns of `program`,) their places in `whole`
    rows: Indices  # (rows of `program`,) their places in `whole`
    counted: tuple[
        tuple[Indices, Indices], ...
    ]  # columns and the equations they went with, in turn
    column: Indices  # (shared,) columns of `whole` that are shared out
    place: Indices  # (shared,) column of `program` that each belongs to
    part: Vector  # (shared,) of what all take
    amount: Vector  # (shared,) beside it
    row: Indices  # (shared,) row of `whole` that it stands in

    def gathered(self, x: Vector) -> Vector:
        """The point of `program` from that of all columns."""
        point = x[self.kept]
        point[self.place] = 0.0
        np.add.at(point, self.place, x[self.column])
        return point

    def restored(self, x: Vector) -> Vector:
        """The point of all columns, of least squares: a share may be below 0."""
        return self._with_shares(x, x[self.place] * self.part + self.amount)

    def in_proportion(self, x: Vector) -> Vector:
        """A point of all columns, with D_r / D of what all rows take together: no share is below 0."""
        demand = self.whole.row_lower[self.row]
        total = np.bincount(self.place, demand, x.size)[self.place]
        share = np.divide(demand, total, out=np.zeros_like(demand), where=total > 0)
        return self._with_shares(x, x[self.place] * share)

    def _with_shares(self, x: Vector, shares: Vector) -> Vector:
        point = np.zeros(self.whole.cost.size)
        point[self.kept] = x
        point[self.column] = shares
        matrix, low = self.whole.matrix, self.whole.row_lower
        for columns, rows in reversed(self.counted):
            point[columns] = 0.0
            entries = matrix[rows]
            own = np.asarray(entries[np.arange(rows.size), columns]).ravel()
            point[columns] = (low[rows] - entries @ point) / own
        return point


def condensed(
    program: LinearProgram, costs: tuple[Vector, ...], squares: Vector, held: Flags, apart: Flags
) -> Condensed:
    """`program` without inequalities but those `held` (rows), rows `apart` never taken together with others.

    Columns without squares and costs are counters: their own bounds hold where `held` says so of an equation that
    they stand in.
    """
    equal = program.row_lower == program.row_upper
    rows, columns, counted = _without_counters(program, costs, squares, equal | held, held & equal)
    matrix = sp.csr_array(program.matrix[np.flatnonzero(rows)][:, np.flatnonzero(columns)])
    at_row, at_column = np.flatnonzero(rows), np.flatnonzero(columns)
    plain = squares[at_column] > 0
    for cost in costs:
        plain &= cost[at_column] == 0
    plain &= (program.lower[at_column] == 0) & np.isinf(program.upper[at_column])
    size = 1.0 / np.where(plain, squares[at_column], 1.0)
    alike = _alike(matrix, plain, (equal & ~apart)[at_row], size)
    return _joined(program, costs, squares, (at_row, at_column), alike, counted)


def _without_counters(
    program: LinearProgram, costs: tuple[Vector, ...], squares: Vector, rows: Flags, held: Flags
) -> tuple[Flags, Flags, tuple[tuple[Indices, Indices], ...]]:
    """Rows and columns that are left, and the counters with their equations, in the order in which they went."""
    counts = squares == 0
    for cost in costs:
        counts &= cost == 0
    matrix = program.matrix.tocsc()
    entry = np.repeat(np.arange(counts.size), np.diff(matrix.indptr))
    kept = (matrix.data != 0) & counts[entry]
    column, row = entry[kept], matrix.indices[kept]
    counts &= np.bincount(column, held[row], counts.size) == 0
    rows, columns = rows.copy(), np.ones(counts.size, bool)
    equal = program.row_lower == program.row_upper
    gone: list[tuple[Indices, Indices]] = []
    while True:
        live = rows[row] & columns[column] & counts[column]
        number = np.bincount(column[live], minlength=counts.size)
        single = live & (number[column] == 1) & equal[row]
        which, first = np.unique(row[single], return_index=True)
        if not which.size:
            return rows, columns, tuple(gone)
        out = column[single][first]
        rows[which] = columns[out] = False
        gone.append((out.astype(np.int64), which.astype(np.int64)))


def _alike(
    matrix: sp.csr_array, plain: Flags, usable: Flags, size: Vector
) -> tuple[Indices, Indices, Indices, Vector]:
    """Entries of rows that are alike: row, column, the group of the row's column, share of the column in its row.

    What stands beside a row is compared by products with two fixed vectors, which no two different columns share.
    """
    probe = np.random.Generator(np.random.PCG64(0)).uniform(1.0, 2.0, (matrix.shape[0], 2))
    marks = np.asarray(matrix.T @ probe)
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    column, value = matrix.indices.astype(np.int64), matrix.data
    fine = np.bincount(row, ~(plain[column] & (value == 1.0)), matrix.shape[0]) == 0
    fine &= usable
    # a column is shared out by one row only: the first that will do
    entry = np.flatnonzero(fine[row])
    taken = np.full(plain.size, matrix.shape[0])
    np.minimum.at(taken, column[entry], row[entry])
    fine &= np.bincount(row[entry], taken[column[entry]] != row[entry], matrix.shape[0]) == 0
    entry = np.flatnonzero(fine[row])
    row, column = row[entry], column[entry]
    beside = marks[column] - probe[row]
    total = np.bincount(row, size[column], matrix.shape[0])
    phi = size[column] / total[row]
    order = np.lexsort((beside[:, 1].round(6), beside[:, 0].round(6), row))
    row, column, beside, phi = row[order], column[order], beside[order], phi[order]
    length = np.bincount(row, minlength=matrix.shape[0])
    one, other = beside.T
    told = (one, other, one * other, phi * one, phi * other, phi * phi * one)
    sums = [np.asarray(np.bincount(row, v, matrix.shape[0]), np.float64) for v in told]
    own = np.flatnonzero(length)
    figures = (to_figures(s[own], FIGURES) for s in sums)
    key = np.stack([length[own].astype(float), *figures], axis=1)
    _, group = np.unique(key, axis=0, return_inverse=True)
    of_row = np.zeros(matrix.shape[0], np.int64)
    of_row[own] = group.reshape(-1)
    start = np.concatenate([[0], np.cumsum(length)])
    position = np.arange(row.size) - start[row]
    widest = int(length.max(initial=1))
    return row, column, of_row[row] * widest + position, phi


def _joined(
    program: LinearProgram,
    costs: tuple[Vector, ...],
    squares: Vector,
    at: tuple[Indices, Indices],
    alike: tuple[Indices, Indices, Indices, Vector],
    counted: tuple[tuple[Indices, Indices], ...],
) -> Condensed:
    (at_row, at_column), (row, column, member, phi) = at, alike
    low, high, weight = program.row_lower[at_row], program.row_upper[at_row], squares[at_column]
    _, first, number = np.unique(member, return_index=True, return_inverse=True)
    number = number.reshape(-1)
    leader_row, leader = row[first][number], column[first]
    # n_r of every row, and of all rows of its group
    size = np.bincount(row, 1.0 / weight[column], low.size)[row]
    all_size = np.bincount(number, size)[number]
    demand = low[row]
    all_demand = np.bincount(number, demand)[number]
    part = size / all_size
    amount = phi * (demand - part * all_demand)
    whole = 1.0 / np.bincount(number, 1.0 / weight[column])
    stays_row, stays = np.ones(low.size, bool), np.ones(at_column.size, bool)
    stays_row[row[leader_row != row]] = False
    stays[column] = False
    stays[leader] = True
    low, high, weight = low.copy(), high.copy(), weight.copy()
    low[leader_row] = high[leader_row] = all_demand
    weight[leader] = whole
    kept_rows, kept = np.flatnonzero(stays_row), np.flatnonzero(stays)
    place = np.searchsorted(kept, leader)[number]
    chosen = at_column[kept]
    smaller = program.part(at_row[kept_rows], chosen)
    smaller = replace(smaller, row_lower=low[kept_rows], row_upper=high[kept_rows])
    return Condensed(
        smaller, tuple(c[chosen] for c in costs), weight[kept], program, chosen, at_row[kept_rows], counted,
        at_column[column], place, part, amount, at_row[row],
    )  # fmt: skip
